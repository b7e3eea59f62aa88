"""Guides, the method and the glossary: Markdown files in docs/guides/<language>/, the same for readers of the
repository and for readers of the pages (docs/decisions/0009-learning.md)."""

from foundation.learning.documents import GUIDES, Document, Section, document
from foundation.learning.glossary import Word, explained, words

__all__ = ["GUIDES", "Document", "Section", "Word", "document", "explained", "words"]
