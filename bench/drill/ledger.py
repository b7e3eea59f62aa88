"""What the phones gave and what the server acknowledged: written by the generator, read by the check."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Ledger:
    """Places are "user/activity"; values are [sequence, marks]. Keys are those that make a write retry-safe.

    acknowledged: place -> the newest value the server said it holds. sent: place -> every value that left the phone:
    one whose answer was lost may be stored or not.
    """

    acknowledged: dict[str, list[object]] = field(default_factory=dict)
    sent: dict[str, list[list[object]]] = field(default_factory=dict)
    sent_keys: int = 0
    acknowledged_keys: int = 0

    def note_sent(self, place: str, sequence: int, marks: dict[str, str]) -> None:
        """Once a value, at its first attempt."""
        self.sent.setdefault(place, []).append([sequence, marks])
        self.sent_keys += 1

    def note_acknowledged(self, place: str, sequence: int, marks: dict[str, str]) -> None:
        self.acknowledged_keys += 1
        known = self.acknowledged.get(place)
        if known is None or int(str(known[0])) < sequence:
            self.acknowledged[place] = [sequence, marks]

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    @staticmethod
    def read(path: Path) -> "Ledger":
        return Ledger(**json.loads(path.read_text()))
