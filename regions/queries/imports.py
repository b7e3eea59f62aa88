"""Files of figures: those that were loaded, and those that somebody is about to load."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from foundation import clock
from foundation.uploads import drafts
from foundation.uploads.texts import Row
from regions.importers import ColumnMapping, Layout, Territory, layout_for, named_columns
from regions.importers.mappings import fits, suggested
from regions.models import Domain, ImportDraft, Observation, ObservationImport, Region, RegionKind, Source
from regions.permissions import roles_of
from regions.queries.classes import goods_sections
from regions.queries.practice import beside_practice

EARLIEST_YEAR, LATEST_YEAR = 0, 9999
LOAD_TAKES = dt.timedelta(minutes=2)


def imports_about(region: Region) -> QuerySet[ObservationImport]:
    """Files uploaded here, and files from elsewhere with figures about this region; newest first."""
    figures = Observation.objects.filter(brought_by=OuterRef("pk"), region=region)
    return (
        ObservationImport.objects.filter(Q(region=region) | Exists(figures))
        .select_related("source", "imported_by", "undone_by", "region")
        .order_by("-pk")
    )


def drafts_of(region: Region) -> QuerySet[ImportDraft]:
    """Without the rows, which are large."""
    mine = ImportDraft.objects.filter(region=region).select_related("upload__created_by", "source")
    return mine.defer("upload__rows", "upload__summary").order_by("-pk")


def draft_for(user: Any, *, draft_id: int) -> ImportDraft | None:
    """A draft exists for people with a role in its region."""
    found = ImportDraft.objects.select_related("upload", "region__parent", "source").filter(pk=draft_id)
    return found.filter(region__in=list(roles_of(user))).first()


def progress_key(draft_id: int) -> str:
    """Where a worker says which row it has reached: outside its transaction, which nobody sees into."""
    return f"import-progress:{draft_id}"


def progress_of(found: Iterable[ImportDraft]) -> list[tuple[ImportDraft, int | None, int]]:
    """Each draft with its rows read so far (None: not begun) and altogether. The cache is asked once for all."""
    found = list(found)
    reached = cache.get_many([progress_key(draft.pk) for draft in found if draft.queued_at])
    return [(draft, reached.get(progress_key(draft.pk)), _row_count(draft)) for draft in found]


def _row_count(draft: ImportDraft) -> int:
    return drafts.sheet_of(draft.upload, draft.upload.mapping.get("sheet")).row_count


def queued_draft(draft_id: int) -> ImportDraft | None:
    """A draft that waits for a worker."""
    waiting = ImportDraft.objects.select_related("upload", "region", "source", "queued_by")
    return waiting.filter(pk=draft_id).exclude(queued_at=None).first()


def overdue_drafts() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Drafts whose wake-up seems lost."""
    since = clock.now() - LOAD_TAKES
    for pk in ImportDraft.objects.filter(queued_at__lt=since).values_list("pk", flat=True):
        yield "regions.load_draft", (pk,)


def import_for(user: Any, *, import_id: int) -> ObservationImport | None:
    found = ObservationImport.objects.select_related("region", "source").filter(pk=import_id)
    return found.filter(region__in=list(roles_of(user))).first()


def import_template_for(user: Any, *, code: str, kind: str) -> tuple[Region, str] | None:
    """The region for which an empty table is made, and the kind of file."""
    region = Region.everywhere.filter(code=code).first() if kind in ("csv", "xlsx") else None
    return (region, kind) if region else None


def sources_by_name(region: Region) -> QuerySet[Source]:
    """What an upload in this region may name."""
    return beside_practice(Source.objects.order_by("publisher", "pk"), region)


def source_by_code(code: str) -> Source | None:
    return Source.objects.filter(code=code).first() if code else None


def earlier_load(draft: ImportDraft) -> ObservationImport | None:
    """The import that brought exactly these bytes, if it still stands."""
    same = ObservationImport.objects.filter(file_digest=draft.upload.file_digest, undone_at=None)
    return same.filter(replaced_by=None).select_related("imported_by").order_by("-pk").first()


# the mapping


def header_of(draft: ImportDraft, sheet: str | None = None) -> tuple[str, ...]:
    return named_columns(drafts.sheet_of(draft.upload, sheet).header)


def mapping_for(draft: ImportDraft) -> ColumnMapping:
    """As the last file of this source was read, where that fits; else what the headers say."""
    header = header_of(draft)
    known = ObservationImport.objects.filter(source=draft.source, region=draft.region).exclude(mapping={})
    for brought in known.order_by("-pk")[:5]:
        mapping = as_mapping(brought.mapping)
        if fits(mapping, header):
            return mapping
    return suggested(header)


def as_mapping(stored: dict[str, Any]) -> ColumnMapping:
    return ColumnMapping(**{name: value for name, value in stored.items() if name != "sheet"})


def draft_table(draft: ImportDraft) -> Iterator[Row]:
    """The rows under the chosen header, whose columns are named so that they can be told apart."""
    sheet = drafts.sheet_of(draft.upload, draft.upload.mapping.get("sheet"))
    rows = drafts.table_rows(draft.upload, sheet)
    header = next(rows, None)
    if header is not None:
        yield Row(header.number, named_columns(header.cells))
    yield from rows


def layout_of_draft(draft: ImportDraft) -> Layout:
    """Classes are those of the platform; an upload in a region is about that region, one in a country about all of it."""
    stored = draft.upload.mapping
    own = {draft.region.data_code}
    if draft.region.kind == RegionKind.COUNTRY:
        own |= set(Region.everywhere.filter(parent=draft.region).values_list("data_code", flat=True))
    return layout_for(
        as_mapping(stored),
        file=draft.upload.file_name,
        header=header_of(draft, stored.get("sheet")),
        nace=Domain.objects.values_list("code", flat=True),
        goods=[section.code for section in goods_sections() if section.code],
        own_regions=frozenset(own),
    )


def lookup_for(region: Region) -> dict[str, Territory]:
    """Regions by either code and by their names, without case. A name that two of them share stands for none."""
    found: dict[str, Territory] = {}
    names: dict[str, list[Territory]] = {}
    own = Q(is_practice=False) | Q(pk=region.pk) | Q(parent=region.pk, practised_by=region.practised_by_id)
    rows = (
        Region.everywhere.filter(own)
        .annotate(kk=F("name_kk"), ru=F("name_ru"), en=F("name_en"))
        .order_by("pk")
    )
    for one in rows:
        territory = as_territory(one)
        for code in (one.code, one.data_code):
            found[code] = found[code.casefold()] = territory
        for name in {str(name).casefold() for name in (one.kk, one.ru, one.en) if name}:
            names.setdefault(name, []).append(territory)
    return {name: same[0] for name, same in names.items() if len(same) == 1} | found


def as_territory(region: Region) -> Territory:
    """A region as the readers of files know it."""
    return Territory(
        code=region.data_code,
        data_code=region.data_code,
        name_ru="",
        name_kk="",
        name_en=region.name,
        iso_3166_2=region.code,
        kind=region.kind,
        first_year=region.first_year or EARLIEST_YEAR,
        last_year=region.last_year or LATEST_YEAR,
        note="",
    )
