"""What a region scores by."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments import actions, queries
from assessments.views.trails import frameworks_of, page, trail_in
from foundation.transitions import Refused


def framework_list(request: Any, region: Any, status: int = 200) -> HttpResponse:
    context = {
        "region": region,
        "trail": trail_in(region, frameworks_of(region)),
        "frameworks": list(queries.frameworks_in(region)),
        "templates": [
            {"template": template, "title": queries.in_language(template.title)}
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


def framework_detail(request: Any, framework: Any) -> HttpResponse:
    principles = queries.criteria_by_principle(framework)
    questions = sum(len(principle.judged) for principle in principles)
    trail = trail_in(framework.region, frameworks_of(framework.region), page(framework.title))
    context = {
        "framework": framework,
        "region": framework.region,
        "trail": trail,
        "principles": principles,
        "questions": questions,
        "minutes": queries.minutes_needed(1, questions),
    }
    return render(request, "assessments/framework_detail.html", context)
