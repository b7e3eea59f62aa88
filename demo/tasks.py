"""Background work: a practice copy takes a few seconds."""

import logging

from celery import shared_task

from demo.practice import furnish
from demo.rehearsal import play
from discovery.actions import fail_rehearsal
from regions.actions import fail_practice, furnish_practice

log = logging.getLogger(__name__)


@shared_task(name="demo.furnish_practice")
def furnish_waiting_practice(owner_id: int) -> None:
    """Make the copy this person waits for, whole or not at all. Safe to run twice."""
    try:
        furnish_practice(owner_id=owner_id, furnish=furnish)
    except Exception:  # -- reason: its owner must be told, whatever went wrong
        log.exception("no practice region for %s", owner_id)
        fail_practice(owner_id=owner_id)


@shared_task(name="demo.play_rehearsal")
def play_waiting_rehearsal(rehearsal_id: int) -> None:
    """Play the run sheet with made-up people. Safe to run twice: only one worker begins."""
    try:
        play(rehearsal_id)
    except Exception:  # -- reason: who asked for it must be told, whatever went wrong
        log.exception("rehearsal %s broke off", rehearsal_id)
        fail_rehearsal(rehearsal_id=rehearsal_id)
