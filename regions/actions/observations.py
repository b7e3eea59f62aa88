"""Statistics come in by the file: the whole of it or nothing."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import ngettext

from accounts.models import User
from foundation import audit
from foundation.transitions import Refused
from regions.actions.intake import Intake, keep_replaced
from regions.importers import Layout, Note, Problem, Territory, by_any_code, read_observations
from regions.models import Observation, ObservationImport, Region, Source
from regions.queries.imports import as_territory

CHUNK = 1 << 20


class ImportRejected(Refused):
    """The file has wrong places and nothing of it was stored. `count` may exceed `len(problems)`."""

    def __init__(self, file: str, problems: tuple[Problem, ...], count: int) -> None:
        text = ngettext(
            "%(file)s was not loaded: %(count)s place is wrong.",
            "%(file)s was not loaded: %(count)s places are wrong.",
            count,
        )
        super().__init__(text % {"file": file, "count": count})
        self.problems, self.count = problems, count


@dataclass(frozen=True)
class ImportOutcome:
    """`is_repeat`: exactly this file had been loaded before, and nothing was changed."""

    brought_by: ObservationImport
    is_repeat: bool = False
    notes: tuple[Note, ...] = ()


@transaction.atomic
def import_observations(
    *, stream: BinaryIO, layout: Layout, source: Source, by: User | None, replace: bool = False
) -> ImportOutcome:
    """Load one file, described by its layout. `stream` must be seekable; it is read in one pass after its digest.

    A value that another file brought already is accepted when it is equal and is a problem when it differs.
    `replace` lets a newer version of the same file take the place of the older one's values.
    Raises ImportRejected, naming each wrong place; then nothing at all is stored.
    """
    lock_statistics()
    digest = _digest(stream)
    earlier = ObservationImport.objects.filter(
        source=source, file_name=layout.file, replaced_by=None, undone_at=None
    )
    same = earlier.filter(file_digest=digest).first()
    if same and not replace:
        return ImportOutcome(same, is_repeat=True)
    brought = ObservationImport.objects.create(
        source=source, file_name=layout.file, file_digest=digest, imported_by=by
    )
    if replace:
        _withdraw(earlier.exclude(pk=brought.pk), brought)
    intake = Intake(brought)
    intake.take(read_observations(stream, layout, known_territories()))
    if intake.problem_count:
        raise ImportRejected(layout.file, tuple(intake.problems), intake.problem_count)
    brought.value_count, brought.repeat_count = intake.value_count, intake.repeat_count
    brought.save(update_fields=["value_count", "repeat_count", "replaced_count"])
    verb = "regions.replace_observations" if replace else "regions.import_observations"
    audit.record(audit.PLATFORM, verb, brought, by=by, after=digest)
    return ImportOutcome(brought, notes=tuple(intake.notes))


def enter_source(*, described: Mapping[str, str], comparable_until: int | None) -> Source:
    """The source a manifest describes (`code`, `publisher`, `address`, `caveat`, and the texts by language).

    Known already, it gets what the manifest says now. KeyError for a manifest without code or publisher.
    """
    columns: dict[str, object] = {
        "publisher_en": described["publisher"],
        "note_en": described.get("caveat", ""),
        "url": described.get("address", ""),
        "comparable_until": comparable_until,
    }
    for language in ("ru", "kk"):
        columns[f"publisher_{language}"] = described.get(f"publisher_{language}")
        columns[f"note_{language}"] = described.get(f"caveat_{language}")
    source, _is_new = Source.objects.update_or_create(code=described["code"], defaults=columns)
    return source


@transaction.atomic
def add_source(*, publisher: str, note: str, url: str, language: str, by: User) -> Source:
    """A source that somebody names while uploading. Texts stand in English too until somebody translates them."""
    source = Source(code=f"uploaded-{secrets.token_hex(6)}", url=url)
    for suffix in {language, "en"}:
        setattr(source, f"publisher_{suffix}", publisher.strip())
        setattr(source, f"note_{suffix}", note.strip())
    source.save()
    audit.record(audit.PLATFORM, "regions.add_source", source, by=by)
    return source


def known_territories() -> dict[str, Territory]:
    """The regions of the platform as the readers of files know them, by any of their codes."""
    return by_any_code(as_territory(region) for region in Region.objects.order_by("pk"))


def _digest(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()


def _withdraw(earlier: Iterable[ObservationImport], brought: ObservationImport) -> None:
    """Values of older versions of the file give way; the record of those imports stays."""
    older = [one.pk for one in earlier]
    before = Observation.objects.filter(brought_by__in=older)
    brought.replaced_count = before.count()
    keep_replaced(before, brought)
    ObservationImport.objects.filter(pk__in=older).update(replaced_by=brought)


def lock_statistics() -> None:
    """One change of the figures at a time: an undo must see every import that stands on it. Inside a transaction."""
    list(Source.objects.select_for_update().order_by("pk").values_list("pk"))
