"""Every picture that a guide names exists in its language, is named with words, and is one that the walk still takes."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from foundation.learning import GUIDES
from tests.browser.guide_pictures import FOLDER, PICTURES
from tests.house.sources import ROOT

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NAMED = re.compile(r"!\[([^\]]*)\]\(\.\./\.\./pictures/([\w/]+\.webp)\)")
MOST_BYTES = 4_000_000  # in the repository, for as long as it lives
LARGEST = 120_000


def named(language: str, guide: str) -> list[tuple[str, str]]:
    """(words, file) of each picture of a guide."""
    text = (ROOT / "docs" / "guides" / language / f"{guide}.md").read_text(encoding="utf-8")
    return NAMED.findall(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_shows_pictures_of_its_own_language(language: str, guide: str) -> None:
    found = named(language, guide)
    assert found, "a guide without a picture"
    assert [file for _words, file in found] == [
        file.replace("en/", f"{language}/", 1) for _words, file in named("en", guide)
    ]
    for words, file in found:
        assert len(words) > 20, f"{file}: say what it shows"
        assert (FOLDER / file).is_file()
        assert Path(file).parent.name == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_languages_describe_a_picture_alike(language: str) -> None:
    words = {text for guide in GUIDES for text, _file in named(language, guide)}
    others = {
        text for each in LANGUAGES if each != language for guide in GUIDES for text, _f in named(each, guide)
    }
    assert not words & others


def test_every_picture_is_named_and_no_other_is_kept() -> None:
    taken = {f"{language}/{picture.name}.webp" for language in LANGUAGES for picture in PICTURES}
    shown = {file for language in LANGUAGES for guide in GUIDES for _words, file in named(language, guide)}
    kept = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.webp")}
    assert taken == shown == kept


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_its_page_is_still_there(picture: object) -> None:
    assert resolve(picture.path.format(language="en")).url_name


def test_they_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.rglob("*.webp")}
    assert max(sizes.values()) < LARGEST
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.webp")) < MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_get_them(language: str) -> None:
    page = Client().get(f"/{language}/learn/facilitator/").content.decode()
    for words, file in named(language, "facilitator"):
        assert f'src="/static/guides/{file}" alt="{words}"' in page
