from collections.abc import Iterator

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "Projects"

    def ready(self) -> None:
        from accounts.registries import (
            Leaving,
            register_leaving,
            register_messages,
            register_own_data,
            register_ways,
        )
        from assessments.registries import Measure, register_measure
        from discovery.registries import register_authors
        from foundation import wake
        from projects import permissions, queries, receivers  # noqa: F401  -- reason: permissions fills its table
        from projects.messages import MESSAGES
        from projects.queries.own_data import OWN_DATA
        from projects.sentences import PROJECTS_BEHIND, PROPOSALS_STAY
        from regions.registries import register_duties
        from regions.signals import region_added

        register_measure(Measure("projects_behind", queries.projects_behind, *PROJECTS_BEHIND))
        region_added.connect(receivers.on_region_added, dispatch_uid="projects.open_standing_call")
        register_authors(queries.proposers_of)
        register_messages(MESSAGES)
        register_ways(queries.way_to_proposals)
        register_duties(queries.duties_on_desk)
        register_own_data(*OWN_DATA)
        register_leaving(Leaving(stays=(PROPOSALS_STAY,)))
        wake.register_sweep(_calls_not_opened)


def _calls_not_opened() -> Iterator[tuple[str, tuple[int]]]:
    from projects import queries

    return (
        ("projects.open_standing_call", (region.pk,)) for region in queries.regions_without_standing_call()
    )
