"""A text that is there in another language only says so: wherever a page prints it, with its language and a small mark.

Content is kept in a column for each language (modeltranslation). Where the reader's is empty, another one is shown, as a
`ForeignText`: a text like any other for code, files and letters, and for a page one that knows how it is printed. So a
template prints `{{ activity.title }}` and cannot forget the mark. Places where a page cannot hold markup (attributes,
`<title>`, drawings, `<option>`) ask for the bare words with the filter `unmarked` or the block `{% unmarked_texts %}`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationFieldDescriptor
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname, resolution_order

NAMES = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}
OWN_NAMES = {"ru": "Русский", "kk": "Қазақша", "en": "English"}  # as its readers call each language
_is_marking: ContextVar[bool] = ContextVar("is_marking", default=True)


class ForeignText(str):
    """Words in another language than the reader's."""

    language: str

    def __new__(cls, text: str, language: str = "") -> "ForeignText":
        told = super().__new__(cls, text)
        told.language = language
        return told

    def __html__(self) -> str:
        """What a template prints. Without quotes, so that no attribute it strays into is ever closed by it."""
        if not _is_marking.get():
            return escape(str(self))
        mark = NAMES.get(self.language, self.language)
        return format_html(
            "<span lang={}>{}</span> <small class=foreign>{}</small>", self.language, str(self), mark
        )


@contextmanager
def unmarked() -> Iterator[None]:
    """In here, foreign texts are printed as bare words."""
    token = _is_marking.set(False)
    try:
        yield
    finally:
        _is_marking.reset(token)


def language_read() -> str:
    """The reader's language, as columns are called."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def written_in(text: str, language: str) -> str:
    """A text of which the language is known: marked unless it is the reader's."""
    return ForeignText(text, language) if text and language and language != language_read() else text


def marked_like(source: str, text: str) -> str:
    """A text made of `source` (shortened, with a number before it): marked if that is."""
    return written_in(text, source.language) if isinstance(source, ForeignText) else text


def in_language(texts: Mapping[str, str], language: str = "") -> str:
    """One of `texts` (by language): in this or else the reader's language, else as the site falls back."""
    for each in resolution_order(language or language_read()):
        if texts.get(each):
            return written_in(texts[each], each)
    return ""


class MarkedColumn(TranslationFieldDescriptor):
    """modeltranslation's attribute for a text in several languages, which besides tells a foreign one."""

    def __get__(self, instance: Any, owner: Any) -> Any:
        shown = super().__get__(instance, owner)  # type: ignore[no-untyped-call]  # -- reason: modeltranslation's own, without types
        if instance is None or not shown or not isinstance(shown, str):
            return shown
        for language in resolution_order(language_read(), self.fallback_languages):
            if getattr(instance, build_localized_fieldname(self.field.name, language), None) == shown:
                return written_in(shown, language)
        return shown


def mark_columns() -> None:
    """Every translated column of every model, once all are registered."""
    for model in translator.get_registered_models():
        for name in translator.get_options_for_model(model).local_fields:
            column = vars(model)[name]
            setattr(
                model,
                name,
                MarkedColumn(
                    column.field, column.fallback_languages, column.fallback_value, column.fallback_undefined
                ),
            )
