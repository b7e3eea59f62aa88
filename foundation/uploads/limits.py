"""How much a stranger's file may cost. No Django: the child process reads this too."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`rows` None: without a limit of rows, which only text without formatting (CSV) is granted.

    Attributes:
        size: bytes of the file as it is sent.
        unpacked: bytes of all members of an archive, by its directory and as they are read.
        text: characters of all cells together; a spreadsheet may name one long text a million times.
        position: the last row of a sheet that is looked at; below it nothing but formatting is expected.
        memory: bytes of address space of the child; `processor` and `wall` are seconds.

    """

    size: int = 10 * MEGABYTE
    unpacked: int = 50 * MEGABYTE
    members: int = 1000
    sheets: int = 20
    rows: int | None = 10_000
    columns: int = 64
    cell: int = 10_000
    text: int = 20_000_000
    position: int = 100_000
    memory: int = 512 * MEGABYTE
    processor: int = 10
    wall: int = 30


TABLE = Limits()
STATISTICS = Limits(rows=None)
"""Observations: a CSV file may have any number of rows; a spreadsheet keeps to those of TABLE."""

SHAPES = Limits(size=9 * MEGABYTE)
"""Borders of regions: their reader says itself how large a file and how many shapes and points it takes."""

MOST_SHEET_ROWS = 10_000
