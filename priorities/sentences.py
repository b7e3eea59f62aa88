"""What the audit chain's verbs say to a reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "priorities.draft_set": _("The draft was made from the ranking"),
    "priorities.add_priority": _("An activity was added to the draft"),
    "priorities.drop_priority": _("An activity was left out of the draft"),
    "priorities.move_priority": _("An activity was given another place in the draft"),
    "priorities.choose_rule": _("A must-cover rule was chosen"),
    "priorities.drop_rule": _("A must-cover rule was dropped"),
    "priorities.explain_rule": _("It was written down why a must-cover rule is broken"),
    "priorities.submit_priorityset": _("The draft was handed in for approval"),
    "priorities.set_review_date": _("A day of review was chosen"),
    "priorities.make_remark": _("A question or remark was written down"),
    "priorities.answer_remark": _("A question or remark was answered"),
    "priorities.return_priorityset": _("The draft was returned"),
    "priorities.withdraw_priorityset": _("The draft was given up"),
    "priorities.give_approval": _("An official approved"),
    "priorities.remove_approvals": _("Earlier approvals no longer count"),
    "priorities.approve_priorityset": _("The set was approved"),
    "priorities.record_legal_act": _("The legal act was recorded"),
    "priorities.amend_priorityset": _("The legal act was changed, so the set must be approved again"),
    "priorities.publish_priorityset": _("The set was published"),
    "priorities.publish_publication": _("The publication was made"),
    "priorities.supersede_priorityset": _("A later version took its place"),
    "priorities.start_correction": _("A correction was begun"),
    "priorities.start_next_version": _("The next version was begun"),
    "priorities.add_webhook": _("A program elsewhere was added to those told of publications"),
    "priorities.remove_webhook": _("A program elsewhere is no longer told of publications"),
    "priorities.resend_delivery": _("A program elsewhere was told of a publication once more"),
}
