from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "discovery"
    verbose_name = "Discovery"

    def ready(self) -> None:
        from accounts.registries import register_leaving, register_messages, register_own_data, register_ways
        from discovery import permissions, queries  # noqa: F401  -- reason: permissions fills its table
        from discovery.actions.leaving import LEAVING
        from discovery.messages import MESSAGES
        from discovery.queries.languages import CONTENT
        from discovery.queries.own_data import OWN_DATA
        from foundation.wake import register_sweep
        from regions.registries import register_content

        register_sweep(queries.rehearsals_to_do)
        register_content(*CONTENT)
        register_messages(MESSAGES)
        register_own_data(*OWN_DATA)
        register_leaving(LEAVING)
        register_ways(queries.ways_to_workshops)
