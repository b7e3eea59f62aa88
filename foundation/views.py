"""The page that belongs to no app: the gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.components.samples import gallery_samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with invented content; only where settings.GALLERY asks for it."""
    return render(request, "foundation/gallery.html", gallery_samples())
