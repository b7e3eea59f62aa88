from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regions"

    def ready(self) -> None:
        from accounts.registries import register_roles
        from foundation import audit
        from regions.permissions import role_in_chain
        from regions.queries import roles_held_by

        audit.register_role_finder(role_in_chain)
        register_roles(roles_held_by)
