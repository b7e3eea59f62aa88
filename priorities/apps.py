from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "priorities"
    verbose_name = "Priorities"

    def ready(self) -> None:
        from priorities import permissions  # noqa: F401  -- reason: fills the table of permissions
