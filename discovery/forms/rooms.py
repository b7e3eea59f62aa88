"""Tables, the shortlist, and what a phone says about it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from discovery.forms.texts import TextField
from discovery.models import Table


class TablesForm(forms.Form):
    number = forms.IntegerField(
        label=_("How many tables?"),
        help_text=_("Everybody is dealt out anew; each group is spread over all tables."),
        min_value=1,
        max_value=100,
    )


class SeatForm(forms.Form):
    """A person, by the number the hall calls them by, and a table."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)
    table = forms.TypedChoiceField(label=_("At which table"), coerce=int, empty_value=None, required=False)

    def __init__(
        self,
        *args: Any,
        people: Collection[tuple[int, str]] = (),
        tables: Collection[Table] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]  # -- reason: choice fields have choices
        self.fields["table"].choices = [  # type: ignore[attr-defined]  # -- reason: as above
            ("", _("no table")),
            *((table.pk, str(table)) for table in tables),
        ]


class PlacesForm(forms.Form):
    """How many are proposed by support."""

    places = forms.IntegerField(label=_("Places by support"), min_value=1, max_value=50, required=False)


class ShortlistForm(forms.Form):
    activities = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one activity.")}
    )
    places = forms.IntegerField(min_value=1, max_value=50, widget=forms.HiddenInput)
    reason = TextField(
        label=_("Reason"),
        help_text=_("Needed where the list is not what was proposed. Others will read it."),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, activity_ids: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activities"].choices = [(pk, pk) for pk in activity_ids]  # type: ignore[attr-defined]  # -- reason: choice fields have choices
