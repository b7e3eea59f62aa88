"""Background work about people."""

from celery import shared_task

from accounts import actions


@shared_task(name="accounts.mail_news")
def mail_news() -> int:
    return actions.mail_news()


@shared_task(name="accounts.mail_digests")
def mail_digests() -> int:
    return actions.mail_digests()
