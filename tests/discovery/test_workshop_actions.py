"""Preparing a workshop, its doors and its run sheet."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied

from discovery import signals
from discovery.actions import create_workshop, edit_workshop, start_step, step_workshop
from discovery.models import StepKind, Workshop, WorkshopKind
from foundation.models import AuditReason, AuditRow
from foundation.transitions import Refused, WrongState
from tests.discovery.hall import hall
from tests.factories.discovery import StepFactory, WorkshopFactory
from tests.factories.regions import MembershipFactory

pytestmark = pytest.mark.django_db


def prepared(kind: str = WorkshopKind.PROBLEM_SOLVING) -> Workshop:
    facilitator = MembershipFactory.create()
    return create_workshop(
        region=facilitator.region,
        title="What we do best",
        kind=kind,
        held_date=dt.date(2026, 11, 24),
        by=facilitator.user,
    )


def test_a_new_workshop_waits_with_the_run_sheet_of_its_kind() -> None:
    workshop = prepared()
    assert workshop.state == Workshop.State.PREPARED
    assert workshop.current_step is None
    assert [step.kind for step in workshop.steps.all()] == [
        "welcome", "propose", "group", "shortlist", "discuss", "score", "discuss_again", "score_again", "close",
    ]  # fmt: skip
    assert [step.position for step in workshop.steps.all()] == list(range(1, 10))
    assert AuditRow.objects.filter(verb="discovery.create_workshop", object_id=str(workshop.pk)).count() == 1


def test_in_an_open_meeting_nobody_is_asked_to_score() -> None:
    kinds = {step.kind for step in prepared(WorkshopKind.OUTREACH).steps.all()}
    assert not kinds & {StepKind.SCORE, StepKind.SCORE_AGAIN}
    assert StepKind.PROPOSE in kinds


def test_opening_begins_the_run_sheet_and_is_announced_after_the_commit(
    django_capture_on_commit_callbacks: object,
) -> None:
    workshop = prepared()
    heard: list[int] = []

    def listen(sender: object, pk: int, **_: object) -> None:
        heard.append(pk)

    signals.workshop_opened.connect(listen)
    with django_capture_on_commit_callbacks() as callbacks:  # type: ignore[operator]  # -- reason: pytest-django's fixture
        opened = step_workshop(workshop=workshop, name="open", by=workshop.created_by)
    assert heard == []
    for callback in callbacks:
        callback()
    assert heard == [workshop.pk]
    assert opened.state == Workshop.State.OPENED
    assert opened.current_step is not None
    assert opened.current_step.kind == StepKind.WELCOME
    assert opened.version == workshop.version + 1


def test_reopening_keeps_the_step_and_needs_a_reason_that_is_kept() -> None:
    scene = hall("closed")
    Workshop.objects.update(current_step=scene.steps[1])
    with pytest.raises(Refused):
        step_workshop(workshop=scene.workshop, name="reopen", by=scene.facilitator, reason="  ")
    opened = step_workshop(
        workshop=scene.workshop, name="reopen", by=scene.facilitator, reason="One table was late"
    )
    assert opened.current_step == scene.steps[1]
    assert AuditReason.objects.get().text == "One table was late"


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("prepared", "close"),
        ("prepared", "reopen"),
        ("opened", "open"),
        ("opened", "reopen"),
        ("closed", "close"),
    ],
)
def test_steps_from_other_states_are_refused(state: str, step: str) -> None:
    scene = hall(state)
    with pytest.raises(WrongState):
        step_workshop(workshop=scene.workshop, name=step, by=scene.facilitator, reason="because")


@pytest.mark.parametrize("who", ["analyst", "stranger", "guest", "foreign_facilitator"])
def test_only_facilitators_of_the_region_open_doors(who: str) -> None:
    scene = hall("prepared")
    with pytest.raises(PermissionDenied):
        step_workshop(workshop=scene.workshop, name="open", by=scene.user(who))  # type: ignore[arg-type]  # -- reason: not nobody


def test_steps_are_begun_by_name_and_only_while_open() -> None:
    scene = hall()
    start_step(workshop=scene.workshop, step=scene.steps[2], by=scene.facilitator)
    start_step(workshop=scene.workshop, step=scene.steps[2], by=scene.facilitator)
    scene.workshop.refresh_from_db()
    assert scene.workshop.current_step == scene.steps[2]
    Workshop.objects.update(state="closed")  # somebody else, in between
    with pytest.raises(WrongState):
        start_step(workshop=scene.workshop, step=scene.steps[0], by=scene.facilitator)
    scene.workshop.refresh_from_db()
    assert scene.workshop.current_step == scene.steps[2]


def test_a_step_of_another_workshop_is_refused() -> None:
    scene = hall()
    with pytest.raises(Refused):
        start_step(workshop=scene.workshop, step=StepFactory.create(), by=scene.facilitator)


def test_editing_changes_what_people_read_and_raises_the_version() -> None:
    workshop = WorkshopFactory.create()
    edit_workshop(
        workshop=workshop, title="New", held_date=dt.date(2027, 1, 5), place="Hall 2", by=workshop.created_by
    )
    workshop.refresh_from_db()
    assert (workshop.title, workshop.place, workshop.held_date) == ("New", "Hall 2", dt.date(2027, 1, 5))
    assert workshop.version == 1


def test_open_pages_hear_of_a_step_after_the_commit(django_capture_on_commit_callbacks: object) -> None:
    scene = hall()
    with (
        patch("foundation.live.publish.hub.deliver") as deliver,
        patch("django.conf.settings.REDIS_URL", ""),
        django_capture_on_commit_callbacks(execute=True),  # type: ignore[operator]  # -- reason: as above
    ):
        start_step(workshop=scene.workshop, step=scene.steps[1], by=scene.facilitator)
        assert not deliver.called
    channel = f"workshop:{scene.workshop.pk}"
    assert [call.args for call in deliver.call_args_list] == [
        (channel, {"name": "step"}),
        (channel, {"name": "board"}),
        (channel, {"name": "wall"}),
    ]
