"""Figures beside those django-prometheus counts: live streams of this process, lateness of background work.

Where several web processes answer at one address, PROMETHEUS_MULTIPROC_DIR is the folder in which they count together.
"""

import os
from collections.abc import Iterator

from prometheus_client import REGISTRY, CollectorRegistry, exposition, multiprocess
from prometheus_client.core import GaugeMetricFamily

from foundation.live.hub import hub
from foundation.monitoring.checks import sweep_age


class PlatformFigures:
    """Read when asked, so that nothing is counted in vain."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("s3_live_streams", "Open live streams of this process", value=hub.count)
        age = sweep_age()
        if age is not None:
            yield GaugeMetricFamily(
                "s3_sweep_age_seconds", "Seconds since background work was looked after", age.total_seconds()
            )

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing is asked of the database when it is registered."""
        return []


REGISTRY.register(PlatformFigures())


def page() -> tuple[bytes, str]:
    """Everything, as Prometheus reads it, and its content type."""
    return exposition.generate_latest(_registry()), exposition.CONTENT_TYPE_LATEST


def _registry() -> CollectorRegistry:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    together = CollectorRegistry()
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # -- reason: the library carries no types
    together.register(PlatformFigures())
    return together
