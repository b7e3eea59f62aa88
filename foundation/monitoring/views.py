"""Addresses for machines: alive, ready, figures."""

import asyncio
import hmac
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.module_loading import import_string
from health_check.base import HealthCheckResult

from foundation.monitoring import metrics
from foundation.monitoring.checks import checks


def health(request: HttpRequest) -> HttpResponse:
    """Alive, and the database answers: what a container or a balancer asks every few seconds."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Each part by name: "ok", or what is wrong with it; 503 if anything is."""
    results = asyncio.run(_results())
    said = {type(result.check).__name__: str(result.error or "ok") for result in results}
    is_well = not any(result.error for result in results)
    return JsonResponse(
        {"status": "ok" if is_well else "not ready", "parts": said}, status=200 if is_well else 503
    )


async def _results() -> list[HealthCheckResult]:
    """One after the other in one thread, whose connections are closed with it."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        found = [await import_string(check)().get_result(executor) for check in checks()]
        await asyncio.get_running_loop().run_in_executor(executor, connections.close_all)
    return found


def figures(request: HttpRequest) -> HttpResponse:
    """For Prometheus, which must know METRICS_TOKEN. Without one this address does not exist."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    body, content_type = metrics.page()
    return HttpResponse(body, content_type=content_type)
