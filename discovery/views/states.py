"""The whole workshop as it stands now, for other programs: at any moment, not only at the close."""

import json
from typing import Any

from django.http import HttpResponse

from discovery import queries
from discovery.views.requests import PersonRequest
from foundation import exports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def state_json(request: PersonRequest, workshop: Any) -> HttpResponse:
    document = {
        name: [dict(zip(header, row, strict=True)) for row in rows]
        for name, (header, rows) in queries.state_of(workshop).items()
    }
    body = json.dumps(document, ensure_ascii=False, indent=1, default=str)
    return _attachment(body.encode(), "application/json", f"workshop-{workshop.pk}.json")


def state_xlsx(request: PersonRequest, workshop: Any) -> HttpResponse:
    return _attachment(exports.xlsx_bytes(queries.state_of(workshop)), XLSX, f"workshop-{workshop.pk}.xlsx")


def _attachment(body: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        body, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
