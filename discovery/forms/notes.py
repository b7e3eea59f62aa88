"""Writing notes and grouping them."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from discovery.forms.texts import LineField, TextField

NEW_THEME, NO_THEME = "new", "none"


class NoteForm(forms.Form):
    text = TextField(
        label=_("Your idea"),
        help_text=_("One idea in one or two sentences. It will be public, without your name."),
        max_length=280,
    )


class ThemeForm(forms.Form):
    title = LineField(label=_("Title of the theme"), max_length=160)


class GroupForm(forms.Form):
    """Chosen notes, and where they go: a new theme with a title, a theme there is, or out of any."""

    notes = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Choose ideas first.")})
    theme = forms.ChoiceField(label=_("Where to"))
    title = LineField(label=_("Title of the new theme"), max_length=160, required=False)

    def __init__(
        self,
        *args: Any,
        note_ids: Collection[int] = (),
        themes: Collection[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notes"].choices = [(note_id, note_id) for note_id in note_ids]  # type: ignore[attr-defined]  # -- reason: choice fields have choices
        self.fields["theme"].choices = [  # type: ignore[attr-defined]  # -- reason: as above
            (NEW_THEME, _("a new theme")),
            *((str(pk), title) for pk, title in themes),
            (NO_THEME, _("out of any theme")),
        ]

    @property
    def chosen(self) -> set[int]:
        """What is ticked when the form comes back."""
        return {int(note_id) for note_id in self["notes"].value() or () if str(note_id).isdecimal()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("theme") == NEW_THEME and not cleaned.get("title"):
            self.add_error("title", _("A new theme needs a title."))
        return cleaned
