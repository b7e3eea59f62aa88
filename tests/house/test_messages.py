"""No page speaks English to a Russian or a Kazakh reader, and none speaks Russian to a Kazakh one."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from foundation.management import catalogues

# Words that both languages write alike; a Kazakh text equal to the Russian one is otherwise a text left untranslated.
SAME_IN_BOTH = {
    "%(kind)s: %(name)s – %(limit)s %(number)d", "Dossier", "PROMETHEE II", "TOPSIS",
    "%(figures)s (%(by)s, %(unit)s), %(year)s", "%(title)s, %(minutes)s min", "%(who)s, %(at)s", "Idea", "No.", "No. %(number)s, %(person)s", "The workshop",
    "Author", "Budget", "Business", "CSV", "Cluster", "Code", "Entropy, bits", "Exports",
    "Factor", "File", "File (JSON)", "No. %(number)s", "No. %(number)s: %(kind)s", "Ranking", "Reviewer", "Round", "Scan", "Technology",
    "The ranking", "Website", "round", "ticket", "Workshop", "XLSX", "billion", "bits", "budget", "business", "cluster", "criterion", "factor",
    "idea", "million", "min", "ms", "s", "scale", "score", "statistics", "technology", "website", "workshop",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі])")
# A case after a number changes with it (5-тен, 10-нан); a noun of its own does not (5-жол, 5 адамнан).
CASE_AFTER_NUMBER = re.compile(r"%\(\w+\)[sd]-(?:[дтн][еа]н|[кғгқ][еа]|[дтн][еаіы]|[дтн][іы]ң|[іы]н?[еа]?)\b")
ONLY_KAZAKH = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")


def test_every_text_is_collected_and_translated() -> None:
    call_command("collect_messages", check=True)


def test_what_is_the_same_in_russian_and_kazakh_is_on_the_list() -> None:
    russian, kazakh = _shown("ru"), _shown("kk")
    same = {text for (_app, text), strings in kazakh.items() if russian.get((_app, text)) == strings}
    assert same - SAME_IN_BOTH == set(), "equal in both languages: translate it, or put it on the list"
    assert SAME_IN_BOTH - same == set(), "on the list in vain"


def test_no_word_mixes_alphabets() -> None:
    """A Latin "i" in a Kazakh word looks right, and is neither found by a search nor read aloud."""
    assert [word for word in _words() if MIXED.match(word)] == []
    assert MIXED.match("Солтүстi" + "к")


def test_no_kazakh_letter_stands_in_a_russian_text() -> None:
    assert [text for strings in _shown("ru").values() for text in strings if ONLY_KAZAKH.search(text)] == []


def test_no_kazakh_ending_hangs_on_a_number_that_is_put_in() -> None:
    assert [
        text for strings in _shown("kk").values() for text in strings if CASE_AFTER_NUMBER.search(text)
    ] == []
    for wrong in ("%(n)s-тен көп", "%(n)d-не жауап", "%(n)s-ге дейін"):
        assert CASE_AFTER_NUMBER.search(wrong)
    for right in ("%(n)s-жол", "%(n)s-нұсқаның", "%(n)s адамнан аз", "%(n)s-басымдық", "%(n)s-орын"):
        assert not CASE_AFTER_NUMBER.search(right)


def _shown(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """What each app's catalogue shows for a text. One without letters has no language."""
    shown: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in sorted(Path(settings.BASE_DIR, "locale").glob(f"*/{language}/LC_MESSAGES/django.po")):
        for message in catalogues.read_catalogue(path, language):
            strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            shown[path.parts[-4], catalogues.identity_of(message)[1]] = strings
    return shown


def _words() -> Iterator[str]:
    for language in catalogues.PLURALS:
        for strings in _shown(language).values():
            for text in strings:
                yield from WORD.findall(catalogues.PLACEHOLDER.sub(" ", text))
