"""Background work of assessments."""

from celery import shared_task

from assessments import projections


@shared_task(name="assessments.rebuild_ranking")
def rebuild_ranking(round_id: int) -> None:
    projections.rebuild_ranking(round_id)


@shared_task(name="assessments.move_board")
def move_board(round_id: int) -> None:
    projections.move_board(round_id)


@shared_task(name="assessments.rebuild_analysis")
def rebuild_analysis(round_id: int) -> None:
    projections.rebuild_analysis(round_id)
