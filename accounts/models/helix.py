"""The four groups that are heard in equal weight."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Helix(models.TextChoices):
    """In this order everywhere: pages, charts, files."""

    SCIENCE = "science", _("Science and education")
    BUSINESS = "business", _("Business")
    GOVERNMENT = "government", _("Government")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
