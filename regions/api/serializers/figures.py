"""Shapes of statistics and evidence. A missing figure is null, never 0."""

from math import isfinite
from typing import Any

from rest_framework import serializers

from regions.importers import INDICATORS
from regions.queries import MEASURES


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
