from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Assessments"

    def ready(self) -> None:
        from accounts.registries import Leaving, register_leaving, register_messages, register_own_data
        from assessments import permissions, sentences  # noqa: F401  -- reason: permissions fills its table
        from assessments.actions.step_rooms import DisputeRoom, HallRoom
        from assessments.messages import MESSAGES
        from assessments.queries import overdue_analyses, overdue_boards, overdue_rankings
        from assessments.queries.dossier import tables_of_round
        from assessments.queries.languages import CONTENT
        from assessments.queries.measures import MEASURES
        from assessments.queries.minutes import is_scored, round_sections
        from assessments.queries.own_data import OWN_DATA
        from assessments.queries.rosters import seals_in
        from assessments.queries.step_rooms import result_on_the_wall
        from assessments.queries.uses import ScoringUse
        from assessments.registries import register_dossier_sections, register_measure
        from discovery.registries import (
            register_activity_use,
            register_board,
            register_minutes_sections,
            register_scoring,
            register_seals,
            register_step_kind,
        )
        from foundation.wake import register_sweep
        from regions.registries import register_content

        register_content(*CONTENT)
        register_messages(MESSAGES)
        for measure in MEASURES:
            register_measure(measure)
        register_own_data(*OWN_DATA)
        register_leaving(Leaving(stays=(sentences.MARKS_STAY,)))
        register_minutes_sections(round_sections)
        register_scoring(is_scored)
        register_board(result_on_the_wall)
        register_dossier_sections(tables_of_round)
        register_step_kind("score", HallRoom())
        register_step_kind("score_again", HallRoom())
        register_step_kind("discuss_again", DisputeRoom())
        register_seals(seals_in)
        register_activity_use(ScoringUse())
        register_sweep(overdue_boards)
        register_sweep(overdue_rankings)
        register_sweep(overdue_analyses)
