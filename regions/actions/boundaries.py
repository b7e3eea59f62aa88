"""The borders of a country's regions, for a map beside the squares."""

import hashlib
import json
import tempfile
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit
from foundation.transitions import Refused
from foundation.uploads.limits import SHAPES
from foundation.uploads.parsing import ChildRefused, clean_name, read_confined
from regions.importers.boundaries import LARGEST_FILE, Boundaries
from regions.models import BoundarySet, Region, RegionKind
from regions.sentences import BOUNDARY_FAULTS

READER = "regions.importers.boundaries:read_confined"


class Unmatched(Refused):
    """Features that are no region, and regions without a feature: the person decides. Nothing was stored."""

    def __init__(self, features: tuple[str, ...], regions: tuple[str, ...]) -> None:
        super().__init__(
            _("Some shapes of the file are no region known here. Say which they are, or leave them out.")
        )
        self.features, self.regions = features, regions


def load_boundaries(
    *,
    country: Region,
    content: bytes,
    file_name: str,
    attribution: str,
    by: User | None,
    matches: Mapping[str, str] | None = None,
    leave_out: bool = False,
) -> BoundarySet:
    """Take a GeoJSON's borders, in place of earlier ones. `matches`: a name in the file -> the region's code.

    Raises Unmatched (unless `leave_out`), Refused: what is wrong with the file; no attribution.
    """
    if not attribution.strip():
        raise Refused(
            _("Please write who made the borders and under which licence: it is shown beside the map.")
        )
    told = {text.strip().casefold(): code for text, code in (matches or {}).items()}
    found = _read(content, _names_of(country, matches or {}), told)
    if found.unmatched and not leave_out:
        raise Unmatched(found.unmatched, found.missing)
    if not found.shapes:
        raise Refused(_("No shape of the file is a region of this country."))
    columns = {
        "shapes": found.shapes,
        "attribution": attribution.strip(),
        "file_name": clean_name(file_name),
        "file_digest": hashlib.sha256(content).hexdigest(),
        "loaded_by": by,
    }
    return _stored(country, columns, by)


def _read(content: bytes, names: Mapping[str, str], told: Mapping[str, str]) -> Boundaries:
    """The file, read in a child process with limits: a stranger's text is not parsed here. Raises Refused."""
    if len(content) > LARGEST_FILE:
        raise Refused(BOUNDARY_FAULTS["size"] % {"limit": LARGEST_FILE // 1024 // 1024})
    shapes, rest = {}, {}
    with tempfile.TemporaryFile() as copy:
        copy.write(json.dumps({"codes": names, "told": told}).encode() + b"\n" + content)
        copy.flush()
        copy.seek(0)
        try:
            for answer in read_confined(copy, SHAPES, READER):
                if "code" in answer:
                    shapes[answer["code"]] = answer["rings"]
                else:
                    rest = answer
        except ChildRefused as refused:
            raise Refused(BOUNDARY_FAULTS[refused.code] % refused.params) from refused
    return Boundaries(shapes, tuple(rest["unmatched"]), tuple(rest["missing"]))


@transaction.atomic
def _stored(country: Region, columns: Mapping[str, object], by: User | None) -> BoundarySet:
    Region.everywhere.select_for_update().get(
        pk=country.pk
    )  # two at once: the later takes the place of the earlier
    stored, _is_new = BoundarySet.objects.update_or_create(country=country, defaults=columns)
    audit.record(
        audit.region_chain(country.pk), "regions.load_boundaries", country, by=by, after=stored.file_digest
    )
    return stored


@transaction.atomic
def remove_boundaries(*, country: Region, by: User) -> None:
    """Back to the squares alone."""
    stored = BoundarySet.objects.select_for_update().filter(country=country).first()
    if stored is None:
        raise Refused(_("No borders are loaded."))
    before = stored.file_digest
    stored.delete()
    audit.record(audit.region_chain(country.pk), "regions.remove_boundaries", country, by=by, before=before)


def _names_of(country: Region, matches: Mapping[str, str]) -> dict[str, str]:
    """Everything that may name a region, in small letters; a name of two regions names neither."""
    regions = list(Region.everywhere.filter(parent=country).exclude(kind=RegionKind.FORMER))
    codes = {one.code for one in regions}
    unknown = sorted(set(matches.values()) - codes)
    if unknown:
        raise Refused(_("No region has the code %(code)s.") % {"code": ", ".join(unknown)})
    found: dict[str, set[str]] = {}
    for one in regions:
        for text in (one.code, one.data_code, one.name_ru, one.name_kk, one.name_en):  # type: ignore[attr-defined]  # -- reason: columns of modeltranslation
            if text:
                found.setdefault(text.casefold(), set()).add(one.code)
    return {text: next(iter(owners)) for text, owners in found.items() if len(owners) == 1}
