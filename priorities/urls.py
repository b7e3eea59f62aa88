"""Where requests enter. `public_urlpatterns` carry the language in their address, `urlpatterns` do not."""

from typing import Any

from django.urls import URLPattern

from foundation.policy import Allow, everyone, may, route
from priorities.queries import learning, ministry, publications, sets, threads
from priorities.queries import rules as ruled
from priorities.queries import webhooks as told
from priorities.views import (
    activities,
    alignment,
    changes,
    dossiers,
    home,
    learn,
    remarks,
    revisions,
    rules,
    steps,
    webhooks,
)
from priorities.views import publications as published
from priorities.views import sets as boards

SET = "sets/<int:set_id>/"
VERSION = "regions/<slug:code>/priorities/<int:number>/"


def form_of_set(permission: str, **more: Any) -> dict[str, Allow]:
    """A form's page and its sending, for the same people."""
    rule = may(permission, on=sets.set_for, **more)
    return {"GET": rule, "POST": rule}


def form_of_publication() -> dict[str, Allow]:
    rule = may("priorities.start_set", on=publications.publication_for)
    return {"GET": rule, "POST": rule}


seen = {"GET": may("priorities.see_set", on=sets.set_for)}
dossier = {"GET": may("priorities.read_dossier", on=sets.set_for)}
answer = may("priorities.draft_set", on=sets.remark_for)
region_forms = may("priorities.start_set", on=sets.region_of_member)
tell_programs = may("priorities.hold_webhook", on=sets.region_of_member)
version = everyone(on=publications.publication_for)

urlpatterns: list[URLPattern] = [
    route("regions/<slug:code>/sets/", boards.set_list, name="set_list",
          allow={"GET": may("priorities.see_set", on=sets.region_of_member)}),
    route("regions/<slug:code>/sets/new/", boards.set_create, name="set_create",
          allow={"GET": region_forms, "POST": region_forms}),
    route("regions/<slug:code>/webhooks/", webhooks.webhook_list, name="webhook_list",
          allow={"GET": tell_programs, "POST": tell_programs}),
    route("webhooks/<int:webhook_id>/remove/", webhooks.webhook_remove, name="webhook_remove",
          allow=dict.fromkeys(("GET", "POST"), may("priorities.hold_webhook", on=told.webhook_for))),
    route("deliveries/<int:delivery_id>/resend/", webhooks.delivery_resend, name="delivery_resend",
          allow={"POST": may("priorities.hold_webhook", on=told.delivery_for)}),
    route(SET, boards.set_detail, name="set_detail", allow=seen),
    route(SET + "voices/", boards.set_voices, name="set_voices", allow=seen),
    route(SET + "dossier/", dossiers.set_dossier, name="set_dossier", allow=dossier),
    route(SET + "dossier/word/", dossiers.set_dossier_word, name="set_dossier_word", allow=dossier),
    route(SET + "dossier/pdf/", dossiers.set_dossier_pdf, name="set_dossier_pdf", allow=dossier),
    route(SET + "legal-act/scan/", boards.set_scan, name="set_scan", allow=seen),
    route("rounds/<int:round_id>/rules/", rules.rule_list, name="rule_list", allow={
        "GET": may("priorities.see_rules", on=ruled.round_of_member),
        "POST": may("priorities.choose_rule", on=ruled.round_of_member),
    }),
    route("rules/<int:rule_id>/drop/", rules.rule_drop, name="rule_drop",
          allow=dict.fromkeys(("GET", "POST"), may("priorities.choose_rule", on=ruled.rule_for))),
    route(SET + "rules/", rules.set_rules, name="set_rules", allow=seen),
    route(SET + "rules/explain/", rules.set_explain, name="set_explain",
          allow={"POST": may("priorities.draft_set", on=sets.set_for)}),
    route(SET + "add/", changes.set_add, name="set_add", allow=form_of_set("priorities.draft_set")),
    route(SET + "drop/", changes.set_drop, name="set_drop", allow=form_of_set("priorities.draft_set")),
    route(SET + "move/", changes.set_move, name="set_move", allow=form_of_set("priorities.draft_set")),
    route(SET + "review/", changes.set_review, name="set_review", allow=form_of_set("priorities.draft_set")),
    route(SET + "remark/", remarks.set_remark, name="set_remark", allow=form_of_set("priorities.comment_set")),
    route("remarks/<int:remark_id>/answer/", remarks.remark_answer, name="remark_answer",
          allow={"GET": answer, "POST": answer}),
    route("regions/<slug:code>/ministry/", remarks.ministry_desk, name="ministry_desk",
          allow={"GET": may("priorities.watch_regions", on=ministry.country_watched_by)}),
    route(SET + "submit/", steps.set_submit, name="set_submit",
          allow={"POST": may("priorities.draft_set", on=sets.set_for)}),
    route(SET + "withdraw/", steps.set_withdraw, name="set_withdraw", allow=form_of_set("priorities.draft_set")),
    route(SET + "return/", steps.set_return, name="set_return", allow=form_of_set("priorities.decide_set")),
    route(SET + "approve/", steps.set_approve, name="set_approve",
          allow=form_of_set("priorities.decide_set", session_only=True)),
    route(SET + "colleague/", steps.set_colleague, name="set_colleague",
          allow={"POST": may("priorities.ask_colleague", on=sets.set_for, session_only=True)}),
    route(SET + "legal-act/", steps.set_legal_act, name="set_legal_act", allow=form_of_set("priorities.draft_set")),
    route(SET + "publish/", steps.set_publish, name="set_publish", allow=form_of_set("priorities.publish_set")),
    route(VERSION + "correct/", revisions.correction_start, name="correction_start", allow=form_of_publication()),
    route(VERSION + "next/", revisions.next_version_start, name="next_version_start", allow=form_of_publication()),
    route(VERSION + "data.json", published.publication_json, name="publication_json", allow={"GET": version}),
    route(VERSION + "data.csv", published.publication_csv, name="publication_csv", allow={"GET": version}),
    route(VERSION + "bundle.zip", published.publication_bundle, name="publication_bundle",
          allow={"GET": everyone(on=publications.publication_with_bundle_for)}),
    route(VERSION + "legal-act/", published.publication_scan, name="publication_scan", allow={"GET": version}),
    route("verify.py", published.verify_script, name="verify_script", allow={"GET": everyone()}),
]  # fmt: skip

public_urlpatterns: list[URLPattern] = [
    route("", home.home, name="home", allow={"GET": everyone()}),
    route("learn/", learn.learn_home, name="learn_home", allow={"GET": everyone()}),
    route("learn/glossary/", learn.learn_glossary, name="learn_glossary", allow={"GET": everyone()}),
    route("learn/method/", learn.learn_method, name="learn_method", allow={"GET": everyone()}),
    route("learn/<slug:guide>/", learn.learn_guide, name="learn_guide", allow={"GET": everyone(on=learning.guide_for)}),
    route("regions/<slug:code>/activities/", activities.activity_list, name="activity_list",
          allow={"GET": everyone(on=publications.region_for)}),
    route("activities/<int:activity_id>/", activities.activity_detail, name="activity_detail",
          allow={"GET": everyone(on=threads.activity_for)}),
    route("notes/<int:note_id>/", activities.note_detail, name="note_detail",
          allow={"GET": everyone(on=threads.note_for)}),
    route("regions/<slug:code>/priorities/", published.publication_latest, name="publication_latest",
          allow={"GET": everyone(on=publications.region_for)}),
    route("regions/<slug:code>/alignment/", alignment.country_alignment, name="country_alignment",
          allow={"GET": everyone(on=publications.country_for)}),
    route(VERSION, published.publication_detail, name="publication_detail", allow={"GET": version}),
    route(VERSION + "check/", published.publication_check, name="publication_check", allow={"GET": version}),
]  # fmt: skip
