"""Programs elsewhere that are told of publications, and whether they heard."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery.views.requests import PersonRequest
from foundation.idempotency import SHOWN_ONCE
from foundation.transitions import Refused
from priorities.actions import add_webhook, remove_webhook, send_again
from priorities.forms import WebhookForm
from priorities.queries.webhooks import deliveries_of, webhooks_of
from priorities.views.carried_out import carried_out, sent, status_of
from priorities.views.pages import page_of
from priorities.views.wording import sets_trail


def webhook_list(request: PersonRequest, region: Any) -> HttpResponse:
    """POST adds one and shows its secret this once, so its answer is no redirect."""
    form = WebhookForm(sent(request))
    made = carried_out(form, add_webhook, region=region, by=request.user)
    context = {
        "region": region,
        "form": WebhookForm() if made else form,
        "webhooks": webhooks_of(region),
        "page": page_of(request, deliveries_of(region), 20),
        "secret": made[1] if made else "",
        "trail": sets_trail(region, (_("Programs that are told"), "")),
    }
    response = render(
        request, "priorities/webhook_list.html", context, status=200 if made else status_of(form)
    )
    if made:
        setattr(response, SHOWN_ONCE, True)
    return response


def webhook_remove(request: PersonRequest, webhook: Any) -> HttpResponse:
    back = reverse("webhook_list", args=[webhook.region.code])
    if request.method == "POST":
        remove_webhook(webhook=webhook, by=request.user)
        messages.success(request, _("It is told no longer."))
        return redirect(back)
    context = {
        "title": _("No longer tell “%(label)s”?") % {"label": webhook.label},
        "losses": [_("It hears of no further publication."), _("The list of what it was told goes with it.")],
        "submit_label": _("Remove"),
        "cancel_href": back,
    }
    return render(request, "priorities/webhook_remove.html", context)


def delivery_resend(request: PersonRequest, delivery: Any) -> HttpResponse:
    try:
        send_again(delivery=delivery, by=request.user)
        messages.success(request, _("It is being sent again."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("webhook_list", delivery.webhook.region.code)
