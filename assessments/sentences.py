"""What was done, and why a value is missing, in plain sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "assessments.adopt_framework": _("A set of questions was taken over."),
    "assessments.create_round": _("A round of scoring was prepared."),
    "assessments.open_round": _("The list of raters was sealed and scoring was opened."),
    "assessments.close_round": _("Scoring was closed."),
    "assessments.declare_conflict": _("An interest in an activity was declared."),
    "assessments.withdraw_conflict": _("A declared interest was taken back."),
}

REASONS_MISSING: dict[str, Promise] = {
    "too_few_marks": _("Too few people gave a mark."),
    "no_measured_value": _("There is no figure."),
    "no_value": _("There are no figures for this field."),
    "no_domain": _("No field of the economy is named in the description."),
    "no_dominant_class": _("No main industry stands out."),
    "only_coarser": _("Figures exist only for a wider field. They are shown, but do not count."),
    "too_few_supporters": _("Fewer than five people have given their support."),
    "too_few_present": _("Too few people were present to show anything."),
    "no_workshop": _("The activity does not come from a workshop."),
}

INPUTS: dict[str, Promise] = {
    "region": _("region"),
    "reference": _("compared with"),
    "domains": _("fields"),
    "net_of": _("left out on both sides"),
    "quotient": _("times the country's average"),
    "quotient_with_extraction": _("the same with extraction"),
    "share_of_country": _("part of the country"),
    "years": _("years"),
    "dominant": _("main industry"),
    "dominant_share": _("part of the main industry"),
    "fall": _("fall of the concentration index"),
    "largest_fall": _("largest fall possible"),
    "supporters_needed": _("supporters needed"),
    "mean_rate": _("mean share of supporters"),
    "evenness": _("evenness"),
    "rate_science": _("science: share of supporters"),
    "rate_business": _("business: share of supporters"),
    "rate_government": _("government: share of supporters"),
    "rate_civil_society": _("civil society: share of supporters"),
    "present": _("described"),
    "organizations": _("organizations"),
}

VALUES: dict[str, Promise] = {
    "hypothesis": _("what we want to find out"),
    "milestone": _("first milestone"),
    "stop_rule": _("when we would stop"),
    "budget": _("budget"),
    "owner": _("who leads it"),
}

SOURCES: dict[str, Promise] = {
    "supports": _("Support given in the workshop"),
    "fiche": _("Description of the activity"),
    "accepted proposals": _("Accepted projects on this platform"),
}
