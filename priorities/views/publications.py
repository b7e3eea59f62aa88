"""Publications: the page, the page to check it, and the files."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from rules import has_perm

from foundation import canonical
from foundation.downloads import download
from foundation.exports import csv_bytes
from priorities.queries.alignment import alignment_in
from priorities.queries.firmness import firmness_in
from priorities.queries.open_data import verifier_bytes
from priorities.queries.publications import (
    differences_between,
    latest_publication_of,
    predecessor_of,
    publications_of,
    successor_of,
)
from priorities.queries.published import (
    TABLE_HEADER,
    PublishedSet,
    document_of,
    name_of,
    principle_columns,
    principle_scores,
    table_rows,
)
from priorities.queries.worked_example import CriterionStep, WorkedExample, worked_example
from priorities.views.sets import scan_answer
from priorities.views.wording import (
    alignment_rows,
    difference_row,
    in_decimals,
    iso_date,
    labelled_principles,
    publication_trail,
    remark_kind_label,
)

FOR_GOOD = "public, max-age=31536000, immutable"


def publication_latest(request: HttpRequest, region: Any) -> HttpResponse:
    """On to the version in force; a region that has published nothing says so and what can be done meanwhile."""
    publication = latest_publication_of(region.code)
    if publication is None:
        return render(request, "priorities/publication_none.html", {"region": region})
    return redirect("publication_detail", region.code, publication.number)


def publication_detail(request: HttpRequest, publication: Any) -> HttpResponse:
    published = PublishedSet(publication)
    before = predecessor_of(publication)
    context = {
        "publication": publication,
        "published": published,
        "region": publication.region,
        "rows": [priority_row(published, each) for each in published.priorities],
        "difference_rows": [
            difference_row(published.titles[each.activity_id], each) for each in published.differences
        ],
        "alignment": alignment_rows(alignment_in(published), published.titles),
        "firmness": firmness_in(published),
        "ministry_remarks": [
            (remark_kind_label(kind), number) for kind, number in sorted(published.ministry_remarks.items())
        ],
        "successor": successor_of(publication),
        "versions": publications_of(publication.region),
        "changes": differences_between(PublishedSet(before), published) if before else [],
        "version_words": version_words(published),
        "approvals": [iso_date(each["date"]) for each in published.decisions["approvals"]],
        "act_date": iso_date(str(published.legal_act["date"])) if published.legal_act else None,
        "may_revise": has_perm("priorities.start_set", request.user, publication),
        "trail": publication_trail(publication),
    }
    return render(request, "priorities/publication_detail.html", context)


def priority_row(published: PublishedSet, priority: Any) -> dict[str, Any]:
    words = _("Priority %(position)s") % {"position": priority.position}
    return {
        "priority": priority,
        "principles": labelled_principles(priority.ranked.principles),
        "eyebrow": words,
    }


def version_words(published: PublishedSet) -> str:
    manifest = published.content["manifest"]
    words = {"number": manifest["number"], "version": manifest["version"], "of": manifest["erratum_of"]}
    if manifest["erratum_of"]:
        return _("Publication %(number)s: correction of publication %(of)s") % words
    return _("Publication %(number)s: version %(version)s") % words


def publication_check(request: HttpRequest, publication: Any) -> HttpResponse:
    """One figure worked out by hand, and how to recompute them all."""
    published = PublishedSet(publication)
    asked = request.GET.get("activity", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) < 12 else published.order[0]
    example = worked_example(published, chosen)
    if example is None and asked:
        raise Http404
    context = {
        "publication": publication,
        "published": published,
        "region": publication.region,
        "chosen": chosen,
        "title": published.titles.get(chosen, ""),
        "example": shown(example) if example else None,
        "bundle_name": f"{name_of(publication)}.zip",
        "command": f"python3 verify.py {name_of(publication)}.zip --fingerprint {publication.fingerprint}",
        "trail": publication_trail(publication, _("Check it yourself")),
        "choices": [(each.activity_id, published.titles[each.activity_id]) for each in published.ranked],
    }
    return render(request, "priorities/publication_check.html", context)


def shown(example: WorkedExample) -> dict[str, Any]:
    """The example with its fractions rounded for reading."""
    return {
        **vars(example),
        "steps": [shown_step(each) for each in example.steps],
        "weight": in_decimals(example.weight, 2),
        "score": in_decimals(example.score, 4),
    }


def shown_step(step: CriterionStep) -> dict[str, Any]:
    return {
        **vars(step),
        "cells": [
            {
                **vars(cell),
                "mean": in_decimals(cell.mean, 3),
                "credibility": in_decimals(cell.credibility, 3),
                "share": in_decimals(cell.share, 1),
            }
            for cell in step.cells
        ],
        "mean": in_decimals(step.mean, 4),
        "u": in_decimals(step.u, 6),
        "weight": in_decimals(step.weight, 2),
        "points": in_decimals(step.points, 4),
    }


def publication_json(request: HttpRequest, publication: Any) -> HttpResponse:
    """The content as published, in its canonical spelling."""
    content = canonical.dumps(document_of(publication))
    return file_answer(content, f"{name_of(publication)}.json")


def publication_csv(request: HttpRequest, publication: Any) -> HttpResponse:
    published = PublishedSet(publication)
    principles = principle_columns(published)
    rows = ([*row, *principle_scores(published, int(row[1] or 0))] for row in table_rows(published))
    content = csv_bytes([*TABLE_HEADER, *principles], rows)
    return file_answer(content, f"{name_of(publication)}.csv")


def publication_bundle(request: HttpRequest, publication: Any) -> HttpResponse:
    return file_answer(bytes(publication.bundle), f"{name_of(publication)}.zip")


def publication_scan(request: HttpRequest, publication: Any) -> FileResponse:
    """The legal act, public once the set is."""
    return scan_answer(publication.priority_set)


def verify_script(request: HttpRequest) -> HttpResponse:
    return file_answer(verifier_bytes(), "verify.py", keep="public, max-age=3600")


def file_answer(content: bytes, name: str, keep: str = FOR_GOOD) -> HttpResponse:
    answer = download(content, name)
    answer["Cache-Control"] = keep
    return answer
