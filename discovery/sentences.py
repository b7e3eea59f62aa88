"""What was done, in plain sentences: shown wherever decisions are listed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "discovery.create_workshop": _("A workshop was prepared."),
    "discovery.edit_workshop": _("The description of the workshop was changed."),
    "discovery.open_workshop": _("The doors of the workshop were opened."),
    "discovery.close_workshop": _("The workshop was closed."),
    "discovery.reopen_workshop": _("The workshop was opened again."),
    "discovery.start_step": _("A step of the workshop began."),
    "discovery.confirm_participants": _("Participants and the groups they speak for were confirmed."),
    "discovery.correct_helix": _("The group a participant speaks for was corrected."),
    "discovery.hide_note": _("An idea was hidden from the wall."),
    "discovery.show_note": _("A hidden idea was shown again."),
    "discovery.create_theme": _("Ideas were grouped into a theme."),
    "discovery.assign_notes": _("Ideas were moved to another theme."),
    "discovery.rename_theme": _("A theme was renamed."),
    "discovery.propose_activity": _("An activity was proposed."),
    "discovery.edit_activity": _("The description of an activity was changed."),
    "discovery.set_standing": _("The standing of an activity was changed by a decision."),
}
