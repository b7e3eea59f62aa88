"""Texts to translate: found in code and templates, kept in one catalogue per app and language.

A text belongs to the lowest app that shows it, so nothing is translated twice. A catalogue holds no line numbers and
no dates: two people who translate different pages do not collide.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

TEMPLATE_FOLDERS = dict.fromkeys(
    ("account", "mfa", "socialaccount"), "accounts"
)  # allauth names its folders itself
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
# As Django's own catalogues: gettext joins catalogues, so all of a language must count alike.
PLURALS = {
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
    "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
    "kk": "nplurals=2; plural=(n!=1);",
}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

Identity = tuple[str, str]  # context or "", singular


@dataclass
class Text:
    """One text as the source shows it. `plural` is empty where it does not count things."""

    singular: str
    plural: str = ""
    context: str = ""
    comments: set[str] = field(default_factory=set)

    @property
    def identity(self) -> Identity:
        return self.context, self.singular


def texts_by_app(root: Path, apps: Iterable[str]) -> dict[str, dict[Identity, Text]]:
    """Every text of the platform, under the first of `apps` that shows it. `apps` are ordered from the lowest."""
    apps = list(apps)
    owned: set[Identity] = set()
    found: dict[str, dict[Identity, Text]] = {}
    for app in apps:
        texts = _merged(_texts_of(root, app, apps))
        found[app] = {identity: text for identity, text in texts.items() if identity not in owned}
        owned |= texts.keys()
    return found


def _merged(texts: Iterable[Text]) -> dict[Identity, Text]:
    merged: dict[Identity, Text] = {}
    for text in texts:
        kept = merged.setdefault(text.identity, text)
        kept.plural = kept.plural or text.plural
        kept.comments |= text.comments
    return merged


def _texts_of(root: Path, app: str, apps: list[str]) -> Iterator[Text]:
    for path in sorted((root / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _texts_in(path.read_text(encoding="utf-8"))
    for path in sorted((root / "templates").rglob("*.*")):
        if _app_of_template(path.relative_to(root / "templates"), apps) == app:
            yield from _texts_in(_as_python(path.read_text(encoding="utf-8"), path))


def _app_of_template(path: Path, apps: list[str]) -> str:
    """What stands in no app's folder (base, components, error pages, the frame of mails) is foundation's."""
    parts = path.parts[1:] if path.parts[0] == "emails" else path.parts
    folder = TEMPLATE_FOLDERS.get(parts[0], parts[0])
    return folder if folder in apps else apps[0]


def _as_python(source: str, path: Path) -> str:
    """Django turns tags into calls of gettext and blanks out the rest; indentation would mean something to Python."""
    return "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).split("\n"))


def _texts_in(source: str) -> Iterator[Text]:
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS, comment_tags=("Translators:",))
    for _line, message, comments, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield Text(singular, plural, context or "", set(comments))


# -- catalogues --------------------------------------------------------------------------------------------------


def catalogue_path(root: Path, app: str, language: str) -> Path:
    return root / "locale" / app / language / "LC_MESSAGES" / "django.po"


def translations(root: Path, apps: Iterable[str], language: str) -> dict[Identity, Message]:
    """All translations of a language, whichever app keeps them now; what is marked fuzzy is not a translation."""
    known: dict[Identity, Message] = {}
    for app in apps:
        for message in read_catalogue(catalogue_path(root, app, language), language):
            if is_translated(message):
                known.setdefault(identity_of(message), message)
    return known


def read_catalogue(path: Path, language: str) -> list[Message]:
    """The messages of a file, without its header; empty where there is no file."""
    if not path.exists():
        return []
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return [message for message in catalogue if message.id]


def written(texts: Iterable[Text], known: dict[Identity, Message], language: str) -> str:
    """The catalogue of these texts with the translations that are known, as it stands in a file."""
    catalogue = Catalog(locale=language)
    # Babel counts three forms for Russian and would cut off the fourth, which Django's catalogues have.
    catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    for text in texts:
        old = known.get(text.identity)
        catalogue.add(
            (text.singular, text.plural) if text.plural else text.singular,
            string=old.string if old and bool(text.plural) == isinstance(old.string, tuple | list) else "",
            context=text.context or None,
            auto_comments=sorted(text.comments),
            user_comments=old.user_comments if old else (),
        )
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True)
    return HEADER.format(language=language, plurals=PLURALS[language]) + body.getvalue().decode()


def identity_of(message: Message) -> Identity:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    strings = _forms(message.string)
    return bool(strings) and all(strings) and not message.fuzzy


def misplaced(message: Message) -> bool:
    """Whether a translation names other placeholders than its text. A form of a plural may leave out the number."""
    wanted = [_placeholders(text) for text in _forms(message.id)]
    may = wanted[0] | wanted[-1]
    must = wanted[0] & wanted[-1]
    return any(not must <= _placeholders(string) <= may for string in _forms(message.string) if string)


def _forms(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text.replace("%%", "")))
