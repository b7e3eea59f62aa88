"""What of a region's texts is missing in which language, for those who may write it."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from regions import queries
from regions.registries import ContentKind
from regions.views.tabs import crumbs_of

PAGE = 50


def untranslated_list(request: HttpRequest, region: Any) -> HttpResponse:
    """`?kind=` narrows to one kind of texts; one that is not there shows everything."""
    gaps = queries.gaps_for(request.user, region)
    counts = Counter(gap.kind for gap in gaps)
    chosen = next((kind for kind in counts if kind.key == request.GET.get("kind")), None)
    names = dict(settings.LANGUAGES)
    page = Paginator([gap for gap in gaps if chosen in (None, gap.kind)], PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "region": region,
        "crumbs": crumbs_of(region, _("Translations")),
        "tabs": _tabs(counts, chosen),
        "page": page,
        "rows": [(gap, [names[code] for code in gap.missing]) for gap in page.object_list],
        "query": f"kind={chosen.key}" if chosen else "",
    }
    return render(request, "regions/untranslated_list.html", context)


def _tabs(counts: "Counter[ContentKind]", chosen: ContentKind | None) -> list[tuple[str, str, bool]]:
    """For the component sub_navigation: everything, then each kind with its number; none for a single kind."""
    if len(counts) < 2:
        return []
    kinds = [
        (f"{capfirst(str(kind.label))}: {count}", f"?kind={kind.key}", kind is chosen)
        for kind, count in counts.items()
    ]
    return [(_("All: %(number)s") % {"number": counts.total()}, "?", chosen is None), *kinds]
