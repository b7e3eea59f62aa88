"""Each route for each person: who may, who may only look (403), to whom it does not exist (404), who must log in."""

from collections.abc import Callable

import pytest

from discovery.api import urls as api_urls
from discovery.models import Invitation, Minutes, Step, WorkshopTemplate
from discovery.models.codes import link_token, ticket_token
from discovery.urls import urlpatterns
from tests.discovery.hall import Hall, client_of, hall
from tests.factories.discovery import (
    ActorFactory,
    ClusterFactory,
    ClusterLinkFactory,
    ClusterMemberFactory,
    InvitationFactory,
    MergeFactory,
    MinutesFactory,
    RegisterImportFactory,
    StepFactory,
    TicketFactory,
    WorkshopTemplateFactory,
)

pytestmark = pytest.mark.django_db

YES, FORBIDDEN, ABSENT, LOG_IN, NOT_SO = "yes", "403", "404", "log in", "405"
PEOPLE = ("facilitator", "analyst", "guest", "stranger", "foreign_facilitator", "nobody")
REGION = (YES, YES, ABSENT, ABSENT, ABSENT, LOG_IN)
RUN = (YES, FORBIDDEN, ABSENT, ABSENT, ABSENT, LOG_IN)
PHONE = (ABSENT, ABSENT, YES, ABSENT, ABSENT, LOG_IN)
SEE = (YES, YES, YES, ABSENT, ABSENT, LOG_IN)
KNOWN = (YES, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, LOG_IN)  # activities are public, their fiche is not
KEEP = (YES, YES, FORBIDDEN, FORBIDDEN, FORBIDDEN, LOG_IN)  # of what everybody may read
ASKED = (FORBIDDEN, FORBIDDEN, ABSENT, ABSENT, ABSENT, LOG_IN)
ALL = (YES,) * 6

Address = Callable[[Hall], str]


def workshop(rest: str) -> Address:
    return lambda scene: f"/workshops/{scene.workshop.pk}/{rest}"


def region(rest: str) -> Address:
    return lambda scene: f"/regions/{scene.region.code}/{rest}"


def activity(rest: str) -> Address:
    return lambda scene: f"/activities/{scene.activity.pk}/{rest}"


def merge(rest: str) -> Address:
    def address(scene: Hall) -> str:
        asked = MergeFactory.create(region=scene.region, result=scene.activity)
        return f"/merges/{asked.pk}/{rest}"

    return address


def cluster(rest: str) -> Address:
    return lambda scene: f"/clusters/{ClusterFactory.create(region=scene.region).pk}/{rest}"


def part(address: str, of: str) -> Address:
    """A member or a link of a cluster of the region."""
    made = {"members": ClusterMemberFactory, "links": ClusterLinkFactory}[of]
    return lambda scene: "/" + address.format(made.create(cluster__region=scene.region).pk)


def actor(rest: str) -> Address:
    return lambda scene: f"/actors/{ActorFactory.create(activity=scene.activity).pk}{rest}"


def api(address: Address) -> Address:
    return lambda scene: f"/api/v1{address(scene)}"


def template(scene: Hall) -> WorkshopTemplate:
    """A fresh one: the people who may remove it do."""
    return WorkshopTemplateFactory.create(region=scene.region)


def spare_step(scene: Hall) -> Step:
    last = scene.workshop.steps.latest("position").position
    return StepFactory.create(workshop=scene.workshop, position=last + 1)


def minutes(scene: Hall) -> str:
    kept = Minutes.objects.filter(workshop=scene.workshop).first()
    kept = kept or MinutesFactory.create(workshop=scene.workshop)
    return f"/workshops/{scene.workshop.pk}/minutes/{kept.number}/"


def invitation(scene: Hall) -> Invitation:
    return InvitationFactory.create(workshop=scene.workshop)


def ticket(rest: str) -> Address:
    return lambda scene: f"/tickets/{TicketFactory.create(workshop=scene.workshop).pk}/{rest}"


def printed(rest: str) -> Address:
    """The address on a ticket: whoever holds it may come in."""
    return lambda scene: f"/seat/{ticket_token(TicketFactory.create(workshop=scene.workshop).nonce)}/{rest}"


def personal_link(rest: str) -> Address:
    return lambda scene: f"/come/{link_token(invitation(scene).nonce)}/{rest}"


PAGES = {
    "workshop_list": (region("workshops/"), {"GET": REGION}),
    "workshop_create": (region("workshops/new/"), {"GET": RUN, "POST": RUN}),
    "workshop_detail": (workshop(""), {"GET": REGION}),
    "workshop_edit": (workshop("edit/"), {"GET": RUN, "POST": RUN}),
    "workshop_open": (workshop("open/"), {"POST": RUN}),
    "workshop_close": (workshop("close/"), {"GET": RUN, "POST": RUN}),
    "workshop_reopen": (workshop("reopen/"), {"GET": RUN, "POST": RUN}),
    "step_start": (workshop("run-sheet/"), {"POST": RUN}),
    "workshop_run_sheet": (workshop("run-sheet/now/"), {"GET": REGION}),
    "step_clock": (workshop("clock/"), {"POST": RUN}),
    "wall_choose": (workshop("wall-screen/"), {"POST": RUN}),
    "floor_give": (workshop("floor/"), {"POST": RUN}),
    "workshop_speaking": (workshop("speaking/"), {"GET": REGION}),
    "workshop_state_json": (workshop("state.json"), {"GET": RUN}),
    "workshop_state_xlsx": (workshop("state.xlsx"), {"GET": RUN}),
    "notes_hide_all": (
        lambda scene: f"/participants/{scene.participant.pk}/notes/hide/",
        {"POST": RUN},
    ),
    "notes_show_all": (
        lambda scene: f"/participants/{scene.participant.pk}/notes/show/",
        {"POST": RUN},
    ),
    "wall_main": (workshop("wall/main/"), {"GET": REGION}),
    "wall_speakers": (workshop("wall/speakers/"), {"GET": REGION}),
    "room_work": (workshop("room/work/"), {"GET": PHONE}),
    "room_hand": (workshop("room/hand/"), {"GET": PHONE}),
    "hand_raise": (workshop("room/hand/raise/"), {"POST": PHONE}),
    "participants_confirm": (workshop("confirm/"), {"POST": RUN}),
    "notes_group": (workshop("group/"), {"POST": RUN}),
    "workshop_attendance": (workshop("attendance/"), {"GET": REGION}),
    "workshop_notes": (workshop("notes/"), {"GET": REGION}),
    "workshop_activities": (workshop("activities/"), {"GET": REGION}),
    "template_list": (region("workshops/templates/"), {"GET": RUN}),
    "template_remove": (
        lambda scene: f"/workshop-templates/{template(scene).pk}/remove/",
        {"POST": RUN},
    ),
    "consent_edit": (region("workshops/consent/"), {"GET": RUN, "POST": RUN}),
    "run_sheet_edit": (workshop("steps/"), {"GET": RUN, "POST": RUN}),
    "step_edit": (lambda scene: f"/steps/{scene.steps[1].pk}/", {"GET": RUN, "POST": RUN}),
    "step_move": (lambda scene: f"/steps/{scene.steps[1].pk}/move/", {"POST": RUN}),
    "step_remove": (lambda scene: f"/steps/{spare_step(scene).pk}/remove/", {"POST": RUN}),
    "workshop_duplicate": (workshop("again/"), {"GET": RUN, "POST": RUN}),
    "template_create": (workshop("template/"), {"GET": RUN, "POST": RUN}),
    "workshop_cancel": (workshop("cancel/"), {"GET": RUN, "POST": RUN}),
    "workshop_calendar": (workshop("calendar/"), {"GET": REGION}),
    "workshop_invitation_list": (workshop("invitations/"), {"GET": RUN}),
    "workshop_invitation_create": (workshop("invitations/new/"), {"POST": RUN}),
    "workshop_invitation_remind": (workshop("invitations/remind/"), {"POST": RUN}),
    "workshop_invitation_withdraw": (
        lambda scene: f"/workshop-invitations/{invitation(scene).pk}/withdraw/",
        {"POST": RUN},
    ),
    "workshop_invitation_detail": (personal_link(""), {"GET": ALL}),
    "workshop_invitation_answer": (personal_link("answer/"), {"POST": ALL}),
    "workshop_invitation_join": (personal_link("join/"), {"POST": ALL}),
    "workshop_invitation_calendar": (personal_link("calendar/"), {"GET": ALL}),
    "participant_refuse": (
        lambda scene: f"/participants/{scene.participant.pk}/refuse/",
        {"GET": RUN, "POST": RUN},
    ),
    "people_table": (lambda scene: "/tables/participants.csv", {"GET": ALL}),
    "organization_table": (lambda scene: "/tables/organizations.csv", {"GET": ALL}),
    "stakeholder_table": (lambda scene: "/tables/stakeholders.csv", {"GET": ALL}),
    "register_undo": (
        lambda scene: f"/registers/{RegisterImportFactory.create(region=scene.region).pk}/undo/",
        {"GET": RUN, "POST": RUN},
    ),
    "organization_import": (region("organizations/file/"), {"GET": RUN, "POST": RUN}),
    "invitation_upload": (workshop("invitations/file/"), {"POST": RUN}),
    "table_list": (workshop("tables/"), {"GET": REGION}),
    "tables_make": (workshop("tables/new/"), {"POST": RUN}),
    "participant_seat": (workshop("tables/seat/"), {"POST": RUN}),
    "table_speaker": (workshop("tables/speaker/"), {"POST": RUN}),
    "shortlist_detail": (workshop("shortlist/"), {"GET": REGION}),
    "shortlist_confirm": (workshop("shortlist/confirm/"), {"POST": RUN}),
    "shortlist_undo": (workshop("shortlist/undo/"), {"GET": RUN, "POST": RUN}),
    "ticket_list": (workshop("tickets/"), {"GET": RUN}),
    "tickets_issue": (workshop("tickets/new/"), {"POST": RUN}),
    "ticket_sheet": (workshop("tickets/sheet/"), {"GET": RUN}),
    "ticket_revoke": (ticket("revoke/"), {"GET": RUN, "POST": RUN}),
    "ticket_reissue": (ticket("again/"), {"GET": RUN, "POST": RUN}),
    "ticket_detail": (printed(""), {"GET": ALL}),
    "ticket_join": (printed("join/"), {"POST": ALL}),
    "workshop_return": (lambda scene: f"/join/{scene.workshop.code}/return/", {"GET": ALL, "POST": ALL}),
    "workshop_balance": (workshop("balance/"), {"GET": REGION}),
    "balance_part": (workshop("balance/now/"), {"GET": REGION}),
    "wall_balance": (workshop("wall/balance/"), {"GET": REGION}),
    "targets_set": (workshop("balance/targets/"), {"POST": RUN}),
    "workshop_rehearsal": (workshop("rehearsal/"), {"GET": RUN}),
    "rehearsal_part": (workshop("rehearsal/now/"), {"GET": RUN}),
    "rehearsal_start": (workshop("rehearsal/start/"), {"POST": RUN}),
    "rehearsal_stop": (workshop("rehearsal/stop/"), {"POST": RUN}),
    "rehearsal_wipe": (workshop("rehearsal/wipe/"), {"GET": RUN, "POST": RUN}),
    "room_check": (workshop("room-check/"), {"GET": REGION}),
    "room_echo": (workshop("room-check/echo/"), {"GET": REGION}),
    "room_ping": (workshop("room-check/ping/"), {"POST": REGION}),
    "room_people": (workshop("room/people/"), {"GET": PHONE, "POST": PHONE}),
    "room_speak": (workshop("room/speak/"), {"POST": PHONE}),
    "workshop_paper": (workshop("paper/"), {"GET": RUN}),
    "paper_seat": (workshop("paper/people/"), {"POST": RUN}),
    "card_print": (workshop("paper/cards/"), {"POST": RUN}),
    "workshop_cards": (
        workshop("paper/cards.pdf"),
        {"GET": (ABSENT, FORBIDDEN, ABSENT, ABSENT, ABSENT, LOG_IN)},
    ),
    "card_enter": (workshop("paper/entry/"), {"POST": RUN}),
    "minutes_detail": (workshop("minutes/"), {"GET": (YES, YES, FORBIDDEN, ABSENT, ABSENT, LOG_IN)}),
    "minutes_keep": (workshop("minutes/keep/"), {"POST": RUN}),
    "minutes_word": (lambda scene: f"{minutes(scene)}word/", {"GET": SEE}),
    "minutes_pdf": (lambda scene: f"{minutes(scene)}pdf/", {"GET": SEE}),
    "note_withdraw": (lambda scene: f"/notes/{scene.note.pk}/withdraw/", {"POST": PHONE}),
    "activity_wild_card": (activity("wild-card/"), {"POST": PHONE}),
    "participant_correct": (
        lambda scene: f"/participants/{scene.participant.pk}/",
        {"GET": RUN, "POST": RUN},
    ),
    "note_hide": (lambda scene: f"/notes/{scene.note.pk}/hide/", {"POST": RUN}),
    "note_show": (lambda scene: f"/notes/{scene.note.pk}/show/", {"POST": RUN}),
    "theme_edit": (lambda scene: f"/themes/{scene.theme.pk}/", {"GET": RUN, "POST": RUN}),
    "theme_merge": (lambda scene: f"/themes/{scene.theme.pk}/merge/", {"POST": RUN}),
    "theme_unmerge": (lambda scene: f"/themes/{scene.theme.pk}/unmerge/", {"POST": RUN}),
    "merge_list": (region("merges/"), {"GET": REGION}),
    "merge_create": (region("merges/new/"), {"GET": REGION, "POST": REGION}),
    "merge_detail": (merge(""), {"GET": REGION}),
    "merge_answer": (merge("answer/"), {"POST": ASKED}),
    "merge_complete": (merge("complete/"), {"GET": REGION, "POST": REGION}),
    "merge_withdraw": (merge("withdraw/"), {"GET": REGION, "POST": REGION}),
    "merge_undo": (merge("undo/"), {"GET": REGION, "POST": REGION}),
    "cluster_create": (region("clusters/new/"), {"GET": KEEP, "POST": KEEP}),
    "cluster_edit": (cluster("edit/"), {"GET": KEEP, "POST": KEEP}),
    "cluster_close": (cluster("close/"), {"GET": KEEP, "POST": KEEP}),
    "cluster_reopen": (cluster("reopen/"), {"POST": KEEP}),
    "cluster_member_add": (cluster("members/"), {"POST": KEEP}),
    "cluster_member_remove": (part("cluster-members/{}/remove/", "members"), {"POST": KEEP}),
    "cluster_link_add": (cluster("links/"), {"POST": KEEP}),
    "cluster_link_remove": (part("cluster-links/{}/remove/", "links"), {"POST": KEEP}),
    "activity_actors": (activity("organizations/"), {"GET": KNOWN, "POST": KNOWN}),
    "actor_remove": (actor("/remove/"), {"POST": KNOWN}),
    "activity_translate": (activity("translations/kk/"), {"GET": KEEP, "POST": KEEP}),
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
    "api_participant_refusal": (
        lambda scene: f"/participants/{scene.participant.pk}/refusal/",
        {"POST": RUN},
    ),
    "api_step_list": (workshop("steps/"), {"POST": RUN}),
    "api_step_detail": (
        lambda scene: f"/steps/{spare_step(scene).pk}/",
        {"GET": RUN, "PUT": RUN, "DELETE": RUN},
    ),
    "api_step_move": (lambda scene: f"/steps/{scene.steps[1].pk}/move/", {"POST": RUN}),
    "api_template_list": (region("workshop-templates/"), {"GET": RUN}),
    "api_template_create": (workshop("template/"), {"POST": RUN}),
    "api_template_detail": (
        lambda scene: f"/workshop-templates/{template(scene).pk}/",
        {"DELETE": RUN},
    ),
    "api_workshop_duplicate": (workshop("again/"), {"POST": RUN}),
    "api_consent": (region("consent/"), {"GET": ALL, "PUT": RUN}),
    "api_workshop_invitation_list": (workshop("invitations/"), {"GET": RUN, "POST": RUN}),
    "api_workshop_invitation_remind": (workshop("invitations/remind/"), {"POST": RUN}),
    "api_workshop_invitation_detail": (
        lambda scene: f"/workshop-invitations/{invitation(scene).pk}/",
        {"DELETE": RUN},
    ),
    "api_step_clock": (workshop("clock/"), {"GET": SEE, "POST": RUN}),
    "api_wall_screen": (workshop("wall-screen/"), {"GET": REGION, "PUT": RUN}),
    "api_speaking": (workshop("speaking/"), {"GET": REGION, "POST": RUN, "DELETE": RUN}),
    "api_hand": (workshop("hand/"), {"GET": PHONE, "PUT": PHONE, "DELETE": PHONE}),
    "api_table_choices": (workshop("tables/choices/"), {"GET": REGION}),
    "api_paper_people": (workshop("paper/people/"), {"GET": RUN, "POST": RUN}),
    "api_card_list": (workshop("paper/cards/"), {"GET": RUN, "POST": RUN}),
    "api_card_enter": (workshop("paper/entry/"), {"POST": RUN}),
    "api_table_list": (workshop("tables/"), {"GET": REGION, "POST": RUN}),
    "api_participant_seat": (
        lambda scene: f"/participants/{scene.participant.pk}/seat/",
        {"PUT": RUN},
    ),
    "api_shortlist": (workshop("shortlist/"), {"GET": SEE, "POST": RUN, "DELETE": RUN}),
    "api_wild_card": (activity("wild-card/"), {"PUT": PHONE, "DELETE": PHONE}),
    "api_note_withdrawal": (
        lambda scene: f"/notes/{scene.note.pk}/withdrawal/",
        {"POST": PHONE},
    ),
    "api_minutes": (
        lambda scene: minutes(scene).split("minutes/")[0] + "minutes/",
        {"GET": REGION, "POST": RUN},
    ),
    "api_note_list": (workshop("notes/"), {"GET": SEE, "POST": PHONE}),
    "api_note_detail": (lambda scene: f"/notes/{scene.note.pk}/", {"GET": ALL, "PUT": RUN}),
    "api_theme_list": (workshop("themes/"), {"GET": SEE, "POST": RUN}),
    "api_grouping": (workshop("grouping/"), {"POST": RUN}),
    "api_theme_detail": (lambda scene: f"/themes/{scene.theme.pk}/", {"PUT": RUN}),
    "api_workshop_activities": (workshop("activities/"), {"GET": SEE}),
    "api_activity_list": (region("activities/"), {"GET": ALL, "POST": RUN}),
    "api_activity_detail": (activity(""), {"GET": ALL, "PUT": KNOWN}),
    "api_activity_translation": (activity("translations/kk/"), {"PUT": KEEP}),
    "api_activity_organizations": (activity("organizations/"), {"GET": ALL, "POST": KNOWN}),
    "api_actor_detail": (actor("/"), {"DELETE": KNOWN}),
    "api_activity_versions": (activity("versions/"), {"GET": ALL}),
    "api_activity_completeness": (activity("completeness/"), {"GET": ALL}),
    "api_merge_list": (region("merges/"), {"GET": REGION, "POST": REGION}),
    "api_merge_detail": (merge(""), {"GET": REGION}),
    "api_merge_answer": (merge("answer/"), {"PUT": ASKED}),
    "api_merge_steps": (merge("steps/"), {"POST": REGION}),
    "api_theme_merge": (lambda scene: f"/themes/{scene.theme.pk}/merge/", {"PUT": RUN}),
    "api_register_list": (region("registers/"), {"GET": RUN, "POST": RUN}),
    "api_register_undo": (
        lambda scene: f"/registers/{RegisterImportFactory.create(region=scene.region).pk}/undo/",
        {"POST": RUN},
    ),
    "api_cluster_list": (region("clusters/"), {"GET": ALL, "POST": KEEP}),
    "api_cluster_detail": (cluster(""), {"GET": ALL, "PUT": KEEP}),
    "api_cluster_network": (cluster("network/"), {"GET": ALL}),
    "api_cluster_register": (cluster("register/"), {"PUT": KEEP}),
    "api_cluster_members": (cluster("members/"), {"POST": KEEP}),
    "api_cluster_member_detail": (part("cluster-members/{}/", "members"), {"DELETE": KEEP}),
    "api_cluster_links": (cluster("links/"), {"POST": KEEP}),
    "api_cluster_link_detail": (part("cluster-links/{}/", "links"), {"DELETE": KEEP}),
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
