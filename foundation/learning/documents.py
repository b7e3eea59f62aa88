"""One file as one page: a title, a lead, and sections that can be linked to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify
from markdown_it.tree import SyntaxTreeNode as Node

from foundation.learning.prose import markup, tree, words_of

GUIDES = (
    *("participant", "business", "facilitator", "analyst", "reviewer", "official", "ministry"),
    *("administrator", "public"),
)
"""By who is most likely to look for one."""

SOURCE_LANGUAGE = "en"
ANCHOR = re.compile(r"<!--\s*([\w-]+)\s*-->")


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    body: str
    first_words: str
    """Its first paragraph, as it may stand inside a sentence's explanation."""


@dataclass(frozen=True)
class Document:
    name: str
    title: str
    lead: str
    sections: tuple[Section, ...]


def document(name: str, language: str | None = None) -> Document:
    """`name` is never a reader's word: callers look it up in a list of their own."""
    return _read(name, language or translation.get_language() or SOURCE_LANGUAGE)


@cache
def _read(name: str, language: str) -> Document:
    path = folder(language) / f"{name}.md"
    with translation.override(language):
        (title, lead), *rest = _parts(tree(path.read_text(encoding="utf-8")))
        sections = tuple(_section(number, head, body) for number, (head, body) in enumerate(rest, 1))
        return Document(name, words_of(title), markup(lead), sections)


def folder(language: str) -> Path:
    return Path(settings.BASE_DIR) / "docs" / "guides" / language


def _parts(nodes: Sequence[Node]) -> Iterator[tuple[Node, list[Node]]]:
    """Headings of the first and second degree, each with what stands below it."""
    heads = [place for place, node in enumerate(nodes) if node.type == "heading"]
    for start, end in zip(heads, [*heads[1:], len(nodes)], strict=True):
        yield nodes[start], list(nodes[start + 1 : end])


def _section(number: int, head: Node, body: list[Node]) -> Section:
    named = ANCHOR.search(head.children[0].content)
    title = words_of(head)
    first = body[0].children if body and body[0].type == "paragraph" else []
    anchor = named[1] if named else slugify(title) or f"part-{number}"
    return Section(anchor, title, markup(body), markup(first))
