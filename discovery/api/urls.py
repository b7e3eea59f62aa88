"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from discovery import queries
from discovery.api import views
from foundation.policy import everyone, may, route

_see = may("discovery.see_workshop", on=queries.workshop_for)
_desk = may("discovery.see_desk", on=queries.workshop_for_member)
_run = may("discovery.run_workshop", on=queries.workshop_for_member)
_write = may("discovery.write_note", on=queries.participant_for)
_support = may("discovery.support_activity", on=queries.supported_activity_for)

urlpatterns: list[URLPattern] = [
    route("regions/<slug:code>/workshops/", views.WorkshopList, name="api_workshop_list", allow={
        "GET": may("discovery.see_workshops", on=queries.region_for_member),
        "POST": may("discovery.prepare_workshop", on=queries.region_for_member),
    }),
    route("workshops/join/", views.Join, name="api_workshop_join", allow={"POST": everyone()}),
    route("workshops/<int:workshop_id>/", views.WorkshopDetail,
          name="api_workshop_detail", allow={"GET": _see, "PUT": _run}),
    route("workshops/<int:workshop_id>/doors/", views.WorkshopDoors,
          name="api_workshop_doors", allow={"POST": _run}),
    route("workshops/<int:workshop_id>/run-sheet/", views.RunSheet,
          name="api_run_sheet", allow={"GET": _see, "POST": _run}),
    route("workshops/<int:workshop_id>/attendance/", views.Attendance,
          name="api_attendance", allow={"GET": _see}),
    route("workshops/<int:workshop_id>/participants/", views.ParticipantList,
          name="api_participant_list", allow={"GET": _desk}),
    route("workshops/<int:workshop_id>/participants/confirm/", views.Confirmation,
          name="api_participants_confirm", allow={"POST": _run}),
    route("participants/<int:participant_id>/", views.ParticipantDetail, name="api_participant_detail", allow={
        "PUT": may("discovery.run_workshop", on=queries.participant_to_run),
    }),
    route("workshops/<int:workshop_id>/notes/", views.NoteList,
          name="api_note_list", allow={"GET": _see, "POST": _write}),
    route("notes/<int:note_id>/", views.NoteDetail, name="api_note_detail", allow={
        "GET": everyone(on=queries.note_for_public),
        "PUT": may("discovery.run_workshop", on=queries.note_for_facilitator),
    }),
    route("workshops/<int:workshop_id>/themes/", views.ThemeList,
          name="api_theme_list", allow={"GET": _see, "POST": _run}),
    route("workshops/<int:workshop_id>/grouping/", views.Grouping,
          name="api_grouping", allow={"POST": _run}),
    route("themes/<int:theme_id>/", views.ThemeDetail, name="api_theme_detail", allow={
        "PUT": may("discovery.run_workshop", on=queries.theme_for),
    }),
    route("workshops/<int:workshop_id>/activities/", views.WorkshopActivities,
          name="api_workshop_activities", allow={"GET": _see}),
    route("regions/<slug:code>/activities/", views.RegionActivities, name="api_activity_list", allow={
        "GET": everyone(on=queries.region_for_anybody),
        "POST": may("discovery.propose_activity", on=queries.region_for_member),
    }),
    route("activities/<int:activity_id>/", views.ActivityDetail, name="api_activity_detail", allow={
        "GET": everyone(on=queries.activity_for),
        "PUT": may("discovery.edit_activity", on=queries.activity_for),
    }),
    route("activities/<int:activity_id>/support/", views.ActivitySupport,
          name="api_activity_support", allow={"PUT": _support, "DELETE": _support}),
]  # fmt: skip
