"""Regions, roles, statistics."""

import datetime as dt
import gzip
from decimal import Decimal
from typing import Any, ClassVar

from factory import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import User
from foundation.models import Upload
from regions.models import (
    BoundarySet,
    Domain,
    ImportDraft,
    Invitation,
    Membership,
    Observation,
    ObservationImport,
    PolicyObjective,
    Practice,
    Region,
    RegionKind,
    RegionRelatedness,
    RelatednessBuild,
    RelatednessTable,
    ReplacedObservation,
    Role,
    ScientificDomain,
    SectorType,
    SectorTypeChoice,
    Source,
    TerritoryPart,
)
from tests.factories.accounts import UserFactory


class RegionFactory(DjangoModelFactory[Region]):
    class Meta:
        model = Region

    code = Sequence(lambda n: f"XX-{n + 100}")  # two digits are left to tests that name a region
    data_code = Sequence(lambda n: f"X{n + 100}")
    name_en = Sequence(lambda n: f"Region {n}")
    kind = RegionKind.REGION


class PracticeFactory(DjangoModelFactory[Practice]):
    class Meta:
        model = Practice

    owner = SubFactory(UserFactory)
    language = "en"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    region = SubFactory(RegionFactory)
    role = Role.FACILITATOR


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    region = SubFactory(RegionFactory)
    email = Sequence(lambda n: f"invited{n}@example.org")
    role = Role.ANALYST
    language = "en"
    digest = Sequence(lambda n: Invitation.digest_of(f"key{n}"))
    valid_until = LazyFunction(lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=14))
    invited_by = SubFactory(UserFactory)


def member(region: Region, role: Role) -> User:
    """A new person with this role in the region."""
    return MembershipFactory.create(region=region, role=role).user


class DomainFactory(DjangoModelFactory[Domain]):
    class Meta:
        model = Domain

    code = Sequence(lambda n: f"D{n:02d}")
    name_en = Sequence(lambda n: f"Domain {n}")


class ScientificDomainFactory(DjangoModelFactory[ScientificDomain]):
    class Meta:
        model = ScientificDomain

    code = Sequence(lambda n: f"{n:02d}")
    name_en = Sequence(lambda n: f"Field of research {n}")


class PolicyObjectiveFactory(DjangoModelFactory[PolicyObjective]):
    class Meta:
        model = PolicyObjective

    region = SubFactory(RegionFactory)
    code = Sequence(lambda n: f"objective-{n}")
    title_en = Sequence(lambda n: f"Objective {n}")


class SourceFactory(DjangoModelFactory[Source]):
    class Meta:
        model = Source

    code = Sequence(lambda n: f"source{n}")
    publisher_en = "Bureau of Statistics"


class ObservationImportFactory(DjangoModelFactory[ObservationImport]):
    class Meta:
        model = ObservationImport

    source = SubFactory(SourceFactory)
    file_name = "figures.csv"
    file_digest = "0" * 64


class ObservationFactory(DjangoModelFactory[Observation]):
    class Meta:
        model = Observation

    region = SubFactory(RegionFactory)
    indicator = "gva"
    class_code = "B"
    year = 2024
    value = Decimal(100)
    unit = "million KZT"
    brought_by = SubFactory(ObservationImportFactory)


class ReplacedObservationFactory(DjangoModelFactory[ReplacedObservation]):
    class Meta:
        model = ReplacedObservation

    gave_way_to = SubFactory(ObservationImportFactory)
    region = SubFactory(RegionFactory)
    indicator = "gva"
    class_code = "B"
    year = 2024
    value = Decimal(100)
    unit = "million KZT"
    brought_by = SubFactory(ObservationImportFactory)


class RelatednessBuildFactory(DjangoModelFactory[RelatednessBuild]):
    class Meta:
        model = RelatednessBuild

    country = SubFactory(RegionFactory, kind=RegionKind.COUNTRY)
    statistics_version = "1//"
    code_version = "0" * 40
    checked_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


class RelatednessTableFactory(DjangoModelFactory[RelatednessTable]):
    """One domain, which everybody has."""

    class Meta:
        model = RelatednessTable

    country = SubFactory(RegionFactory, kind=RegionKind.COUNTRY)
    indicator = "persons_employed"
    level = 2
    year = 2024
    region_count = 60
    domain_count = 55
    document: ClassVar[dict[str, Any]] = {
        "unit": "persons",
        "imports": [],
        "complexity_missing": "",
        "classes": [{"code": "C", "regions": 60, "complexity": 0}],
    }
    proximity: ClassVar[list[list[int]]] = [[1_000_000]]
    digest = "2" * 64
    input_digest = "3" * 64
    code_version = "0" * 40
    computed_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


class RegionRelatednessFactory(DjangoModelFactory[RegionRelatedness]):
    class Meta:
        model = RegionRelatedness

    table = SubFactory(RelatednessTableFactory)
    region = SubFactory(RegionFactory)
    document: ClassVar[dict[str, Any]] = {
        "complexity": 0,
        "middle": None,
        "promising": [],
        "classes": [[1, 1_000_000, 50_000_000]],
    }


class UploadFactory(DjangoModelFactory[Upload]):
    """A CSV of one row, as the parser keeps it."""

    class Meta:
        model = Upload

    file_name = "figures.csv"
    file_digest = "1" * 64
    file_size = 60
    sheets = [{"name": "", "header": ["region", "value"], "header_row": 1, "row_count": 1}]
    rows = gzip.compress(b'["", 1, ["region", "value"]]\n["", 2, ["X01", "5"]]\n')
    mapping = {
        "sheet": "",
        "arrangement": "rows",
        "zero_is_missing": False,
        "leaves_out_others": False,
        "columns": {"region": "region", "value": "value"},
        "fixed": {},
    }
    created_by = SubFactory(UserFactory)


class ImportDraftFactory(DjangoModelFactory[ImportDraft]):
    class Meta:
        model = ImportDraft

    region = SubFactory(RegionFactory)
    upload = SubFactory(UploadFactory)
    source = SubFactory(SourceFactory)


class TerritoryPartFactory(DjangoModelFactory[TerritoryPart]):
    class Meta:
        model = TerritoryPart

    group = "A+B"
    region = SubFactory(RegionFactory)
    first_year = 2010
    last_year = 2025


class SectorTypeChoiceFactory(DjangoModelFactory[SectorTypeChoice]):
    class Meta:
        model = SectorTypeChoice

    region = SubFactory(RegionFactory)
    domain = SubFactory(DomainFactory)
    sector_type = SectorType.HIGH_TECH


class BoundarySetFactory(DjangoModelFactory[BoundarySet]):
    class Meta:
        model = BoundarySet

    country = SubFactory(RegionFactory, kind=RegionKind.COUNTRY)
    shapes: ClassVar[dict[str, Any]] = {}
    attribution = "Somebody, CC BY 4.0"
    file_name = "borders.geojson"
    file_digest = "0" * 64
