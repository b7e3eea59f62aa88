"""Uploads stored until they are used: kept, read again row by row, forgotten when nobody comes back."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from foundation import clock
from foundation.models import Upload
from foundation.uploads.limits import TABLE, Limits
from foundation.uploads.parsing import ParsedFile, Sheet, parse, unpack
from foundation.uploads.texts import Row

KEPT_FOR = dt.timedelta(days=7)
"""They may name people, so they are not kept longer than somebody needs to finish."""


def keep_upload(*, file: Any, file_name: str, by: Any, limits: Limits = TABLE) -> Upload:
    """Read a file and store its rows. Raises UploadRefused; then nothing is stored."""
    return store(parse(file, file_name=file_name, limits=limits), by=by)


def store(parsed: ParsedFile, *, by: Any) -> Upload:
    return Upload.objects.create(
        file_name=parsed.file_name,
        file_digest=parsed.digest,
        file_size=parsed.size,
        read_as=parsed.read_as,
        sheets=[asdict(sheet) for sheet in parsed.sheets],
        rows=parsed.rows,
        created_by=by,
    )


def sheets_of(upload: Upload) -> list[Sheet]:
    return [Sheet(**{**one, "header": tuple(one["header"])}) for one in upload.sheets]


def sheet_of(upload: Upload, name: str | None = None) -> Sheet:
    """The named sheet, or the first one."""
    sheets = sheets_of(upload)
    return next((sheet for sheet in sheets if sheet.name == name), sheets[0])


def table_rows(upload: Upload, sheet: Sheet) -> Iterator[Row]:
    """The table of one sheet, its header first. Rows of a spreadsheet are made as long as the header."""
    width = len(sheet.header) if sheet.name else 0
    for row in unpack(bytes(upload.rows), sheet.name):
        if row.number >= sheet.header_row:
            yield Row(row.number, row.cells + ("",) * (width - len(row.cells)))


def forget_abandoned() -> int:
    """Delete what is older than KEPT_FOR, with the drafts that point to it."""
    return Upload.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]
