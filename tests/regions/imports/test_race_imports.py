"""Two analysts at the same figures, on real connections; each guard beside its twin without it."""

import threading
from typing import Any

import pytest

from foundation.models import AuditRow, Upload
from foundation.transitions import Refused
from regions.actions import (
    add_source,
    discard_draft,
    drafts,
    load_draft,
    map_columns,
    undo_import,
    upload_table,
)
from regions.actions.intake import Intake
from regions.models import ImportDraft, Observation, ObservationImport, ReplacedObservation
from regions.queries.imports import mapping_for
from tests.regions.imports.thrace import analyst, as_csv, enter_greece, greece, quoted_rows, uploaded
from tests.together import LONG_PATIENCE, PATIENCE, at_once, meet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture(autouse=True)
def country() -> None:
    enter_greece()


def ready(rows: list[list[Any]], name: str = "people.csv") -> ImportDraft:
    """A draft that only needs to be loaded."""
    by = analyst(greece())
    source = add_source(publisher="Eurostat", note="", url="", language="en", by=by)
    draft = upload_table(
        region=greece(), file=uploaded(as_csv(rows), name), file_name=name, source=source, by=by
    )
    return map_columns(draft=draft, sheet="", mapping=mapping_for(draft))


def loaded(rows: list[list[Any]], name: str = "people.csv") -> ObservationImport:
    return load_draft(draft=ready(rows, name), by=None)


def changed(rows: list[list[Any]]) -> list[list[Any]]:
    return [[*row[:4], "4321", row[5]] if number == 5 else row for number, row in enumerate(rows)]


def unlock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the guards: one looks, and acts on what was seen."""

    def look_only(brought: ObservationImport, *, by: Any) -> bool:
        return ObservationImport.objects.filter(pk=brought.pk, undone_at=None).exists()

    monkeypatch.setattr(drafts, "lock_statistics", lambda: None)
    monkeypatch.setattr(drafts, "locked_draft", lambda draft: ImportDraft.objects.get(pk=draft.pk))
    monkeypatch.setattr(drafts, "mark_undone", look_only)


def load_twice(draft: ImportDraft) -> list[Any]:
    return at_once(*[lambda: load_draft(draft=draft, by=None)] * 2)


def is_one_of_two(outcomes: list[Any]) -> bool:
    return [isinstance(one, Refused) for one in outcomes].count(True) == 1


def test_two_who_load_the_same_draft_load_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = ready(quoted_rows())
    meet(monkeypatch, drafts, "locked_draft", patience=PATIENCE)
    assert is_one_of_two(load_twice(draft))
    assert (ObservationImport.objects.count(), Observation.objects.count()) == (1, 136)
    assert AuditRow.objects.filter(verb="regions.import_observations").count() == 1


def test_without_the_locks_both_would_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = ready(quoted_rows())
    unlock(monkeypatch)
    meet(monkeypatch, Intake, "_known")
    assert not is_one_of_two(load_twice(draft))


def two_files() -> tuple[ImportDraft, ImportDraft]:
    return ready(quoted_rows()), ready(changed(quoted_rows()), "newer.csv")


def load_both(first: ImportDraft, second: ImportDraft) -> list[Any]:
    return at_once(lambda: load_draft(draft=first, by=None), lambda: load_draft(draft=second, by=None))


def test_two_files_about_the_same_figures_come_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    files = two_files()
    meet(monkeypatch, drafts, "locked_draft", patience=PATIENCE)
    outcomes = load_both(*files)
    assert [type(one).__name__ for one in outcomes] == ["ObservationImport"] * 2
    assert Observation.objects.count() == 136
    assert ReplacedObservation.objects.count() == 1
    later = max(outcomes, key=lambda one: one.replaced_count)
    assert (later.value_count, later.replaced_count) == (1, 1)


def test_without_the_lock_one_of_two_files_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    files = two_files()
    unlock(monkeypatch)
    meet(monkeypatch, Intake, "_known")  # both look what is stored before either writes
    assert [type(one).__name__ for one in load_both(*files)] != ["ObservationImport"] * 2


def brought_twice() -> ObservationImport:
    loaded(quoted_rows())
    return loaded(changed(quoted_rows()), "newer.csv")


def undo_twice(newer: ObservationImport) -> list[Any]:
    by = analyst(greece())
    return at_once(*[lambda: undo_import(brought=newer, by=by)] * 2)


def test_two_who_take_the_same_file_back_take_it_back_once(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = brought_twice()
    meet(monkeypatch, drafts, "mark_undone", patience=PATIENCE)
    assert is_one_of_two(undo_twice(newer))
    assert (Observation.objects.count(), ReplacedObservation.objects.count()) == (136, 0)
    assert AuditRow.objects.filter(verb="regions.undo_import").count() == 1


def test_without_the_guards_it_would_be_taken_back_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = brought_twice()
    unlock(monkeypatch)
    meet(monkeypatch, drafts, "mark_undone")
    assert not is_one_of_two(undo_twice(newer))


def undo_under_a_load(monkeypatch: pytest.MonkeyPatch, patience: float) -> bool:
    """Whether a later file stands on one that was taken back."""
    first, newer = loaded(quoted_rows()), ready(changed(quoted_rows()), "newer.csv")
    by, has_looked, has_loaded = analyst(greece()), threading.Event(), threading.Event()
    plain = drafts.require_nothing_on_top

    def look_slowly(brought: ObservationImport) -> None:
        plain(brought)
        has_looked.set()
        has_loaded.wait(patience)

    def load() -> ObservationImport:
        has_looked.wait(LONG_PATIENCE)
        answer = load_draft(draft=newer, by=None)
        has_loaded.set()
        return answer

    monkeypatch.setattr(drafts, "require_nothing_on_top", look_slowly)
    at_once(lambda: undo_import(brought=first, by=by), load)
    taken_back = ObservationImport.objects.exclude(undone_at=None)
    return ReplacedObservation.objects.filter(brought_by__in=taken_back, gave_way_to__undone_at=None).exists()


def test_no_file_is_loaded_onto_one_that_is_being_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not undo_under_a_load(monkeypatch, PATIENCE)
    assert Observation.objects.count() == 136


def test_without_the_lock_a_file_stands_on_one_that_was_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "lock_statistics", lambda: None)
    assert undo_under_a_load(monkeypatch, LONG_PATIENCE)


def load_and_discard(draft: ImportDraft) -> list[Any]:
    return at_once(lambda: load_draft(draft=draft, by=None), lambda: discard_draft(draft=draft))


def test_a_file_is_either_loaded_or_discarded(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = ready(quoted_rows())
    meet(monkeypatch, drafts, "locked_draft", patience=PATIENCE)
    load_outcome, discard_outcome = load_and_discard(draft)
    assert isinstance(load_outcome, Refused) != isinstance(discard_outcome, Refused)
    assert Observation.objects.exists() == isinstance(discard_outcome, Refused)
    assert not Upload.objects.exists()


def test_without_the_lock_it_would_be_both(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = ready(quoted_rows())
    unlock(monkeypatch)
    meet(monkeypatch, drafts, "locked_draft")
    outcomes = load_and_discard(draft)
    assert not any(isinstance(one, Refused) for one in outcomes)
