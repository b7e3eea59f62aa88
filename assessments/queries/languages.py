"""Texts of the questions that a region keeps in several languages."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models import Criterion, Framework
from assessments.queries.templates import TEXTS
from regions.models import Region
from regions.registries import ContentKind

USED = (Framework.State.DRAFTED, Framework.State.PUBLISHED)


def _frameworks(region: Region) -> QuerySet[Framework]:
    return Framework.objects.filter(region=region, state__in=USED)


def _criteria(region: Region) -> QuerySet[Criterion]:
    return Criterion.objects.filter(framework__region=region, framework__state__in=USED).select_related(
        "framework"
    )


def _address(framework: Framework, name: str, *more: Any) -> str:
    """A set in use is not changed: its page leads to the next version."""
    if framework.is_draft:
        return reverse(name, args=[framework.pk, *more])
    return reverse("framework_detail", args=[framework.pk])


CONTENT = (
    ContentKind(
        key="frameworks",
        label=_("names of sets of questions"),
        permission="assessments.edit_framework",
        columns=("title",),
        rows=_frameworks,
        href=lambda framework, language: _address(framework, "framework_name"),
    ),
    ContentKind(
        key="criteria",
        label=_("questions"),
        permission="assessments.edit_framework",
        columns=TEXTS,
        rows=_criteria,
        href=lambda criterion, language: _address(criterion.framework, "criterion_edit", criterion.code),
    ),
)
