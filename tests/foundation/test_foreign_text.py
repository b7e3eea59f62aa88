"""A text that is there in another language only: told on pages, bare words everywhere else."""

import json
import pickle

import pytest
from django.template import Context, Template
from django.utils import translation

from foundation import canonical
from foundation.foreign_text import ForeignText, in_language, unmarked, written_in
from regions.models import Region
from tests.factories.regions import RegionFactory

MARKED = "<span lang=ru>Соль &amp; &lt;вода&gt;</span> <small class=foreign>in Russian</small>"
SALT = ForeignText("Соль & <вода>", "ru")


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_a_page_prints_it_with_its_language_and_a_mark() -> None:
    assert render("{{ text }}", text=SALT) == MARKED
    with translation.override("kk"):
        assert "орысша" in render("{{ text }}", text=SALT)


def test_components_and_sentences_keep_the_mark() -> None:
    assert MARKED in render("{% blocktrans %}About {{ text }}{% endblocktrans %}", text=SALT)
    assert MARKED in render("{% card title=text %}{% endcard %}", text=SALT)


@pytest.mark.parametrize(
    "source",
    [
        "{{ text|unmarked }}",
        "{% unmarked_texts %}{{ text }}{% endunmarked_texts %}",
        "{% unmarked_texts %}{% include other %}{% endunmarked_texts %}",
    ],
)
def test_where_no_markup_belongs_it_is_bare_and_escaped(source: str) -> None:
    assert render(source, text=SALT, other=Template("{{ text }}")) == "Соль &amp; &lt;вода&gt;"
    assert render("{{ text }}", text=SALT) == MARKED


def test_an_error_inside_does_not_leave_the_marks_off() -> None:
    with pytest.raises(ZeroDivisionError), unmarked():
        raise ZeroDivisionError
    assert render("{{ text }}", text=SALT) == MARKED


def test_for_code_and_files_it_is_a_text_like_any_other() -> None:
    assert canonical.dumps([SALT]) == canonical.dumps(["Соль & <вода>"])
    assert json.loads(json.dumps(SALT)) == SALT == "Соль & <вода>"
    assert pickle.loads(pickle.dumps(SALT)).language == "ru"
    assert type(str(SALT)) is str


def test_the_readers_own_language_and_an_unknown_one_are_not_marked() -> None:
    for language in ("en", ""):
        assert type(written_in("Salt", language)) is str
    assert isinstance(written_in("Соль", "ru"), ForeignText)


def test_texts_by_language_fall_back_as_the_site_says_and_tell_it() -> None:
    with translation.override("kk"):
        found = in_language({"en": "Salt", "ru": "Соль"})
        assert isinstance(found, ForeignText)
        assert (found, found.language) == ("Соль", "ru")
        assert type(in_language({"kk": "Тұз", "ru": "Соль"})) is str


@pytest.mark.django_db
def test_a_column_that_is_empty_in_the_readers_language_tells_which_it_shows() -> None:
    region = RegionFactory.create()
    Region.objects.filter(pk=region.pk).update(name_en=None, name_kk="", name_ru="Соль & <вода>")
    stored = Region.objects.get(pk=region.pk)
    assert render("{{ region.name }} {{ region }}", region=stored) == f"{MARKED} {MARKED}"
    assert render("{{ row.name }}", row=Region.objects.filter(pk=region.pk).values("name")[0]) == MARKED
    with translation.override("ru"):
        assert render("{{ region.name }}", region=stored) == "Соль &amp; &lt;вода&gt;"


@pytest.mark.django_db
def test_a_shown_fallback_is_saved_nowhere() -> None:
    region = RegionFactory.create()
    Region.objects.filter(pk=region.pk).update(name_en=None, name_ru="Соль")
    stored = Region.objects.get(pk=region.pk)
    assert stored.name == "Соль"
    stored.save()
    assert Region.objects.filter(pk=region.pk).values_list("name_en", "name_ru")[0] == (None, "Соль")
