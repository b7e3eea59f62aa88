"""Pages of a result as pictures, to put into a report."""

from typing import Any

from django.http import Http404, HttpResponse

from assessments import queries
from foundation.charts.files import picture_download


def ranking_picture(request: Any, asked: Any) -> HttpResponse:
    specification = queries.specification_for(asked)
    if specification is None:
        raise Http404
    return picture_download(specification, f"ranking-{asked.round.pk}-{asked.picture}", asked.image)
