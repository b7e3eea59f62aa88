"""Must-cover rules: chosen before the ranking, late only with a reason; kept or broken by a set; never broken in silence."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from assessments.models import Round
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from priorities import actions
from priorities.models import BrokenRule, CoverRule, PrioritySet
from priorities.queries.content_digest import approved_content, content_digest
from priorities.queries.rules import dominant_sector_of, rules_of_round, what_can_be_asked
from priorities.queries.sets import board_of
from regions.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ParticipantFactory, SupportFactory, WorkshopFactory
from tests.factories.priorities import CoverRuleFactory
from tests.factories.regions import DomainFactory, MembershipFactory, PolicyObjectiveFactory, member
from tests.priorities.councils import Council, make_council

pytestmark = pytest.mark.django_db

WHY = "The council forgot it."


def opened(council: Council) -> Round:
    """The same scoring as it was before anybody knew its ranking."""
    Round.objects.filter(pk=council.round.pk).update(state=Round.State.OPENED)
    return Round.objects.get(pk=council.round.pk)


def closed(council: Council) -> None:
    Round.objects.filter(pk=council.round.pk).update(state=Round.State.CLOSED)


def choose(council: Council, kind: str, value: str, limit: str = "at_least", number: int = 1) -> CoverRule:
    """In time: before the close."""
    rule = actions.choose_rule(
        round=opened(council), kind=kind, value=value, limit=limit, number=number, by=council.drafter
    )
    closed(council)
    return rule


def abroad(council: Council, *places: int) -> None:
    """The activities at these places of the ranking sell abroad."""
    for place in places:
        activity = council.activities[place - 1]
        activity.market = "export"
        activity.save()


def kept(priority_set: PrioritySet) -> dict[str, tuple[bool, int]]:
    """Value -> is it kept, and how many are missing or too many."""
    board = board_of(PrioritySet.objects.get(pk=priority_set.pk))
    return {each.rule.value: (each.is_kept, each.by) for each in board.rules}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestChoosing:
    def test_before_the_close_no_reason_is_asked(self, council: Council) -> None:
        rule = choose(council, "market", "export")
        assert (rule.is_late, rule.reason) == (False, "")
        assert AuditRow.objects.filter(verb="priorities.choose_rule", object_id=str(rule.pk)).count() == 1

    def test_when_the_ranking_is_known_only_with_a_reason_that_the_audit_keeps(
        self, council: Council
    ) -> None:
        asked = {"kind": "market", "value": "export", "limit": "at_least", "number": 1}
        with pytest.raises(Refused, match="needs a reason"):
            actions.choose_rule(round=council.round, by=council.drafter, **asked)
        rule = actions.choose_rule(round=council.round, by=council.drafter, reason=WHY, **asked)
        assert (rule.is_late, rule.reason) == (True, WHY)
        row = AuditRow.objects.get(verb="priorities.choose_rule")
        assert row.words.text == WHY

    def test_the_database_itself_refuses_a_late_rule_without_a_reason(self, council: Council) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            CoverRuleFactory.create(round=council.round, is_late=True)

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"value": "moon"}, "cannot be asked"),
            ({"kind": "weather"}, "cannot be asked"),
            ({"limit": "about"}, "cannot be asked"),
            ({"number": 0}, "number from 1 to 8"),
            ({"number": 9}, "number from 1 to 8"),
        ],
    )
    def test_what_makes_no_sense(self, council: Council, wrong: dict[str, Any], why: str) -> None:
        asked = {"kind": "market", "value": "export", "limit": "at_least", "number": 1} | wrong
        with pytest.raises(Refused, match=why):
            actions.choose_rule(round=opened(council), by=council.drafter, **asked)
        assert not CoverRule.objects.exists()

    def test_at_most_none_can_be_asked(self, council: Council) -> None:
        assert choose(council, "market", "export", "at_most", 0).number == 0

    def test_one_rule_about_one_thing_until_it_is_dropped(self, council: Council) -> None:
        rule = choose(council, "market", "export")
        with pytest.raises(Refused, match="such a rule already"):
            choose(council, "market", "export", number=2)
        actions.drop_rule(rule=rule, by=council.drafter, reason=WHY)
        choose(council, "market", "export", number=2)

    def test_a_trial_has_none(self, council: Council) -> None:
        Round.objects.update(is_counting=False)
        with pytest.raises(Refused, match="only a trial"):
            choose(council, "market", "export")

    def test_not_while_a_set_is_being_approved(self, council: Council) -> None:
        rule = choose(council, "market", "local", "at_most", 8)
        council.submitted()
        for change in (
            lambda: actions.drop_rule(rule=rule, by=council.drafter, reason=WHY),
            lambda: actions.choose_rule(
                round=council.round, kind="market", value="export", limit="at_least", number=1,
                reason=WHY, by=council.drafter,
            ),
        ):  # fmt: skip
            with pytest.raises(Refused, match="being approved"):
                change()

    def test_only_what_the_region_has_is_offered(self, council: Council) -> None:
        DomainFactory.create(code="C")
        PolicyObjectiveFactory.create(region=council.region, code="water")
        PolicyObjectiveFactory.create(code="elsewhere")
        offered = {key for _kind, choices in what_can_be_asked(council.region) for key, _words in choices}
        assert {"sector:C", "objective:water", "market:export", "supporters:civil_society"} <= offered
        assert "objective:elsewhere" not in offered
        assert dominant_sector_of(council.region) is None
        assert not any(key.startswith("dominant_sector:") for key in offered)


class TestDropping:
    def test_late_it_is_told_with_its_reason(self, council: Council) -> None:
        rule = choose(council, "market", "export")
        with pytest.raises(Refused, match="needs a reason"):
            actions.drop_rule(rule=rule, by=council.drafter)
        dropped = actions.drop_rule(rule=rule, by=council.drafter, reason=WHY)
        assert (dropped.dropped_late, dropped.dropped_reason) == (True, WHY)
        assert kept(council.draft()) == {}
        with pytest.raises(WrongState):
            actions.drop_rule(rule=rule, by=council.drafter, reason=WHY)

    def test_in_time_it_leaves_no_trace_in_the_set(self, council: Council) -> None:
        rule = choose(council, "market", "export")
        opened(council)
        actions.drop_rule(rule=CoverRule.objects.get(pk=rule.pk), by=council.drafter)
        closed(council)
        assert "dropped_rules" not in approved_content(council.draft())


class TestKeeping:
    def test_what_each_kind_counts(self, council: Council) -> None:
        first, second, *_rest, seventh, last = council.activities
        section = DomainFactory.create(code="J", level=1)
        first.domains.add(DomainFactory.create(code="62", parent=section, level=2))
        second.objectives.add(PolicyObjectiveFactory.create(region=council.region, code="water"))
        seventh.objectives.add(PolicyObjectiveFactory.create(code="water"))  # of another region
        abroad(council, 7, 8)
        last.technology_source = "own"
        last.save()
        helped = WorkshopFactory.create(region=council.region)
        for number, activity in ((council.region.threshold, first), (council.region.threshold - 1, second)):
            for person in ParticipantFactory.create_batch(number, workshop=helped, helix="civil_society"):
                SupportFactory.create(participant=person, activity=activity)
        for kind, value in (
            ("sector", "J"),
            ("objective", "water"),
            ("market", "export"),
            ("technology_source", "own"),
            ("supporters", "civil_society"),
        ):
            choose(council, kind, value)
        draft = council.draft()
        told = {each.rule.value: (each.counting, each.held) for each in board_of(draft).rules}
        assert told == {
            "J": ((first.pk,), (first.pk,)),
            "water": ((second.pk,), (second.pk,)),
            "export": ((seventh.pk, last.pk), ()),
            "own": ((last.pk,), ()),
            "civil_society": ((first.pk,), (first.pk,)),  # four of five tell nothing
        }

    def test_types_of_sector(self, council: Council) -> None:
        extraction = DomainFactory.create(code="B", level=1)
        for activity in council.activities[:4]:
            activity.domains.add(extraction)
        choose(council, "sector_type", "raw_material", "at_most", 3)
        assert kept(council.draft()) == {"raw_material": (False, 1)}

    def test_a_rule_that_nothing_could_keep_is_broken_and_says_so(self, council: Council) -> None:
        abroad(council, 1)
        choose(council, "market", "export", number=3)
        (rule,) = board_of(council.draft()).rules
        assert (rule.by, rule.is_impossible) == (2, True)

    @pytest.mark.parametrize(
        ("limit", "number", "by"),
        [("at_least", 3, 1), ("at_least", 2, 0), ("at_most", 1, 1), ("at_most", 2, 0)],
    )
    def test_by_how_many(self, council: Council, limit: str, number: int, by: int) -> None:
        abroad(council, 1, 5, 6)
        choose(council, "market", "export", limit, number)
        assert kept(council.draft())["export"] == (by == 0, by)

    def test_words(self, council: Council) -> None:
        choose(council, "market", "export", "at_most", 2)
        (rule,) = board_of(council.draft()).rules
        with translation.override("en"):
            assert rule.words == "Market: Abroad – at most 2"


class TestHandingIn:
    @pytest.fixture
    def draft(self, council: Council) -> PrioritySet:
        abroad(council, 8)
        choose(council, "market", "export")
        return council.with_act(council.draft())

    def explain(self, council: Council, draft: PrioritySet, reason: str = WHY) -> PrioritySet:
        rule = CoverRule.objects.earliest("pk")
        return actions.explain_rule(
            priority_set=draft, rule_id=rule.pk, reason=reason, edit_version=draft.edit_version,
            by=council.drafter,
        )  # fmt: skip

    def test_not_with_a_rule_broken_in_silence(self, council: Council, draft: PrioritySet) -> None:
        with pytest.raises(Refused, match="broken without a written reason"):
            actions.submit_set(priority_set=draft, by=council.drafter)
        self.explain(council, draft)
        submitted = actions.submit_set(priority_set=draft, by=council.drafter)
        assert submitted.state == "submitted"

    def test_or_with_the_set_changed(self, council: Council, draft: PrioritySet) -> None:
        version = draft.edit_version
        actions.drop_priority(
            priority_set=draft,
            activity=council.activities[4],
            reason=WHY,
            edit_version=version,
            by=council.drafter,
        )
        draft.refresh_from_db()
        actions.add_priority(
            priority_set=draft, activity=council.activities[7], reason=WHY, edit_version=draft.edit_version,
            by=council.drafter,
        )  # fmt: skip
        assert actions.submit_set(priority_set=draft, by=council.drafter).state == "submitted"

    def test_a_reason_is_needed_only_for_what_is_broken(self, council: Council, draft: PrioritySet) -> None:
        rule = choose(council, "market", "local", "at_most", 8)
        with pytest.raises(Refused, match="keeps this rule"):
            actions.explain_rule(
                priority_set=draft,
                rule_id=rule.pk,
                reason=WHY,
                edit_version=draft.edit_version,
                by=council.drafter,
            )
        with pytest.raises(Refused, match="write the reason"):
            self.explain(council, draft, "  ")

    def test_two_who_write_at_once(self, council: Council, draft: PrioritySet) -> None:
        seen = draft.edit_version
        self.explain(council, draft, "First.")
        draft.edit_version = seen
        with pytest.raises(actions.EditedMeanwhile):
            self.explain(council, draft, "Second.")
        assert BrokenRule.objects.get().reason == "First."

    def test_who_writes_it_is_an_author(self, council: Council, draft: PrioritySet) -> None:
        rule, official = CoverRule.objects.get(), council.officials[0]
        actions.explain_rule(
            priority_set=draft, rule_id=rule.pk, reason=WHY, edit_version=draft.edit_version, by=official
        )
        submitted = actions.submit_set(priority_set=draft, by=council.drafter)
        answer = browser(official).get(reverse("set_approve", args=[submitted.pk]))
        assert answer.status_code == 403

    def test_the_officials_approve_the_rules_and_the_reasons(
        self, council: Council, draft: PrioritySet
    ) -> None:
        before = content_digest(draft)
        self.explain(council, draft)
        assert content_digest(draft) != before
        assert WHY in str(approved_content(draft)["rules"])

    def test_what_breaks_a_rule_after_the_approval_stops_the_publication(self, council: Council) -> None:
        """A fiche is no part of the set: whoever changes it there must not slip past the officials."""
        abroad(council, 1)
        choose(council, "market", "export")
        approved = council.approve(council.submitted())
        first = council.activities[0]
        first.market = "local"
        first.save()
        with pytest.raises(Refused, match="broken without a written reason"):
            actions.publish_set(priority_set=approved, by=council.officials[0])

    def test_without_rules_the_content_is_as_it_always_was(self, council: Council) -> None:
        assert {"rules", "dropped_rules"}.isdisjoint(approved_content(council.draft()))


class TestPublished:
    def test_the_bundle_tells_rules_reasons_and_what_was_dropped(self, council: Council) -> None:
        abroad(council, 8)
        choose(council, "market", "export")
        dropped = choose(council, "technology_source", "own")
        actions.drop_rule(rule=dropped, by=council.drafter, reason="Nobody wrote it down.")
        draft = council.with_act(council.draft())
        rule = CoverRule.objects.earliest("pk")
        draft = actions.explain_rule(
            priority_set=draft,
            rule_id=rule.pk,
            reason=WHY,
            edit_version=draft.edit_version,
            by=council.drafter,
        )
        publication = council.publish(actions.submit_set(priority_set=draft, by=council.drafter))
        (told,) = publication.content["decisions"]["rules"]
        assert told == {
            "code": str(rule.pk), "kind": "market", "value": "export",
            "names": {"kk": told["names"]["kk"], "ru": told["names"]["ru"], "en": "Abroad"},
            "limit": "at_least", "number": 1, "chosen": "before", "reason": "",
            "counts": [str(council.activities[7].pk)], "held": 0, "kept": False, "broken_reason": WHY,
        }  # fmt: skip
        (gone,) = publication.content["decisions"]["dropped_rules"]
        assert (gone["value"], gone["reason"]) == ("own", "Nobody wrote it down.")
        page = Client().get(reverse("publication_detail", args=[council.region.code, 1])).content.decode()
        assert WHY in page
        assert "Nobody wrote it down." in page

    def test_a_branch_is_published_by_its_name_in_each_language(self, council: Council) -> None:
        names = {"kk": "Тау-кен өндіру", "ru": "Добыча", "en": "Mining"}
        DomainFactory.create(
            code="B", level=1, **{f"name_{language}": name for language, name in names.items()}
        )
        choose(council, "sector", "B", "at_most", 8)
        publication = council.publish()
        assert publication.content["decisions"]["rules"][0]["names"] == names
        for language, name in names.items():
            with translation.override(language):
                assert f": {name} – " in board_of(publication.priority_set).rules[0].words
                path = reverse("publication_detail", args=[council.region.code, 1])
            assert f": {name} – " in Client().get(path).content.decode()

    def test_a_published_set_keeps_the_rules_of_its_day(self, council: Council) -> None:
        choose(council, "market", "export", "at_most", 8)
        published = council.publish().priority_set
        actions.drop_rule(rule=CoverRule.objects.get(), by=council.drafter, reason=WHY)
        choose(council, "market", "local", "at_most", 8)
        CoverRule.objects.filter(value="local").update(
            chosen_at="2999-01-01T00:00:00Z"
        )  # one transaction, one moment
        assert set(kept(published)) == {"export"}

    def test_a_correction_brings_the_reasons_along(self, council: Council) -> None:
        choose(council, "market", "export")
        draft = council.with_act(council.draft())
        draft = actions.explain_rule(
            priority_set=draft, rule_id=CoverRule.objects.get().pk, reason=WHY,
            edit_version=draft.edit_version, by=council.drafter,
        )  # fmt: skip
        publication = council.publish(actions.submit_set(priority_set=draft, by=council.drafter))
        correction = actions.start_correction(publication=publication, reason="A typo.", by=council.drafter)
        assert [each.reason for each in board_of(correction).rules] == [WHY]


class TestPages:
    def test_who_may(self, council: Council) -> None:
        path = reverse("rule_list", args=[council.round.pk])
        people = {
            UserFactory.create(): (404, 404),
            MembershipFactory.create(role=Role.OFFICIAL).user: (404, 404),
            member(council.region, Role.ANALYST): (200, 403),
            council.drafter: (200, 400),
            council.officials[0]: (200, 400),
        }
        for user, (read, write) in people.items():
            client = browser(user)
            assert (client.get(path).status_code, client.post(path).status_code) == (read, write)
        assert Client().get(path).status_code == 302
        assert browser(council.drafter).put(path).status_code == 405

    def test_a_rule_is_chosen_and_dropped_through_the_door(self, council: Council) -> None:
        client, path = browser(council.drafter), reverse("rule_list", args=[council.round.pk])
        opened(council)
        page = client.get(path).content.decode()
        assert "Nobody knows the ranking yet" in page
        assert 'name="reason"' not in page
        sent = {"about": "market:export", "limit": "at_least", "number": "1"}
        assert client.post(path, sent).status_code == 302
        closed(council)
        page = client.get(path).content.decode()
        assert "Market: Abroad – at least 1" in page
        assert "The ranking is known" in page
        late = sent | {"about": "market:local"}
        assert client.post(path, late).status_code == 400
        assert client.post(path, late | {"reason": WHY}).status_code == 302
        drop = reverse("rule_drop", args=[CoverRule.objects.earliest("pk").pk])
        assert "Market: Abroad – at least 1" in client.get(drop).content.decode()
        assert client.post(drop).status_code == 400
        assert client.post(drop, {"reason": "No longer."}).status_code == 302
        assert "No longer." in client.get(path).content.decode()
        assert client.get(drop).status_code == 404

    def test_the_page_beside_the_set_says_kept_or_broken_and_takes_the_reason(self, council: Council) -> None:
        abroad(council, 8)
        rule = choose(council, "market", "export")
        draft, client = council.with_act(council.draft()), browser(council.drafter)
        path = reverse("set_rules", args=[draft.pk])
        page = client.get(path).content.decode()
        assert "1 activity is missing." in page
        assert council.activities[7].title in page
        assert "write the reason first" in client.get(reverse("set_detail", args=[draft.pk])).content.decode()
        submit, explain = reverse("set_submit", args=[draft.pk]), reverse("set_explain", args=[draft.pk])
        refused = client.post(submit)
        assert refused.status_code == 400
        assert "broken without a written reason" in refused.content.decode()
        sent = {"rule_id": rule.pk, "reason": WHY, "edit_version": draft.edit_version}
        assert client.post(explain, sent | {"reason": ""}).status_code == 400
        assert client.post(explain, sent).status_code == 302
        late = client.post(explain, sent)
        assert late.status_code == 412
        assert WHY in late.content.decode()
        assert WHY in client.get(path).content.decode()
        assert client.post(submit).status_code == 302

    def test_readers_see_no_form(self, council: Council) -> None:
        choose(council, "market", "export")
        draft = council.draft()
        client = browser(member(council.region, Role.ANALYST))
        assert "<textarea" not in client.get(reverse("set_rules", args=[draft.pk])).content.decode()
        assert client.post(reverse("set_explain", args=[draft.pk])).status_code == 403

    @pytest.mark.parametrize("rules", [1, 30])
    def test_the_same_queries_for_many_rules(
        self, council: Council, rules: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(rules):
            PolicyObjectiveFactory.create(region=council.region, code=f"objective-{number}")
            CoverRuleFactory.create(round=council.round, value=f"objective-{number}")
        draft, client = council.draft(), browser(council.drafter)
        for name, pk, queries in (("set_rules", draft.pk, 11), ("rule_list", council.round.pk, 10)):
            address = reverse(name, args=[pk])
            client.get(address)
            with django_assert_num_queries(queries):
                client.get(address)


class TestPrograms:
    def test_the_same_steps(self, council: Council) -> None:
        abroad(council, 8)
        opened(council)
        client, rules = browser(council.drafter), reverse("api_rule_list", args=[council.round.pk])
        asked = {"kind": "market", "value": "export", "limit": "at_least", "number": 1}
        made = client.post(rules, asked, content_type="application/json")
        assert made.status_code == 201
        assert made.json()[0] | {"id": 0, "name": ""} == asked | {
            "id": 0, "name": "", "is_late": False, "reason": "", "counting": 1, "dropped_at": None, "dropped_reason": "",
        }  # fmt: skip
        closed(council)
        draft = council.draft()
        told = client.get(reverse("api_set_detail", args=[draft.pk])).json()["rules"][0]
        assert (told["is_kept"], told["counting"], told["held"]) == (False, [council.activities[7].pk], [])
        why = {"rule": told["id"], "reason": WHY, "edit_version": draft.edit_version}
        explain = reverse("api_set_explain", args=[draft.pk])
        answer = client.post(explain, why, content_type="application/json")
        assert answer.json()["rules"][0]["broken_reason"] == WHY
        assert client.post(explain, why, content_type="application/json").status_code == 412
        drop = reverse("api_rule_drop", args=[told["id"]])
        assert client.post(drop, {}, content_type="application/json").status_code == 400
        dropped = client.post(drop, {"reason": WHY}, content_type="application/json")
        assert dropped.json()[0]["dropped_reason"] == WHY


def test_the_list_of_a_scoring_says_how_many_count_today(council: Council) -> None:
    abroad(council, 1, 2)
    choose(council, "market", "export")
    assert [each.counting for each in rules_of_round(council.round)] == [2]


def test_no_rule_costs_a_set_no_query_more_than_one(council: Council, django_assert_num_queries: Any) -> None:
    board = board_of(council.draft())
    with django_assert_num_queries(1):
        assert board.rules == ()


@pytest.fixture
def council(db: None) -> Council:
    return make_council()
