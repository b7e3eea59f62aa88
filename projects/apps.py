from collections.abc import Iterator

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "Projects"

    def ready(self) -> None:
        from accounts.registries import register_ways
        from assessments.registries import Measure, register_measure
        from foundation import wake
        from projects import permissions, queries, receivers  # noqa: F401  -- reason: permissions fills its table
        from regions.signals import region_added

        register_measure(Measure("projects_behind", queries.projects_behind))
        region_added.connect(receivers.on_region_added, dispatch_uid="projects.open_standing_call")
        register_ways(queries.way_to_proposals)
        wake.register_sweep(_calls_not_opened)


def _calls_not_opened() -> Iterator[tuple[str, tuple[int]]]:
    from projects import queries

    return (
        ("projects.open_standing_call", (region.pk,)) for region in queries.regions_without_standing_call()
    )
