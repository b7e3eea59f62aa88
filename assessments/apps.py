from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Assessments"

    def ready(self) -> None:
        from assessments import permissions  # noqa: F401  -- reason: fills the table of permissions
        from assessments.queries import measures, overdue_rankings
        from assessments.queries.step_rooms import ScoringRoom
        from assessments.registries import Measure, register_measure
        from discovery.registries import register_step_kind
        from foundation.wake import register_sweep

        register_measure(Measure("location_quotient", measures.location_quotients))
        register_measure(Measure("critical_mass", measures.critical_masses))
        register_measure(Measure("dependence", measures.dependences))
        register_measure(Measure("breadth_of_support", measures.breadths_of_support))
        register_measure(Measure("first_experiment", measures.first_experiments))
        register_step_kind("score", ScoringRoom())
        register_step_kind("score_again", ScoringRoom())
        register_sweep(overdue_rankings)
