"""Enter the regions of a country from a register.

manage.py import_regions demo/data/kazakhstan/regions.csv

A file `tiles.csv` beside the register says how the regions are called on screens, where they stand on the map, and
their time zone. A file `constant_territory_groups.csv` says which regions are the same land together, and when.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.core.management.base import BaseCommand, CommandError

from foundation.transitions import Refused
from regions.actions import add_regions, set_region_parts
from regions.importers import read_places, read_region_parts, read_territories


class Command(BaseCommand):
    help = "Enter the regions of a country from a register, or bring them up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register", type=Path)
        parser.add_argument("--tiles", type=Path, help="names and places on the map (tiles.csv beside it)")
        zones = sorted(available_timezones())
        parser.add_argument(
            "--time-zone", default="", choices=zones, metavar="ZONE", help="where tiles.csv names none"
        )

    def handle(self, *args: Any, register: Path, tiles: Path | None, time_zone: str, **options: Any) -> None:
        beside = register.parent / "tiles.csv"
        places_file = tiles or (beside if beside.exists() else None)
        try:
            done = add_regions(
                territories=read_territories(register),
                places=read_places(places_file) if places_file else None,
                time_zone=time_zone,
                by=None,
            )
            groups = register.parent / "constant_territory_groups.csv"
            if groups.exists():
                set_region_parts(parts=read_region_parts(groups), by=None)
        except Refused as refused:
            raise CommandError(refused.message) from refused
        except (OSError, KeyError, TypeError, ValueError) as fault:
            raise CommandError(f"{register.name}: {fault}") from fault
        if options["verbosity"]:
            counts = f"{len(done.added)} added, {len(done.updated)} brought up to date"
            self.stdout.write(f"{register.name}: {counts}")
