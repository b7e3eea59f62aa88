"""What the country and the regions of the demonstration want to reach; each says where its words come from."""

import json
from collections.abc import Iterable

from demo.people import Cast
from demo.story import DATA
from regions.actions import add_objective
from regions.models import PolicyObjective, Region


def write_objectives(cast: Cast) -> None:
    """The country's by its ministry, the regions' by their administrator. The country's come first in the file."""
    regions = {region.code: region for region in Region.objects.select_related("parent")}
    of_country: dict[str, PolicyObjective] = {}
    for region_code, objectives in json.loads((DATA / "objectives.json").read_text(encoding="utf-8")).items():
        region = regions[region_code]
        for one in objectives:
            texts = {
                f"{name}_{language}": text
                for name in ("title", "explanation", "document")
                for language, text in one.get(name, {}).items()
            }
            added = add_objective(
                region=region,
                code=one["code"],
                serves=of_country[one["serves"]] if "serves" in one else None,
                by=cast.administrator if region.parent_id else cast.ministry,
                **texts,
            )
            if region.parent_id is None:
                of_country[one["code"]] = added


def objective_ids(names: Iterable[str]) -> list[int]:
    """`names`: "KZ:4" is the fourth of the country."""
    pairs = [name.split(":") for name in names]
    return [PolicyObjective.objects.get(region__code=place, code=code).pk for place, code in pairs]
