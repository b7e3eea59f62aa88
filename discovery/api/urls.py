"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from discovery import queries
from discovery.api import views
from discovery.api.views import clusters, fiche, merges, registers
from foundation.policy import everyone, may, route

_see = may("discovery.see_workshop", on=queries.workshop_for)
_desk = may("discovery.see_desk", on=queries.workshop_for_member)
_run = may("discovery.run_workshop", on=queries.workshop_for_member)
_prepare = may("discovery.prepare_workshop", on=queries.region_for_member)
_step = may("discovery.run_workshop", on=queries.step_for_member)
_write = may("discovery.write_note", on=queries.participant_for)
_attend = may("discovery.take_part", on=queries.participant_for)
_keep = may("discovery.keep_clusters", on=queries.cluster_for)
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
    route("participants/<int:participant_id>/refusal/", views.Refusal, name="api_participant_refusal", allow={
        "POST": may("discovery.run_workshop", on=queries.participant_to_run),
    }),
    # Preparing: run sheet, templates, consent, invitations
    route("workshops/<int:workshop_id>/steps/", views.StepList, name="api_step_list", allow={"POST": _run}),
    route("steps/<int:step_id>/", views.StepDetail, name="api_step_detail",
          allow={"GET": _step, "PUT": _step, "DELETE": _step}),
    route("steps/<int:step_id>/move/", views.StepMove, name="api_step_move", allow={"POST": _step}),
    route("regions/<slug:code>/workshop-templates/", views.TemplateList, name="api_template_list", allow={
        "GET": _prepare,
    }),
    route("workshops/<int:workshop_id>/template/", views.TemplateCreate,
          name="api_template_create", allow={"POST": _run}),
    route("workshop-templates/<int:template_id>/", views.TemplateDetail, name="api_template_detail", allow={
        "DELETE": may("discovery.prepare_workshop", on=queries.template_for_member),
    }),
    route("workshops/<int:workshop_id>/again/", views.Duplicate,
          name="api_workshop_duplicate", allow={"POST": _run}),
    route("regions/<slug:code>/consent/", views.Consent, name="api_consent", allow={
        "GET": everyone(on=queries.region_for_anybody), "PUT": _prepare,
    }),
    route("workshops/<int:workshop_id>/invitations/", views.InvitationList,
          name="api_workshop_invitation_list", allow={"GET": _run, "POST": _run}),
    route("workshops/<int:workshop_id>/invitations/remind/", views.Reminder,
          name="api_workshop_invitation_remind", allow={"POST": _run}),
    route("workshop-invitations/<int:workshop_invitation_id>/", views.InvitationDetail, name="api_workshop_invitation_detail", allow={
        "DELETE": may("discovery.run_workshop", on=queries.invitation_to_run),
    }),
    # Leading the hall: the clock, the wall, who speaks
    route("workshops/<int:workshop_id>/clock/", views.StepClock,
          name="api_step_clock", allow={"GET": _see, "POST": _run}),
    route("workshops/<int:workshop_id>/wall-screen/", views.WallScreen,
          name="api_wall_screen", allow={"GET": _desk, "PUT": _run}),
    route("workshops/<int:workshop_id>/speaking/", views.Speaking,
          name="api_speaking", allow={"GET": _desk, "POST": _run, "DELETE": _run}),
    route("workshops/<int:workshop_id>/hand/", views.Hand,
          name="api_hand", allow={"GET": _attend, "PUT": _attend, "DELETE": _attend}),
    route("workshops/<int:workshop_id>/tables/choices/", views.TableChoices,
          name="api_table_choices", allow={"GET": _desk}),
    # People without a phone
    route("workshops/<int:workshop_id>/paper/people/", views.PaperPeople,
          name="api_paper_people", allow={"GET": _run, "POST": _run}),
    route("workshops/<int:workshop_id>/paper/cards/", views.CardList,
          name="api_card_list", allow={"GET": _run, "POST": _run}),
    route("workshops/<int:workshop_id>/paper/entry/", views.CardEntry,
          name="api_card_enter", allow={"POST": _run}),
    # In the hall: tables, shortlist, minutes
    route("workshops/<int:workshop_id>/tables/", views.TableList,
          name="api_table_list", allow={"GET": _desk, "POST": _run}),
    route("participants/<int:participant_id>/seat/", views.Seat, name="api_participant_seat", allow={
        "PUT": may("discovery.run_workshop", on=queries.participant_to_run),
    }),
    route("workshops/<int:workshop_id>/shortlist/", views.Shortlist,
          name="api_shortlist", allow={"GET": _see, "POST": _run, "DELETE": _run}),
    route("activities/<int:activity_id>/wild-card/", views.WildCard,
          name="api_wild_card", allow={"PUT": _support, "DELETE": _support}),
    route("notes/<int:note_id>/withdrawal/", views.NoteWithdrawal, name="api_note_withdrawal", allow={
        "POST": may("discovery.withdraw_note", on=queries.note_of_author),
    }),
    route("workshops/<int:workshop_id>/minutes/", views.Minutes,
          name="api_minutes", allow={"GET": _desk, "POST": _run}),
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
    route("activities/<int:activity_id>/translations/<str:language>/", fiche.ActivityTranslation,
          name="api_activity_translation",
          allow={"PUT": may("discovery.translate_activity", on=queries.translation_for)}),
    route("activities/<int:activity_id>/organizations/", fiche.ActivityOrganizations,
          name="api_activity_organizations", allow={
              "GET": everyone(on=queries.activity_for),
              "POST": may("discovery.edit_activity", on=queries.activity_for),
          }),
    route("actors/<int:actor_id>/", fiche.ActorDetail, name="api_actor_detail",
          allow={"DELETE": may("discovery.edit_activity", on=queries.actor_for)}),
    route("activities/<int:activity_id>/versions/", fiche.ActivityVersions,
          name="api_activity_versions", allow={"GET": everyone(on=queries.activity_for)}),
    route("activities/<int:activity_id>/completeness/", fiche.ActivityCompleteness,
          name="api_activity_completeness", allow={"GET": everyone(on=queries.activity_for)}),
    route("regions/<slug:code>/merges/", merges.MergeList, name="api_merge_list", allow={
        "GET": may("discovery.see_merges", on=queries.region_for_member),
        "POST": may("discovery.merge_activities", on=queries.region_for_member),
    }),
    route("merges/<int:merge_id>/", merges.MergeDetail, name="api_merge_detail",
          allow={"GET": may("discovery.see_merge", on=queries.merge_for)}),
    route("merges/<int:merge_id>/answer/", merges.MergeAnswer, name="api_merge_answer",
          allow={"PUT": may("discovery.answer_merge", on=queries.merge_for)}),
    route("merges/<int:merge_id>/steps/", merges.MergeSteps, name="api_merge_steps",
          allow={"POST": may("discovery.merge_activities", on=queries.merge_for)}),
    route("themes/<int:theme_id>/merge/", merges.ThemeMerge, name="api_theme_merge",
          allow={"PUT": may("discovery.run_workshop", on=queries.theme_for)}),
    route("regions/<slug:code>/clusters/", clusters.ClusterList, name="api_cluster_list", allow={
        "GET": everyone(on=queries.region_for_anybody),
        "POST": may("discovery.keep_clusters", on=queries.region_for_anybody),
    }),
    route("clusters/<int:cluster_id>/", clusters.ClusterDetail, name="api_cluster_detail", allow={
        "GET": everyone(on=queries.cluster_for),
        "PUT": _keep,
    }),
    route("clusters/<int:cluster_id>/network/", clusters.ClusterNetwork,
          name="api_cluster_network", allow={"GET": everyone(on=queries.cluster_for)}),
    route("clusters/<int:cluster_id>/register/", clusters.ClusterRegister,
          name="api_cluster_register", allow={"PUT": _keep}),
    route("clusters/<int:cluster_id>/members/", clusters.ClusterMembers,
          name="api_cluster_members", allow={"POST": _keep}),
    route("cluster-members/<int:member_id>/", clusters.ClusterMemberDetail, name="api_cluster_member_detail",
          allow={"DELETE": may("discovery.keep_clusters", on=queries.member_of_cluster_for)}),
    route("clusters/<int:cluster_id>/links/", clusters.ClusterLinks,
          name="api_cluster_links", allow={"POST": _keep}),
    route("cluster-links/<int:link_id>/", clusters.ClusterLinkDetail, name="api_cluster_link_detail",
          allow={"DELETE": may("discovery.keep_clusters", on=queries.link_of_cluster_for)}),
    route("regions/<slug:code>/registers/", registers.RegisterList, name="api_register_list",
          allow={"GET": _prepare, "POST": _prepare}),
    route("registers/<int:register_id>/undo/", registers.RegisterUndo, name="api_register_undo",
          allow={"POST": may("discovery.prepare_workshop", on=queries.register_import_for)}),
]  # fmt: skip
