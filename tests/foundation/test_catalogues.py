"""Collecting texts: from code and templates into the lowest app's catalogue, translations kept."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from foundation.management import catalogues

APPS = ["foundation", "accounts"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    files = {
        "foundation/views.py": 'from x import gettext as _\nsaid = _("Close") + _("split "\n    "in two")\n',
        "foundation/migrations/0001_initial.py": 'label = _("not for people")\n',
        "accounts/forms.py": 'a = gettext_lazy("Close")\nb = pgettext("verb", "Close")\n',
        "templates/base.html": '{% load i18n %}\n    {% trans "indented" %}\n  {% trans "less" %}<p title="{% trans "Ask" %}">it\'s {{ _("inner") }}</p>\n',
        "templates/account/login.html": "{% blocktrans trimmed count n=n %}\n  {{ n }} mark\n"
        "{% plural %}\n  {{ n }} marks, 100%\n{% endblocktrans %}",
        "templates/emails/hello.txt": '{# Translators: a greeting #}\n{% trans "Good day" %}',
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def _written(tree: Path, app: str, language: str = "ru") -> Path:
    known = catalogues.translations(tree, APPS, language)
    path = catalogues.catalogue_path(tree, app, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = catalogues.texts_by_app(tree, APPS)[app]
    path.write_text(catalogues.written(texts.values(), known, language), encoding="utf-8")
    return path


def test_a_text_belongs_to_the_lowest_app_that_shows_it(tree: Path) -> None:
    found = catalogues.texts_by_app(tree, APPS)
    assert set(found["foundation"]) == {
        ("", "Close"), ("", "split in two"), ("", "Ask"), ("", "inner"), ("", "Good day"), ("", "indented"), ("", "less"),
    }  # fmt: skip
    assert set(found["accounts"]) == {("verb", "Close"), ("", "%(n)s mark")}


def test_a_counted_text_keeps_its_plural(tree: Path) -> None:
    counted = catalogues.texts_by_app(tree, APPS)["accounts"]["", "%(n)s mark"]
    assert counted.plural == "%(n)s marks, 100%%"


def test_a_catalogue_has_no_places_and_no_dates(tree: Path) -> None:
    text = _written(tree, "foundation").read_text()
    assert "#:" not in text
    assert "Date" not in text
    assert text.index('msgid "Ask"') < text.index('msgid "Close"') < text.index('msgid "split in two"')


def test_translations_are_kept_obsolete_and_fuzzy_ones_dropped(tree: Path) -> None:
    path = _written(tree, "foundation")
    text = path.read_text().replace('msgid "Ask"\nmsgstr ""', 'msgid "Ask"\nmsgstr "Спросить"')
    text = text.replace('msgid "inner"\nmsgstr ""', '#, fuzzy\nmsgid "inner"\nmsgstr "внутри"')
    path.write_text(text + '\nmsgid "gone"\nmsgstr "ушло"\n\n#~ msgid "old"\n#~ msgstr "старое"\n')
    again = _written(tree, "foundation").read_text()
    assert 'msgid "Ask"\nmsgstr "Спросить"' in again
    assert 'msgid "inner"\nmsgstr ""' in again
    assert "ушло" not in again
    assert "старое" not in again
    assert "fuzzy" not in again


def test_a_translation_follows_its_text_into_another_app(tree: Path) -> None:
    path = _written(tree, "foundation")
    path.write_text(path.read_text().replace('msgid "Close"\nmsgstr ""', 'msgid "Close"\nmsgstr "Закрыть"'))
    (tree / "foundation" / "views.py").write_text("")
    assert 'msgid "Close"\nmsgstr "Закрыть"' in _written(tree, "accounts").read_text()


@pytest.mark.parametrize(("language", "forms"), [("ru", 4), ("kk", 2)])
def test_a_catalogue_counts_as_django_does(tree: Path, language: str, forms: int) -> None:
    path = _written(tree, "accounts", language)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    assert catalogue.num_plurals == forms
    with (tree / "django.mo").open("wb") as file:
        write_mo(file, catalogue)


@pytest.mark.parametrize(
    ("text", "translation", "wrong"),
    [
        ("%(n)s of %(all)s", "%(n)s из %(all)s", False),
        ("%(n)s of %(all)s", "%(all)s: %(n)s", False),
        ("%(n)s of %(all)s", "%(n)s из", True),
        ("%(n)s", "%(m)s", True),
        ("%s, %s", "%s", True),
        ("{name} left", "{name} ушёл", False),
        ("{name} left", "{имя} ушёл", True),
        ("100%% of", "100%% от", False),
        (("one note", "%(n)s notes"), ("одна", "%(n)s", "%(n)s", "%(n)s"), False),
        (("%(n)s note", "%(n)s notes"), ("%(n)s", "%(n)s", "", "заметки"), True),
        ("%(n)s", "", False),
    ],
)
def test_translations_must_name_the_same_placeholders(
    text: str | tuple[str, ...], translation: str | tuple[str, ...], wrong: bool
) -> None:
    assert catalogues.misplaced(Message(text, translation)) is wrong


def test_every_plural_form_survives_collecting_again(tree: Path) -> None:
    path = _written(tree, "accounts")
    with path.open("rb") as file:
        catalogue = read_po(file, locale="ru")
    catalogue["%(n)s mark"].string = ("оценка", "оценки", "оценок", "оценки")
    path.write_text(
        catalogues.written(
            catalogues.texts_by_app(tree, APPS)["accounts"].values(),
            {catalogues.identity_of(message): message for message in catalogue if message.id},
            "ru",
        ),
        encoding="utf-8",
    )
    assert path.read_text(encoding="utf-8").count("msgstr[") == 4
