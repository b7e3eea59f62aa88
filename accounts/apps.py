from collections.abc import Iterator

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed, password_changed, password_set
        from django.contrib.auth.signals import user_logged_in

        from accounts import permissions, queries, receivers, registries  # noqa: F401  -- reason: permissions fills its table
        from foundation import wake

        registries.register_ways(queries.way_to_inbox)
        registries.register_own_data(*queries.OWN_DATA)

        user_logged_in.connect(receivers.on_logged_in, dispatch_uid="accounts.remember_session")
        email_confirmed.connect(receivers.on_email_confirmed, dispatch_uid="accounts.confirm_email")
        for changed in (password_changed, password_set):
            changed.connect(receivers.on_password_changed, dispatch_uid="accounts.remember_session")
        wake.register_sweep(_news_not_mailed)


def _news_not_mailed() -> Iterator[tuple[str, tuple[()]]]:
    from accounts import actions, queries
    from accounts.models import Mailing

    if queries.messages_to_mail(Mailing.AT_ONCE).exists():
        yield "accounts.mail_news", ()
    if queries.messages_to_mail(Mailing.DIGEST, created_at__lt=actions.last_morning()).exists():
        yield "accounts.mail_digests", ()
