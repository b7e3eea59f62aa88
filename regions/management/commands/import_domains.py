"""Enter the sections and divisions of NACE Rev. 2, with their names in three languages.

manage.py import_domains            the register that comes with the product
manage.py import_domains FILE       another one: columns code, parent, name_en, name_ru, name_kk
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from regions.actions import import_domains
from regions.importers import read_domain_names
from regions.queries import REGISTERS


class Command(BaseCommand):
    help = "Enter economic domains, or bring their names up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register", type=Path, nargs="?", default=REGISTERS / "nace.csv")

    def handle(self, *args: Any, register: Path, **options: Any) -> None:
        try:
            added, changed = import_domains(names=read_domain_names(register))
        except (OSError, KeyError, TypeError, ValueError) as fault:
            raise CommandError(f"{register.name}: {fault}") from fault
        if options["verbosity"]:
            self.stdout.write(f"{register.name}: {added} added, {changed} brought up to date")
