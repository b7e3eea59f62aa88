"""Messages and the places that use them agree."""

import re
from pathlib import Path

import foundation.uploads
import regions
from regions.importers import MESSAGES
from tests.regions.statistics import manifest

APP = Path(regions.__file__).parent
FILES = Path(foundation.uploads.__file__).parent
READERS_AND_INTAKE = [
    *(APP / "importers").glob("*.py"),
    APP / "actions" / "intake.py",
    *FILES.glob("*.py"),
]
SOURCES = [file for file in READERS_AND_INTAKE if file.name != "messages.py"]


def test_every_message_is_used_and_every_rule_has_one() -> None:
    quoted = {
        word for file in SOURCES for word in re.findall(r'"([a-z_0-9]+)"', file.read_text(encoding="utf-8"))
    }
    rules = {rule.code for layout in manifest().layouts for rule in (*layout.notes, *layout.placeholders)}
    assert set(MESSAGES) <= quoted | rules
    assert rules <= set(MESSAGES)
