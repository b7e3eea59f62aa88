"""Input about regions, cleaned."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.queries import indicators_of
from regions.sentences import INDICATORS

LONGEST_REASON = 2000


class RulesForm(forms.ModelForm):
    """A region's own rules, and why they change."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the change, for everybody who audits the region."),
    )

    class Meta:
        model = Region
        fields = ("threshold", "approvals_needed", "mining_threshold", "mining_window")
        help_texts = {
            "threshold": _("No figure about fewer people than this is ever shown or published: 3 to 10."),
            "approvals_needed": _(
                "Two officials, neither of them the author, or one where a region has only one. The publication says which."
            ),
            "mining_threshold": _(
                "Share of mining in gross regional product above which a region counts as one."
            ),
            "mining_window": _("So many full years are averaged, up to the last comparable year."),
        }

    def rules(self) -> dict[str, Any]:
        """The cleaned rules without the reason."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ObservationFilter(forms.Form):
    """Which figures of a region to list; anything that is not offered is an error, never a wider list."""

    indicator = forms.ChoiceField(label=_("What is measured"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2100)
    class_code = forms.SlugField(label=_("Branch or group of goods (code)"), required=False, max_length=20)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, INDICATORS.get(code, code)) for code in indicators_of(region)]
        self.fields["indicator"].choices = [("", _("everything")), *offered]  # type: ignore[attr-defined]  # -- reason: a ChoiceField, which the mapping's type does not say

    def query(self) -> str:
        """The filter for an address; empty where nothing is chosen or the choice is wrong."""
        chosen = {name: value for name, value in self._given().items() if value}
        return urlencode(chosen)

    def criteria(self) -> dict[str, Any]:
        """For queries.observations_of."""
        given = self._given()
        return {
            "indicator": given.get("indicator") or "",
            "year": given.get("year"),
            "class_code": given.get("class_code") or None,
        }

    def _given(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_bound and self.is_valid() else {}
