"""A territory with a code, a parent and its own rules."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

REHEARSED = "XR"


class RegionKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    CITY = "city", _("City")
    FORMER = "former", _("Former region")


class RealRegionManager(models.Manager["Region"]):
    """Without practice copies: whoever lists regions sees none of them unless they ask for `Region.everywhere`."""

    def get_queryset(self) -> models.QuerySet["Region"]:
        return super().get_queryset().filter(is_practice=False)


class Region(models.Model):
    """`code` is ISO 3166-2 (ISO 3166-1 for a country) and stands in addresses; `data_code` is used in data files."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    data_code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    # Fits a tile of the map on a phone.
    short_name = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=10, choices=RegionKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    # The region's own rules; a round and a set freeze them when they begin.
    threshold = models.PositiveSmallIntegerField(
        _("smallest group shown"), default=5, validators=[MinValueValidator(3), MaxValueValidator(10)]
    )
    approvals_needed = models.PositiveSmallIntegerField(
        _("officials who must approve"), default=2, validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    raters_per_organization = models.PositiveSmallIntegerField(
        _("people of one organization who may score"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    mining_threshold = models.DecimalField(
        _("raw-material threshold, %"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(30),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(99))],
    )
    mining_window = models.PositiveSmallIntegerField(
        _("raw-material window, years"), default=10, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    # A made-up copy to practise in. Born as one, it stays one; real to nobody, and there for its owner only.
    is_practice = models.BooleanField(default=False, editable=False)
    # None in a practice copy: it was thrown away and is nobody's.
    practised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="practice_regions",
    )
    # A practice copy that was thrown away, but holds records that nothing may remove.
    sealed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[RealRegionManager] = RealRegionManager()
    everywhere: ClassVar[models.Manager["Region"]] = models.Manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threshold__range=(3, 10)), name="region_threshold_3_to_10"
            ),
            models.CheckConstraint(
                condition=models.Q(approvals_needed__range=(1, 2)), name="region_approvals_1_or_2"
            ),
            models.CheckConstraint(
                condition=models.Q(raters_per_organization__range=(1, 100)),
                name="region_raters_of_one_organization_1_to_100",
            ),
            models.CheckConstraint(
                condition=models.Q(practised_by=None) | models.Q(is_practice=True),
                name="region_practised_is_practice",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_rehearsal(self) -> bool:
        """A practice copy in which one workshop is rehearsed (codes XR... are kept free by ISO 3166)."""
        return self.is_practice and self.code.startswith(REHEARSED)
