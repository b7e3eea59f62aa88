"""A proposal's way, told to who proposed and to those who decide; nobody hears of what they did themselves."""

from collections.abc import Callable

import pytest

from accounts.models import Message
from projects import actions
from projects.models import Proposal
from tests.factories.accounts import OrganizationFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import DomainFactory
from tests.inboxes import cleared, heard
from tests.projects.people import Scene, scene

pytestmark = pytest.mark.django_db
Act = Callable[[Scene], object]
TITLE = "Плиты из соломы"
WHY = "Потому что"


def decide(decision: str) -> Act:
    return lambda s: actions.decide_proposal(
        proposal=s.proposal, decision=decision, by=s.facilitator, reason=WHY
    )


def join(s: Scene) -> object:
    activity = ActivityFactory.create(region=s.region, title_ru="Стройматериалы")
    return actions.join_activity(proposal=s.proposal, activity=activity, by=s.facilitator)


TURNS: list[tuple[str, Act, dict[str, str]]] = [
    ("submitted", decide("accept"), {"proposer": f"Ваша заявка «{TITLE}» принята."}),
    (
        "submitted",
        decide("return"),
        {"proposer": f"По вашей заявке «{TITLE}» есть вопрос. Ответьте на него и подайте заявку снова."},
    ),
    (
        "submitted",
        decide("decline"),
        {"proposer": f"Ваша заявка «{TITLE}» отклонена. Причина указана на её странице."},
    ),
    (
        "submitted",
        join,
        {"proposer": f"Ваша заявка «{TITLE}» теперь стоит за направлением «Стройматериалы»."},
    ),
    (
        "returned",
        lambda s: actions.resubmit_proposal(proposal=s.proposal, by=s.proposer),
        dict.fromkeys(("facilitator", "official"), f"Заявка «{TITLE}» подана снова и ждёт вашего решения."),
    ),
    (
        "submitted",
        lambda s: actions.withdraw_proposal(proposal=s.proposal, by=s.proposer),
        dict.fromkeys(("facilitator", "official"), f"Заявка «{TITLE}» отозвана."),
    ),
]
EVERYBODY = ("proposer", "facilitator", "official", "analyst", "stranger", "foreign_official")


@pytest.mark.parametrize(("state", "act", "told"), TURNS)
def test_each_turn_is_told_to_whom_it_concerns(state: str, act: Act, told: dict[str, str]) -> None:
    s = scene(state)
    Proposal.objects.update(title=TITLE)
    cleared()
    act(s)
    assert {who: heard(s.user(who)) for who in EVERYBODY if heard(s.user(who))} == {
        who: [sentence] for who, sentence in told.items()
    }


def test_a_decided_proposal_waits_for_nobody_any_more() -> None:
    s = scene("returned")
    actions.resubmit_proposal(proposal=s.proposal, by=s.proposer)
    assert Message.objects.unread().count() == 2
    decide("accept")(s)
    assert [message.user for message in Message.objects.unread()] == [s.proposer]


def test_a_new_proposal_waits_for_the_staff() -> None:
    s = scene()
    actions.submit_proposal(
        call=s.call,
        title=TITLE,
        domain_code=DomainFactory.create().code,
        summary="x",
        confidential_note="CANARY",
        organization=OrganizationFactory.create(name="ТОО «Плита»"),
        by=s.proposer,
    )
    sentence = f"Новая заявка ждёт вашего решения: «{TITLE}» (ТОО «Плита»)."
    assert heard(s.official) == heard(s.facilitator) == [sentence]
    assert heard(s.analyst) == heard(s.proposer) == heard(s.foreign_official) == []
