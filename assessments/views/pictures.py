"""Pages of a result as pictures, to put into a report."""

import logging
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from assessments import queries
from foundation.charts.drawing import Busy, NotDrawn, picture_of

KINDS = {"svg": "image/svg+xml", "png": "image/png"}
log = logging.getLogger(__name__)


def ranking_picture(request: Any, asked: Any) -> HttpResponse:
    specification = queries.specification_for(asked)
    if specification is None:
        raise Http404
    try:
        picture = picture_of(specification, asked.image)
    except (Busy, NotDrawn) as fault:
        log.warning("picture %s of round %s was not drawn: %s", asked.picture, asked.round.pk, fault)
        return not_drawn()
    name = f"ranking-{asked.round.pk}-{asked.picture}.{asked.image}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(picture, content_type=KINDS[asked.image], headers=headers)


def not_drawn() -> HttpResponse:
    words = _(
        "The picture could not be drawn just now. Please try again in a minute, or take the table as CSV."
    )
    return HttpResponse(
        words, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"}
    )
