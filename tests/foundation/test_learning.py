"""Guides, method and glossary: the same in three languages, and every word a page explains is explained."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import override

from foundation.learning import GUIDES, document, explained, words
from foundation.learning.documents import folder
from foundation.learning.glossary import alphabetical
from foundation.learning.prose import markup, tree
from tests.house.sources import ROOT

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NAMES = (*GUIDES, "method", "glossary")
WORD = re.compile(r"[a-zA-Z]{2,}|[^\W\d_a-zA-ZΑ-ω]+|[,:]")
USED = re.compile(r'{% glossary "([\w-]+)"')


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.parametrize("name", NAMES)
def test_a_text_has_the_same_parts_in_all_languages(name: str) -> None:
    texts = [document(name, language) for language in LANGUAGES]
    assert all(text.title and text.lead for text in texts)
    assert len({len(text.sections) for text in texts}) == 1
    assert len({text.lead.count("<li>") for text in texts}) == 1


@pytest.mark.parametrize("name", ["method", "glossary"])
def test_named_sections_are_the_same_in_all_languages(name: str) -> None:
    anchors = [[section.anchor for section in document(name, language).sections] for language in LANGUAGES]
    assert anchors[0] == anchors[1] == anchors[2]
    assert len(set(anchors[0])) == len(anchors[0]) > 20


def test_formulas_are_the_same_in_all_languages() -> None:
    """But for the words in them."""
    formulas = [
        [
            sorted("".join(WORD.sub("", formula).split()))
            for formula in re.findall(
                r"```\n(.*?)```", (folder(language) / "method.md").read_text("utf-8"), re.DOTALL
            )
        ]
        for language in LANGUAGES
    ]
    assert formulas[0] == formulas[1] == formulas[2]
    assert len(formulas[0]) > 20


def test_every_word_has_one_sentence_at_least() -> None:
    for language in LANGUAGES:
        with translation.override(language):
            assert [word.key for word in words() if len(word.meaning) < 20] == []


def test_no_file_is_left_without_a_page() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in folder(language).glob("*.md")} == set(NAMES)


def test_every_word_that_a_page_explains_is_in_the_glossary() -> None:
    used = {
        key for page in (ROOT / "templates").rglob("*.html") for key in USED.findall(page.read_text("utf-8"))
    }
    assert used
    assert [key for key in used if not explained(key)] == []
    with pytest.raises(KeyError):
        explained("no-such-word")


def test_a_word_on_a_page_opens_its_meaning_and_leads_to_all_words() -> None:
    shown = Template('{% glossary "helix" %} {% glossary "helix" "helices" %}').render(Context())
    assert shown.count("popovertarget") == 2
    assert "science, business, government and civil society" in shown
    assert 'href="/en/learn/glossary/#helix"' in shown
    assert ">helices<" in shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1 < 2 *and* **so** `x<y`", "<p>1 &lt; 2 <em>and</em> <strong>so</strong> <code>x&lt;y</code></p>"),
        ("<script>alert(1)</script>", ""),
        ("a <b>c</b>", "<p>a c</p>"),
        ("[x](method.md#rank)", '<p><a href="/en/learn/method/#rank">x</a></p>'),
        ("[x](official.md)", '<p><a href="/en/learn/official/">x</a></p>'),
        ("[x](app:region_list)", '<p><a href="/en/regions/">x</a></p>'),
        ("[x](../../data.md)", "<p>x</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("```\na < b\n```", '<pre class="formula">a &lt; b</pre>'),
    ],
)
def test_markdown_becomes_the_markup_of_the_house(source: str, shown: str) -> None:
    assert markup(tree(source)) == shown


def test_kazakh_letters_stand_in_their_places() -> None:
    assert sorted(["я", "ұ", "б", "ә", "а"], key=alphabetical) == ["а", "ә", "б", "ұ", "я"]
