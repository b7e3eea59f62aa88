from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regions"

    def ready(self) -> None:
        from foundation import audit
        from regions.permissions import role_in_chain

        audit.register_role_finder(role_in_chain)
