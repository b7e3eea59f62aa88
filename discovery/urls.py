"""Where requests enter. Everything here follows the person's own language; public pages belong to upper apps."""

from django.urls import URLPattern

from discovery import queries
from discovery.views import activities, desk, joining, room, wall, workshops
from foundation.policy import everyone, may, route

_list = may("discovery.see_workshops", on=queries.region_for_member)
_prepare = may("discovery.prepare_workshop", on=queries.region_for_member)
_see = may("discovery.see_desk", on=queries.workshop_for_member)
_run = may("discovery.run_workshop", on=queries.workshop_for_member)
_group = may("discovery.run_workshop", on=queries.note_for_facilitator)
_name = may("discovery.run_workshop", on=queries.theme_for)
_correct = may("discovery.run_workshop", on=queries.participant_to_run)
_propose = may("discovery.propose_activity", on=queries.region_for_member)
_describe = may("discovery.edit_activity", on=queries.activity_for)
_attend = may("discovery.take_part", on=queries.participant_for)
_write = may("discovery.write_note", on=queries.participant_for)
_support = may("discovery.support_activity", on=queries.supported_activity_for)

urlpatterns: list[URLPattern] = [
    # The region's workshops
    route("regions/<slug:code>/workshops/", workshops.workshop_list,
          name="workshop_list", allow={"GET": _list}),
    route("regions/<slug:code>/workshops/new/", workshops.workshop_create,
          name="workshop_create", allow={"GET": _prepare, "POST": _prepare}),
    # The desk
    route("workshops/<int:workshop_id>/", desk.workshop_detail,
          name="workshop_detail", allow={"GET": _see}),
    route("workshops/<int:workshop_id>/edit/", workshops.workshop_edit,
          name="workshop_edit", allow={"GET": _run, "POST": _run}),
    route("workshops/<int:workshop_id>/open/", workshops.workshop_open,
          name="workshop_open", allow={"POST": _run}),
    route("workshops/<int:workshop_id>/close/", workshops.workshop_close,
          name="workshop_close", allow={"GET": _run, "POST": _run}),
    route("workshops/<int:workshop_id>/reopen/", workshops.workshop_reopen,
          name="workshop_reopen", allow={"GET": _run, "POST": _run}),
    route("workshops/<int:workshop_id>/run-sheet/", desk.step_start,
          name="step_start", allow={"POST": _run}),
    route("workshops/<int:workshop_id>/confirm/", desk.participants_confirm,
          name="participants_confirm", allow={"POST": _run}),
    route("workshops/<int:workshop_id>/group/", desk.notes_group,
          name="notes_group", allow={"POST": _run}),
    route("workshops/<int:workshop_id>/attendance/", desk.attendance_part,
          name="workshop_attendance", allow={"GET": _see}),
    route("workshops/<int:workshop_id>/notes/", desk.notes_part,
          name="workshop_notes", allow={"GET": _see}),
    route("workshops/<int:workshop_id>/activities/", desk.activities_part,
          name="workshop_activities", allow={"GET": _see}),
    route("participants/<int:participant_id>/", desk.participant_correct,
          name="participant_correct", allow={"GET": _correct, "POST": _correct}),
    route("notes/<int:note_id>/hide/", desk.note_hide,
          name="note_hide", allow={"POST": _group}),
    route("notes/<int:note_id>/show/", desk.note_show,
          name="note_show", allow={"POST": _group}),
    route("themes/<int:theme_id>/", desk.theme_edit,
          name="theme_edit", allow={"GET": _name, "POST": _name}),
    # Activities
    route("regions/<slug:code>/activities/new/", activities.activity_create,
          name="activity_create", allow={"GET": _propose, "POST": _propose}),
    route("activities/<int:activity_id>/edit/", activities.activity_edit,
          name="activity_edit", allow={"GET": _describe, "POST": _describe}),
    # The wall
    route("workshops/<int:workshop_id>/wall/", wall.workshop_projector,
          name="workshop_projector", allow={"GET": _see}),
    route("workshops/<int:workshop_id>/wall/step/", wall.step_part,
          name="wall_step", allow={"GET": _see}),
    route("workshops/<int:workshop_id>/wall/attendance/", wall.attendance_part,
          name="wall_attendance", allow={"GET": _see}),
    route("workshops/<int:workshop_id>/wall/notes/", wall.notes_part,
          name="wall_notes", allow={"GET": _see}),
    route("workshops/<int:workshop_id>/wall/themes/", wall.themes_part,
          name="wall_themes", allow={"GET": _see}),
    # Phones
    route("join/", joining.workshop_join,
          name="workshop_join", allow={"GET": everyone(), "POST": everyone()}),
    route("join/<str:join_code>/", joining.workshop_enter,
          name="workshop_enter", allow={"GET": everyone(), "POST": everyone()}),
    route("workshops/<int:workshop_id>/room/", room.workshop_room,
          name="workshop_room", allow={"GET": _attend}),
    route("workshops/<int:workshop_id>/room/step/", room.step_part,
          name="room_step", allow={"GET": _attend}),
    route("workshops/<int:workshop_id>/room/board/", room.board_part,
          name="room_board", allow={"GET": _attend}),
    route("workshops/<int:workshop_id>/room/notes/", room.note_create,
          name="note_create", allow={"POST": _write}),
    route("activities/<int:activity_id>/support/", room.activity_support,
          name="activity_support", allow={"POST": _support}),
]  # fmt: skip

public_urlpatterns: list[URLPattern] = []
