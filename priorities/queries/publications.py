"""Published versions: public, to everybody, for good."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from priorities.models import Publication
from priorities.queries.published import PublishedSet
from regions.models import Region, RegionKind


def publication_for(user: Any, code: str, number: int) -> Publication | None:
    return without_bundle().filter(region__code=code, number=number).first()


def publication_with_bundle_for(user: Any, code: str, number: int) -> Publication | None:
    return with_region().defer("content").filter(region__code=code, number=number).first()


def region_for(user: Any, code: str) -> Region | None:
    return Region.everywhere.filter(code=code).first()


def country_for(user: Any, code: str) -> Region | None:
    return Region.everywhere.filter(code=code, kind=RegionKind.COUNTRY).first()


def latest_publication_of(code: str) -> Publication | None:
    return without_bundle().filter(region__code=code).order_by("-number").first()


def publications_of(region: Region) -> QuerySet[Publication]:
    """All versions, newest first, without the weight of their content."""
    return with_region().defer("content", "bundle").filter(region=region).order_by("-number")


def bundles() -> Iterator[tuple[str, bytes, str]]:
    """Every version with a name for it, its archive and its fingerprint, one in memory at a time."""
    rows = Publication.objects.order_by("region__code", "number").values_list(
        "region__code", "number", "bundle", "fingerprint"
    )
    for code, number, bundle, fingerprint in rows.iterator(chunk_size=1):
        yield f"{code} {number}", bytes(bundle), fingerprint


def publications_in_force(limit: int) -> list[Publication]:
    """The latest version of each region, newest first."""
    real = without_bundle().filter(replaced_by=None, region__is_practice=False)
    return list(real.order_by("-published_at", "-pk")[:limit])


def regions_with_people() -> QuerySet[Region]:
    """Regions of today, by name; countries and former regions have no set of their own."""
    return Region.objects.select_related("parent").filter(kind__in=("region", "city")).order_by("name")


def with_region() -> QuerySet[Publication]:
    return Publication.objects.select_related("region", "priority_set", "replaces").defer(
        "replaces__content", "replaces__bundle"
    )


def without_bundle() -> QuerySet[Publication]:
    return with_region().defer("bundle", "replaces__content", "replaces__bundle")


def successor_of(publication: Publication) -> Publication | None:
    return publications_of(publication.region).filter(replaces=publication).first()


def predecessor_of(publication: Publication) -> Publication | None:
    """The version before, with its content."""
    return without_bundle().filter(pk=publication.replaces_id).first() if publication.replaces_id else None


def differences_between(old: PublishedSet, new: PublishedSet) -> list[dict[str, str]]:
    """What changed from one version to the next, in the order of the new one; for the component `differences`."""
    titles = {**old.titles, **new.titles}
    reason = new.about["revision_reason"]
    items: list[dict[str, str]] = []
    for activity_id in new.order:
        before, after = old.position_of(activity_id), new.position_of(activity_id)
        if before is None:
            items.append(
                {"kind": "added", "label": titles[activity_id], "reason": new.reason_about(activity_id)}
            )
        elif before != after:
            items.append(
                {"kind": "moved", "label": titles[activity_id], "before": str(before), "after": str(after)}
            )
    items += [
        {"kind": "removed", "label": titles[each], "reason": new.reason_about(each) or reason}
        for each in old.order
        if each not in new.order
    ]
    return items + changed_words(old, new)


def changed_words(old: PublishedSet, new: PublishedSet) -> list[dict[str, str]]:
    """Title, legal act and titles of priorities that read otherwise now."""
    pairs = [
        (_("Title"), old.about["title"], new.about["title"]),
        (_("Legal act"), legal_act_words(old), legal_act_words(new)),
        *(
            (_("Name of an activity"), old.titles[each], new.titles[each])
            for each in new.order
            if each in old.titles
        ),
    ]
    return [
        {"kind": "changed", "label": label, "before": before, "after": after}
        for label, before, after in pairs
        if before != after
    ]


def legal_act_words(published: PublishedSet) -> str:
    act = published.legal_act
    return f"{act['number']}, {act['date']}" if act else ""
