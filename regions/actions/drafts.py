"""A table somebody uploads: looked at first, then loaded as a whole, and taken back as a whole."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from foundation import audit, clock
from foundation.live import push
from foundation.transitions import Refused, WrongState
from foundation.uploads import drafts
from foundation.uploads.limits import STATISTICS
from foundation.wake import wake
from regions.actions.intake import Intake
from regions.actions.observations import ImportRejected, lock_statistics
from regions.importers import ColumnMapping, Problem, TableReader
from regions.models import ImportDraft, Observation, ObservationImport, Region, ReplacedObservation, Source
from regions.queries.imports import draft_table, layout_of_draft, lookup_for, mapping_for, progress_key

PROGRESS_KEPT = 600  # seconds
AT_ONCE = 20_000
"""Rows that are loaded while the person waits; more are loaded by a worker."""


@dataclass(frozen=True)
class Look:
    """What loading a draft would do. Kept as JSON with the draft, so that its page costs nothing to open."""

    new: int
    equal: int
    changed: int
    empty: int
    left_out: int
    problem_count: int
    problems: list[dict[str, Any]]
    changes: list[dict[str, str]]


def upload_table(*, region: Region, file: Any, file_name: str, source: Source, by: User) -> ImportDraft:
    """Read a file into a draft, and look at it under the mapping its source or its headers suggest.

    Raises UploadRefused; then nothing is stored.
    """
    upload = drafts.keep_upload(file=file, file_name=file_name, by=by, limits=STATISTICS)
    draft = ImportDraft.objects.create(region=region, upload=upload, source=source)
    mapping = mapping_for(draft)
    upload.mapping = {"sheet": drafts.sheet_of(upload).name, **asdict(mapping)}
    upload.save(update_fields=["mapping"])
    return draft


def map_columns(*, draft: ImportDraft, sheet: str, mapping: ColumnMapping) -> ImportDraft:
    """Say what the columns mean; the draft then tells what loading it would do."""
    upload = draft.upload
    upload.mapping = {"sheet": sheet, **asdict(mapping)}
    upload.summary = asdict(_look(draft))
    upload.save(update_fields=["mapping", "summary"])
    return draft


@transaction.atomic
def discard_draft(*, draft: ImportDraft) -> None:
    """Forget an upload. Nothing of it was in the figures, so nothing is audited. Refused once it is in them."""
    locked_draft(draft).upload.delete()


def is_long(draft: ImportDraft) -> bool:
    """Too long to wait for."""
    return drafts.sheet_of(draft.upload, draft.upload.mapping.get("sheet")).row_count > AT_ONCE


@transaction.atomic
def queue_draft(*, draft: ImportDraft, by: User) -> ImportDraft:
    """Have a worker load it: the person may leave."""
    queued = ImportDraft.objects.filter(pk=draft.pk, queued_at=None)
    if queued.update(queued_at=clock.now(), queued_by=by):
        wake("regions.load_draft", draft.pk)
    return draft


def refuse_draft(*, draft: ImportDraft) -> ImportDraft:
    """What a worker could not load waits for its person again, with what is wrong."""
    ImportDraft.objects.filter(pk=draft.pk).update(queued_at=None)
    draft.upload.summary = asdict(_look(draft))
    draft.upload.save(update_fields=["summary"])
    return draft


@transaction.atomic
def load_draft(*, draft: ImportDraft, by: User | None) -> ObservationImport:
    """Bring the whole table into the figures; values that differ give way to it, and are kept for an undo.

    Raises ImportRejected, naming each wrong place, or Refused where nothing would change; then nothing is stored.
    """
    lock_statistics()
    locked = locked_draft(draft)
    upload, region = locked.upload, locked.region
    brought = ObservationImport.objects.create(
        source=locked.source,
        file_name=upload.file_name,
        file_digest=upload.file_digest,
        imported_by=by,
        region=region,
        mapping=upload.mapping,
    )
    tell = partial(cache.set, progress_key(locked.pk), timeout=PROGRESS_KEPT) if locked.queued_at else None
    intake, _reader = _taken_in(locked, brought, tell=tell)
    if intake.problem_count:
        raise ImportRejected(upload.file_name, tuple(intake.problems), intake.problem_count)
    if not intake.value_count + intake.changed_count:
        raise Refused(_("There is nothing to load: the figures already hold every value of this file."))
    brought.value_count = intake.value_count + intake.changed_count
    brought.repeat_count, brought.replaced_count = intake.repeat_count, intake.changed_count
    brought.save(update_fields=["value_count", "repeat_count", "replaced_count"])
    upload.delete()
    push(f"imports:{brought.region_id}", "imports")
    wake_relatedness(region)
    chain = audit.region_chain(region.pk)
    audit.record(chain, "regions.import_observations", brought, by=by, after=brought.file_digest)
    return brought


@transaction.atomic
def undo_import(*, brought: ObservationImport, by: User) -> ObservationImport:
    """Take back everything a file brought, and put back what gave way to it.

    What rounds, rankings and publications froze stays: they hold copies. Refused while a later file stands on it.
    """
    lock_statistics()
    if not mark_undone(brought, by=by):
        raise WrongState(_("This file was taken back already."))
    require_nothing_on_top(brought)
    Observation.objects.filter(brought_by=brought).delete()
    before = ReplacedObservation.objects.filter(gave_way_to=brought)
    Observation.objects.bulk_create(
        [Observation(**{name: getattr(one, name) for name in _columns()}) for one in before], batch_size=1000
    )
    before.delete()
    ObservationImport.objects.filter(replaced_by=brought).update(replaced_by=None)
    if brought.region:
        wake_relatedness(brought.region)
    chain = audit.region_chain(brought.region_id) if brought.region_id else audit.PLATFORM
    audit.record(chain, "regions.undo_import", brought, by=by, before=brought.file_digest)
    return ObservationImport.objects.get(pk=brought.pk)


def locked_draft(draft: ImportDraft) -> ImportDraft:
    """The draft as it is now, for us alone. Raises Refused where another person was faster. Inside a transaction."""
    locked = ImportDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        raise Refused(_("This file was loaded or discarded already."))
    return locked


def mark_undone(brought: ObservationImport, *, by: User) -> bool:
    """False where another person was faster."""
    standing = ObservationImport.objects.filter(pk=brought.pk, undone_at=None)
    return bool(standing.update(undone_at=clock.now(), undone_by=by))


def wake_relatedness(region: Region) -> None:
    """The figures of its country are others. What no upload brought (files with a manifest) the sweep finds."""
    wake("regions.rebuild_relatedness", region.parent_id or region.pk)


def _columns() -> tuple[str, ...]:
    return ("region_id", "indicator", "class_code", "year", "value", "unit", "remarks", "brought_by_id")


def require_nothing_on_top(brought: ObservationImport) -> None:
    on_top = ReplacedObservation.objects.filter(brought_by=brought, gave_way_to__undone_at=None)
    later = on_top.select_related("gave_way_to").order_by("-gave_way_to_id").first()
    if later is None:
        return
    count = on_top.filter(gave_way_to=later.gave_way_to).count()
    text = ngettext(
        "%(count)s value of this file was replaced by the later file %(file)s. Take that one back first.",
        "%(count)s values of this file were replaced by the later file %(file)s. Take that one back first.",
        count,
    )
    raise Refused(text % {"count": count, "file": later.gave_way_to.file_name})


# looking


def _look(draft: ImportDraft) -> Look:
    rehearsal = ObservationImport(source=draft.source, file_name=draft.upload.file_name)
    intake, reader = _taken_in(draft, rehearsal, is_rehearsal=True)
    return Look(
        new=intake.value_count,
        equal=intake.repeat_count,
        changed=intake.changed_count,
        empty=reader.empty_count + sum(note.code == "placeholder" for note in intake.notes),
        left_out=reader.left_out_count,
        problem_count=intake.problem_count,
        problems=[_as_json(problem) for problem in intake.problems],
        changes=[
            {
                "key": " ".join(str(part) for part in one.key if part),
                "before": f"{stored[0].normalize():f} {stored[1]}".strip(),
                "after": f"{one.value.normalize():f} {one.unit}".strip(),
                "file": stored[2],
            }
            for one, stored in intake.changes
        ],
    )


def _taken_in(
    draft: ImportDraft,
    brought: ObservationImport,
    *,
    is_rehearsal: bool = False,
    tell: Callable[[int], None] | None = None,
) -> tuple[Intake, TableReader]:
    reader = TableReader(layout_of_draft(draft), lookup_for(draft.region))
    intake = Intake(brought, replaces=True, is_rehearsal=is_rehearsal, tell=tell)
    intake.take(reader.read_table(draft_table(draft)))
    return intake, reader


def _as_json(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "params": dict(problem.params),
    }
