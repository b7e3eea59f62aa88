from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "foundation"
    verbose_name = "Foundation"

    def ready(self) -> None:
        from foundation import checks, foreign_text, outbox, wake  # noqa: F401  -- reason: checks registers the start-up checks

        wake.register_sweep(outbox.unsent)
        foreign_text.mark_columns()
