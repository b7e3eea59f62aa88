"""Fill an empty platform with the demonstration; does nothing where it is there already."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from demo.seeder import STATISTICS, is_seeded, seed


class Command(BaseCommand):
    help = "Real statistics of the regions of Kazakhstan, three invented workshops, six proposals."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_seeded():
            self.stdout.write("The demonstration is there already.")
            return
        self.stdout.write("Reading the statistics of the regions ...")
        call_command("import_domains", verbosity=0)
        call_command("import_regions", STATISTICS / "regions.csv", verbosity=0)
        call_command("import_observations", STATISTICS / "manifest.json", verbosity=0)
        seed(self.stdout.write)
        self.stdout.write(self.style.SUCCESS("The demonstration is ready."))
