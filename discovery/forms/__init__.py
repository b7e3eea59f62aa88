"""Input from pages, cleaned."""

from discovery.forms.activities import ActivityForm, initial_fiche
from discovery.forms.joining import CodeForm, HelixForm, JoinForm, new_ticket
from discovery.forms.notes import NEW_THEME, NO_THEME, GroupForm, NoteForm, ThemeForm
from discovery.forms.workshops import (
    NewWorkshopForm,
    ParticipantsForm,
    ReasonForm,
    StepForm,
    SupportForm,
    WorkshopForm,
)

__all__ = [
    "NEW_THEME",
    "NO_THEME",
    "ActivityForm",
    "CodeForm",
    "GroupForm",
    "HelixForm",
    "JoinForm",
    "NewWorkshopForm",
    "NoteForm",
    "ParticipantsForm",
    "ReasonForm",
    "StepForm",
    "SupportForm",
    "ThemeForm",
    "WorkshopForm",
    "initial_fiche",
    "new_ticket",
]
