"""Standing calls come into being by themselves: by the news of a region, else by the sweep."""

import pytest
from django.db import transaction

from foundation import wake
from projects.models import Call
from projects.tasks import open_standing_call
from regions.models import Region, RegionKind
from regions.signals import region_added
from tests.factories.regions import RegionFactory


@pytest.mark.django_db(transaction=True)
def test_a_region_that_was_added_invites_at_once() -> None:
    with transaction.atomic():
        region = RegionFactory.create()
        transaction.on_commit(lambda: region_added.send(Region, pk=region.pk))
    assert Call.objects.get().region == region


@pytest.mark.django_db
def test_the_sweep_finds_what_was_missed() -> None:
    missed = RegionFactory.create()
    RegionFactory.create(kind=RegionKind.FORMER)
    wake.sweep()
    assert [call.region for call in Call.objects.all()] == [missed]
    assert wake.sweep() == 0


@pytest.mark.django_db
def test_the_task_may_run_twice_and_for_nobody() -> None:
    region = RegionFactory.create()
    for region_id in (region.pk, region.pk, 0):
        open_standing_call(region_id)
    assert Call.objects.count() == 1
