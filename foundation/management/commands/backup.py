"""Write everything a site is into one file: manage.py backup /srv/backups/2026-11-22.tar"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.backups import DatabaseNotCopied, write_backup


class Command(BaseCommand):
    help = "Write the database and the files into one tar, with digests and the ends of the audit chains."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if file.exists():
            raise CommandError(f"{file} exists already.")
        try:
            manifest = write_backup(file)
        except DatabaseNotCopied as fault:
            raise CommandError(str(fault)) from fault
        size = file.stat().st_size / 1_000_000
        self.stdout.write(f"{file}: {len(manifest['digests'])} members, {size:.1f} MB.")
