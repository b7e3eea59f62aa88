"""People and organizations."""

from factory import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory, Password

from accounts.models import ApiToken, Helix, Organization, OrganizationKind, Stakeholder, User

PASSWORD = "a long enough password"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = Sequence(lambda n: f"person{n}@example.org")
    name = Sequence(lambda n: f"Person {n}")
    password = Password(PASSWORD)


class GuestFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = None
    password = LazyFunction(lambda: "!")


class OrganizationFactory(DjangoModelFactory[Organization]):
    class Meta:
        model = Organization

    name = Sequence(lambda n: f"Organization {n}")
    kind = OrganizationKind.FIRM


class StakeholderFactory(DjangoModelFactory[Stakeholder]):
    class Meta:
        model = Stakeholder

    user = SubFactory(UserFactory)
    organization = SubFactory(OrganizationFactory)
    helix = Helix.BUSINESS


class ApiTokenFactory(DjangoModelFactory[ApiToken]):
    class Meta:
        model = ApiToken

    user = SubFactory(UserFactory)
    label = "script"
    digest = Sequence(lambda n: f"{n:064x}")
