"""Who takes part, and for which helix they speak."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix, Organization
from discovery.models.codes import new_nonce
from discovery.models.consent import ConsentText
from discovery.models.table import Table
from discovery.models.workshop import Workshop


class Admission(models.TextChoices):
    """Who comes to a problem-solving workshop without an invitation asks at the door."""

    ADMITTED = "admitted", _("Admitted")
    ASKED = "asked", _("Asks to be admitted")
    REFUSED = "refused", _("Not admitted")


class Participant(models.Model):
    """One person in one workshop. The organiser confirms the helix; only the confirmed enter a sealed roster.

    `ticket` is the key of the page a guest joined from: the same page sent twice is the same person. The code by which a
    person comes back on another phone is made of `return_nonce` and the platform's secret.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    helix = models.CharField(_("speaks for"), max_length=16, choices=Helix)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    ticket = models.UUIDField(null=True, blank=True, unique=True)
    admission = models.CharField(max_length=10, choices=Admission, default=Admission.ADMITTED)
    consent = models.ForeignKey(ConsentText, models.PROTECT, null=True, blank=True, related_name="+")
    consented_at = models.DateTimeField(null=True, blank=True)
    table = models.ForeignKey(Table, models.SET_NULL, null=True, blank=True, related_name="people")
    joined_at = models.DateTimeField(db_default=Now())
    district = models.ForeignKey("District", models.SET_NULL, null=True, blank=True, related_name="+")
    is_first_time = models.BooleanField(null=True, blank=True)  # None: not said
    return_nonce = models.CharField(max_length=32, default=new_nonce)
    phone_key = models.CharField(max_length=40, blank=True)  # the session of the phone it is used from
    moved_at = models.DateTimeField(
        null=True, blank=True
    )  # when another phone took the place over, the last time
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "user"], name="participant_once_per_workshop"),
            models.CheckConstraint(
                condition=models.Q(helix__in=Helix.values), name="participant_helix_known"
            ),
            models.CheckConstraint(
                condition=models.Q(consent=None) | models.Q(consented_at__isnull=False),
                name="consent_has_its_time",
            ),
        ]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")

    def __str__(self) -> str:
        return f"{self.get_helix_display()}, {self.organization or _('no organization')}"

    @property
    def is_admitted(self) -> bool:
        return self.admission == Admission.ADMITTED

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
