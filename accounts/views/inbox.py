"""My news, how I hear of them by mail, and the way out of mails without a log-in."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from accounts import actions, queries
from accounts.forms import TOPIC_LABELS, MailingForm, TopicForm
from accounts.views.requests import PersonRequest, posted
from foundation.live import token_for

if TYPE_CHECKING:
    from accounts.models import Message

ON_ONE_PAGE = 20


def inbox(request: PersonRequest) -> HttpResponse:
    """Unread first; of one topic where one is asked for."""
    topic = _topic(request.GET)
    page = Paginator(queries.messages_of(request.user, topic=topic), ON_ONE_PAGE).get_page(
        request.GET.get("page")
    )
    unread = queries.unread_by_topic(request.user)
    context = {
        "page": page,
        "news": queries.read_news(page),
        "topic": topic,
        "query": f"topic={topic}&" if topic else "",
        "tabs": _tabs(unread, topic),
        "unread": unread.get(topic, 0) if topic else sum(unread.values()),
        "live_token": token_for([f"inbox:{request.user.pk}"]),
    }
    return render(request, "accounts/inbox.html", context)


def inbox_read(request: PersonRequest) -> HttpResponse:
    """Everything is read, or everything of one topic."""
    topic = _topic(request.POST)
    count = actions.mark_all_read(by=request.user, topic=topic)
    messages.success(
        request,
        ngettext("%(count)d news item marked as read.", "%(count)d news items marked as read.", count)
        % {"count": count},
    )
    return redirect(_inbox(topic))


def message_open(request: PersonRequest, message: "Message") -> HttpResponse:
    """On to what the news is about, which makes it read; POST only makes it read and comes back."""
    actions.mark_read(message=message, by=request.user)
    (news,) = queries.read_news([message])
    if request.method == "POST" or not news.href:
        return redirect(_inbox(_topic(request.POST)))
    return redirect(news.href)


def inbox_settings(request: PersonRequest) -> HttpResponse:
    form = MailingForm(posted(request), initial=queries.mailing_of(request.user))
    if request.method == "POST" and form.is_valid():
        actions.choose_mailing(mailings=form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("inbox_settings")
    context = {"form": form, "trail": [(_("My news"), reverse("inbox")), (_("News by mail"), "")]}
    return render(request, "accounts/inbox_settings.html", context, status=400 if form.errors else 200)


@csrf_exempt  # the mail program posts here by itself (RFC 8058), without a page; the signed link is the permission
def unsubscribe(request: HttpRequest, asked: queries.Unsubscription) -> HttpResponse:
    """A press, not an open: programs that look at links must not end anybody's mails."""
    if request.method == "POST":
        actions.unsubscribe(person=asked.person, topics=asked.topics)
    context = {"labels": asked.labels, "is_done": request.method == "POST"}
    return render(request, "accounts/unsubscribe.html", context)


def _topic(given: QueryDict) -> str:
    form = TopicForm(given)
    return form.cleaned_data["topic"] if form.is_valid() else ""


def _inbox(topic: str) -> str:
    return reverse("inbox") + (f"?topic={topic}" if topic else "")


def _tabs(unread: dict[str, int], current: str) -> list[tuple[str, str, bool]]:
    tabs = [(_("All"), _inbox(""), not current)]
    for topic, count in unread.items():
        label = f"{TOPIC_LABELS[topic]} ({count})" if count else str(TOPIC_LABELS[topic])
        tabs.append((label, _inbox(topic), topic == current))
    return tabs
