"""Word documents: the one place that writes them. The same content gives the same bytes."""

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_EPOCH = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first day a zip can hold: times of writing would make two equal files differ
_KEPT = {"\n", "\t"}
_HIDDEN = {"Cc", "Cs", "Cn"}


def word_bytes(
    *,
    title: str,
    sections: Iterable[Mapping[str, Any]],
    language: str,
    written_at: dt.datetime,
    foot: Sequence[str] = (),
) -> bytes:
    """A title, then sections ({"title", "paragraphs", "header", "rows"}), then small print.

    Texts are content only: nothing in them becomes a field, a link or markup, and what XML cannot hold is left out.
    """
    from docx import Document  # noqa: PLC0415  -- reason: only documents pay for the import

    document = Document()
    _say_what_it_is(document, title, language, written_at)
    document.add_heading(neutral(title), level=0)
    for section in sections:
        document.add_heading(neutral(section["title"]), level=1)
        for paragraph in section["paragraphs"]:
            document.add_paragraph(neutral(paragraph))
        if section["rows"]:
            _add_table(document, section["header"], section["rows"])
    for line in foot:
        document.add_paragraph(neutral(line), style="Caption")
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def neutral(text: str) -> str:
    """Without control characters and halves of characters, which would make the file unreadable."""
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _HIDDEN)


def _say_what_it_is(document: Any, title: str, language: str, written_at: dt.datetime) -> None:
    properties = document.core_properties
    properties.title, properties.language = neutral(title)[:200], language
    properties.author = properties.last_modified_by = properties.comments = ""
    moment = written_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = moment


def _add_table(document: Any, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate([header, *rows] if header else rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = neutral(text)
            if header and number == 0:
                cell.paragraphs[0].runs[0].bold = True


def _without_times(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            copy.writestr(entry, source.read(name))
    return target.getvalue()
