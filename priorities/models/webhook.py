"""Addresses that are told of each publication, and what they were told."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.models import Sendable
from priorities.models.publication import Publication
from regions.models import Region


class Webhook(models.Model):
    """A program elsewhere that hears of a region's publications; one of a country hears of all its regions'.

    The secret signs what is sent, so it must be kept as it is: it is shown once, to whom it was made for.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="webhooks")
    label = models.CharField(_("what it is for"), max_length=80)
    address = models.URLField(_("address"), max_length=500)
    secret = models.CharField(max_length=64)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["region", "address"], name="webhook_once_per_address")]

    def __str__(self) -> str:
        return self.label


class Delivery(Sendable):
    """One publication told to one webhook; written in the transaction of the publication."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="+")
    last_status = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "publication"], name="delivery_once_per_publication")
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="delivery_by_turn")]

    def __str__(self) -> str:
        return f"{self.webhook_id}: {self.publication_id}"

    @property
    def is_waiting(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.CLAIMED)
