"""Each route for each person: who may, who may only look (403), to whom it does not exist (404), who must log in."""

from collections.abc import Callable

import pytest

from discovery.api import urls as api_urls
from discovery.urls import urlpatterns
from tests.discovery.hall import Hall, client_of, hall

pytestmark = pytest.mark.django_db

YES, FORBIDDEN, ABSENT, LOG_IN, NOT_SO = "yes", "403", "404", "log in", "405"
PEOPLE = ("facilitator", "analyst", "guest", "stranger", "foreign_facilitator", "nobody")
REGION = (YES, YES, ABSENT, ABSENT, ABSENT, LOG_IN)
RUN = (YES, FORBIDDEN, ABSENT, ABSENT, ABSENT, LOG_IN)
PHONE = (ABSENT, ABSENT, YES, ABSENT, ABSENT, LOG_IN)
SEE = (YES, YES, YES, ABSENT, ABSENT, LOG_IN)
KNOWN = (YES, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, LOG_IN)  # activities are public, their fiche is not
ALL = (YES,) * 6

Address = Callable[[Hall], str]


def workshop(rest: str) -> Address:
    return lambda scene: f"/workshops/{scene.workshop.pk}/{rest}"


def region(rest: str) -> Address:
    return lambda scene: f"/regions/{scene.region.code}/{rest}"


def activity(rest: str) -> Address:
    return lambda scene: f"/activities/{scene.activity.pk}/{rest}"


def api(address: Address) -> Address:
    return lambda scene: f"/api/v1{address(scene)}"


PAGES = {
    "workshop_list": (region("workshops/"), {"GET": REGION}),
    "workshop_create": (region("workshops/new/"), {"GET": RUN, "POST": RUN}),
    "workshop_detail": (workshop(""), {"GET": REGION}),
    "workshop_edit": (workshop("edit/"), {"GET": RUN, "POST": RUN}),
    "workshop_open": (workshop("open/"), {"POST": RUN}),
    "workshop_close": (workshop("close/"), {"GET": RUN, "POST": RUN}),
    "workshop_reopen": (workshop("reopen/"), {"GET": RUN, "POST": RUN}),
    "step_start": (workshop("run-sheet/"), {"POST": RUN}),
    "participants_confirm": (workshop("confirm/"), {"POST": RUN}),
    "notes_group": (workshop("group/"), {"POST": RUN}),
    "workshop_attendance": (workshop("attendance/"), {"GET": REGION}),
    "workshop_notes": (workshop("notes/"), {"GET": REGION}),
    "workshop_activities": (workshop("activities/"), {"GET": REGION}),
    "participant_correct": (
        lambda scene: f"/participants/{scene.participant.pk}/",
        {"GET": RUN, "POST": RUN},
    ),
    "note_hide": (lambda scene: f"/notes/{scene.note.pk}/hide/", {"POST": RUN}),
    "note_show": (lambda scene: f"/notes/{scene.note.pk}/show/", {"POST": RUN}),
    "theme_edit": (lambda scene: f"/themes/{scene.theme.pk}/", {"GET": RUN, "POST": RUN}),
    "activity_create": (region("activities/new/"), {"GET": RUN, "POST": RUN}),
    "activity_edit": (activity("edit/"), {"GET": KNOWN, "POST": KNOWN}),
    "workshop_projector": (workshop("wall/"), {"GET": REGION}),
    "wall_step": (workshop("wall/step/"), {"GET": REGION}),
    "wall_attendance": (workshop("wall/attendance/"), {"GET": REGION}),
    "wall_notes": (workshop("wall/notes/"), {"GET": REGION}),
    "wall_themes": (workshop("wall/themes/"), {"GET": REGION}),
    "workshop_join": (lambda scene: "/join/", {"GET": ALL, "POST": ALL}),
    "workshop_enter": (lambda scene: f"/join/{scene.workshop.code}/", {"GET": ALL, "POST": ALL}),
    "workshop_room": (workshop("room/"), {"GET": PHONE}),
    "room_step": (workshop("room/step/"), {"GET": PHONE}),
    "room_board": (workshop("room/board/"), {"GET": PHONE}),
    "note_create": (workshop("room/notes/"), {"POST": PHONE}),
    "activity_support": (activity("support/"), {"POST": PHONE}),
}
PROGRAMS = {
    "api_workshop_list": (region("workshops/"), {"GET": REGION, "POST": RUN}),
    "api_workshop_join": (lambda scene: "/workshops/join/", {"POST": ALL}),
    "api_workshop_detail": (workshop(""), {"GET": SEE, "PUT": RUN}),
    "api_workshop_doors": (workshop("doors/"), {"POST": RUN}),
    "api_run_sheet": (workshop("run-sheet/"), {"GET": SEE, "POST": RUN}),
    "api_attendance": (workshop("attendance/"), {"GET": SEE}),
    "api_participant_list": (workshop("participants/"), {"GET": REGION}),
    "api_participants_confirm": (workshop("participants/confirm/"), {"POST": RUN}),
    "api_participant_detail": (lambda scene: f"/participants/{scene.participant.pk}/", {"PUT": RUN}),
    "api_note_list": (workshop("notes/"), {"GET": SEE, "POST": PHONE}),
    "api_note_detail": (lambda scene: f"/notes/{scene.note.pk}/", {"GET": ALL, "PUT": RUN}),
    "api_theme_list": (workshop("themes/"), {"GET": SEE, "POST": RUN}),
    "api_grouping": (workshop("grouping/"), {"POST": RUN}),
    "api_theme_detail": (lambda scene: f"/themes/{scene.theme.pk}/", {"PUT": RUN}),
    "api_workshop_activities": (workshop("activities/"), {"GET": SEE}),
    "api_activity_list": (region("activities/"), {"GET": ALL, "POST": RUN}),
    "api_activity_detail": (activity(""), {"GET": ALL, "PUT": KNOWN}),
    "api_activity_support": (activity("support/"), {"PUT": PHONE, "DELETE": PHONE}),
}
ROUTES = PAGES | {name: (api(address), answers) for name, (address, answers) in PROGRAMS.items()}
MEANING = {403: FORBIDDEN, 404: ABSENT, 405: NOT_SO, 401: LOG_IN}
CASES = [(name, method) for name, (_address, answers) in ROUTES.items() for method in answers]


def answer(scene: Hall, who: str, name: str, method: str) -> str:
    address = ROUTES[name][0](scene)
    kind = "application/json" if name.startswith("api_") else "application/x-www-form-urlencoded"
    response = client_of(scene.user(who)).generic(method, address, content_type=kind)
    if response.get("Location", "").startswith("/account/login/"):
        return LOG_IN
    return MEANING.get(response.status_code, YES)


def test_every_route_is_listed_here() -> None:
    assert {route.name for route in (*urlpatterns, *api_urls.urlpatterns)} == ROUTES.keys()


@pytest.mark.parametrize("who", PEOPLE)
def test_each_person_gets_their_answers(who: str) -> None:
    scene, place = hall(), PEOPLE.index(who)
    wanted = {(name, method): ROUTES[name][1][method][place] for name, method in CASES}
    assert {case: answer(scene, who, *case) for case in CASES} == wanted


@pytest.mark.parametrize("who", ["facilitator", "nobody"])
def test_methods_that_are_not_named_are_not_answered(who: str) -> None:
    scene = hall()
    unnamed = [
        (name, method)
        for name, (_address, answers) in ROUTES.items()
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH")
        if method not in answers
    ]
    assert [case for case in unnamed if answer(scene, who, *case) != NOT_SO] == []
