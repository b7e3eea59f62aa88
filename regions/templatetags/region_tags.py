"""What pages of any app ask of a region: which of its rooms are open to the reader."""

from typing import Any

from django import template

from regions.models import Region
from regions.queries import roles_in
from regions.queries.zones import region_of
from regions.sentences import INDICATORS, REMARKS, unit_in_words

register = template.Library()
OURS = {"OTHER"}  # regions/data/hs_sections.csv: goods that the source puts into no section
register.filter("unit_in_words", unit_in_words)


@register.simple_tag(takes_context=True)
def roles_here(context: template.Context, region: Region) -> list[str]:
    """The reader's roles in the region, asked once a request; none for strangers."""
    request: Any = context.get("request")
    return [role.value for role in roles_in(request.user, region)] if request else []


@register.inclusion_tag("_components/practice_banner.html", takes_context=True)
def practice_banner(context: template.Context) -> dict[str, bool]:
    """Stands in every frame: says on each page about a practice copy that nothing there counts."""
    about = getattr(context.get("request"), "about", None) or context.get("region") or context.get("workshop")
    region = region_of(about)
    return {
        "is_practice": region is not None and region.is_practice,
        "is_rehearsal": region is not None and region.is_rehearsal,
    }


@register.filter
def indicator_in_words(code: str) -> str:
    return str(INDICATORS.get(code, code))


@register.filter
def published_code(code: str) -> str:
    """Nothing for a class that only our files know: its name says it all."""
    return "" if code in OURS else code


@register.filter
def remarks_in_words(codes: str) -> list[str]:
    return [str(REMARKS[code]) for code in codes.split() if code in REMARKS]
