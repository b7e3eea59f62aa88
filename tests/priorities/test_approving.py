"""Two people, fresh passwords, exactly this content."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from foundation import audit, clock
from foundation.transitions import Refused, WrongState
from priorities import actions
from priorities.models import Approval, Priority, PrioritySet
from priorities.queries.content_digest import content_digest
from regions.models import Role
from tests.accounts.factors import code_now, give_app, wrong_code
from tests.factories.accounts import PASSWORD
from tests.factories.regions import RegionFactory, member
from tests.priorities.councils import Council, make_council

PDF = b"%PDF-1.7 a scan"


def approve(priority_set: PrioritySet, by: object, **more: str) -> PrioritySet:
    return actions.approve_set(priority_set=priority_set, by=by, **({"password": PASSWORD} | more))  # type: ignore[arg-type]  # -- reason: tests try the wrong people too


class TestApprove:
    def test_two_officials_make_it_approved(self, council: Council) -> None:
        handed_in, (first, second) = council.submitted(), council.officials
        assert approve(handed_in, first).state == "submitted"
        approved = approve(handed_in, second)
        assert (approved.state, approved.approvals_given) == ("approved", 2)
        digest = content_digest(approved)
        assert set(approved.approvals.values_list("official_id", "content_digest")) == {
            (first.pk, digest),
            (second.pk, digest),
        }
        verbs = [row.verb for row in audit.reasons_of(approved)]
        assert verbs[-3:] == [
            "priorities.give_approval",
            "priorities.give_approval",
            "priorities.approve_priorityset",
        ]

    def test_one_is_enough_where_the_region_says_so(self, council: Council) -> None:
        council.region.approvals_needed = 1
        council.region.save()
        council.round.refresh_from_db()
        assert approve(council.submitted(), council.officials[0]).state == "approved"

    def test_nobody_counts_twice(self, council: Council) -> None:
        handed_in = council.submitted()
        approve(handed_in, council.officials[0])
        with pytest.raises(Refused, match="already"):
            approve(handed_in, council.officials[0])
        handed_in.refresh_from_db()
        assert (handed_in.approvals_given, handed_in.approvals.count()) == (1, 1)

    def test_not_the_drafter_even_as_an_official(self, council: Council) -> None:
        drafter = council.officials[0]
        handed_in = PrioritySet.objects.get(pk=council.submitted().pk)
        PrioritySet.objects.filter(pk=handed_in.pk).update(drafter=drafter)
        with pytest.raises(PermissionDenied):
            approve(handed_in, drafter)
        with pytest.raises(IntegrityError), transaction.atomic():
            Approval.objects.create(
                priority_set=handed_in, official=drafter, drafter=drafter, content_digest="0" * 64
            )

    def test_not_a_facilitator_nor_another_regions_official(self, council: Council) -> None:
        handed_in = council.submitted()
        for stranger in (
            member(council.region, Role.FACILITATOR),
            member(council.region, Role.ADMINISTRATOR),
            member(RegionFactory.create(), Role.OFFICIAL),
        ):
            with pytest.raises(PermissionDenied):
                approve(handed_in, stranger)
        handed_in.refresh_from_db()
        assert (handed_in.approvals_given, handed_in.approvals.count()) == (0, 0)

    def test_the_password_must_be_right(self, council: Council) -> None:
        handed_in = council.submitted()
        with pytest.raises(Refused, match="password"):
            approve(handed_in, council.officials[0], password=PASSWORD + " ")
        assert not handed_in.approvals.exists()

    def test_passwords_cannot_be_tried_for_ever(self, council: Council) -> None:
        handed_in, official = council.submitted(), council.officials[0]
        for _ in range(5):
            with pytest.raises(Refused, match="not right"):
                approve(handed_in, official, password="guess")
        with pytest.raises(Refused, match="Too many"):
            approve(handed_in, official)
        assert approve(handed_in, council.officials[1]).approvals_given == 1

    def test_who_has_a_second_factor_gives_a_code_and_the_password_will_not_do(
        self, council: Council
    ) -> None:
        handed_in, official = council.submitted(), council.officials[0]
        secret = give_app(official)
        with pytest.raises(Refused, match="enter the code"):
            approve(handed_in, official)
        with pytest.raises(Refused, match="not right"):
            approve(handed_in, official, code=wrong_code(secret))
        assert not handed_in.approvals.exists()
        assert approve(handed_in, official, password="", code=code_now(secret)).approvals_given == 1

    def test_the_page_asks_for_what_the_person_has(self, council: Council, client: Client) -> None:
        handed_in, official = council.submitted(), council.officials[0]
        client.force_login(official)
        path = f"/sets/{handed_in.pk}/approve/"
        assert 'name="password"' in client.get(path).content.decode()
        secret = give_app(official)
        page = client.get(path)
        assert 'name="password"' not in page.content.decode()
        seen = {"digest_seen": page.context["digest"]}
        assert client.post(path, seen | {"password": PASSWORD}).status_code == 400
        assert client.post(path, seen | {"code": code_now(secret)}).status_code == 302
        assert handed_in.approvals.count() == 1

    @pytest.mark.parametrize("state", ["drafted", "approved", "published"])
    def test_only_what_was_handed_in(self, council: Council, state: str) -> None:
        handed_in = council.submitted()
        PrioritySet.objects.filter(pk=handed_in.pk).update(state=state)
        with pytest.raises(WrongState):
            approve(handed_in, council.officials[0])

    def test_a_third_is_told_that_it_is_done(self, db: None) -> None:
        council = make_council(officials=3)
        approved = council.approve(council.submitted())
        with pytest.raises(WrongState, match="enough officials"):
            approve(approved, council.officials[2])
        assert approved.approvals.count() == 2

    def test_what_was_read_is_what_is_approved(self, council: Council) -> None:
        handed_in = council.submitted()
        with pytest.raises(Refused, match="changed since"):
            approve(handed_in, council.officials[0], digest_seen="0" * 64)
        seen = content_digest(handed_in)
        assert approve(handed_in, council.officials[0], digest_seen=seen).approvals_given == 1

    def test_two_approvals_of_different_content_do_not_add_up(self, council: Council) -> None:
        handed_in = council.submitted()
        approve(handed_in, council.officials[0])
        Priority.objects.filter(priority_set=handed_in, position=5).delete()
        with pytest.raises(Refused, match="changed since"):
            approve(handed_in, council.officials[1])


class TestDigest:
    def test_covers_order_reasons_legal_act_and_ranking(self, council: Council) -> None:
        draft = council.draft()
        seen = {content_digest(draft)}
        changed = actions.move_priority(
            priority_set=draft, activity=council.activities[1], position=1, reason="Ready.", edit_version=0,
            by=council.drafter,
        )  # fmt: skip
        seen.add(content_digest(changed))
        changed.deviations.update(reason="Because.")
        seen.add(content_digest(changed))
        changed = council.with_act(changed, number="18-r")
        seen.add(content_digest(changed))
        scan = SimpleUploadedFile("act.pdf", PDF)
        changed = actions.record_legal_act(
            priority_set=changed, number="18-r", date=dt.date(2026, 3, 13), scan=scan, by=council.drafter
        )
        seen.add(content_digest(changed))
        changed.title = "Other"
        seen.add(content_digest(changed))
        assert len(seen) == 6


class TestReturn:
    def test_takes_approvals_back_and_says_so(self, council: Council) -> None:
        handed_in = council.submitted()
        approve(handed_in, council.officials[0])
        returned = actions.return_set(
            priority_set=handed_in, reason="Two are too alike.", by=council.officials[1]
        )
        assert (returned.state, returned.approvals_given, returned.approvals.count()) == ("drafted", 0, 0)
        rows = {row.verb: row for row in audit.reasons_of(returned)}
        assert rows["priorities.return_priorityset"].words.text == "Two are too alike."
        assert rows["priorities.remove_approvals"].before != rows["priorities.remove_approvals"].after

    def test_an_approved_set_may_still_be_returned(self, council: Council) -> None:
        approved = council.approve(council.submitted())
        assert (
            actions.return_set(priority_set=approved, reason="No.", by=council.officials[0]).state
            == "drafted"
        )

    def test_needs_a_reason_and_an_official(self, council: Council) -> None:
        handed_in = council.submitted()
        with pytest.raises(Refused, match="reason"):
            actions.return_set(priority_set=handed_in, reason=" ", by=council.officials[0])
        with pytest.raises(PermissionDenied):
            actions.return_set(priority_set=handed_in, reason="No.", by=council.drafter)


class TestLegalAct:
    def record(
        self, council: Council, priority_set: PrioritySet, content: bytes = PDF, name: str = "a.pdf"
    ) -> PrioritySet:
        return actions.record_legal_act(
            priority_set=priority_set, number=" 5 ", date=dt.date(2026, 3, 1), by=council.drafter,
            scan=SimpleUploadedFile(name, content),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("content", "ending"),
        [(PDF, ".pdf"), (b"\xff\xd8\xff\xe0 a photograph", ".jpg"), (b"\x89PNG\r\n\x1a\n a picture", ".png")],
    )
    def test_the_scan_is_kept_under_a_name_of_its_own(
        self, council: Council, content: bytes, ending: str
    ) -> None:
        import hashlib

        draft = self.record(council, council.draft(), content, "../../etc/passwd.exe")
        assert draft.legal_act_number == "5"
        assert draft.legal_act_scan.name.startswith("legal-acts/")
        assert draft.legal_act_scan.name.endswith(ending)
        assert "passwd" not in draft.legal_act_scan.name
        with draft.legal_act_scan.open() as stored:
            assert stored.read() == content
        assert draft.legal_act_digest == hashlib.sha256(content).hexdigest()

    @pytest.mark.parametrize("content", [b"<html><script>", b"MZ\x90", b"", b" %PDF-1.7", b"GIF89a"])
    def test_other_files_are_refused_whatever_they_are_called(self, council: Council, content: bytes) -> None:
        draft = council.draft()
        with pytest.raises(Refused, match="PDF"):
            self.record(council, draft, content)
        draft.refresh_from_db()
        assert draft.legal_act_number == ""

    def test_ten_megabytes_are_enough(self, council: Council) -> None:
        with pytest.raises(Refused, match="10 MB"):
            self.record(council, council.draft(), PDF + b"0" * (10 * 1024 * 1024))

    def test_no_date_in_the_future(self, council: Council) -> None:
        with pytest.raises(Refused, match="future"):
            actions.record_legal_act(
                priority_set=council.draft(), number="1", date=clock.now().date() + dt.timedelta(days=2),
                by=council.drafter,
            )  # fmt: skip

    def test_the_old_scan_stays_without_a_new_one(self, council: Council) -> None:
        draft = self.record(council, council.draft())
        again = council.with_act(draft, number="6")
        assert (again.legal_act_number, again.legal_act_scan.name) == ("6", draft.legal_act_scan.name)

    @pytest.mark.parametrize("approvals", [1, 2])
    def test_a_changed_act_must_be_approved_anew(self, council: Council, approvals: int) -> None:
        priority_set = council.submitted()
        for official in council.officials[:approvals]:
            priority_set = approve(priority_set, official)
        changed = council.with_act(priority_set, number="6")
        assert (changed.state, changed.approvals_given, changed.approvals.count()) == ("submitted", 0, 0)
        assert "priorities.remove_approvals" in [row.verb for row in audit.reasons_of(changed)]
        assert council.approve(changed).state == "approved"

    def test_a_published_act_stays(self, council: Council) -> None:
        published = council.publish().priority_set
        with pytest.raises(WrongState, match="correction"):
            council.with_act(published, number="7")
