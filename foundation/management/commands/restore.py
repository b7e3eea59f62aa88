"""Bring a backup into an empty database, then check that everything is what it was."""

import json
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from foundation import epoch
from foundation.backups import DatabaseNotCopied, NotRestored, proofs, read_backup


class Command(BaseCommand):
    help = "Restore a backup into an empty database and an empty folder of files, and verify it."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = read_backup(options["file"])
        except (NotRestored, DatabaseNotCopied) as refusal:
            raise CommandError(str(refusal)) from refusal
        call_command("migrate", verbosity=0)  # a backup may be older than this program
        epoch.begin()  # phones send again what they gave since it was made
        self.stdout.write(f"Restored what was saved at {manifest['made']}.")
        with tempfile.NamedTemporaryFile("w", suffix=".json") as anchors:
            json.dump(manifest["audit"], anchors)
            anchors.flush()
            call_command("verify_audit", anchors=Path(anchors.name), stdout=self.stdout, stderr=self.stderr)
        for command in proofs():
            call_command(command, stdout=self.stdout, stderr=self.stderr)
