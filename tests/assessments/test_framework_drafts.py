"""A framework's life: taken over, edited as a draft, put into use, never changed after."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from assessments import actions, queries
from assessments.actions import framework_drafts
from assessments.models import Criterion, Framework
from foundation import canonical
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from regions.models import Role
from tests.assessments.halls import make_hall
from tests.factories.assessments import CriterionFactory, FrameworkFactory
from tests.factories.regions import RegionFactory, member

pytestmark = pytest.mark.django_db
SHORT = "four-principles-short"
State = Framework.State


@pytest.fixture
def facilitator() -> User:
    return member(RegionFactory.create(), Role.FACILITATOR)


@pytest.fixture
def used(facilitator: User) -> Framework:
    region = facilitator.memberships.get().region
    return actions.adopt_framework(region=region, key=SHORT, by=facilitator)


@pytest.fixture
def draft(used: Framework, facilitator: User) -> Framework:
    return actions.start_version(framework=used, by=facilitator)


def verbs() -> list[str]:
    rows = AuditRow.objects.filter(object_type="assessments.framework").order_by("pk")
    return [verb.removeprefix("assessments.") for verb in rows.values_list("verb", flat=True)]


def test_a_template_is_in_use_at_once_and_known_by_its_digest(used: Framework) -> None:
    assert (used.state, used.version) == (State.PUBLISHED, 1)
    assert used.digest == canonical.digest(queries.framework_document(used))
    assert used.published_at is not None


def test_the_next_version_is_a_draft_equal_to_the_one_it_comes_from(
    used: Framework, draft: Framework
) -> None:
    assert (draft.state, draft.version, draft.key) == (State.DRAFTED, 2, used.key)
    assert queries.framework_document(draft) == queries.framework_document(used)
    assert queries.version_differences(used, draft) == []


def test_there_is_one_draft_at_a_time(used: Framework, draft: Framework, facilitator: User) -> None:
    with pytest.raises(Refused):
        actions.start_version(framework=used, by=facilitator)
    with pytest.raises(Refused):
        actions.start_version(framework=draft, by=facilitator)
    assert Framework.objects.filter(key=used.key).count() == 2


def test_an_edited_draft_says_what_differs_and_goes_into_use(
    used: Framework, draft: Framework, facilitator: User
) -> None:
    newcomers, support = draft.criteria.get(code="newcomers"), draft.criteria.get(code="breadth_of_support")
    actions.edit_criterion(
        criterion=newcomers, edit_version=0, question_en="Could newcomers do it?", by=facilitator
    )
    actions.remove_criterion(criterion=support, by=facilitator)
    weights = {"newcomers": Decimal(18)}
    actions.arrange_framework(framework=draft, weights=weights, edit_version=0, by=facilitator)
    lines = [(each.kind, each.before, each.after) for each in queries.version_differences(used, draft)]
    assert ("removed", "4.5", "") in lines
    assert ("changed", "13.5", "18") in lines
    assert any(after == "Could newcomers do it?" for _kind, _before, after in lines)
    published = actions.publish_framework(framework=draft, by=facilitator)
    assert published.state == State.PUBLISHED
    assert published.digest == queries.framework_digest(published) != used.digest
    assert verbs() == [
        "adopt_framework",
        "start_framework_version",
        *["edit_framework"] * 3,
        "publish_framework",
    ]


def test_nothing_in_use_is_edited(used: Framework, facilitator: User) -> None:
    criterion = used.criteria.get(code="newcomers")
    before = queries.framework_digest(used)
    edits = [
        lambda: actions.edit_criterion(criterion=criterion, edit_version=0, question_en="?", by=facilitator),
        lambda: actions.remove_criterion(criterion=criterion, by=facilitator),
        lambda: actions.add_criterion(framework=used, principle="discovery", kind="judged", by=facilitator),
        lambda: actions.arrange_framework(framework=used, weights={}, edit_version=0, by=facilitator),
        lambda: actions.name_framework(
            framework=used, title={"en": "x"}, is_short=True, edit_version=0, by=facilitator
        ),
        lambda: actions.discard_draft(framework=used, by=facilitator),
        lambda: actions.publish_framework(framework=used, by=facilitator),
    ]
    for edit in edits:
        with pytest.raises(WrongState):
            edit()
    assert queries.framework_digest(used) == before == used.digest


def test_an_edit_that_comes_while_it_is_put_into_use_is_refused(draft: Framework, facilitator: User) -> None:
    """The person still holds the draft as it was read."""
    stale = Criterion.objects.select_related("framework").get(framework=draft, code="newcomers")
    actions.publish_framework(framework=draft, by=facilitator)
    with pytest.raises(WrongState):
        actions.edit_criterion(criterion=stale, edit_version=0, question_en="Late", by=facilitator)
    published = Framework.objects.get(pk=draft.pk)
    assert queries.framework_digest(published) == published.digest


def test_without_the_guard_such_an_edit_changes_what_is_in_use(
    draft: Framework, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = Criterion.objects.select_related("framework").get(framework=draft, code="newcomers")
    actions.publish_framework(framework=draft, by=facilitator)
    monkeypatch.setattr(framework_drafts, "claimed", lambda framework, edit_version=None: framework)
    actions.edit_criterion(criterion=stale, edit_version=0, question_en="Late", by=facilitator)
    published = Framework.objects.get(pk=draft.pk)
    assert queries.framework_digest(published) != published.digest


def test_two_people_on_one_criterion(draft: Framework, facilitator: User) -> None:
    criterion = draft.criteria.get(code="newcomers")
    actions.edit_criterion(criterion=criterion, edit_version=0, question_en="First", by=facilitator)
    with pytest.raises(actions.EditedMeanwhile):
        actions.edit_criterion(criterion=criterion, edit_version=0, question_en="Second", by=facilitator)
    criterion.refresh_from_db()
    assert (criterion.question_en, criterion.edit_version) == ("First", 1)


def test_two_people_on_the_weights(draft: Framework, facilitator: User) -> None:
    weights = {"newcomers": Decimal(1)}
    actions.arrange_framework(framework=draft, weights=weights, edit_version=0, by=facilitator)
    with pytest.raises(actions.EditedMeanwhile):
        actions.arrange_framework(
            framework=draft, weights={"newcomers": Decimal(2)}, edit_version=0, by=facilitator
        )
    assert draft.criteria.get(code="newcomers").weight == 1


def test_spreading_keeps_the_principle_and_adds_up(draft: Framework, facilitator: User) -> None:
    weights = {"newcomers": Decimal(10), "breadth_of_support": Decimal(0), "projects_behind": Decimal(0)}
    actions.arrange_framework(
        framework=draft, weights=weights, edit_version=0, spread="inclusivity", by=facilitator
    )
    parts = list(draft.criteria.filter(principle="inclusivity").values_list("weight", flat=True))
    assert parts == [Decimal("3.333334"), Decimal("3.333333"), Decimal("3.333333")]


def test_a_criterion_moves_past_its_neighbor_of_the_same_principle(
    draft: Framework, facilitator: User
) -> None:
    def order() -> list[str]:
        return list(draft.criteria.filter(principle="inclusivity").values_list("code", flat=True))

    first, second, third = order()
    actions.arrange_framework(framework=draft, weights={}, edit_version=0, move=(third, -1), by=facilitator)
    assert order() == [first, third, second]
    actions.arrange_framework(framework=draft, weights={}, edit_version=1, move=(first, -1), by=facilitator)
    assert order() == [first, third, second], "the first one stays where it is"


def test_a_new_criterion_has_a_code_and_no_weight(draft: Framework, facilitator: User) -> None:
    added = [
        actions.add_criterion(
            framework=draft, principle="discovery", kind="judged", question_en="Who leads?", by=facilitator
        )
        for _ in range(2)
    ]
    assert {each.code: each.weight for each in added} == {"who-leads": Decimal(0), "who-leads-2": Decimal(0)}
    with pytest.raises(Refused):
        actions.add_criterion(
            framework=draft, code="who-leads", principle="discovery", kind="judged", by=facilitator
        )


FAULTS = {
    "weights": ({"weight": 10}, "The weights come to 96.5, not to 100."),
    "scale": ({"scale_max": 1}, "A scale has 3 to 11 marks."),
    "wide": ({"scale_max": 50}, "A scale has 3 to 11 marks."),
    "words": ({"low_words_en": "", "low_words_ru": "", "low_words_kk": ""}, "Say in words what"),
    "question": ({"question_en": "", "question_ru": "", "question_kk": ""}, "The question is empty."),
    "figure": ({"measure": "horoscope"}, "No known figure is chosen."),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_keeps_a_draft_from_use_and_names_its_criterion(
    draft: Framework, facilitator: User, name: str
) -> None:
    columns, message = FAULTS[name]
    code = "projects_behind" if name == "figure" else "newcomers"
    Criterion.objects.filter(framework=draft, code=code).update(**columns)
    with pytest.raises(Refused, match=message):
        actions.publish_framework(framework=draft, by=facilitator)
    faults = queries.framework_faults(list(draft.criteria.all()))
    assert any(message in fault.message for fault in faults)
    if name != "weights":
        assert code in {fault.code for fault in faults}
    draft.refresh_from_db()
    assert draft.state == State.DRAFTED


def test_a_principle_with_weight_needs_a_question_people_judge() -> None:
    framework = FrameworkFactory.create(state=State.DRAFTED)
    words = {"low_words_en": "low", "high_words_en": "high"}
    CriterionFactory.create(framework=framework, weight=60, **words)
    CriterionFactory.create(
        framework=framework, weight=40, principle="diversification", kind="measured", measure="dependence"
    )
    (fault,) = queries.framework_faults(list(framework.criteria.all()))
    assert fault.message.startswith("“Opening new paths” has weight")


def test_retired_is_not_offered_any_more_and_rounds_keep_it(facilitator: User) -> None:
    hall = make_hall({"science": 5})
    round = hall.round()
    with pytest.raises(Refused):
        actions.retire_framework(framework=hall.framework, reason=" ", by=hall.facilitator)
    retired = actions.retire_framework(framework=hall.framework, reason="Too long", by=hall.facilitator)
    assert retired.state == State.RETIRED
    assert list(queries.frameworks_in_use(hall.region)) == []
    hall.framework = retired
    with pytest.raises(Refused):
        hall.round()
    assert [each.pk for each in queries.rounds_using(retired)] == [round.pk]


def test_no_round_is_scored_by_a_draft() -> None:
    hall = make_hall({"science": 5})
    hall.framework = actions.start_version(framework=hall.framework, by=hall.facilitator)
    with pytest.raises(Refused):
        hall.round()


def test_only_facilitators_of_the_region_put_into_use(draft: Framework) -> None:
    for role in (Role.ANALYST, Role.OFFICIAL, Role.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            actions.publish_framework(framework=draft, by=member(draft.region, role))


def test_a_copy_in_another_region_is_a_framework_of_its_own(used: Framework, facilitator: User) -> None:
    elsewhere = RegionFactory.create()
    copy = actions.copy_framework(framework=used, region=elsewhere, by=facilitator)
    again = actions.copy_framework(framework=used, region=elsewhere, by=facilitator)
    here = actions.copy_framework(framework=used, region=used.region, by=facilitator)
    assert [each.key for each in (copy, again, here)] == [SHORT, f"{SHORT}-2", f"{SHORT}-2"]
    assert {each.state for each in (copy, again, here)} == {State.DRAFTED}
    assert queries.framework_document(copy) == queries.framework_document(used)


def test_a_draft_can_be_thrown_away_and_started_again(
    used: Framework, draft: Framework, facilitator: User
) -> None:
    actions.discard_draft(framework=draft, by=facilitator)
    assert actions.start_version(framework=used, by=facilitator).version == 2
    assert "discard_framework" in verbs()
