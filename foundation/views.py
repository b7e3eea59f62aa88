"""Pages that belong to no app: health, the gallery of components."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from foundation.components.samples import gallery_samples


def health(request: HttpRequest) -> HttpResponse:
    """Alive, and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with invented content; only where settings.GALLERY asks for it."""
    return render(request, "foundation/gallery.html", gallery_samples())
