"""The register of clusters: the public pages, and keeping it."""

from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from discovery import actions, forms, queries
from discovery.views.network import picture_of
from discovery.views.requests import PersonRequest
from discovery.views.trails import Trail
from foundation.transitions import Refused

PAGE = 20


def cluster_list(request: HttpRequest, region: Any) -> HttpResponse:
    pages = Paginator(queries.clusters_of_region(region), PAGE)
    context = {
        "region": region,
        "trail": [_home(region), (_("Clusters"), "")],
        "page": pages.get_page(request.GET.get("page")),
        "may_keep": rules.has_perm("discovery.keep_clusters", request.user, region),
    }
    return render(request, "discovery/cluster_list.html", context)


def cluster_detail(request: HttpRequest, cluster: Any) -> HttpResponse:
    """`?state=without` leaves out state-controlled organizations."""
    without_state = request.GET.get("state") == "without"
    network = queries.network_of(cluster, without_state=without_state)
    context = {
        "cluster": cluster,
        "region": cluster.region,
        "trail": _trail(cluster.region, cluster.name),
        "network": network,
        "picture": picture_of(network),
        "without_state": without_state,
        "state_count": sum(each.organization.is_state_controlled for each in network.members),
        "may_keep": rules.has_perm("discovery.keep_clusters", request.user, cluster),
    }
    return render(request, "discovery/cluster_detail.html", context)


def cluster_create(request: PersonRequest, region: Any) -> HttpResponse:
    form = forms.ClusterForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        try:
            cluster = actions.create_cluster(region=region, by=request.user, **form.as_input())
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The cluster is on the register. Name its organizations now."))
            return redirect("cluster_edit", cluster_id=cluster.pk)
    context = {"region": region, "form": form, "trail": _trail(region, _("New cluster"))}
    return render(request, "discovery/cluster_form.html", context, status=400 if form.is_bound else 200)


def cluster_edit(request: PersonRequest, cluster: Any) -> HttpResponse:
    initial = forms.initial_cluster(cluster)
    form = forms.ClusterForm(request.POST or None, region=cluster.region, initial=initial)
    status = 400 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["edit_version"]
        try:
            actions.edit_cluster(cluster=cluster, by=request.user, edit_version=version, **form.as_input())
        except Refused as refused:
            form.add_error(None, refused.message)
            status = 412 if isinstance(refused, actions.EditedMeanwhile) else 400
        else:
            messages.success(request, _("Saved."))
            return redirect("cluster_edit", cluster_id=cluster.pk)
    return _desk(request, cluster, status=status, form=form)


def cluster_close(request: PersonRequest, cluster: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_cluster(cluster=cluster, by=request.user, **form.cleaned_data)
        messages.success(request, _("The cluster is off the register. Its page stays."))
        return redirect("cluster_list", code=cluster.region.code)
    context = {
        "region": cluster.region,
        "title": _("Take it off the register?"),
        "question": cluster.name,
        "losses": [_("It is no longer listed, nor shown on the pages of activities and of other clusters.")],
        "form": form,
        "submit_label": _("Take it off"),
        "cancel_href": reverse("cluster_edit", args=[cluster.pk]),
    }
    return render(request, "discovery/cluster_confirm.html", context, status=400 if form.is_bound else 200)


def cluster_reopen(request: PersonRequest, cluster: Any) -> HttpResponse:
    actions.reopen_cluster(cluster=cluster, by=request.user)
    messages.success(request, _("The cluster is on the register again."))
    return redirect("cluster_edit", cluster_id=cluster.pk)


def cluster_member_add(request: PersonRequest, cluster: Any) -> HttpResponse:
    form = forms.OrganizationForm(request.POST)
    if not form.is_valid():
        return _desk(request, cluster, status=400, member_form=form)
    actions.add_cluster_member(cluster=cluster, by=request.user, **form.cleaned_data)
    return _to(cluster, "members")


def cluster_member_remove(request: PersonRequest, member: Any) -> HttpResponse:
    return _to(actions.remove_cluster_member(member=member, by=request.user), "members")


def cluster_link_add(request: PersonRequest, cluster: Any) -> HttpResponse:
    form = forms.LinkForm(request.POST, cluster=cluster)
    if not form.is_valid():
        return _desk(request, cluster, status=400, link_form=form)
    actions.link_clusters(cluster=cluster, by=request.user, **form.cleaned_data)
    return _to(cluster, "links")


def cluster_link_remove(request: PersonRequest, link: Any) -> HttpResponse:
    return _to(actions.unlink_clusters(link=link, by=request.user), "links")


def _desk(
    request: PersonRequest,
    cluster: Any,
    *,
    status: int = 200,
    form: Any = None,
    member_form: Any = None,
    link_form: Any = None,
) -> HttpResponse:
    context = {
        "cluster": cluster,
        "region": cluster.region,
        "trail": _trail(cluster.region, cluster.name),
        "form": form or forms.ClusterForm(region=cluster.region, initial=forms.initial_cluster(cluster)),
        "member_form": member_form or forms.OrganizationForm(),
        "link_form": link_form or forms.LinkForm(cluster=cluster),
        "network": queries.network_of(cluster),
    }
    return render(request, "discovery/cluster_form.html", context, status=status)


def _to(cluster: Any, part: str) -> HttpResponse:
    return redirect(f"{reverse('cluster_edit', args=[cluster.pk])}#{part}")


def _home(region: Any) -> tuple[str, str]:
    return (region.name, reverse("region_detail", args=[region.code]))


def _trail(region: Any, here: str) -> Trail:
    return [_home(region), (_("Clusters"), reverse("cluster_list", args=[region.code])), (here, "")]
