"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

from foundation.policy import Allow, everyone, may, route
from priorities.api.views import publications, remarks, rules, sets, threads, webhooks
from priorities.queries import ministry
from priorities.queries import publications as published
from priorities.queries import rules as ruled
from priorities.queries import sets as known
from priorities.queries import threads as threaded
from priorities.queries import webhooks as told

SET = "sets/<int:set_id>/"
VERSION = "regions/<slug:code>/publications/<int:number>/"


def post(permission: str, **more: bool) -> dict[str, Allow]:
    return {"POST": may(permission, on=known.set_for, **more)}


version = {"GET": everyone(on=published.publication_for)}
revise = {"POST": may("priorities.start_set", on=published.publication_for)}

urlpatterns: list[URLPattern] = [
    route("regions/<slug:code>/sets/", sets.SetList, name="api_set_list", allow={
        "GET": may("priorities.see_set", on=known.region_of_member),
        "POST": may("priorities.start_set", on=known.region_of_member),
    }),
    route(SET, sets.SetDetail, name="api_set_detail",
          allow={"GET": may("priorities.see_set", on=known.set_for)}),
    route(SET + "add/", sets.PriorityAdd, name="api_set_add", allow=post("priorities.draft_set")),
    route(SET + "drop/", sets.PriorityDrop, name="api_set_drop", allow=post("priorities.draft_set")),
    route(SET + "move/", sets.PriorityMove, name="api_set_move", allow=post("priorities.draft_set")),
    route(SET + "review/", sets.ReviewDate, name="api_set_review", allow=post("priorities.draft_set")),
    route("rounds/<int:round_id>/rules/", rules.RuleList, name="api_rule_list", allow={
        "GET": may("priorities.see_rules", on=ruled.round_of_member),
        "POST": may("priorities.choose_rule", on=ruled.round_of_member),
    }),
    route("rules/<int:rule_id>/drop/", rules.RuleDrop, name="api_rule_drop",
          allow={"POST": may("priorities.choose_rule", on=ruled.rule_for)}),
    route(SET + "rules/explain/", rules.SetExplanation, name="api_set_explain",
          allow=post("priorities.draft_set")),
    route(SET + "remarks/", remarks.RemarkList, name="api_remark_list", allow={
        "GET": may("priorities.see_set", on=known.set_for),
        "POST": may("priorities.comment_set", on=known.set_for),
    }),
    route("remarks/<int:remark_id>/answer/", remarks.RemarkAnswer, name="api_remark_answer",
          allow={"POST": may("priorities.draft_set", on=known.remark_for)}),
    route("regions/<slug:code>/ministry/sets/", remarks.MinistrySets, name="api_ministry_sets",
          allow={"GET": may("priorities.watch_regions", on=ministry.country_watched_by)}),
    route(SET + "submit/", sets.SetSubmission, name="api_set_submit", allow=post("priorities.draft_set")),
    route(SET + "withdraw/", sets.SetWithdrawal, name="api_set_withdraw", allow=post("priorities.draft_set")),
    route(SET + "return/", sets.SetReturn, name="api_set_return", allow=post("priorities.decide_set")),
    route(SET + "approve/", sets.SetApproval, name="api_set_approve",
          allow=post("priorities.decide_set", session_only=True)),
    route(SET + "legal-act/", sets.SetLegalAct, name="api_set_legal_act", allow=post("priorities.draft_set")),
    route(SET + "publish/", sets.SetPublication, name="api_set_publish", allow=post("priorities.publish_set")),
    route("regions/<slug:code>/publications/", publications.PublicationList, name="api_publication_list",
          allow={"GET": everyone(on=published.region_for)}),
    route("regions/<slug:code>/alignment/", publications.CountryAlignment, name="api_country_alignment",
          allow={"GET": everyone(on=published.country_for)}),
    route(VERSION, publications.PublicationDetail, name="api_publication_detail", allow=version),
    route(VERSION + "differences/", publications.PublicationDifferences, name="api_publication_differences",
          allow=version),
    route(VERSION + "bundle/", publications.PublicationBundle, name="api_publication_bundle",
          allow={"GET": everyone(on=published.publication_with_bundle_for)}),
    route(VERSION + "correct/", publications.CorrectionStart, name="api_correction_start", allow=revise),
    route(VERSION + "next/", publications.NextVersionStart, name="api_next_version_start", allow=revise),
    route("regions/<slug:code>/candidates/", threads.CandidateList, name="api_candidate_list",
          allow={"GET": everyone(on=published.region_for)}),
    route("activities/<int:activity_id>/thread/", threads.ActivityThread, name="api_activity_thread",
          allow={"GET": everyone(on=threaded.activity_for)}),
    route("regions/<slug:code>/webhooks/", webhooks.WebhookList, name="api_webhook_list",
          allow=dict.fromkeys(("GET", "POST"), may("priorities.hold_webhook", on=known.region_of_member))),
    route("webhooks/<int:webhook_id>/", webhooks.WebhookDetail, name="api_webhook_detail",
          allow={"DELETE": may("priorities.hold_webhook", on=told.webhook_for)}),
    route("regions/<slug:code>/deliveries/", webhooks.DeliveryList, name="api_delivery_list",
          allow={"GET": may("priorities.hold_webhook", on=known.region_of_member)}),
    route("deliveries/<int:delivery_id>/resend/", webhooks.DeliveryResend, name="api_delivery_resend",
          allow={"POST": may("priorities.hold_webhook", on=told.delivery_for)}),
    route("notes/<int:note_id>/thread/", threads.NoteThread, name="api_note_thread",
          allow={"GET": everyone(on=threaded.note_for)}),
]  # fmt: skip
