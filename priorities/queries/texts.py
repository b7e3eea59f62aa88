"""Texts in the languages they were entered in."""

from typing import Any

from django.conf import settings

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def texts_by_language(subject: Any, column: str) -> dict[str, str]:
    """What was entered in each language; nothing is invented for the others."""
    written = {language: getattr(subject, f"{column}_{language}", None) for language in LANGUAGES}
    return {language: text for language, text in written.items() if text}
