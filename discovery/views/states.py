"""The whole workshop as it stands now, for other programs: at any moment, not only at the close."""

import json
from typing import Any

from django.http import HttpResponse

from discovery import queries
from discovery.views.requests import PersonRequest
from foundation.downloads import download, xlsx_download


def state_json(request: PersonRequest, workshop: Any) -> HttpResponse:
    document = {
        name: [dict(zip(header, row, strict=True)) for row in rows]
        for name, (header, rows) in queries.state_of(workshop).items()
    }
    body = json.dumps(document, ensure_ascii=False, indent=1, default=str)
    return download(body.encode(), f"workshop-{workshop.pk}.json")


def state_xlsx(request: PersonRequest, workshop: Any) -> HttpResponse:
    return xlsx_download(queries.state_of(workshop), f"workshop-{workshop.pk}")
