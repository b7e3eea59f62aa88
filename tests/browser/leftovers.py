"""Texts of ours that a page shows in another language although they are translated into the reader's."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from tests.house.sources import ROOT

LATIN_WORDS = re.compile(r"\b[A-Za-z]{2,}(?:\s+[A-Za-z]{2,}){2,}")
# Names that stay as they are in every language.
PROPER = re.compile(
    r"TOPSIS|PROMETHEE II|s3platform|verify\.py|python3|bundle\.zip|--fingerprint|E-mail|CSV|JSON|XLSX|DOCX|ZIP|PDF|JPEG|PNG"
    r"|Крестьянское хозяйство, рис"
)
CONTENT = "demo"  # what people of the demonstration wrote stays in their language
_HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{?\s*\w+\s*\}?\}")
SHORTEST = 12  # characters; shorter pieces stand in many words
OTHERS = {"kk": ("ru",), "ru": ("kk",), "en": ("ru", "kk")}


def left_over_texts(page: str, language: str) -> list[str]:
    """English sentences on pages in "ru" and "kk", and whole texts of the catalogs of other languages."""
    words = PROPER.sub("", page)
    english = [] if language == "en" else LATIN_WORDS.findall(words)
    shown = _plain(words)
    for said in _of_people():
        shown = shown.replace(said, "")
    return english + [text for text in _foreign(language) if text in shown]


@cache
def _of_people() -> tuple[str, ...]:
    """Names and words of the demonstration, as stored."""
    stored = {_plain(text) for catalog in _catalogs("*") if _is_content(catalog) for text in _said(catalog)}
    return tuple(sorted((text for text in stored if text), key=len, reverse=True))


@cache
def _foreign(language: str) -> tuple[str, ...]:
    """What other languages say and this one never does."""
    own = "\n".join(_texts(language))
    return tuple(text for other in OTHERS[language] for text in _texts(other) if text not in own)


@cache
def _texts(language: str) -> tuple[str, ...]:
    """Every translated text, without the places where names are put in."""
    ours = [catalog for catalog in _catalogs(language) if not _is_content(catalog)]
    pieces = {_plain(piece) for catalog in ours for text in _said(catalog) for piece in _HOLES.split(text)}
    return tuple(sorted(piece for piece in pieces if len(piece) >= SHORTEST and " " in piece))


def _catalogs(language: str) -> list[Path]:
    return sorted((ROOT / "locale").glob(f"*/{language}/LC_MESSAGES/django.po"))


def _is_content(catalog: Path) -> bool:
    return catalog.parts[-4] == CONTENT


def _said(catalog: Path) -> Iterator[str]:
    with catalog.open("rb") as file:
        for message in read_po(file):
            if message.id:
                said = message.string if isinstance(message.string, tuple | list) else (message.string,)
                yield from (text or "" for text in said)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .,:;!?()«»“”\"'")
