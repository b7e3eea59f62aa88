"""Grades of the wheel on the phone: one step a page, each grade stored as it is given."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.queries import WheelStep
from foundation import phones
from foundation.transitions import Refused, WrongState

OVERVIEW = "all"


def grade_form(request: Any, seat: Any) -> HttpResponse:
    return grade_page(request, seat, request.GET.get("step", ""))


def grade_page(request: Any, seat: Any, wanted: str, *, form: Any = None, status: int = 200) -> HttpResponse:
    """The step asked for, else the first that is not finished; the overview at the end; the result after the close."""
    wheel, grader = seat.wheel, seat.grader
    context: dict[str, Any] = {"wheel": wheel, "grader": grader}
    if wheel.state == "closed":
        context["result"] = queries.wheel_result(wheel, queries.earlier_wheel(wheel))
        return render(request, "assessments/grade_closed.html", context, status=status)
    if grader is None or wheel.state == "drafted":
        return render(request, "assessments/grade_closed.html", context, status=status)
    steps = queries.steps_of_wheel(wheel, grader.grades)
    context |= {"steps": steps, "done": sum(step.is_done for step in steps)}
    chosen = chosen_step(steps, wanted)
    if chosen is None:
        return render(request, "assessments/grade_overview.html", context, status=status)
    context |= {
        "step": chosen,
        "previous": address_of(wheel, steps[chosen.number - 2].code) if chosen.number > 1 else "",
        "questions": [question_of(factor, form) for factor in chosen.factors],
        "sequence": grader.sequences.get(chosen.code, 0) + 1,
    }
    return render(request, "assessments/grade_form.html", context, status=status)


def chosen_step(steps: Sequence[WheelStep], wanted: str) -> WheelStep | None:
    if wanted == OVERVIEW:
        return None
    named = next((step for step in steps if step.code == wanted), None)
    return named or next((step for step in steps if not step.is_done), None)


def question_of(factor: Any, form: Any) -> dict[str, Any]:
    """One factor as the component takes it; refused input is shown as it was given."""
    name = forms.field_name(factor.code)
    return {
        "name": name,
        "question": factor.name,
        "help_text": factor.explanation,
        "value": form[name].value() if form else forms.grade_word(factor.grade),
        "errors": form[name].errors if form else (),
    }


def address_of(wheel: Any, step: str) -> str:
    return f"{reverse('grade_form', args=[wheel.pk])}?step={step}"


def grade_save(request: Any, asked: Any) -> HttpResponse:
    """An autosave is answered in a word; a form sent by its button goes on to the next step."""
    steps = queries.steps_of_wheel(asked.wheel)
    step = next(each for each in steps if each.code == asked.code)
    form = forms.GradesForm(request.POST, step=step)
    if not form.is_valid():
        return refusal(request, asked, _("One of the marks does not fit the question."), 422, form)
    sequence = form.cleaned_data["sequence"]
    try:
        is_stored = actions.record_grades(
            wheel=asked.wheel,
            step=asked.code,
            grades=form.grades,
            sequence=sequence,
            by=request.user,
        )
    except WrongState as refused:
        return refusal(request, asked, refused.message, 409, None)
    except Refused as refused:
        return refusal(request, asked, refused.message, 422, form)
    if phones.is_queued(request):
        return phones.accepted(held=sequence if is_stored else held_by(request.user, asked))
    return redirect(
        address_of(asked.wheel, steps[step.number].code if step.number < len(steps) else OVERVIEW)
    )


def refusal(request: Any, asked: Any, message: str, status: int, form: Any) -> HttpResponse:
    """In plain words for the phone's own line, or the page again with what was given."""
    if phones.is_queued(request):
        return phones.refused(message, status)
    messages.error(request, message)
    seat = queries.wheel_seat_for(request.user, wheel_id=asked.wheel.pk)
    return grade_page(request, seat, asked.code, form=form, status=status)


def held_by(user: Any, asked: Any) -> int:
    """The number of the sheet that is stored: a newer one than what was sent."""
    grader = queries.grader_for(user, wheel_id=asked.wheel.pk)
    return grader.sequences.get(asked.code, 0) if grader else 0
