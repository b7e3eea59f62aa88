"""Regions, roles, statistics."""

from decimal import Decimal

from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import User
from regions.models import (
    Domain,
    Membership,
    Observation,
    ObservationImport,
    Region,
    RegionKind,
    Role,
    Source,
)
from tests.factories.accounts import UserFactory


class RegionFactory(DjangoModelFactory[Region]):
    class Meta:
        model = Region

    code = Sequence(lambda n: f"XX-{n:02d}")
    data_code = Sequence(lambda n: f"X{n:02d}")
    name_en = Sequence(lambda n: f"Region {n}")
    kind = RegionKind.REGION


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    region = SubFactory(RegionFactory)
    role = Role.FACILITATOR


def member(region: Region, role: Role) -> User:
    """A new person with this role in the region."""
    return MembershipFactory.create(region=region, role=role).user


class DomainFactory(DjangoModelFactory[Domain]):
    class Meta:
        model = Domain

    code = Sequence(lambda n: f"D{n:02d}")
    name_en = Sequence(lambda n: f"Domain {n}")


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
