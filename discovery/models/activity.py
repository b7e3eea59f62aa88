"""Candidate priorities: the identity that survives every version of a priority set."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models.participant import Participant
from discovery.models.workshop import Workshop
from regions.models import Domain, PolicyObjective, Region, ScientificDomain

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
SEARCHED = (
    *(f"{column}_{code}" for column in ("title", "summary") for code in LANGUAGES),
    "assets",
    "actors",
)


class ActivityKind(models.TextChoices):
    ACTIVITY = "activity", _("Activity")
    TECHNOLOGY = "technology", _("Technology")


class Market(models.TextChoices):
    LOCAL = "local", _("The region itself")
    NATIONAL = "national", _("The whole country")
    EXPORT = "export", _("Abroad")


class TechnologySource(models.TextChoices):
    OWN = "own", _("Our own")
    BORROWED = "borrowed", _("Borrowed and adapted")


class TechnologyKind(models.TextChoices):
    KNOWLEDGE = "knowledge", _("Knowledge economy")
    BREAKTHROUGH = "breakthrough", _("Breakthrough")
    ADVANCED = "advanced", _("Advanced")


class Readiness(models.IntegerChoices):
    """Technology readiness levels (ISO 16290; European Commission, Horizon 2020 work programme, annex G)."""

    PRINCIPLES = 1, _("1 – the principle is understood")
    CONCEPT = 2, _("2 – it is described what it could do")
    PROOF = 3, _("3 – a first trial shows that it can work")
    LABORATORY = 4, _("4 – works in the laboratory")
    LIKE_REAL = 5, _("5 – works in conditions like real ones")
    DEMONSTRATED = 6, _("6 – shown in conditions like real ones")
    PROTOTYPE = 7, _("7 – a prototype works in real use")
    COMPLETE = 8, _("8 – complete and tested")
    IN_USE = 9, _("9 – in everyday use")


class ChangePattern(models.TextChoices):
    MODERNISATION = "modernisation", _("Modernisation of what exists")
    TRANSITION = "transition", _("Transition to a neighbouring field")
    DIVERSIFICATION = "diversification", _("Diversification")
    RADICAL_FOUNDATION = "radical_foundation", _("Something quite new")


class Standing(models.TextChoices):
    """Set by the decision, never by hand."""

    CANDIDATE = "candidate", _("Candidate")
    PRIORITY = "priority", _("Priority")
    FORMER = "former", _("Former priority")


class SearchTextField(models.TextField):
    """What a search looks through, without regard to case: SQLite folds no Cyrillic letters by itself."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        texts = (getattr(model_instance, column) for column in SEARCHED)
        folded = " ".join(filter(None, texts)).casefold()
        setattr(model_instance, self.attname, folded)
        return folded


class Activity(models.Model):
    """What is done, for whom, from which assets; made of notes (through themes) and of proposals.

    A merged activity keeps everything of its own and points to the one it became part of (`merged_into`);
    `counts_with` is where that chain ends, so that counting through merges needs no recursion.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="activities")
    workshop = models.ForeignKey(Workshop, models.PROTECT, null=True, blank=True, related_name="activities")
    kind = models.CharField(max_length=12, choices=ActivityKind, default=ActivityKind.ACTIVITY)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("what is done"), blank=True)
    original_language = models.CharField(max_length=2, blank=True)
    # None: nobody has been asked yet.
    is_activity = models.BooleanField(
        _("it is an activity, not a firm or a whole sector"), null=True, default=None
    )
    domains = models.ManyToManyField(Domain, blank=True, related_name="activities", verbose_name=_("domains"))
    scientific_domains = models.ManyToManyField(
        ScientificDomain, blank=True, related_name="activities", verbose_name=_("fields of research")
    )
    objectives = models.ManyToManyField(
        PolicyObjective, blank=True, related_name="activities", verbose_name=_("objectives")
    )
    market = models.CharField(_("market"), max_length=10, choices=Market, blank=True)
    technology_source = models.CharField(_("technology"), max_length=10, choices=TechnologySource, blank=True)
    technology_kind = models.CharField(
        _("kind of technology"), max_length=14, choices=TechnologyKind, blank=True
    )
    readiness = models.PositiveSmallIntegerField(_("readiness"), choices=Readiness, null=True, blank=True)
    change_pattern = models.CharField(_("what changes"), max_length=20, choices=ChangePattern, blank=True)
    assets = models.TextField(_("what it builds on"), blank=True)
    actors = models.TextField(_("who would do it"), blank=True)
    experiment_hypothesis = models.TextField(_("what we want to find out"), blank=True)
    experiment_milestone = models.TextField(_("first milestone"), blank=True)
    experiment_stop_rule = models.TextField(_("when we would stop"), blank=True)
    experiment_budget = models.CharField(_("budget"), max_length=120, blank=True)
    experiment_owner = models.CharField(_("who leads it"), max_length=200, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.CANDIDATE)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    counts_with = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="counted")
    # Made by a merge that was undone: it stays readable, and is on no list.
    dissolved_at = models.DateTimeField(null=True, blank=True)
    search_text = SearchTextField(editable=False, default="")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    FICHE_FIELDS: ClassVar[tuple[str, ...]] = (
        "kind",
        "title",
        "summary",
        "is_activity",
        "market",
        "technology_source",
        "technology_kind",
        "readiness",
        "change_pattern",
        "assets",
        "actors",
        "experiment_hypothesis",
        "experiment_milestone",
        "experiment_stop_rule",
        "experiment_budget",
        "experiment_owner",
    )
    EXPERIMENT_FIELDS: ClassVar[tuple[str, ...]] = (
        "experiment_hypothesis",
        "experiment_milestone",
        "experiment_stop_rule",
        "experiment_budget",
        "experiment_owner",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(readiness=None) | models.Q(readiness__range=(1, 9)),
                name="activity_readiness_1_to_9",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_current(self) -> bool:
        """On the lists: neither merged away nor dissolved."""
        return self.merged_into_id is None and self.dissolved_at is None

    @property
    def has_passed_the_gate(self) -> bool:
        """Technologies are scored too, and are not asked."""
        return self.kind == ActivityKind.TECHNOLOGY or bool(self.is_activity)


CURRENT = models.Q(merged_into=None, dissolved_at=None)
PASSED_THE_GATE = models.Q(is_activity=True) | models.Q(kind=ActivityKind.TECHNOLOGY)


class Support(models.Model):
    """One participant wants this activity to be looked at."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="supports")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="supports")
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "participant"], name="support_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} → {self.activity_id}"
