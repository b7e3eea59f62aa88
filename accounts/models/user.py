"""Everybody who acts is a User; a guest of a workshop is a User without an e-mail."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """What Django's own commands expect of a user model."""

    def create_user(self, email: str, password: str | None = None, **columns: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **columns)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **columns: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **columns)

    def create_guest(self, **columns: Any) -> "User":
        """Somebody who joined without an account; claiming it later sets the e-mail."""
        guest = self.model(email=None, **columns)
        guest.set_unusable_password()
        guest.save()
        return guest


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Names are for greeting people; they stay out of the audit chain and of publications."""

    # NULL, because guests have none and only NULL may stand twice in a unique column
    email = models.EmailField(_("e-mail"), unique=True, null=True)  # noqa: DJ001  -- reason: said above
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email or str(_("Guest"))

    @property
    def is_guest(self) -> bool:
        return self.email is None
