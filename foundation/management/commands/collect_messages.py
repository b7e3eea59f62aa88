"""Collects the texts to translate into locale/<app>/<language>, and tells what is not translated."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.management import catalogues
from foundation.management.catalogues import Identity, Text

LANGUAGES = tuple(catalogues.PLURALS)  # each may miss nothing


class Command(BaseCommand):
    help = "Collect texts to translate, keeping what is translated. Name apps to write only theirs."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("apps", nargs="*", help="write only these apps' catalogues")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if something is missing"
        )
        parser.add_argument(
            "--missing", metavar="LANGUAGE", help="write nothing; list what is not translated"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.root = Path(settings.BASE_DIR)
        self.apps = [*settings.APPS, "s3platform", "demo"]
        self.texts = catalogues.texts_by_app(self.root, self.apps)
        if options["check"]:
            self._check()
        elif options["missing"]:
            self._list_missing(options["missing"])
        else:
            for app in options["apps"] or self.apps:
                self._write(app)

    def _write(self, app: str) -> None:
        for language in LANGUAGES:
            known = catalogues.translations(self.root, self.apps, language)
            path = catalogues.catalogue_path(self.root, app, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(catalogues.written(self.texts[app].values(), known, language), encoding="utf-8")

    def _list_missing(self, language: str) -> None:
        known = catalogues.translations(self.root, self.apps, language)
        for app, texts in self.texts.items():
            for text in self._untranslated(texts, known):
                self.stdout.write(f"{app}: {text.singular!r}")

    def _check(self) -> None:
        faults = [
            fault for app in self.apps for language in LANGUAGES for fault in self._faults(app, language)
        ]
        for language in LANGUAGES:
            known = catalogues.translations(self.root, self.apps, language)
            for app, texts in self.texts.items():
                faults += [
                    f"{app}: not in {language}: {text.singular!r}"
                    for text in self._untranslated(texts, known)
                ]
            self.stdout.write(self._share(language))
        if faults:
            raise CommandError("\n".join([*faults, "Run `make messages`, then translate what it adds."]))

    def _faults(self, app: str, language: str) -> list[str]:
        """Texts the catalogue lacks or keeps in vain, and translations with other placeholders than their text."""
        messages = catalogues.read_catalogue(catalogues.catalogue_path(self.root, app, language), language)
        kept = {catalogues.identity_of(message) for message in messages}
        shown = self.texts[app].keys()
        return [
            *(f"{app}/{language}: not collected: {text!r}" for _context, text in sorted(shown - kept)),
            *(f"{app}/{language}: no longer shown: {text!r}" for _context, text in sorted(kept - shown)),
            *(f"{app}/{language}: other placeholders: {m.id!r}" for m in messages if catalogues.misplaced(m)),
        ]

    def _untranslated(self, texts: dict[Identity, Text], known: dict[Identity, Any]) -> list[Text]:
        return [text for identity, text in sorted(texts.items()) if identity not in known]

    def _share(self, language: str) -> str:
        known = catalogues.translations(self.root, self.apps, language)
        total = [identity for texts in self.texts.values() for identity in texts]
        done = sum(identity in known for identity in total)
        return f"{language}: {done} of {len(total)} texts translated"
