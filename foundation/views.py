"""Pages that belong to no app: health, the gallery of components."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def health(request: HttpRequest) -> HttpResponse:
    """Alive, and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "foundation/gallery.html")
