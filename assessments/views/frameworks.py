"""What a region scores by: its sets of questions, their versions, how a rater sees them."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments import actions, forms, queries
from assessments.views.trails import frameworks_of, page, the_framework, trail_in
from foundation.foreign_text import in_language
from foundation.transitions import Refused


def framework_list(request: Any, region: Any, status: int = 200) -> HttpResponse:
    context = {
        "region": region,
        "trail": trail_in(region, frameworks_of(region)),
        "families": queries.framework_families(region),
        "templates": [
            {"template": template, "title": in_language(template.title)}
            for template in queries.framework_templates()
        ],
        "may_edit": rules.has_perm("assessments.edit_framework", request.user, region),
    }
    return render(request, "assessments/framework_list.html", context, status=status)


def framework_adopt(request: Any, region: Any) -> HttpResponse:
    """Takes a template over; the button names it."""
    try:
        framework = actions.adopt_framework(region=region, key=request.POST.get("key", ""), by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
        return framework_list(request, region, status=400)
    messages.success(request, _("The questions are ready to be used."))
    return redirect("framework_detail", framework_id=framework.pk)


def framework_detail(request: Any, framework: Any, status: int = 200) -> HttpResponse:
    principles = queries.criteria_by_principle(list(framework.criteria.all()))
    questions = sum(len(principle.judged) for principle in principles)
    may_edit = rules.has_perm("assessments.edit_framework", request.user, framework)
    context = {
        "framework": framework,
        "region": framework.region,
        "trail": trail_in(framework.region, frameworks_of(framework.region), page(framework.title)),
        "principles": principles,
        "questions": questions,
        "minutes": queries.minutes_needed(1, questions),
        "minutes_of_twelve": queries.minutes_needed(queries.LONG_LIST, questions),
        "long_list": queries.LONG_LIST,
        "versions": list(queries.versions_of(framework)),
        "rounds": list(queries.rounds_using(framework)),
        "weighings": list(queries.weighings_of(framework)),
        "decisions": queries.framework_decisions(framework),
        "steps": framework.life_cycle.steps_open_to(request.user, framework),
        "may_edit": may_edit,
        "has_measured": any(principle.measured for principle in principles),
        "digest": framework.digest,
    }
    return render(request, "assessments/framework_detail.html", context, status=status)


def framework_differences(request: Any, framework: Any) -> HttpResponse:
    """From the version before, or from the one asked for."""
    earlier = [each for each in queries.versions_of(framework) if each.version < framework.version]
    wanted = request.GET.get("from", "")
    chosen = next((each for each in earlier if str(each.version) == wanted), earlier[0] if earlier else None)
    context = {
        "framework": framework,
        "region": framework.region,
        "trail": trail_in(
            framework.region,
            frameworks_of(framework.region),
            the_framework(framework),
            page(_("Differences")),
        ),
        "chosen": chosen,
        "earlier": earlier,
        "differences": [vars(each) for each in queries.version_differences(chosen, framework)]
        if chosen
        else [],
    }
    return render(request, "assessments/framework_differences.html", context)


def framework_preview(request: Any, framework: Any) -> HttpResponse:
    """The rater's page with these questions; it stores nothing."""
    judged = [each for each in framework.criteria.all() if each.kind == "judged"]
    questions = [
        {
            "name": forms.field_name(criterion.code),
            "value": None,
            "errors": (),
            "minimum": criterion.scale_min,
            "maximum": criterion.scale_max,
            "question": criterion.question,
            "help_text": criterion.explanation,
            "low": criterion.low_words,
            "middle": criterion.middle_words,
            "high": criterion.high_words,
        }
        for criterion in judged
    ]
    context = {"framework": framework, "region": framework.region, "questions": questions}
    return render(request, "assessments/framework_preview.html", context)


def measure_list(request: Any, framework: Any) -> HttpResponse:
    """Each figure: what it is, what the region has of it, and how much it decided in the last round."""
    measures = queries.measures_of(framework)
    round = queries.last_ranked_round(framework)
    context = {
        "framework": framework,
        "region": framework.region,
        "trail": trail_in(
            framework.region, frameworks_of(framework.region), the_framework(framework), page(_("Figures"))
        ),
        "measures": measures,
        "importance": queries.importance_in(round) if round else None,
    }
    return render(request, "assessments/measure_list.html", context)
