"""Check every audit chain, also against anchors kept outside the database.

manage.py verify_audit                        are the chains whole?
manage.py verify_audit --write-anchors FILE   and note down where they end today
manage.py verify_audit --anchors FILE         were they cut off or rewritten since then?
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation import audit


class Command(BaseCommand):
    help = "Check that nobody changed, removed or reordered the audit chains."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchors", type=Path, help="a file written earlier by --write-anchors")
        parser.add_argument("--write-anchors", type=Path, help="where to note the ends of the chains")

    def handle(self, *args: Any, **options: Any) -> None:
        anchors = json.loads(options["anchors"].read_text()) if options["anchors"] else {}
        ends = audit.ends()
        faults = [fault for chain in sorted({*ends, *anchors}) for fault in audit.faults(chain)]
        faults += [fault for chain, end in anchors.items() for fault in audit.faults_against(chain, end)]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in {len(ends)} chains")
        if options["write_anchors"]:
            options["write_anchors"].write_text(json.dumps(ends, indent=1, sort_keys=True))
        self.stdout.write(f"{len(ends)} chains, {sum(end['seq'] for end in ends.values())} rows: whole.")
