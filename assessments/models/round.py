"""One scoring of a list of activities by a sealed roster under a frozen framework."""

from typing import ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix, Organization
from assessments import signals
from assessments.models.framework import Framework
from discovery.models import Activity, Step, Workshop
from foundation import audit
from foundation.transitions import LifeCycle, move
from regions.models import Region

# Both stand in the way of every ballot: written out, because composing them anew takes several times as long as asking
# them. A place comes with what a ballot needs to know of its round and region; the rest is fetched where it is asked for.
# Columns stand in the order of the models, as `from_db` takes them.
_COUNT_INPUT = "UPDATE assessments_round SET input_version = input_version + 1 WHERE id = %s AND state = %s"
_OF_PLACE = ("id", "round_id", "user_id")
_OF_ROUND = ("id", "region_id", "workshop_id", "state", "has_open_board", "method_hash")
_OF_REGION = ("id", "time_zone", "is_practice", "practised_by_id")
_PLACE = """
SELECT place.id, place.round_id, place.user_id,
       round.id, round.region_id, round.workshop_id, round.state,
       round.has_open_board, round.method_hash,
       region.id, region.time_zone, region.is_practice, region.practised_by_id
FROM assessments_rosterentry AS place
JOIN assessments_round AS round ON round.id = place.round_id
JOIN regions_region AS region ON region.id = round.region_id
WHERE place.user_id = %s AND place.round_id = %s
"""


class RoundQuerySet(models.QuerySet["Round"]):
    def count_input(self, round_id: int) -> bool:
        """Lock, check of the state and new version of the inputs in one statement. False: the round is not open."""
        with connection.cursor() as cursor:
            cursor.execute(_COUNT_INPUT, [round_id, Round.State.OPENED.value])
            return bool(cursor.rowcount == 1)


class RosterQuerySet(models.QuerySet["RosterEntry"]):
    def place_of(self, user_id: int, round_id: int) -> "RosterEntry | None":
        """A person's place, with its round and region in the same query."""
        with connection.cursor() as cursor:
            cursor.execute(_PLACE, [user_id, round_id])
            row = cursor.fetchone()
        if row is None:
            return None
        columns, alias = iter(row), connection.alias
        place = RosterEntry.from_db(alias, _OF_PLACE, [next(columns) for _ in _OF_PLACE])
        round = Round.from_db(alias, _OF_ROUND, [next(columns) for _ in _OF_ROUND])
        region = Region.from_db(alias, _OF_REGION, [next(columns) for _ in _OF_REGION])
        place.round, round.region = round, region
        return place


class Round(models.Model):
    """`method` is the frozen framework with its rules (canonical JSON); `method_hash` binds the round to it.

    `input_version` grows with every ballot and conflict: updating it is also the lock that orders ballots and the close.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Being prepared")
        OPENED = "opened", _("Open for scoring")
        CLOSED = "closed", _("Closed")

    region = models.ForeignKey(Region, models.PROTECT, related_name="rounds")
    workshop = models.ForeignKey(Workshop, models.PROTECT, null=True, blank=True, related_name="rounds")
    step = models.OneToOneField(Step, models.SET_NULL, null=True, blank=True, related_name="round")
    title = models.CharField(_("title"), max_length=160)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    is_counting = models.BooleanField(default=True)  # sealed roster and blind; otherwise only indicative
    has_open_board = models.BooleanField(default=False)  # the hall sees it move, by batches (models/board.py)
    kappa = models.PositiveSmallIntegerField(default=2)
    threshold = models.PositiveSmallIntegerField(default=5)
    raters_per_organization = models.PositiveSmallIntegerField(default=3)
    counts_coarser_evidence = models.BooleanField(
        default=False
    )  # figures of a wider class than the activity's
    merged_groups = models.JSONField(
        default=dict, blank=True
    )  # {"science": "government"}: said aloud at sealing
    void_counts = models.JSONField(default=dict, blank=True)  # {"science": {"twice": 1}}: sealed at the close
    left_out_count = models.PositiveIntegerField(default=0)  # rows of LeftOut, counted at the sealing
    method = models.JSONField(null=True, blank=True)
    method_hash = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    input_version = models.PositiveBigIntegerField(default=0)
    ballots_digest = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # A published set rests on it: from now on everybody sees the result.
    made_public_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]  # -- reason: django-stubs types as_manager as a Manager

    life_cycle = LifeCycle(
        chain=lambda round: audit.region_chain(round.region_id),
        steps=(
            move("open", State.DRAFTED, State.OPENED, "assessments.run_round", _("Seal the list and open scoring"),
                 announces=signals.round_opened),
            move("close", State.OPENED, State.CLOSED, "assessments.run_round", _("Close scoring"),
                 announces=signals.round_closed),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threshold__range=(3, 10)), name="round_threshold_3_to_10"
            ),
            models.CheckConstraint(condition=models.Q(kappa__range=(1, 8)), name="round_kappa_1_to_8"),
            models.CheckConstraint(
                condition=models.Q(has_open_board=False) | models.Q(is_counting=False),
                name="open_board_never_counts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoundActivity(models.Model):
    """An activity on the list, with its measured values frozen at the opening.

    `measured`: criterion code -> {"u": "0.123456" | null, "shown": the same where it is only context, "inputs":
    {...}, "source", "vintage", "anchors", "reason_missing"}.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="entries")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="round_entries")
    position = models.PositiveSmallIntegerField()
    measured = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["round", "activity"], name="activity_once_per_round")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.activity_id}"


class RosterEntry(models.Model):
    """One rater, sealed: helix, organization and standing as they were when the round opened; `group` after merging."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="roster")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    helix = models.CharField(max_length=16, choices=Helix)
    group = models.CharField(max_length=16, choices=Helix)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    # None: the roster was sealed before these were.
    is_state_controlled = models.BooleanField(null=True)  # by their organization
    has_verified_address = models.BooleanField(null=True)

    objects: ClassVar[RosterQuerySet] = RosterQuerySet.as_manager()  # type: ignore[assignment]  # -- reason: as above

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="rater_once_per_round")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.user_id}"


class LeftOut(models.Model):
    """One confirmed person whom the limit of their organization kept off the roster when it was sealed."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="left_out")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # what the hall calls them by: the place in the order of joining

    class Meta:
        ordering = ["organization__name", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="left_out_once_per_round")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.user_id}"
