"""Candidate activities and the threads through them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from priorities.forms import ActivitySearchForm
from priorities.queries.candidates import by_place, candidates_in, with_results
from priorities.queries.threads import (
    ActivityThread,
    NoteThread,
    Outcome,
    ShownResult,
    activity_thread,
    latest_published,
    note_thread,
)
from priorities.views.fiches import facts_of, fiche_context
from priorities.views.pages import page_of
from priorities.views.wording import labelled_principles, region_trail

Station = dict[str, Any]


def activity_list(request: HttpRequest, region: Any) -> HttpResponse:
    form = ActivitySearchForm(request.GET, region=region)
    wanted = form.wanted()
    published = latest_published(region.pk)
    page = page_of(request, by_place(candidates_in(region, **wanted), published), 20)
    context = {
        "region": region,
        "form": form,
        "page": page,
        "rows": with_results(list(page.object_list), published),
        "publication": published.publication if published else None,
        "is_narrowed": any(wanted.values()),
        "trail": region_trail(region, (_("Activities"), "")),
        "page_parameter": urlencode({**{k: v for k, v in wanted.items() if v}, "page": ""}).removesuffix("="),
    }
    return render(request, "priorities/activity_list.html", context)


def activity_detail(request: HttpRequest, activity: Any) -> HttpResponse:
    thread = activity_thread(activity, request.user)
    context = {
        "thread": thread,
        "activity": activity,
        "region": activity.region,
        "stations": stations_of_activity(thread),
        "result": thread.result,
        "newer_result": thread.newer_result,
        "principles": labelled_principles(thread.result.ranked.principles) if thread.result else [],
        "newer_principles": labelled_principles(thread.newer_result.ranked.principles)
        if thread.newer_result
        else [],
        "decisions": [vars(each) for each in thread.decisions],
        "hidden_count": thread.note_count - len(thread.notes),
        "facts": facts_of(activity),
        **fiche_context(request, activity),
        "trail": region_trail(
            activity.region,
            (_("Activities"), reverse("activity_list", args=[activity.region.code])),
            (activity.title, ""),
        ),
    }
    return render(request, "priorities/activity_detail.html", context)


def note_detail(request: HttpRequest, note: Any) -> HttpResponse:
    thread = note_thread(note, request.user)
    context = {
        "thread": thread,
        "note": note,
        "stations": stations_of_note(thread),
        "story": story_of(thread),
    }
    return render(request, "priorities/note_detail.html", context)


def stations_of_activity(thread: ActivityThread) -> list[Station]:
    """For the component `thread`: notes, theme, activity, score, priority."""
    titles = ", ".join(theme.title for theme in thread.themes)
    first_note = thread.notes[0].text if thread.notes else ""
    return [
        {"kind": _("ideas"), "title": first_note, "count": thread.note_count, "href": "#notes"},
        {"kind": _("theme"), "title": titles, "href": "#notes"},
        {"kind": _("activity"), "title": thread.activity.title, "is_current": True},
        score_station(thread.result or thread.newer_result, thread.activity.pk),
        priority_station(thread.latest),
    ]


def stations_of_note(thread: NoteThread) -> list[Station]:
    note, theme = thread.note, thread.note.theme
    own = theme.activity if theme else None
    activity = (own.counts_with or own) if own else None
    link = reverse("activity_detail", args=[activity.pk]) if activity else ""
    return [
        {"kind": _("idea"), "title": note.text, "is_current": True},
        {"kind": _("theme"), "title": theme.title if theme else "", "href": f"{link}#notes" if link else ""},
        {"kind": _("activity"), "title": activity.title if activity else "", "href": link},
        score_station(thread.result, activity.pk if activity else 0),
        priority_station(thread.outcome),
    ]


def score_station(result: ShownResult | None, activity_id: int) -> Station:
    if result is None:
        return {"kind": _("score"), "title": ""}
    href = reverse("ranking_detail", args=[result.round.pk])
    if result.publication:
        address = reverse(
            "publication_check", args=[result.publication.region.code, result.publication.number]
        )
        href = f"{address}?activity={activity_id}"
    return {"kind": _("score"), "title": score_words(result), "href": href}


def score_words(result: ShownResult) -> str:
    ranked = result.ranked
    if ranked.score is None:
        return _("not enough information")
    return _("%(score)s – place %(rank)s of %(all)s") % {
        "score": number_format(ranked.score, decimal_pos=1),
        "rank": ranked.rank,
        "all": result.how_many,
    }


def priority_station(outcome: Outcome | None) -> Station:
    if outcome is None:
        return {"kind": _("priority"), "title": ""}
    publication = outcome.publication
    return {
        "kind": _("priority"),
        "title": outcome_words(outcome),
        "href": reverse("publication_detail", args=[publication.region.code, publication.number]),
        "note": outcome.reason,
    }


def outcome_words(outcome: Outcome) -> str:
    if outcome.position is None:
        return _("not in the published set")
    return _("priority %(position)s") % {"position": outcome.position}


def story_of(thread: NoteThread) -> list[str]:
    """What became of an idea, in sentences."""
    theme = thread.note.theme
    if theme is None:
        return [_("The idea is written down. It has not been put together with others yet.")]
    story = [_("It was put together with similar ideas under “%(theme)s”.") % {"theme": theme.title}]
    if theme.activity is None:
        return [*story, _("No activity has been made of it yet.")]
    story.append(_("Out of them came the activity “%(activity)s”.") % {"activity": theme.activity.title})
    if theme.activity.counts_with:
        into = {"activity": theme.activity.counts_with.title}
        story.append(_("It became part of the activity “%(activity)s”, and the idea counts there.") % into)
    return story + decision_sentences(thread)


def decision_sentences(thread: NoteThread) -> list[str]:
    if thread.result is None and (thread.outcome is None or thread.outcome.position is None):
        return [_("The region has not published a decision about it yet.")]
    story = []
    if thread.result and thread.result.ranked.rank:
        story.append(
            _("People of all groups scored it: place %(rank)s of %(all)s.")
            % {"rank": thread.result.ranked.rank, "all": thread.result.how_many}
        )
    elif thread.result:
        story.append(_("It was scored, but there was not enough information for a place in the ranking."))
    if thread.outcome and thread.outcome.position:
        story.append(
            _("The region made it priority number %(position)s.") % {"position": thread.outcome.position}
        )
    else:
        story.append(_("The region did not put it among its priorities this time."))
    return story
