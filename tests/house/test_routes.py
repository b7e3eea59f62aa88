"""One address leads to one route, one name names one route: two hands may have chosen the same."""

import re
from collections import defaultdict

from foundation.checks import all_routes

ARGUMENT = re.compile(r"<[^>]+>")
# One page with and without its last part.
SHARED = {"region_figure"}


def test_every_address_belongs_to_one_route() -> None:
    names = defaultdict(list)
    for pattern, entry in all_routes():
        names[ARGUMENT.sub("<>", pattern)].append(entry.name)
    assert {pattern: found for pattern, found in names.items() if len(found) > 1} == {}


def test_every_name_belongs_to_one_route() -> None:
    patterns = defaultdict(list)
    for pattern, entry in all_routes():
        patterns[entry.name].append(pattern)
    twice = {name: found for name, found in patterns.items() if len(found) > 1 and name not in SHARED}
    assert twice == {}
