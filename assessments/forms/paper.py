"""Sheets of paper as they are typed: a code, whose it is, a grid of marks. What is wrong is named by its box."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from assessments.queries import CANNOT_JUDGE_WORD, FilledRow, Question

# A sign on any keyboard: the number pad's minus, a question mark, x and the Cyrillic letter that looks like it.
CANNOT_JUDGE_SIGNS = {"?", "-", "–", "x", "х", CANNOT_JUDGE_WORD}
YES = {"1", "x", "х", "×", "+", "yes", "да", "иә", "on"}
NO = {"", "0", "-", "no", "нет", "жоқ"}
MOST_SPARES = 200
MOST_NUMBER = 100_000  # in a hall


class SheetPrintForm(forms.Form):
    """Which sheets are printed anew."""

    class Who:
        SEATED, IDLE, NOBODY = "seated", "idle", "nobody"

    who = forms.ChoiceField(
        label=_("Sheets with a name on the list"),
        choices=[
            (Who.SEATED, _("for those who take part on paper")),
            (Who.IDLE, _("for everybody who has not begun on a phone")),
            (Who.NOBODY, _("for nobody: only blank ones")),
        ],
        initial=Who.SEATED,
        widget=forms.RadioSelect,
    )
    spares = forms.IntegerField(
        label=_("Blank spare sheets"),
        min_value=0,
        max_value=MOST_SPARES,
        initial=5,
        help_text=_("The person writes their number in the hall on it."),
    )


class SheetLanguageForm(forms.Form):
    """Which of the printed sheets, and in which language."""

    language = forms.ChoiceField(choices=[("", ""), *settings.LANGUAGES], required=False)
    first = forms.IntegerField(required=False, min_value=1)
    last = forms.IntegerField(required=False, min_value=1)


class SheetForm(forms.Form):
    """One sheet typed in. `rows`: activity -> what stands there; `faults`: name of the box -> what is wrong."""

    code = forms.CharField(label=_("Code of the sheet"), max_length=20)
    number = forms.IntegerField(
        label=_("Number in the hall"), min_value=1, max_value=MOST_NUMBER, required=False
    )

    def __init__(
        self, *args: Any, questions: Sequence[Question], activity_ids: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.activity_ids = questions, activity_ids
        self.rows: dict[int, FilledRow] = {}
        self.faults: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        for activity_id in self.activity_ids:
            marks: dict[str, int | str] = {}
            for place, question in enumerate(self.questions):
                name = cell_name(activity_id, place)
                try:
                    mark = mark_typed(self.data.get(name, ""), question)
                except ValueError as error:
                    self.faults[name] = str(error)
                    continue
                if mark is not None:
                    marks[question.code] = mark
            self.rows[activity_id] = FilledRow(marks, is_recused=interest_name(activity_id) in self.data)
        if self.faults:
            raise forms.ValidationError(_("Some boxes do not fit the scale. They are marked below."))
        return self.cleaned_data


def cell_name(activity_id: int, place: int) -> str:
    return f"m-{activity_id}-{place}"


def interest_name(activity_id: int) -> str:
    return f"i-{activity_id}"


def mark_typed(text: str, question: Question) -> int | str | None:
    """A mark, "cannot_judge" or None for an empty box. ValueError, in words, for anything else."""
    typed = text.strip().casefold()
    if not typed:
        return None
    if typed in CANNOT_JUDGE_SIGNS:
        return CANNOT_JUDGE_WORD
    typed = typed.removesuffix(".0")  # as spreadsheets write whole numbers
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 4
    if not is_number or not question.minimum <= int(typed) <= question.maximum:
        raise ValueError(
            _t("“%(text)s” is no mark from %(low)s to %(high)s.")
            % {"text": text.strip()[:20], "low": question.minimum, "high": question.maximum}
        )
    return int(typed)


def interest_typed(text: str) -> bool:
    """Whether the box of interest is ticked. ValueError, in words, for anything else."""
    typed = text.strip().casefold()
    if typed in YES:
        return True
    if typed in NO:
        return False
    raise ValueError(_t("“%(text)s” is neither yes nor no.") % {"text": text.strip()[:80]})


def typed_cells(data: Mapping[str, Any], activity_ids: Sequence[int], questions: int) -> dict[str, str]:
    """What stands in the boxes as it was typed, to show it again."""
    names = [cell_name(pk, place) for pk in activity_ids for place in range(questions)]
    names += [interest_name(pk) for pk in activity_ids]
    return {name: str(data[name])[:20] for name in names if name in data}
