"""What stands behind the codes of a frozen value: regions and branches by the names their readers know."""

from collections.abc import Iterable, Mapping
from typing import Any

from regions.models import Domain, Region

Names = Mapping[tuple[str, str], str]
"""(name of the input, code) -> name."""
REGIONS = ("region", "reference")
BRANCHES = ("domains", "net_of", "dominant")


def names_in(frozen: Iterable[Mapping[str, Any]]) -> Names:
    """Names of all that these values name by a code. At most two queries, and none where nothing is a code."""
    inputs = [value.get("inputs", {}) for value in frozen]
    regions, branches = codes_in(inputs, REGIONS), codes_in(inputs, BRANCHES)
    found: dict[tuple[str, str], str] = {}
    if regions:
        for region in Region.objects.filter(code__in=regions):
            found |= {(name, region.code): str(region.name) for name in REGIONS}
    if branches:
        for branch in Domain.objects.filter(code__in=branches):
            found |= {(name, branch.code): str(branch.name) for name in BRANCHES}
    return found


def codes_in(inputs: Iterable[Mapping[str, str]], names: Iterable[str]) -> set[str]:
    wanted = tuple(names)
    return {code for each in inputs for name in wanted for code in codes_of(each.get(name, ""))}


def codes_of(text: str) -> list[str]:
    """A frozen list of codes, as `measures.values.as_text` wrote it."""
    return [code for code in text.split(", ") if code]
