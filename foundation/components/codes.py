"""Codes that people compare, read aloud or photograph."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class QrCode:
    """`path` is the data of one SVG path with a unit per module; `size` includes the quiet zone of 4 modules."""

    path: str
    size: int


def in_groups(text: str, size: int) -> list[str]:
    """A long code in groups that a person can compare or read aloud."""
    return [text[start : start + size] for start in range(0, len(text), size)]


def qr_code(text: str) -> QrCode:
    """The code as one path, because the policy for styles forbids what ready-made SVG files carry."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return QrCode(path=path, size=len(rows))
