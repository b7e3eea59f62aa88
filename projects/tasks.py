"""Background work: ids in, load, one call."""

from celery import shared_task

from projects import actions, queries


@shared_task(name="projects.open_standing_call")
def open_standing_call(region_id: int) -> None:
    """Safe to run twice, and for a region that has its call already."""
    for region in queries.regions_without_standing_call().filter(pk=region_id):
        actions.open_standing_call(region=region)
