"""Calls and proposals."""

from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from projects.models import Call, Proposal, Question
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.regions import DomainFactory, RegionFactory


class CallFactory(DjangoModelFactory[Call]):
    class Meta:
        model = Call
        django_get_or_create = ("region", "activity")

    region = SubFactory(RegionFactory)
    activity = None
    title = "Open call"


class ProposalFactory(DjangoModelFactory[Proposal]):
    class Meta:
        model = Proposal

    call = SubFactory(CallFactory)
    region = LazyAttribute(lambda proposal: proposal.call.region)
    proposer = SubFactory(UserFactory)
    organization = SubFactory(OrganizationFactory)
    title = Sequence(lambda n: f"Proposal {n}")
    domain = SubFactory(DomainFactory)
    summary = "We want to make it here."


class QuestionFactory(DjangoModelFactory[Question]):
    class Meta:
        model = Question

    proposal = SubFactory(ProposalFactory)
    number = Sequence(lambda n: n + 1)
    text = "Where does the water come from?"
