"""What each entry of the audit chain says in plain words, wherever decisions are listed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "projects.open_call": _("The open call began"),
    "projects.close_call": _("The call was closed"),
    "projects.reopen_call": _("The call was opened again"),
    "projects.submit_proposal": _("The proposal was handed in"),
    "projects.accept_proposal": _("The proposal was accepted"),
    "projects.return_proposal": _("The proposal was sent back with a question"),
    "projects.decline_proposal": _("The proposal was declined"),
    "projects.resubmit_proposal": _("The proposal was changed and handed in again"),
    "projects.withdraw_proposal": _("The proposal was withdrawn"),
    "projects.join_activity": _("The proposal was joined to an activity"),
}

PROJECTS_BEHIND: tuple[Promise, Promise] = (
    _("How many organizations stand behind it with a project"),
    _(
        "Accepted projects by different organizations: none gives 0, one 0.4, two 0.7, three 0.85, four and more 1."
    ),
)

PROPOSALS_STAY: Promise = _("Proposals you handed in for an organization, with what was answered to them.")
