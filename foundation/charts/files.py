"""A chart as a file, to put into a report."""

import logging
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from foundation.charts.drawing import Busy, NotDrawn, picture_of
from foundation.downloads import download

log = logging.getLogger(__name__)


def picture_download(specification: dict[str, Any], name: str, kind: str) -> HttpResponse:
    """`kind`: svg or png. 503 where it could not be drawn just now: the table is there in any case."""
    try:
        return download(picture_of(specification, kind), f"{name}.{kind}")
    except (Busy, NotDrawn) as fault:
        log.warning("picture %s was not drawn: %s", name, fault)
        return HttpResponse(
            _(
                "The picture could not be drawn just now. Please try again in a minute, or take the table as CSV."
            ),
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "60"},
        )
