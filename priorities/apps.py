from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "priorities"
    verbose_name = "Priorities"

    def ready(self) -> None:
        from accounts.registries import register_messages
        from discovery.registries import register_activity_use
        from foundation import wake
        from foundation.backups import register_proof
        from priorities import permissions  # noqa: F401  -- reason: fills the table of permissions
        from priorities.messages import MESSAGES
        from priorities.queries.duties import duties_in_sets, reviews_to_remind_of
        from priorities.queries.uses import DecisionUse
        from priorities.queries.webhooks import undelivered
        from regions.registries import register_duties

        register_messages(MESSAGES)
        register_activity_use(DecisionUse())
        register_proof("verify_publications")
        wake.register_sweep(undelivered)
        wake.register_sweep(reviews_to_remind_of)
        register_duties(duties_in_sets)
