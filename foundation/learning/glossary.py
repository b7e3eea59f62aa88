"""The words of the product and of the field, each explained once: on its page and wherever a page shows it."""

from dataclasses import dataclass

from django.urls import reverse

from foundation.learning.documents import document


@dataclass(frozen=True)
class Word:
    key: str
    word: str
    meaning: str
    """Markup that may stand inside a sentence."""
    method_href: str
    """Where the method page says more; empty where the word is no formula."""


def words() -> list[Word]:
    """All words in the reader's language, in its order."""
    formulas = {section.anchor for section in document("method").sections}
    found = [
        Word(
            section.anchor,
            section.title,
            section.first_words,
            f"{reverse('learn_method')}#{section.anchor}" if section.anchor in formulas else "",
        )
        for section in document("glossary").sections
    ]
    return sorted(found, key=lambda one: alphabetical(one.word))


def explained(key: str) -> tuple[str, str]:
    """The word and its meaning; KeyError for a word that nobody explained."""
    section = {section.anchor: section for section in document("glossary").sections}[key]
    return section.title, section.first_words


KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
"""Contains the Russian alphabet in its order; code points would put the letters of its own behind я."""


def alphabetical(word: str) -> list[tuple[int, str]]:
    return [(KAZAKH.find(letter), letter) for letter in word.casefold()]
