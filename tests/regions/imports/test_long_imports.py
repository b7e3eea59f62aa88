"""Files too long to wait for: a worker loads them, the list shows how far it is, the sweep finds what was missed."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache

from foundation import wake
from regions import tasks
from regions.actions import drafts
from regions.models import ImportDraft, Observation, ObservationImport, Role
from regions.queries import overdue_drafts
from regions.queries.imports import progress_key
from tests.factories.regions import UploadFactory
from tests.regions.imports.thrace import as_csv, at_work, enter_greece, greece, load, quoted_rows, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country() -> None:
    enter_greece()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """136 rows are many here."""
    monkeypatch.setattr(drafts, "AT_ONCE", 100)


@pytest.fixture
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """The wake-ups that are lost."""
    lost: list[tuple[str, Any]] = []
    monkeypatch.setattr(wake, "_publish", lambda task, ids: lost.append((task, ids)))
    return lost


def in_work(capture: Any) -> tuple[Any, Any, ImportDraft]:
    """An analyst, the page after "Load", and the draft that waits."""
    client = at_work(greece())
    page = upload(client, greece(), as_csv(quoted_rows()))
    with capture(execute=True):
        answer = load(client, page)
    return client, answer, page.context["draft"]


def test_twenty_thousand_rows_are_the_limit_of_waiting() -> None:
    def draft_of(rows: int) -> ImportDraft:
        sheets = [{"name": "", "header": ["region", "value"], "header_row": 1, "row_count": rows}]
        return ImportDraft(upload=UploadFactory.build(sheets=sheets, created_by=None))

    assert [drafts.is_long(draft_of(rows)) for rows in (20_000, 20_001)] == [False, True]


@pytest.mark.usefixtures("few")
def test_a_long_file_is_loaded_by_a_worker(django_capture_on_commit_callbacks: Any) -> None:
    client, _answer, draft = in_work(django_capture_on_commit_callbacks)
    brought = ObservationImport.objects.get()
    assert (brought.value_count, brought.imported_by_id) == (136, int(client.session["_auth_user_id"]))
    assert not ImportDraft.objects.filter(pk=draft.pk).exists()
    tasks.load_queued_draft(draft.pk)  # woken a second time
    assert (ObservationImport.objects.count(), Observation.objects.count()) == (1, 136)


@pytest.mark.usefixtures("few")
def test_the_list_shows_how_far_it_is_and_the_file_cannot_be_changed_meanwhile(
    django_capture_on_commit_callbacks: Any, nobody_works: list[Any]
) -> None:
    client, answer, draft = in_work(django_capture_on_commit_callbacks)
    assert nobody_works == [("regions.load_draft", (draft.pk,))]
    assert not Observation.objects.exists()
    ((_draft, done, rows),) = answer.context["drafts"]
    assert (done, rows) == (None, 136)
    cache.set(progress_key(draft.pk), 50)
    again = client.get(f"/regions/{greece().code}/imports/")
    assert again.context["drafts"][0][1:] == (50, 136)
    assert "Load</button>" not in client.get(f"/imports/drafts/{draft.pk}/").content.decode()
    cache.delete(progress_key(draft.pk))


@pytest.mark.usefixtures("few", "nobody_works")
def test_a_lost_wake_up_is_found_by_the_sweep(django_capture_on_commit_callbacks: Any) -> None:
    _client, _answer, draft = in_work(django_capture_on_commit_callbacks)
    assert list(overdue_drafts()) == []
    waiting = ImportDraft.objects.get(pk=draft.pk)
    assert waiting.queued_at
    ImportDraft.objects.update(queued_at=waiting.queued_at - dt.timedelta(minutes=3))
    assert list(overdue_drafts()) == [("regions.load_draft", (draft.pk,))]
    assert ("regions.load_draft", (draft.pk,)) in [work for each in wake._sweeps for work in each()]
    tasks.load_queued_draft(draft.pk)
    assert Observation.objects.count() == 136


@pytest.mark.usefixtures("few", "nobody_works")
def test_the_worker_says_which_row_it_has_reached(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _client, _answer, draft = in_work(django_capture_on_commit_callbacks)
    told: list[tuple[Any, Any]] = []
    monkeypatch.setattr(drafts.cache, "set", lambda key, row, **_more: told.append((key, row)))
    tasks.load_queued_draft(draft.pk)
    assert told == [(progress_key(draft.pk), 137)]  # the last row of the file: the header is the first


@pytest.mark.usefixtures("few", "nobody_works")
def test_what_became_wrong_meanwhile_waits_for_its_person(django_capture_on_commit_callbacks: Any) -> None:
    """The figures were brought by another file before the worker came: nothing is left to load."""
    client, _answer, draft = in_work(django_capture_on_commit_callbacks)
    other = at_work(greece(), Role.ADMINISTRATOR)
    page = upload(other, greece(), as_csv(quoted_rows()), "same.csv")
    drafts.load_draft(draft=page.context["draft"], by=None)
    tasks.load_queued_draft(draft.pk)
    again = ImportDraft.objects.get(pk=draft.pk)
    assert again.queued_at is None
    assert ObservationImport.objects.count() == 1
    assert client.get(f"/imports/drafts/{draft.pk}/").context["look"]["equal"] == 136
