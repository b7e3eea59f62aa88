"""What every app stands on, stored: the audit chain, answers kept for retries, mails on their way."""

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


class Heartbeat(models.Model):
    """When something that must come regularly came last."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%Y-%m-%d %H:%M:%S}"


class Sendable(models.Model):
    """Something that leaves the platform after the commit that wrote it: claimed by one worker, tried again (foundation.sending)."""

    class State(models.TextChoices):
        QUEUED = "queued"
        CLAIMED = "claimed"
        SENT = "sent"
        FAILED = "failed"

    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class OutboxMail(Sendable):
    """A mail written in the transaction of what it tells, sent after its commit (foundation.outbox)."""

    to = models.EmailField()
    template = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    context = models.JSONField(default=dict)  # emptied once it is sent: texts stay no longer than they must
    unsubscribe = models.CharField(max_length=400, blank=True)  # path of the page that ends such mails

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="outbox_mail_by_turn")]


class OutboxAttachment(models.Model):
    """A file that goes with a mail; removed once the mail is sent."""

    mail = models.ForeignKey(OutboxMail, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()


class Upload(models.Model):
    """A stranger's table on its way in: the rows that were read of it, kept until somebody uses or discards them.

    `rows` is what foundation.uploads.parsing packed. An app's own draft points here and says what it is for; both are
    forgotten together when nobody comes back (tasks.sweep).
    """

    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField()
    read_as = models.CharField(max_length=20, blank=True)
    sheets = models.JSONField(default=list)
    rows = models.BinaryField()
    # Which column means what, and the choices beside; empty until somebody has decided.
    mapping = models.JSONField(default=dict, blank=True)
    # What a look at the rows found under that mapping; made anew with each decision.
    summary = models.JSONField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.file_name
