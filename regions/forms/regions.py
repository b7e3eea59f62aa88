"""Input about regions, cleaned."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.foreign_text import OWN_NAMES, language_read
from regions.models import PolicyObjective, Region
from regions.queries import indicators_of, objectives_to_serve
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
        fields = (
            "threshold",
            "approvals_needed",
            "raters_per_organization",
            "mining_threshold",
            "mining_window",
        )
        help_texts = {
            "threshold": _("No figure about fewer people than this is ever shown or published: 3 to 10."),
            "approvals_needed": _(
                "Two officials, neither of them the author, or one where a region has only one. The publication says which."
            ),
            "raters_per_organization": _(
                "The first to join enter the list of a round, so that no organization outweighs the others. A round may be "
                "stricter than this, never looser."
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


class ObjectiveForm(forms.Form):
    """An objective in three languages, and which of the country's it serves."""

    title_ru = forms.CharField(label=_("What is to be reached, in Russian"), max_length=250, required=False)
    title_kk = forms.CharField(label=_("What is to be reached, in Kazakh"), max_length=250, required=False)
    title_en = forms.CharField(label=_("What is to be reached, in English"), max_length=250, required=False)
    serves: "forms.ModelChoiceField[PolicyObjective]" = forms.ModelChoiceField(
        label=_("Which objective of the country it serves"),
        queryset=PolicyObjective.objects.none(),
        required=False,
        empty_label=_("none of them"),
    )
    explanation_ru = forms.CharField(label=_("Explanation in Russian"), max_length=2000, required=False)
    explanation_kk = forms.CharField(label=_("Explanation in Kazakh"), max_length=2000, required=False)
    explanation_en = forms.CharField(label=_("Explanation in English"), max_length=2000, required=False)
    document_ru = forms.CharField(
        label=_("Where it is written, in Russian"),
        max_length=300,
        required=False,
        help_text=_("Name, number and date of the strategy or program."),
    )
    document_kk = forms.CharField(label=_("Where it is written, in Kazakh"), max_length=300, required=False)
    document_en = forms.CharField(label=_("Where it is written, in English"), max_length=300, required=False)

    def __init__(
        self, *args: Any, region: Region, objective: PolicyObjective | None = None, **kwargs: Any
    ) -> None:
        if objective:
            texts = {name: getattr(objective, name) or "" for name in self.base_fields if name != "serves"}
            kwargs["initial"] = texts | {"serves": objective.serves}
        super().__init__(*args, **kwargs)
        for language in ("ru", "kk", "en"):
            self.fields[f"explanation_{language}"].widget = forms.Textarea(attrs={"rows": 2})
        self._offer_the_parents(region, objective)

    def _offer_the_parents(self, region: Region, objective: PolicyObjective | None) -> None:
        """What is served already stays on offer when the country has retired it."""
        if not region.parent_id:
            del self.fields["serves"]
            return
        offered = objectives_to_serve(region)
        if objective and objective.serves_id:
            offered |= PolicyObjective.objects.filter(pk=objective.serves_id)
        field: Any = self.fields["serves"]
        field.queryset = offered

    def by_language(self) -> list[dict[str, Any]]:
        """The texts of each language together, the reader's own first."""
        own = language_read()
        return [
            {
                "language": language,
                "name": OWN_NAMES[language],
                "fields": (
                    fields := [self[f"{name}_{language}"] for name in ("title", "explanation", "document")]
                ),
                "is_open": language == own or any(field.value() or field.errors for field in fields),
            }
            for language in sorted(OWN_NAMES, key=lambda each: each != own)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"title_{language}", "").strip() for language in ("ru", "kk", "en")):
            self.add_error("title_ru", _("Please write the title in at least one language."))
        return cleaned


class NewObjectiveForm(ObjectiveForm):
    """The code is chosen once: published sets name it."""

    field_order = ("code",)
    code = forms.SlugField(
        label=_("Number or short code"),
        max_length=40,
        required=False,
        help_text=_("As the document numbers it: letters, digits and hyphens. Left empty, the next number."),
    )


class RetirementForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
