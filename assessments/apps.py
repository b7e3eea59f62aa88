from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Assessments"

    def ready(self) -> None:
        from accounts.registries import Leaving, register_leaving, register_messages, register_own_data
        from assessments import permissions, sentences  # noqa: F401  -- reason: permissions fills its table
        from assessments.messages import MESSAGES
        from assessments.queries import measures, overdue_analyses, overdue_rankings
        from assessments.queries.languages import CONTENT
        from assessments.queries.minutes import is_scored, round_sections
        from assessments.queries.own_data import OWN_DATA
        from assessments.queries.step_rooms import ScoringRoom
        from assessments.queries.uses import ScoringUse
        from assessments.registries import Measure, register_measure
        from discovery.registries import (
            register_activity_use,
            register_minutes_sections,
            register_scoring,
            register_step_kind,
        )
        from foundation.wake import register_sweep
        from regions.registries import register_content

        register_content(*CONTENT)
        register_messages(MESSAGES)
        for key, compute in (
            ("location_quotient", measures.location_quotients),
            ("critical_mass", measures.critical_masses),
            ("dependence", measures.dependences),
            ("breadth_of_support", measures.breadths_of_support),
            ("first_experiment", measures.first_experiments),
        ):
            register_measure(Measure(key, compute, *sentences.MEASURES[key]))
        register_own_data(*OWN_DATA)
        register_leaving(Leaving(stays=(sentences.MARKS_STAY,)))
        register_minutes_sections(round_sections)
        register_scoring(is_scored)
        register_step_kind("score", ScoringRoom())
        register_step_kind("score_again", ScoringRoom())
        register_activity_use(ScoringUse())
        register_sweep(overdue_rankings)
        register_sweep(overdue_analyses)
