"""From an empty region to a published set and the start of its correction, through the API of a running server.

Each station is one function (cast, in_the_hall, in_a_round, in_the_office, in_public); what it returns is all that the
next ones know. After the preparation nothing but HTTP touches the platform.
"""

from pathlib import Path

import pytest

from tests.journeys import cast as people
from tests.journeys import in_a_round, in_public, in_the_hall, in_the_office
from tests.server import PlatformServer


@pytest.mark.journey
def test_from_an_empty_region_to_a_published_set(platform_server: PlatformServer, tmp_path: Path) -> None:
    people.prepare_an_empty_region(platform_server)
    cast = people.log_in(platform_server.url)
    in_public.read_the_region(cast)

    workshop = in_the_hall.open_the_doors(cast)
    hall = in_the_hall.join(cast, workshop["id"], workshop["code"])
    notes = in_the_hall.write_notes(cast, hall, workshop["id"])
    themes = in_the_hall.group_notes(cast, workshop["id"], notes)
    activities = in_the_hall.propose_activities(cast, workshop["id"], themes)
    in_the_hall.support(cast, hall, workshop["id"], activities)
    in_the_hall.hand_in_a_proposal(cast, activities[0])

    round_id = in_a_round.open_a_round(cast, workshop["id"], activities)
    marks = in_a_round.score(hall, round_id, activities)
    in_a_round.declare_interest(hall, round_id, activities)
    in_a_round.repeat_and_contradict(hall, round_id, activities, marks)
    in_a_round.results_are_hidden(cast, hall, round_id, activities)
    ranking = in_a_round.close_and_wait(cast, hall, round_id, activities)

    set_id, order = in_the_office.draft_and_change(cast, round_id, ranking)
    in_the_office.approve(cast, set_id)
    fingerprint = in_the_office.publish(cast, set_id)

    published = in_public.read_what_is_public(cast, fingerprint, order)
    in_public.verify_the_bundle(cast, fingerprint, tmp_path)
    in_public.every_score_is_the_naive_one(published, activities, marks)
    in_public.follow_the_thread(cast, activities, notes, order)
    in_the_office.start_a_correction(cast, order)
