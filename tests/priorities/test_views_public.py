"""Public pages: open to everybody, constant in queries, in the reader's language."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from priorities import actions
from priorities.models import Publication
from tests.factories.discovery import ActivityFactory
from tests.factories.regions import RegionFactory
from tests.priorities.councils import Council, make_council

HOME_QUERIES = 3
ACTIVITY_LIST_QUERIES = 7
PUBLICATION_QUERIES = 3
CHECK_QUERIES = 1

DOWNLOADS = ("publication_json", "publication_csv", "publication_bundle")
PAGES = ("publication_detail", "publication_check")


@pytest.fixture
def publication(council: Council) -> Publication:
    return council.publish()


def get(name: str, *arguments: Any, query: str = "", language: str = "en") -> Any:
    with translation.override(language):
        path = reverse(name, args=arguments) + query
    return Client().get(path)


def page(name: str, *arguments: Any, **more: str) -> str:
    answer = get(name, *arguments, **more)
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestAccess:
    def test_everybody_may_read(self, publication: Publication) -> None:
        code = publication.region.code
        for name in (*PAGES, *DOWNLOADS):
            assert get(name, code, 1).status_code == 200
        for name in ("home", "verify_script"):
            assert get(name).status_code == 200
        assert get("activity_list", code).status_code == 200
        assert get("publication_latest", code).status_code == 302

    def test_a_region_without_a_publication_says_so(self, db: None) -> None:
        answer = get("publication_latest", RegionFactory.create().code)
        assert answer.status_code == 200
        assert "Nothing is published yet" in answer.content.decode()

    def test_what_does_not_exist_is_404(self, publication: Publication) -> None:
        code = publication.region.code
        for name in (*PAGES, *DOWNLOADS, "publication_scan"):
            assert get(name, code, 2).status_code == 404
            assert get(name, "XX-none", 1).status_code == 404
        assert get("publication_latest", "XX-none").status_code == 404
        assert get("activity_list", "XX-none").status_code == 404
        assert get("activity_detail", 10**9).status_code == 404
        assert get("note_detail", 10**9).status_code == 404

    def test_only_reading(self, publication: Publication) -> None:
        code, activity = publication.region.code, publication.region.activities.first()
        assert activity
        paths = [
            reverse("home"),
            reverse("activity_list", args=[code]),
            reverse("activity_detail", args=[activity.pk]),
        ]
        paths += [reverse(name, args=[code, 1]) for name in (*PAGES, *DOWNLOADS)]
        for path in paths:
            assert Client().post(path).status_code == 405

    def test_a_draft_leaves_no_trace(self, council: Council) -> None:
        council.submitted(title="Secret priorities")
        for name, arguments in (("home", ()), ("activity_list", (council.region.code,))):
            assert "Secret priorities" not in page(name, *arguments)


class TestHome:
    def test_names_sets_regions_and_ways_in(self, publication: Publication) -> None:
        shown = page("home")
        assert publication.region.name in shown
        assert reverse("publication_detail", args=[publication.region.code, 1]) in shown
        assert reverse("workshop_join") in shown
        assert 'name="code"' in shown

    def test_shows_only_sets_in_force(self, council: Council, publication: Publication) -> None:
        draft = actions.start_correction(publication=publication, reason="A mistake.", by=council.drafter)
        council.publish(actions.submit_set(priority_set=draft, by=council.drafter))
        shown = page("home")
        assert reverse("publication_detail", args=[council.region.code, 2]) in shown
        assert reverse("publication_detail", args=[council.region.code, 1]) not in shown

    def test_says_what_comes_when_it_is_empty(self, db: None) -> None:
        assert "No region has published its set yet" in page("home")

    @pytest.mark.parametrize("regions", [1, 4])
    def test_queries(self, db: None, regions: int, django_assert_num_queries: Any) -> None:
        for _ in range(regions):
            make_council().publish()
        with django_assert_num_queries(HOME_QUERIES):
            page("home")


class TestActivityList:
    def test_priorities_first_with_their_figures(self, council: Council, publication: Publication) -> None:
        shown = page("activity_list", council.region.code)
        places = [shown.index(f">{activity.title}<") for activity in council.activities]
        assert max(places[:5]) < min(places[5:])
        ranks = [int(rank) for rank in re.findall(r'row-place number">(\d+)<', shown)]
        assert len(ranks) > 5
        assert ranks[:5] == sorted(ranks[:5])

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?words=вЕТЕР", [0]),
            ("?words=ветер+каспий", [0]),
            ("?words=қоңыр", [1]),
            ("?words=nothing+like+it", []),
            ("?standing=priority", []),
            ("?standing=candidate", [0, 1, 2]),
            ("?standing=nonsense", [0, 1, 2]),
            ("?words=%00", [0, 1, 2]),
        ],
    )
    def test_search_and_filter(self, db: None, query: str, found: list[int]) -> None:
        region = RegionFactory.create()
        activities = [
            ActivityFactory.create(
                region=region, title_en="Wind", title_ru="Ветер", summary_ru="Берег Каспия"
            ),
            ActivityFactory.create(region=region, title_en="Coal", title_kk="Қоңыр көмір"),
            ActivityFactory.create(region=region, title_en="Fish"),
        ]
        shown = page("activity_list", region.code, query=query.replace("+каспий", "+каспия"))
        assert [n for n, each in enumerate(activities) if f">{each.title}<" in shown] == found

    def test_pages_keep_what_was_asked(self, db: None) -> None:
        region = RegionFactory.create()
        ActivityFactory.create_batch(21, region=region, title_en="Wind & sea")
        shown = page("activity_list", region.code, query="?words=wind+%26")
        assert 'href="?words=wind+%26&amp;page=2"' in shown
        assert "Wind" in page("activity_list", region.code, query="?words=wind+%26&page=2")

    @pytest.mark.parametrize("more", [1, 30])
    def test_queries(
        self, council: Council, publication: Publication, more: int, django_assert_num_queries: Any
    ) -> None:
        ActivityFactory.create_batch(more, region=council.region)
        with django_assert_num_queries(ACTIVITY_LIST_QUERIES):
            page("activity_list", council.region.code, query="?words=activity")


class TestPublicationPage:
    def test_tells_who_scored_and_who_approved_without_names(
        self, council: Council, publication: Publication
    ) -> None:
        shown = page("publication_detail", council.region.code, 1)
        for words in ("an official", "17-r", "the set follows the ranking", "Version"):
            assert words.lower() in shown.lower()
        for person in (council.drafter, *council.officials):
            assert person.name not in shown

    def test_choosing_among_equals_is_told_and_not_counted(self, db: None) -> None:
        council = make_council((8, 7, 6, 5, 4, 4, 1, 0))
        draft = council.draft(target_count=5)
        actions.drop_priority(
            priority_set=draft,
            activity=council.activities[4],
            reason="The other one has a site.",
            edit_version=0,
            by=council.drafter,
        )
        with translation.override("en"):
            path = reverse("set_detail", args=[draft.pk])
        reader = Client()
        reader.force_login(council.drafter)
        shown = reader.get(path, headers={"accept-language": "en"}).content.decode()
        assert "people chose among them and wrote why" in shown
        assert "0 differences" not in shown

    def test_says_when_one_approval_was_enough(self, db: None) -> None:
        council = make_council(region=RegionFactory.create(approvals_needed=1))
        council.publish()
        assert "one official" in page("publication_detail", council.region.code, 1)

    def test_speaks_three_languages(self, council: Council, publication: Publication) -> None:
        council.activities[0].title_ru = "Changed after publishing"
        council.activities[0].save()
        for language in ("en", "ru", "kk"):
            shown = page("publication_detail", council.region.code, 1, language=language)
            assert f'lang="{language}"' in shown
            assert council.activities[0].title_en in shown
            assert "Changed after publishing" not in shown

    def test_a_superseded_version_points_to_the_later_one(
        self, council: Council, publication: Publication
    ) -> None:
        draft = actions.start_correction(publication=publication, reason="A wrong date.", by=council.drafter)
        council.publish(actions.submit_set(priority_set=draft, by=council.drafter))
        old, new = (page("publication_detail", council.region.code, number) for number in (1, 2))
        assert "A later version has taken its place" in old
        assert "A wrong date." in new
        assert "correction of publication 1" in new
        assert get("publication_latest", council.region.code)["Location"].endswith("/priorities/2/")

    def test_the_scan_is_public_with_the_set(self, council: Council) -> None:
        import datetime as dt

        draft = actions.record_legal_act(
            priority_set=council.draft(), number="1", date=dt.date(2026, 3, 1), by=council.drafter,
            scan=SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n a picture"),
        )  # fmt: skip
        council.publish(actions.submit_set(priority_set=draft, by=council.drafter))
        answer = get("publication_scan", council.region.code, 1)
        assert answer.getvalue() == b"\x89PNG\r\n\x1a\n a picture"
        assert answer["Content-Disposition"] == 'attachment; filename="legal-act.png"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        decisions = Publication.objects.get().content["decisions"]
        assert decisions["legal_act"]["scan_sha256"] == draft.legal_act_digest

    def test_files_may_be_kept_for_good(self, council: Council, publication: Publication) -> None:
        for name in DOWNLOADS:
            assert "immutable" in get(name, council.region.code, 1)["Cache-Control"]

    @pytest.mark.parametrize("later", [0, 3])
    def test_queries(
        self, council: Council, publication: Publication, later: int, django_assert_num_queries: Any
    ) -> None:
        latest = publication
        for _ in range(later):
            draft = actions.start_correction(publication=latest, reason="Again.", by=council.drafter)
            latest = council.publish(actions.submit_set(priority_set=draft, by=council.drafter))
        with django_assert_num_queries(PUBLICATION_QUERIES):
            page("publication_detail", council.region.code, 1)


class TestCheckPage:
    def test_works_out_the_printed_score(self, council: Council, publication: Publication) -> None:
        for activity in council.activities:
            shown = page("publication_check", council.region.code, 1, query=f"?activity={activity.pk}")
            result = publication.content["results"]["activities"]
            printed = next(each["score"] for each in result if each["activity"] == str(activity.pk))
            assert f'<strong class="number">{printed}</strong>' in shown

    def test_says_how_to_recompute_everything(self, council: Council, publication: Publication) -> None:
        shown = page("publication_check", council.region.code, 1)
        assert (
            f"python3 verify.py priorities-{council.region.code}-1.zip --fingerprint {publication.fingerprint}"
            in shown
        )

    @pytest.mark.parametrize("query", ["?activity=999999999", "?activity=0"])
    def test_another_activity_is_not_there(
        self, council: Council, publication: Publication, query: str
    ) -> None:
        assert get("publication_check", council.region.code, 1, query=query).status_code == 404

    @pytest.mark.parametrize(
        "query", ["", "?activity=", "?activity=x", "?activity=-1", "?activity=" + "9" * 400]
    )
    def test_nonsense_gives_the_first(self, council: Council, publication: Publication, query: str) -> None:
        assert council.activities[0].title in page("publication_check", council.region.code, 1, query=query)

    def test_queries(
        self, council: Council, publication: Publication, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(CHECK_QUERIES):
            page("publication_check", council.region.code, 1)
