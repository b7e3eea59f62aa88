from collections.abc import Iterator

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regions"

    def ready(self) -> None:
        from accounts.registries import (
            register_leaving,
            register_messages,
            register_own_data,
            register_roles,
            register_ways,
        )
        from foundation import audit, wake
        from foundation.policy import register_gate
        from foundation.zones import register_zone_finder
        from regions.actions.leaving import LEAVING
        from regions.messages import MESSAGES
        from regions.permissions import role_in_chain
        from regions.queries import overdue_drafts, roles_held_by
        from regions.queries.objectives import CONTENT
        from regions.queries.own_data import OWN_DATA
        from regions.queries.practice import is_closed_to, practice_to_do, way_to_practice
        from regions.queries.zones import zone_of
        from regions.registries import register_content

        audit.register_role_finder(role_in_chain)
        register_gate(is_closed_to)
        register_ways(way_to_practice)
        register_zone_finder(zone_of)
        wake.register_sweep(practice_to_do)
        register_roles(roles_held_by)
        wake.register_sweep(overdue_drafts)
        register_content(CONTENT)
        register_messages(MESSAGES)
        register_own_data(*OWN_DATA)
        register_leaving(LEAVING)
        wake.register_sweep(_roles_ending)
        wake.register_sweep(_relatedness_behind)


def _roles_ending() -> Iterator[tuple[str, tuple[int]]]:
    from regions import queries

    return (("regions.warn_of_ending_role", (pk,)) for pk in queries.roles_to_warn_of())


def _relatedness_behind() -> Iterator[tuple[str, tuple[int]]]:
    from regions import projections, queries

    return queries.overdue_relatedness(projections.code_version())
