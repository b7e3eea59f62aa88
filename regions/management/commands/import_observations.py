"""Load statistics: each file as a whole or not at all.

manage.py import_observations demo/data/kazakhstan/manifest.json     all files that the manifest describes
manage.py import_observations demo/data/kazakhstan/grp_by_region.csv one of them

Every wrong place goes to stderr in the language of --language; if there was one, the exit code is 1.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from foundation.transitions import Refused
from regions.actions import ImportOutcome, ImportRejected, enter_source, import_observations
from regions.importers import Layout, Manifest, read_manifest
from regions.sentences import in_words


class Command(BaseCommand):
    help = "Load files of statistics that a manifest describes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a manifest, or one file that stands beside its manifest")
        parser.add_argument(
            "--manifest", type=Path, help="the manifest, if it is not manifest.json beside the file"
        )
        parser.add_argument(
            "--replace", action="store_true", help="a newer version of a file takes the older's place"
        )
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, path: Path, language: str, replace: bool, **options: Any) -> None:
        self.is_talking = options["verbosity"] > 0
        with override(language):
            is_manifest = path.suffix == ".json"
            manifest = self._manifest(
                path if is_manifest else options["manifest"] or path.parent / "manifest.json"
            )
            layouts = manifest.layouts if is_manifest else [self._layout(manifest, path.name)]
            refused = [
                file for file in layouts if not self._load(path.parent, file, manifest, replace=replace)
            ]
            if refused:
                raise CommandError(_("Nothing was stored of: %s") % ", ".join(file.file for file in refused))

    def _manifest(self, path: Path) -> Manifest:
        try:
            return read_manifest(path)
        except (OSError, KeyError, TypeError, ValueError) as fault:
            raise CommandError(f"{path.name}: {fault}") from fault

    def _layout(self, manifest: Manifest, file: str) -> Layout:
        try:
            return manifest.layout_of(file)
        except KeyError:
            raise CommandError(_("The manifest does not describe the file %s.") % file) from None

    def _load(self, folder: Path, layout: Layout, manifest: Manifest, *, replace: bool) -> bool:
        """Whether the file is in the database now."""
        try:
            source = enter_source(described=manifest.source, comparable_until=manifest.comparable_until)
            with (folder / layout.file).open("rb") as stream:
                done = import_observations(
                    stream=stream, layout=layout, source=source, by=None, replace=replace
                )
        except ImportRejected as rejected:
            self._name(rejected)
            return False
        except (Refused, OSError, KeyError) as fault:
            self.stderr.write(f"{layout.file}: {fault}")
            return False
        if self.is_talking:
            self.stdout.write(self._told(layout.file, done))
        return True

    def _told(self, file: str, done: ImportOutcome) -> str:
        if done.is_repeat:
            return _("%s: exactly this file was loaded before; nothing was changed") % file
        brought = done.brought_by
        counts = {
            "file": file,
            "new": brought.value_count,
            "repeats": brought.repeat_count,
            "notes": len(done.notes),
        }
        return _("%(file)s: %(new)s values, %(repeats)s known already, %(notes)s remarks") % counts

    def _name(self, rejected: ImportRejected) -> None:
        for problem in rejected.problems:
            self.stderr.write(in_words(problem))
        unnamed = rejected.count - len(rejected.problems)
        if unnamed:
            self.stderr.write(ngettext("and %s more place", "and %s more places", unnamed) % unnamed)
        self.stderr.write(rejected.message)
