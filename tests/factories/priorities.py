"""Sets, approvals, publications."""

import datetime as dt

from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from assessments.models import Round
from priorities.models import (
    Approval,
    BrokenRule,
    CoverRule,
    Delivery,
    Deviation,
    Involvement,
    Priority,
    PrioritySet,
    Publication,
    Remark,
    Webhook,
)
from tests.factories.accounts import UserFactory
from tests.factories.assessments import RoundFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import RegionFactory


class PrioritySetFactory(DjangoModelFactory[PrioritySet]):
    class Meta:
        model = PrioritySet

    round = SubFactory(RoundFactory, state=Round.State.CLOSED)
    region = LazyAttribute(lambda priority_set: priority_set.round.region)
    title = Sequence(lambda n: f"Set {n}")
    cycle = Sequence(lambda n: 2026 + n)
    drafter = SubFactory(UserFactory)


class PriorityFactory(DjangoModelFactory[Priority]):
    class Meta:
        model = Priority

    priority_set = SubFactory(PrioritySetFactory)
    activity = LazyAttribute(lambda priority: ActivityFactory.create(region=priority.priority_set.region))
    position = Sequence(lambda n: n + 1)


class DeviationFactory(DjangoModelFactory[Deviation]):
    class Meta:
        model = Deviation

    priority_set = SubFactory(PrioritySetFactory)
    activity = LazyAttribute(lambda deviation: ActivityFactory.create(region=deviation.priority_set.region))
    kind = Deviation.Kind.ADDED
    reason = "The council asked for it."
    decided_by = SubFactory(UserFactory)


class ApprovalFactory(DjangoModelFactory[Approval]):
    class Meta:
        model = Approval

    priority_set = SubFactory(PrioritySetFactory)
    official = SubFactory(UserFactory)
    drafter = LazyAttribute(lambda approval: approval.priority_set.drafter)
    content_digest = "0" * 64


class InvolvementFactory(DjangoModelFactory[Involvement]):
    class Meta:
        model = Involvement

    priority_set = SubFactory(PrioritySetFactory)
    person = SubFactory(UserFactory)
    part = Involvement.Part.AUTHOR


class RemarkFactory(DjangoModelFactory[Remark]):
    class Meta:
        model = Remark

    priority_set = SubFactory(PrioritySetFactory)
    number = Sequence(lambda n: n + 1)
    voice = Remark.Voice.OFFICIAL
    kind = Remark.Kind.QUESTION
    text = "Who pays for it?"
    said_by = SubFactory(UserFactory)


class PublicationFactory(DjangoModelFactory[Publication]):
    class Meta:
        model = Publication

    priority_set = SubFactory(PrioritySetFactory)
    region = LazyAttribute(lambda publication: publication.priority_set.region)
    number = Sequence(lambda n: n + 1)
    content: dict[str, object] = {}
    bundle = b""
    fingerprint = "0" * 64
    published_at = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    published_by = SubFactory(UserFactory)


class WebhookFactory(DjangoModelFactory[Webhook]):
    class Meta:
        model = Webhook

    region = SubFactory(RegionFactory)
    label = "Portal"
    address = Sequence(lambda n: f"https://portal.example/{n}")
    secret = "only-in-tests"
    created_by = SubFactory(UserFactory)


class DeliveryFactory(DjangoModelFactory[Delivery]):
    class Meta:
        model = Delivery

    publication = SubFactory(PublicationFactory)
    webhook = LazyAttribute(lambda delivery: WebhookFactory.create(region=delivery.publication.region))


class CoverRuleFactory(DjangoModelFactory[CoverRule]):
    class Meta:
        model = CoverRule

    round = SubFactory(RoundFactory)
    kind = CoverRule.Kind.OBJECTIVE
    value = Sequence(lambda n: f"objective-{n}")
    limit = CoverRule.Limit.AT_LEAST
    number = 1
    chosen_by = SubFactory(UserFactory)


class BrokenRuleFactory(DjangoModelFactory[BrokenRule]):
    class Meta:
        model = BrokenRule

    priority_set = SubFactory(PrioritySetFactory)
    rule = LazyAttribute(lambda broken: CoverRuleFactory.create(round=broken.priority_set.round))
    reason = "Nobody is ready yet."
    written_by = SubFactory(UserFactory)
