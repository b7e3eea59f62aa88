"""What was done, and why a value is missing, in plain sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.components.helices import HELICES

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
    "assessments.create_wheel": _("A self-assessment of the strategy was prepared."),
    "assessments.word_wheel_step": _("The words of a self-assessment were changed."),
    "assessments.open_wheel": _(
        "The list of people of a self-assessment was sealed and they began to give grades."
    ),
    "assessments.close_wheel": _("A self-assessment was closed."),
    "assessments.create_round": _("A round of scoring was prepared."),
    "assessments.open_round": _("The list of raters was sealed and scoring was opened."),
    "assessments.close_round": _("Scoring was closed."),
    "assessments.make_results_public": _("The result of scoring became public."),
    "assessments.ask_void": _("It was asked that a person's marks do not count."),
    "assessments.confirm_void": _("A second person confirmed that a person's marks do not count."),
    "assessments.reject_void": _("A second person did not confirm it: the marks count."),
    "assessments.keep_scenario": _("A scenario of a result was kept: other weights, not the result."),
    "assessments.remove_scenario": _("A scenario of a result was removed."),
    "assessments.print_sheets": _("Score sheets on paper were printed."),
    "assessments.enter_sheet": _("A score sheet on paper was typed in."),
    "assessments.check_sheet": _("A second person typed a score sheet again: the same."),
    "assessments.correct_sheet": _("A second person corrected a score sheet that was typed in."),
    "assessments.take_back_sheet": _("A score sheet that was typed in was taken back."),
    "assessments.reclaim_place": _("A person scores on a phone instead of the sheet that was typed in."),
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
# Raters without whom the result is shown as well.
TIERS: dict[str, Promise] = {
    "state_controlled": _("people of state-controlled organizations"),
    "unverified": _("people who have not confirmed a mail address"),
}
METHODS: dict[str, Promise] = {
    "topsis": _("TOPSIS"),
    "promethee_2": _("PROMETHEE II"),
}
# How alike people judge on a question. The cuts are our own (assessments/queries/agreement.py).
LIKENESS: dict[str, Promise] = {
    "alike": _("largely alike"),
    "partly": _("partly alike"),
    "apart": _("hardly alike"),
}
# Why no change since the round before is shown.
SHIFTS: dict[str, Promise] = {
    "too_few": _("Too few people of a group gave marks both times."),
    "withheld": _("It stays back, because it could tell what single people gave."),
}
REASONS_MISSING: dict[str, Promise] = {
    "too_few_marks": _("Too few people gave a mark."),
    "no_measured_value": _("There is no figure."),
    "no_value": _("There are no figures for this field."),
    "too_few_regions": _(
        "Fewer than 50 regions have comparable figures: what is near to what would be chance."
    ),
    "too_few_domains": _(
        "Fewer than 50 branches have comparable figures: what is near to what would be chance."
    ),
    "mixed_units": _("The regions' figures are in several units."),
    "not_computed": _("The figures have not been compared yet."),
    "no_domain": _("No field of the economy is named in the description."),
    "no_dominant_class": _("No main industry stands out."),
    "only_coarser": _("Figures exist only for a wider field. They are shown, but do not count."),
    "too_few_supporters": _("Fewer than five people have given their support."),
    "too_few_present": _("Too few people were present to show anything."),
    "no_workshop": _("The activity does not come from a workshop."),
}

POSITIONS: dict[str, Promise] = {
    "local": _("local technological competitiveness"),
    "international": _("international technological competitiveness"),
    "niche": _("leadership in a niche"),
}
REASONS_NO_POSITION: dict[str, Promise] = {
    "no_source": _("It is not said where the technology comes from."),
    "no_sector": _("No field of the economy is named in the description."),
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
    "absent": _("groups nobody of which was there"),
    "present": _("described"),
    "organizations": _("organizations"),
    "density": _("part of what is near that the region is strong in, %"),
    "regions": _("regions with comparable figures"),
    "branches": _("branches with comparable figures"),
    "needed": _("needed of each"),
}

VALUES: dict[str, str | Promise] = {
    **{key: helix.name for key, helix in HELICES.items()},
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

MARKS_STAY: Promise = _(
    "Marks you gave: a closed round is counted once and for all, and marks were never shown with a name."
)
