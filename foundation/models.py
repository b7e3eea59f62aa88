"""What every app stands on, stored: the audit chain, answers kept for retries."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class AuditHead(models.Model):
    """The end of one chain. Its row is the lock that puts the rows of the chain in one order; locked last."""

    chain = models.CharField(max_length=64, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)


class AuditRow(models.Model):
    """Who did what, when: digests and ids only, so that erasing a person keeps the chain valid.

    Row triggers on both databases forbid update and delete.
    """

    chain = models.CharField(max_length=64)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)  # not a foreign key: the row outlives the person
    role = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "seq"]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_row_once_per_place")]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_row_by_object")]


class AuditReason(models.Model):
    """The words behind a digest in the chain; may be erased without breaking it."""

    row = models.OneToOneField(AuditRow, models.PROTECT, primary_key=True, related_name="words")
    salt = models.CharField(max_length=32)
    text = models.TextField()


class StoredAnswer(models.Model):
    """The first answer to a write that carried a client-made key (foundation.idempotency)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="stored_answer_once_per_key")]
