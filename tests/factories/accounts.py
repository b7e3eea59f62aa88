"""People and organizations."""

from factory import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory, Password

from accounts.models import (
    ApiToken,
    Helix,
    MailChoice,
    Mailing,
    Message,
    Organization,
    OrganizationKind,
    Stakeholder,
    Topic,
    User,
)

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


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    user = SubFactory(UserFactory)
    kind = "tests.unknown"
    topic = Topic.IDEAS
    things = LazyFunction(lambda: {"about": 1})
    key = Sequence(lambda n: f"{n:064x}")
    mailing = Mailing.NEVER


class MailChoiceFactory(DjangoModelFactory[MailChoice]):
    class Meta:
        model = MailChoice

    user = SubFactory(UserFactory)
    topic = Topic.IDEAS
    mailing = Mailing.AT_ONCE
