"""News for one person, and how that person wants to hear them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What news are about; people choose for each how they hear of it."""

    IDEAS = "ideas", _("My ideas and what became of them")
    WORKSHOPS = "workshops", _("Workshops")
    SCORING = "scoring", _("Scoring")
    PROJECTS = "projects", _("Projects")
    DECISIONS = "decisions", _("Drafts and decisions")
    ROLES = "roles", _("My roles")


class Mailing(models.TextChoices):
    """When news are sent by mail; the inbox has them always."""

    AT_ONCE = "at_once", _("At once")
    DIGEST = "digest", _("Once a day, together")
    NEVER = "never", _("Not by mail")


# Until a person chooses: what waits for them comes at once, what happened to their ideas together in the morning.
USUAL_MAILING: dict[str, Mailing] = {
    Topic.IDEAS: Mailing.DIGEST,
    Topic.WORKSHOPS: Mailing.AT_ONCE,
    Topic.SCORING: Mailing.AT_ONCE,
    Topic.PROJECTS: Mailing.AT_ONCE,
    Topic.DECISIONS: Mailing.DIGEST,
    Topic.ROLES: Mailing.AT_ONCE,
}


class MessageQuerySet(models.QuerySet["Message"]):
    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)

    def unmailed(self, mailing: Mailing) -> "MessageQuerySet":
        return self.filter(mailing=mailing, mailed_at=None)


class Message(models.Model):
    """One turn a person should know of: ids, never texts. The page asks the things themselves when it is read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=80)  # accounts.registries.MessageKind
    topic = models.CharField(max_length=16, choices=Topic)
    things = models.JSONField()  # {"about": 7, "activity": 3}: what the kind's sentence asks for
    key = models.CharField(max_length=64)  # digest of kind and things: the same news waits once
    mailing = models.CharField(max_length=8, choices=Mailing)
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], condition=models.Q(read_at=None), name="message_once_while_unread"
            )
        ]
        indexes = [
            models.Index(
                fields=["mailing", "created_at"],
                condition=models.Q(mailed_at=None, read_at=None) & ~models.Q(mailing="never"),
                name="message_to_mail",
            ),
            models.Index(fields=["key"], condition=models.Q(read_at=None), name="message_to_settle"),
        ]


class MailChoice(models.Model):
    """How a person wants to hear of one topic by mail; without a row it is the usual way."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choices")
    topic = models.CharField(max_length=16, choices=Topic)
    mailing = models.CharField(max_length=8, choices=Mailing)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="mail_choice_once_per_topic")]
