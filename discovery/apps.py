from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "discovery"
    verbose_name = "Discovery"

    def ready(self) -> None:
        from accounts.registries import register_ways
        from discovery import permissions, queries  # noqa: F401  -- reason: permissions fills its table

        register_ways(queries.ways_to_workshops)
