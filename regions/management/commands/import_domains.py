"""Enter the sections and divisions of NACE Rev. 2, with their names in three languages.

manage.py import_domains            the registers that come with the product, fields of research (NABS 2007) too
manage.py import_domains FILE       another one: columns code, parent, name_en, name_ru, name_kk
"""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from regions.actions import import_domains, import_scientific_domains
from regions.importers import read_domain_names
from regions.queries import REGISTERS


class Command(BaseCommand):
    help = "Enter economic domains, or bring their names up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register", type=Path, nargs="?")

    def handle(self, *args: Any, register: Path | None, **options: Any) -> None:
        if register:
            self._enter(register, import_domains, options["verbosity"])
        else:
            self._enter(REGISTERS / "nace.csv", import_domains, options["verbosity"])
            self._enter(REGISTERS / "nabs.csv", import_scientific_domains, options["verbosity"])

    def _enter(self, register: Path, enter: Callable[..., tuple[int, int]], verbosity: int) -> None:
        try:
            added, changed = enter(names=read_domain_names(register))
        except (OSError, KeyError, TypeError, ValueError) as fault:
            raise CommandError(f"{register.name}: {fault}") from fault
        if verbosity:
            self.stdout.write(f"{register.name}: {added} added, {changed} brought up to date")
