"""Texts of workshops, activities and clusters that a region keeps in several languages."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from discovery.models import CURRENT, Activity, Cluster, ConsentText, Step, Workshop
from foundation.foreign_text import marked_like
from regions.models import Region
from regions.registries import ContentKind


def _activities(region: Region) -> QuerySet[Activity]:
    return Activity.objects.filter(CURRENT, region=region).order_by("-pk")


def _clusters(region: Region) -> QuerySet[Cluster]:
    return Cluster.objects.filter(region=region, closed_at=None)


def _steps(region: Region) -> QuerySet[Step]:
    """Of workshops that people still come to."""
    coming = (Workshop.State.PREPARED, Workshop.State.OPENED)
    return Step.objects.filter(workshop__region=region, workshop__state__in=coming).order_by(
        "workshop", "position"
    )


def _consent(region: Region) -> QuerySet[ConsentText]:
    newest = ConsentText.objects.filter(region=OuterRef("region")).order_by("-version").values("pk")[:1]
    return ConsentText.objects.filter(region=region, is_asked=True, pk=Subquery(newest)).select_related(
        "region"
    )


def _beginning(consent: Any) -> str:
    return marked_like(consent.text, Truncator(consent.text).words(12))


CONTENT = (
    ContentKind(
        key="activities",
        label=_("activities"),
        permission="discovery.translate_activity",
        columns=("title", "summary"),
        rows=_activities,
        href=lambda activity, language: reverse("activity_translate", args=[activity.pk, language]),
    ),
    ContentKind(
        key="clusters",
        label=_("clusters"),
        permission="discovery.keep_clusters",
        columns=("name", "description"),
        rows=_clusters,
        href=lambda cluster, language: reverse("cluster_edit", args=[cluster.pk]),
    ),
    ContentKind(
        key="steps",
        label=_("steps of a workshop"),
        permission="discovery.prepare_workshop",
        columns=("title",),
        rows=_steps,
        href=lambda step, language: reverse("step_edit", args=[step.pk]),
    ),
    ContentKind(
        key="consent",
        label=_("what people agree to"),
        permission="discovery.prepare_workshop",
        columns=("text",),
        rows=_consent,
        href=lambda consent, language: reverse("consent_edit", args=[consent.region.code]),
        text=_beginning,
    ),
)
