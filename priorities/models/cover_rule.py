"""Rules a set must keep, chosen before anybody knows the ranking, and why a set breaks one."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from assessments.models import Round
from priorities.models.priority_set import PrioritySet
from regions.models import Region


class CoverRule(models.Model):
    """One rule about every set drafted from the ranking of a round; in force until it is dropped.

    `value`: what counts, by code (of a domain, a type, an objective of the region, a helix). A rule chosen or dropped
    when the ranking was known carries its reason: it is published like a deviation. Nothing is removed.
    """

    class Kind(models.TextChoices):
        SECTOR = "sector", _("Field of business")
        DOMINANT = "dominant_sector", _("Dominant sector")
        SECTOR_TYPE = "sector_type", _("Type of sector")
        OBJECTIVE = "objective", _("Objective")
        MARKET = "market", _("Market")
        TECHNOLOGY = "technology_source", _("Technology")
        SUPPORTERS = "supporters", _("Supported by")

    class Limit(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")

    MOST = 8  # as many as a set holds

    round = models.ForeignKey(Round, models.PROTECT, related_name="cover_rules")
    kind = models.CharField(_("what the rule is about"), max_length=20, choices=Kind)
    value = models.CharField(max_length=40)
    limit = models.CharField(_("at least or at most"), max_length=8, choices=Limit)
    number = models.PositiveSmallIntegerField(_("how many activities"))
    is_late = models.BooleanField(default=False)  # chosen when the ranking was known
    reason = models.TextField(_("reason"), blank=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(db_default=Now())
    dropped_late = models.BooleanField(default=False)
    dropped_reason = models.TextField(_("reason"), blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("must-cover rule")
        verbose_name_plural = _("must-cover rules")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "value", "limit"],
                condition=models.Q(dropped_at=None),
                name="one_rule_in_force_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(is_late=False) | ~models.Q(reason=""), name="late_rule_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(dropped_late=False) | ~models.Q(dropped_reason=""),
                name="late_drop_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(limit="at_most", number__lte=8)
                | models.Q(limit="at_least", number__range=(1, 8)),
                name="rule_asks_for_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.kind} {self.value}"

    @property
    def region(self) -> Region:
        return self.round.region

    @property
    def region_id(self) -> int:
        """Where roles are asked for."""
        return self.round.region_id


class BrokenRule(models.Model):
    """Why this set does not keep a rule; approved and published with the set as long as it does not."""

    priority_set = models.ForeignKey(PrioritySet, models.CASCADE, related_name="broken_rules")
    rule = models.ForeignKey(CoverRule, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["priority_set", "rule"], name="one_reason_per_broken_rule"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="broken_rule_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.priority_set_id}: {self.rule_id}"
