"""What was done, and why a value is missing, in plain sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "assessments.adopt_framework": _("A set of questions was taken over."),
    "assessments.start_framework_version": _(
        "A draft of the next version of a set of questions was started."
    ),
    "assessments.create_framework": _("A new set of questions was started."),
    "assessments.copy_framework": _("A set of questions was copied."),
    "assessments.import_framework": _("A set of questions was read from a file."),
    "assessments.edit_framework": _("The draft of a set of questions was changed."),
    "assessments.discard_framework": _("The draft of a set of questions was thrown away."),
    "assessments.publish_framework": _("A set of questions was put into use."),
    "assessments.retire_framework": _("A set of questions is no longer offered."),
    "assessments.create_weighing": _("Asking people for weights was prepared."),
    "assessments.open_weighing": _("The list of people was sealed and they began to share out points."),
    "assessments.close_weighing": _("Sharing out points was closed."),
    "assessments.apply_weighing": _("The weights people gave were taken over into a draft."),
    "assessments.create_round": _("A round of scoring was prepared."),
    "assessments.open_round": _("The list of raters was sealed and scoring was opened."),
    "assessments.close_round": _("Scoring was closed."),
    "assessments.ask_void": _("It was asked that a person's marks do not count."),
    "assessments.confirm_void": _("A second person confirmed that a person's marks do not count."),
    "assessments.reject_void": _("A second person did not confirm it: the marks count."),
    "assessments.declare_conflict": _("An interest in an activity was declared."),
    "assessments.withdraw_conflict": _("A declared interest was taken back."),
}

# How often an activity is among the first places when the weights move.
FIRMNESS: dict[str, Promise] = {
    "robust": _("stays among the first"),
    "likely": _("mostly among the first"),
    "contested": _("depends on the weights"),
    "out": _("not among the first"),
    "withheld": _("stays back"),
}
# How high the score is, and how far the marks lie apart.
DISPUTES: dict[str, Promise] = {
    "high": _("agreed: high"),
    "low": _("agreed: low"),
    "disputed": _("disputed"),
    "not_enough_data": _("too little is known"),
    "withheld": _("stays back"),
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

TEXT_NAMES: dict[str, Promise] = {
    "title": _("Title"),
    "question": _("Question"),
    "explanation": _("What is this?"),
    "low_words": _("Words at the lowest mark"),
    "middle_words": _("Words at the middle mark"),
    "high_words": _("Words at the highest mark"),
}

# A measure's name, and its formula in words.
MEASURES: dict[str, tuple[Promise, Promise]] = {
    "location_quotient": (
        _("How much stronger the field is here than in the country"),
        _(
            "The field's part of the region's output, divided by its part of the country's (LQ). "
            "The value is LQ / (1 + LQ): the country's average gives one half. "
            "In a raw-material region extraction is left out on both sides."
        ),
    ),
    "critical_mass": (
        _("The region's part of the country in this field"),
        _(
            "The region's output in the field, divided by the country's. "
            "In a raw-material region extraction is left out on both sides."
        ),
    ),
    "dependence": (
        _("How much it lowers dependence on the main industry"),
        _(
            "The fall of the concentration index (the sum of squared shares) if one point of the region's output moved "
            "from the main industry to this field, divided by the largest fall that any field could bring."
        ),
    ),
    "breadth_of_support": (
        _("How broad the support in the workshop is"),
        _(
            "The mean share of supporters in the four groups, times how even these shares are. Five supporters are needed."
        ),
    ),
    "first_experiment": (
        _("How far the first experiment is described"),
        _(
            "A fifth each for: what we want to find out, first milestone, when we would stop, budget, who leads it."
        ),
    ),
}

MARKS_STAY: Promise = _(
    "Marks you gave: a closed round is counted once and for all, and marks were never shown with a name."
)
