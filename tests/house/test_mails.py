"""Every mail the code posts has both its parts, and reads in three languages."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from tests.house.sources import ROOT, called, product_modules, tracked

FOLDER = ROOT / "templates" / "emails"
FRAMES = {"body.txt", "page.html"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class AnyContext(Context):
    """Has every name: a mail is drawn without the turn it tells."""

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError:
            return f"‹{key}›"

    def __contains__(self, key: Any) -> bool:
        return True


def mails() -> list[str]:
    """Names of mails with a subject or a body; what begins with `_` is a part of several."""
    files = (path for path in tracked("templates/emails/*") if path.parent != FOLDER and path.name[0] != "_")
    found = (str(path.relative_to(FOLDER)) for path in files)
    return sorted({name.rpartition("_")[0] for name in found})


def posted() -> Iterator[tuple[str, str]]:
    """Literal `template=` of calls of `post`."""
    for path, module in product_modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node) == "post":
                for keyword in node.keywords:
                    if keyword.arg == "template" and isinstance(keyword.value, ast.Constant):
                        yield str(path.relative_to(ROOT)), str(keyword.value.value)


def test_every_mail_that_is_posted_has_both_parts() -> None:
    missing = [
        (where, f"{name}_{part}.txt")
        for where, name in [*posted(), *(("templates/emails", name) for name in mails())]
        for part in ("subject", "body")
        if not (FOLDER / f"{name}_{part}.txt").is_file()
    ]
    assert missing == []
    assert {path.name for path in FOLDER.iterdir() if path.is_file()} == FRAMES


def draw(mail: str, part: str) -> str:
    template: Any = get_template(f"emails/{mail}_{part}.txt")
    return str(template.template.render(AnyContext({"count": 5}, autoescape=False))).strip()


@pytest.mark.parametrize("mail", mails())
def test_every_mail_reads_in_three_languages(mail: str) -> None:
    subjects, bodies = set(), set()
    for language in LANGUAGES:
        with translation.override(language):
            subjects.add(draw(mail, "subject"))
            bodies.add(draw(mail, "body"))
    assert len(bodies) == len(LANGUAGES)
    assert len(subjects) in (1, len(LANGUAGES))  # one, where the subject is a text of the turn itself
    assert all(subjects)
    assert all("\n" not in subject for subject in subjects)
