"""Shapes of regions, domains, statistics and evidence for programs. A missing figure is null, never 0."""

from math import isfinite
from typing import Any

from django.conf import settings
from rest_framework import serializers

from regions.importers import INDICATORS
from regions.models import PolicyObjective, RegionKind, Role, SectorType
from regions.queries import MEASURES
from regions.registries import Duty


class FigureField(serializers.FloatField):
    """A computed figure; "no value" (NaN in the mathematics) becomes null."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_null": True, "read_only": True, **options})

    def to_representation(self, value: Any) -> Any:
        return float(value) if isfinite(value) else None


class CodesField(serializers.ListField):
    """Codes that are stored in one text, separated by spaces."""

    child = serializers.CharField()

    def to_representation(self, data: Any) -> list[str]:
        return str(data).split()


class RegionOut(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="ISO 3166-2; of a country ISO 3166-1")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=RegionKind.choices)
    country = serializers.CharField(source="parent.code", default=None, allow_null=True)
    first_year = serializers.IntegerField(allow_null=True)
    last_year = serializers.IntegerField(allow_null=True)
    threshold = serializers.IntegerField(help_text="Smallest group about which a figure is shown")
    approvals_needed = serializers.IntegerField()
    raters_per_organization = serializers.IntegerField(
        help_text="Most people of one organization who score in a round"
    )
    mining_threshold = serializers.DecimalField(max_digits=4, decimal_places=1, help_text="Percent")
    mining_window = serializers.IntegerField(help_text="Years")


class RegionQuery(serializers.Serializer[Any]):
    """Allowed filters of the list of regions."""

    kind = serializers.ChoiceField(choices=RegionKind.choices, required=False)
    country = serializers.SlugField(required=False, help_text="Code of a country")


class NoQuery(serializers.Serializer[Any]):
    """A list without filters."""


class DomainOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    section = serializers.CharField(source="parent.code", default=None, allow_null=True)
    level = serializers.IntegerField(help_text="1: section, 2: division")


class ObservationOut(serializers.Serializer[Any]):
    indicator = serializers.CharField()
    class_code = serializers.CharField(allow_blank=True, help_text="Empty: the total")
    year = serializers.IntegerField()
    value = serializers.DecimalField(max_digits=24, decimal_places=6)
    unit = serializers.CharField()
    remarks = CodesField()
    publisher = serializers.CharField(source="brought_by.source.publisher")
    file = serializers.CharField(source="brought_by.file_name")
    file_sha256 = serializers.CharField(source="brought_by.file_digest")


class ObservationQuery(serializers.Serializer[Any]):
    """Allowed filters of a region's observations."""

    indicator = serializers.ChoiceField(choices=sorted(INDICATORS), required=False)
    year = serializers.IntegerField(required=False, min_value=1900, max_value=2100)
    class_code = serializers.SlugField(required=False, max_length=20)


class WindowOut(serializers.Serializer[Any]):
    first_year = serializers.IntegerField()
    last_year = serializers.IntegerField()


class RawMaterialStatusOut(serializers.Serializer[Any]):
    """The status with the rule that gave it; `is_raw_material` is null where no year has both figures."""

    threshold = FigureField(help_text="Share between 0 and 1")
    window = WindowOut()
    years_used = serializers.ListField(child=serializers.IntegerField())
    ratios = serializers.ListField(child=FigureField(), help_text="Mining / GRP for each year of the window")
    mean = FigureField()
    is_raw_material = serializers.BooleanField(allow_null=True)
    is_provisional = serializers.BooleanField()


class SeriesOut(serializers.Serializer[Any]):
    years = serializers.ListField(child=serializers.IntegerField())
    values = serializers.ListField(child=FigureField())


class PartOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    value = FigureField()
    share = FigureField()
    country_share = FigureField()


class StructureOut(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    total = FigureField()
    parts = PartOut(many=True)


class EstimateOut(serializers.Serializer[Any]):
    years_used = serializers.ListField(child=serializers.IntegerField())
    yearly = serializers.ListField(child=FigureField())
    mean = FigureField()
    median = FigureField()


class SpecializationOut(serializers.Serializer[Any]):
    net_of = serializers.ListField(child=serializers.CharField())
    share = EstimateOut()
    quotient = EstimateOut()
    critical_mass = EstimateOut()


class QuotientOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    raw = SpecializationOut()
    net = SpecializationOut(allow_null=True)


class ConcentrationOut(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    herfindahl = FigureField()
    entropy = FigureField()
    country_herfindahl = FigureField()
    country_entropy = FigureField()
    krugman = FigureField(help_text="Distance from the country's structure: 0 the same, 2 nothing in common")


class EvidenceOut(serializers.Serializer[Any]):
    """All computed figures of a region beside those of its country; money in the units named."""

    region = serializers.CharField()
    reference = serializers.CharField()
    comparable_until = serializers.IntegerField(help_text="Last year that enters estimates")
    structure = StructureOut(allow_null=True)
    quotients = QuotientOut(many=True)
    status = RawMaterialStatusOut()
    extraction = SeriesOut(help_text="Mining / GRP by year")
    country_extraction = SeriesOut()
    concentration = ConcentrationOut(many=True)
    grp = SeriesOut()
    grp_of_country = SeriesOut()
    exports = StructureOut(allow_null=True)
    series = serializers.DictField(child=SeriesOut(), help_text="By indicator")


class ProvenanceOut(serializers.Serializer[Any]):
    publisher = serializers.CharField(source="source.publisher")
    caveat = serializers.CharField(source="source.note", allow_blank=True)
    file = serializers.CharField(source="file_name")
    file_sha256 = serializers.CharField(source="file_digest")
    loaded_at = serializers.DateTimeField(source="imported_at")


class EvidenceDocumentOut(serializers.Serializer[Any]):
    evidence = EvidenceOut(source="profile")
    formulas = serializers.DictField(child=serializers.CharField(), help_text="Id of each formula, in words")
    units = serializers.DictField(child=serializers.CharField(), help_text="By indicator")
    sources = ProvenanceOut(many=True)


class ObjectiveOut(serializers.Serializer[Any]):
    """What a region wants to reach. Texts are null where nobody has written them in a language."""

    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    code = serializers.CharField()
    title = serializers.CharField(help_text="In the reader's language, or in another one where it is missing")
    title_ru = serializers.CharField(allow_null=True)
    title_kk = serializers.CharField(allow_null=True)
    title_en = serializers.CharField(allow_null=True)
    explanation = serializers.CharField(allow_blank=True)
    document = serializers.CharField(allow_blank=True, help_text="Where it is written")
    serves = serializers.IntegerField(
        source="serves_id", allow_null=True, help_text="Id of the country's objective"
    )
    retired_at = serializers.DateTimeField(allow_null=True)


class ObjectiveQuery(serializers.Serializer[Any]):
    with_retired = serializers.BooleanField(required=False, default=False)


class ObjectiveData(serializers.Serializer[Any]):
    """At least one title; texts that are left out stay as they are."""

    title_ru = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_kk = serializers.CharField(max_length=250, required=False, allow_blank=True)
    title_en = serializers.CharField(max_length=250, required=False, allow_blank=True)
    explanation_ru = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    explanation_kk = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    explanation_en = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    document_ru = serializers.CharField(max_length=300, required=False, allow_blank=True)
    document_kk = serializers.CharField(max_length=300, required=False, allow_blank=True)
    document_en = serializers.CharField(max_length=300, required=False, allow_blank=True)
    serves: "serializers.PrimaryKeyRelatedField[PolicyObjective]" = serializers.PrimaryKeyRelatedField(
        queryset=PolicyObjective.objects.all(),
        required=False,
        allow_null=True,
        pk_field=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
    )


class NewObjectiveData(ObjectiveData):
    code = serializers.SlugField(max_length=40, required=False, help_text="Left out: the next free number")


class ObjectiveMoveData(serializers.Serializer[Any]):
    direction = serializers.ChoiceField(choices=["up", "down"])


class RetirementData(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000)


class DutyOut(serializers.Serializer[Any]):
    """One thing that waits for a person. `since`: a moment or a day; `is_late`: it is pressing."""

    what = serializers.CharField()
    about = serializers.CharField()
    who = serializers.CharField()
    since = serializers.SerializerMethodField()
    is_late = serializers.BooleanField()
    page = serializers.CharField(source="href")

    def get_since(self, duty: Duty) -> str | None:
        return duty.since.isoformat() if duty.since else None


class GapOut(serializers.Serializer[Any]):
    """One thing with texts that are there in some languages only."""

    kind = serializers.CharField(source="kind.key")
    text = serializers.CharField()
    missing = serializers.ListField(child=serializers.ChoiceField(choices=settings.LANGUAGES))
    page = serializers.CharField(source="href", help_text="Where the translation is written")


class MembershipOut(serializers.Serializer[Any]):
    """A role of a person. `expires_date` is its last day; a day that is over means the role has ended."""

    id = serializers.IntegerField()
    person_id = serializers.IntegerField(source="user_id")
    person = serializers.CharField(source="user")
    role = serializers.ChoiceField(choices=Role.choices)
    expires_date = serializers.DateField(allow_null=True)
    granted_at = serializers.DateTimeField(allow_null=True)
    granted_by_id = serializers.IntegerField(allow_null=True)


class EndData(serializers.Serializer[Any]):
    expires_date = serializers.DateField(allow_null=True, help_text="The last day; null: without an end")


class InvitationData(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=Role.choices)
    expires_date = serializers.DateField(allow_null=True, required=False, default=None)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class InvitationOut(serializers.Serializer[Any]):
    """The link itself stands only in the letter."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.choices)
    expires_date = serializers.DateField(allow_null=True)
    valid_until = serializers.DateTimeField()
    invited_by_id = serializers.IntegerField()
    state = serializers.CharField()


class ImportOut(serializers.Serializer[Any]):
    """A file that was loaded; `undone_at` where it was taken back."""

    id = serializers.IntegerField()
    file = serializers.CharField(source="file_name")
    file_sha256 = serializers.CharField(source="file_digest")
    publisher = serializers.CharField(source="source.publisher")
    source = serializers.CharField(source="source.code")  # type: ignore[assignment]  # -- reason: collected by the metaclass
    values = serializers.IntegerField(source="value_count")
    replaced = serializers.IntegerField(source="replaced_count")
    loaded_at = serializers.DateTimeField(source="imported_at")
    undone_at = serializers.DateTimeField(allow_null=True)


class ImportData(serializers.Serializer[Any]):
    """A table and what its columns mean; what is not said is suggested by its headers. As multipart/form-data."""

    file = serializers.FileField(help_text="CSV or XLSX, up to 10 MB")
    dry_run = serializers.BooleanField(default=False, help_text="Look only: nothing is stored")
    source = serializers.SlugField(  # type: ignore[assignment]  # -- reason: collected by the metaclass
        required=False, help_text="Code of a known source; or name a publisher"
    )
    publisher = serializers.CharField(required=False, max_length=250)
    note = serializers.CharField(required=False, max_length=2000, allow_blank=True, default="")
    url = serializers.URLField(required=False, allow_blank=True, default="")
    sheet = serializers.CharField(required=False, max_length=100)
    arrangement = serializers.ChoiceField(choices=["rows", "years"], required=False)
    region_column = serializers.CharField(required=False, max_length=200)
    region = serializers.CharField(required=False, max_length=20, help_text="Its code in data files")
    indicator_column = serializers.CharField(required=False, max_length=200)
    indicator = serializers.ChoiceField(choices=sorted(INDICATORS), required=False)
    class_column = serializers.CharField(required=False, max_length=200)
    year_column = serializers.CharField(required=False, max_length=200)
    year = serializers.IntegerField(required=False, min_value=1900, max_value=2100)
    value_column = serializers.CharField(required=False, max_length=200)
    unit_column = serializers.CharField(required=False, max_length=200)
    unit = serializers.CharField(required=False, max_length=30)
    zero_is_missing = serializers.BooleanField(default=False)
    leaves_out_others = serializers.BooleanField(default=False)


class WrongPlaceOut(serializers.Serializer[Any]):
    place = serializers.CharField(help_text="Sheet and cell, in words")
    row = serializers.IntegerField(help_text="As a spreadsheet counts; the header is one of them")
    column = serializers.CharField(allow_blank=True, help_text="As the header names it")
    code = serializers.CharField()
    message = serializers.CharField()


class ImportLookOut(serializers.Serializer[Any]):
    """What loading would do, or did: `loaded` is null after a look."""

    new = serializers.IntegerField()
    equal = serializers.IntegerField()
    changed = serializers.IntegerField()
    empty = serializers.IntegerField(help_text="Cells without a value: missing, never 0")
    left_out = serializers.IntegerField()
    problem_count = serializers.IntegerField()
    problems = WrongPlaceOut(many=True)
    loaded = ImportOut(allow_null=True)


class MeasureQuery(serializers.Serializer[Any]):
    measure = serializers.ChoiceField(choices=list(MEASURES))
    class_code = serializers.SlugField(
        required=False, max_length=20, help_text="NACE section, for `quotient`"
    )


class MeasuredOut(serializers.Serializer[Any]):
    region = serializers.CharField(source="region.code")
    value = serializers.FloatField(allow_null=True)
    step = serializers.IntegerField(help_text="1 to 5 on the map; 0 without a value")


class CountryMeasureOut(serializers.Serializer[Any]):
    measure = serializers.CharField()
    years = serializers.CharField(allow_blank=True)
    unit = serializers.CharField(allow_blank=True)
    of_country = serializers.FloatField(allow_null=True)
    breaks = serializers.ListField(child=serializers.FloatField())
    regions = MeasuredOut(many=True)


class SectorTypesOut(serializers.Serializer[Any]):
    types = serializers.DictField(
        child=serializers.ChoiceField(choices=SectorType.choices), help_text="By NACE code"
    )


class SectorTypesData(SectorTypesOut):
    reason = serializers.CharField(max_length=2000)


class SplitQuery(serializers.Serializer[Any]):
    first = serializers.IntegerField(min_value=1900, max_value=2100)
    last = serializers.IntegerField(min_value=1900, max_value=2100)


class PartsOut(serializers.Serializer[Any]):
    """By class, in the order of `classes`; the three add up to the change."""

    national = serializers.ListField(child=FigureField())
    mix = serializers.ListField(child=FigureField())
    regional = serializers.ListField(child=FigureField())
    change = serializers.ListField(child=FigureField())


class SplitOut(serializers.Serializer[Any]):
    classes = serializers.ListField(child=serializers.CharField())
    in_money = PartsOut(help_text="In prices of each year")
    in_points = PartsOut(help_text="Shares of the country's value added")
