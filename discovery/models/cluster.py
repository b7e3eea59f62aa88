"""Industrial clusters: the horizontal instrument of a strategy."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from discovery.models.activity import Activity
from regions.models import Domain, Region


class FoldedNameField(models.CharField):
    """The name without regard to case, for the constraint: SQLite by itself ignores the case of Latin letters only."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        folded: str = model_instance.name.casefold()
        setattr(model_instance, self.attname, folded)
        return folded


class District(models.Model):
    """A part of a region by name. No Region: it has no statistics, roles or rules of its own (docs/decisions/0007)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="districts")
    name = models.CharField(_("name"), max_length=120)
    folded_name = FoldedNameField(max_length=360, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            models.UniqueConstraint(fields=["region", "folded_name"], name="district_once_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class LinkKind(models.TextChoices):
    """What one cluster is to another."""

    SUPPLIES = "supplies", _("supplies it with goods or services")
    SKILLS = "skills", _("shares people and training with it")
    RESEARCH = "research", _("does research and development with it")
    INFRASTRUCTURE = "infrastructure", _("shares infrastructure with it")
    MARKET = "market", _("sells together with it")


class Cluster(models.Model):
    """Organizations of related domains in some districts, with a coordinator; serves activities."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="clusters")
    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    coordinator = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("coordinator")
    )
    website = models.URLField(_("website"), blank=True)
    domains = models.ManyToManyField(Domain, blank=True, related_name="clusters", verbose_name=_("domains"))
    districts = models.ManyToManyField(
        District, blank=True, related_name="clusters", verbose_name=_("districts")
    )
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="clusters", verbose_name=_("activities")
    )
    is_demonstration = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    edit_version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")

    def __str__(self) -> str:
        return self.name


class ClusterMember(models.Model):
    """An organization of a cluster and what it does there."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    role = models.CharField(_("what it does in it"), max_length=160, blank=True)

    class Meta:
        ordering = ["organization__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "organization"], name="member_once_per_cluster")
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.organization_id}"


class ClusterLink(models.Model):
    """One cluster to another, of any region: clusters do not end at a border."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="links")
    other = models.ForeignKey(Cluster, models.CASCADE, related_name="links_from_others")
    kind = models.CharField(_("kind of link"), max_length=16, choices=LinkKind)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "other", "kind"], name="link_once_per_kind"),
            models.CheckConstraint(condition=~models.Q(cluster=models.F("other")), name="link_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} {self.kind} {self.other_id}"
