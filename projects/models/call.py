"""An invitation for proposals."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from discovery.models import Activity
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region


class Call(models.Model):
    """Without an activity it is the standing open call: any sector may enter with a good project, from day one."""

    class State(models.TextChoices):
        OPENED = "opened", _("Open")
        CLOSED = "closed", _("Closed")

    region = models.ForeignKey(Region, models.PROTECT, related_name="calls")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="calls")
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("what is sought"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPENED)
    created_at = models.DateTimeField(db_default=Now())

    life_cycle = LifeCycle(
        chain=lambda call: audit.region_chain(call.region_id),
        steps=(
            move(
                "close",
                State.OPENED,
                State.CLOSED,
                "projects.run_call",
                _("Close the call"),
                needs_reason=True,
            ),
            move(
                "reopen", State.CLOSED, State.OPENED, "projects.run_call", _("Open again"), needs_reason=True
            ),
        ),
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=models.Q(activity=None), name="one_standing_call_per_region"
            )
        ]
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def __str__(self) -> str:
        return self.title
