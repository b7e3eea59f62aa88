"""Recompute every publication with verify.py, against the fingerprint its public page shows."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from priorities.queries.publications import bundles


class Command(BaseCommand):
    help = "Check every published version as a stranger would: with verify.py, apart from this program."

    def handle(self, *args: Any, **options: Any) -> None:
        complaints = {name: self._complaint(bundle, fingerprint) for name, bundle, fingerprint in bundles()}
        faults = [f"{name}: {complaint}" for name, complaint in complaints.items() if complaint]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"{len(complaints)} publications: whole, and recomputed.")

    def _complaint(self, bundle: bytes, fingerprint: str) -> str:
        with tempfile.NamedTemporaryFile(suffix=".zip") as file:
            file.write(bundle)
            file.flush()
            script = Path(settings.BASE_DIR) / "verify.py"
            done = subprocess.run(  # noqa: S603  -- reason: our own script, our own file
                [sys.executable, str(script), file.name, "--fingerprint", fingerprint],
                capture_output=True,
                text=True,
            )
        return done.stdout[-2000:] + done.stderr[-500:] if done.returncode else ""
