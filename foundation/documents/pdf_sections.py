"""Documents made of sections (paragraphs and tables) as PDF, beside `word_bytes`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from foundation.documents.pdf import pdf_bytes
from foundation.documents.word import neutral

NARROWEST, WIDEST = 8, 44  # letters: between these, the width of a column follows its longest cell
NUMBER_LENGTH = 7
LETTERS_ACROSS, LINES_OF_HALF_A_PAGE = 120, 16  # carefully: both with the widest letters


def pdf_of_sections(
    *,
    title: str,
    sections: Iterable[Mapping[str, Any]],
    language: str,
    eyebrow: str = "",
    foot: Sequence[str] = (),
) -> bytes:
    """As `word_bytes`: a title, then sections ({"title", "paragraphs", "header", "rows"}), then small print.

    Texts travel as data and are never read as markup. Accessible (PDF/UA), on lying A4 pages.
    """
    data = {
        "title": neutral(title),
        "eyebrow": neutral(eyebrow),
        "language": language,
        "sections": [_told(section) for section in sections],
        "foot": [neutral(line) for line in foot],
    }
    return pdf_bytes("sections", data)


def _told(section: Mapping[str, Any]) -> dict[str, Any]:
    header = [neutral(name) for name in section["header"]]
    rows = [[neutral(cell) for cell in row] for row in section["rows"]]
    columns = list(zip(*rows, strict=True)) if rows else []
    widths = [_width(name, cells) for name, cells in zip(header, columns, strict=bool(header))]
    return {
        "title": neutral(section["title"]),
        "paragraphs": [neutral(each) for each in section["paragraphs"]],
        "header": header,
        "rows": rows,
        "widths": widths,
        "is_short": _lines(rows, widths) <= LINES_OF_HALF_A_PAGE,
        "numbers": [_are_numbers(cells) for cells in columns],
    }


def _width(name: str, cells: Sequence[str]) -> int:
    """In letters: of the longest word of the heading and the longest cell."""
    words = max((len(word) for word in name.split()), default=0)
    return min(max(words, NARROWEST, *(len(cell) for cell in cells)), WIDEST)


def _lines(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> int:
    """About how many the table takes: what is kept together must not be higher than a page."""
    return sum(
        max(
            1 + len(cell) * sum(widths) // (LETTERS_ACROSS * width)
            for cell, width in zip(row, widths, strict=False)
        )
        for row in rows
        if widths
    )


def _are_numbers(cells: Sequence[str]) -> bool:
    """Figures and dashes for missing ones; a column of dashes alone is text."""
    plain = all(len(cell) <= NUMBER_LENGTH and not any(c.isalpha() for c in cell) for cell in cells)
    return plain and any(c.isdigit() for cell in cells for c in cell)
