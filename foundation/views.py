"""The pages that belong to no app: the gallery of components, and the program that keeps pages in a phone."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition

from foundation.components.samples import gallery_samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with invented content; only where settings.GALLERY asks for it."""
    return render(request, "foundation/gallery.html", gallery_samples())


@cache
def worker_script() -> str:
    """With the version of all static files: where one has changed, a phone keeps its pages anew."""
    text = Path(str(finders.find("js/worker.js"))).read_text(encoding="utf-8")
    version = getattr(staticfiles_storage, "manifest_hash", "") or "unversioned"
    return f'const VERSION = "{version}";\n{text}'


@condition(etag_func=lambda _request: f'"{sha256(worker_script().encode()).hexdigest()[:16]}"')
def worker(request: HttpRequest) -> HttpResponse:
    """At the root, because a worker may only serve addresses below its own. Asked for with every page: no query."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8", headers=headers)
