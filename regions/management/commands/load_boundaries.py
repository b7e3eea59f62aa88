"""Load the borders of a country's regions for the map.

manage.py load_boundaries KZ borders.geojson --attribution "Name, CC BY 4.0" --matches names.csv

Shapes are matched by code or name of the region; `--matches` is a CSV with the columns name, code for the others.
"""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from foundation.transitions import Refused
from regions.actions import Unmatched, load_boundaries
from regions.queries import country_for


class Command(BaseCommand):
    help = "Load a GeoJSON with the borders of a country's regions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("country")
        parser.add_argument("file", type=Path)
        parser.add_argument("--attribution", required=True, help="who made the borders, and the licence")
        parser.add_argument("--matches", type=Path, help="CSV: name in the file, code of the region")
        parser.add_argument("--leave-out", action="store_true", help="leave out shapes that are no region")

    def handle(self, *args: Any, country: str, file: Path, **options: Any) -> None:
        found = country_for(AnonymousUser(), code=country)
        if found is None:
            raise CommandError(f"no country has the code {country}")
        try:
            stored = load_boundaries(
                country=found,
                content=file.read_bytes(),
                file_name=file.name,
                attribution=options["attribution"],
                matches=_matches(options["matches"]),
                leave_out=options["leave_out"],
                by=None,
            )
        except Unmatched as refused:
            listed = "\n".join(("not matched:", *refused.features, "without a shape:", *refused.regions))
            raise CommandError(f"{refused.message}\n{listed}") from refused
        except Refused as refused:
            raise CommandError(refused.message) from refused
        except (OSError, KeyError, ValueError) as fault:
            raise CommandError(str(fault)) from fault
        points = sum(len(ring) for rings in stored.shapes.values() for ring in rings)
        self.stdout.write(f"{file.name}: {len(stored.shapes)} regions, {points} points")


def _matches(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {row["name"]: row["code"] for row in csv.DictReader(lines, strict=True)}
