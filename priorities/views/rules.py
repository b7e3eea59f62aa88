"""Must-cover rules: of a scoring, before there is a ranking; and beside a set, kept or broken."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from rules import has_perm

from discovery.views.requests import PersonRequest
from priorities.actions import EditedMeanwhile, choose_rule, drop_rule, explain_rule
from priorities.forms import BrokenRuleForm, RuleDropForm, RuleForm
from priorities.queries.decisions import from_change
from priorities.queries.rules import late_drops, named, rule_in_words, rules_of_round, what_can_be_asked
from priorities.queries.sets import SetBoard, board_of, changes_since
from priorities.views.carried_out import carried_out, sent, status_of
from priorities.views.wording import region_trail, set_trail_for


def rule_list(request: PersonRequest, round: Any) -> HttpResponse:
    """The rules of a scoring, and a form for one more."""
    is_late = round.state == "closed"
    form = RuleForm(sent(request), offered=what_can_be_asked(round.region), is_late=is_late)
    if carried_out(form, choose_rule, round=round, by=request.user):
        messages.success(request, _("The rule is in force."))
        return redirect("rule_list", round.pk)
    rules = rules_of_round(round)
    context = {
        "round": round,
        "region": round.region,
        "form": form,
        "is_late": is_late,
        "in_force": [each for each in rules if each.rule.dropped_at is None],
        "dropped": [each for each in rules if each.rule.dropped_at],
        "may_choose": has_perm("priorities.choose_rule", request.user, round),
        "trail": rules_trail(round),
    }
    return render(request, "priorities/rule_list.html", context, status=status_of(form))


def rule_drop(request: PersonRequest, rule: Any) -> HttpResponse:
    """Asked once."""
    round = rule.round
    form = RuleDropForm(sent(request), is_late=round.state == "closed")
    if carried_out(form, drop_rule, rule=rule, by=request.user):
        return redirect("rule_list", round.pk)
    about = named([rule], round.region)[rule.pk]
    title = _("Drop the rule")
    context = {
        "title": title,
        "question": rule_in_words(rule.kind, about, rule.limit, rule.number),
        "losses": [_("No set from this scoring has to keep the rule any more. It stays readable here.")],
        "form": form,
        "submit_label": title,
        "cancel_href": reverse("rule_list", args=[round.pk]),
        "region": round.region,
        "trail": [
            *rules_trail(round)[:-1],
            (_("Must-cover rules"), reverse("rule_list", args=[round.pk])),
            (title, ""),
        ],
    }
    return render(request, "priorities/set_confirm.html", context, status=status_of(form))


def rules_trail(round: Any) -> list[tuple[str, str]]:
    scoring = (round.title, reverse("round_detail", args=[round.pk]))
    return region_trail(round.region, scoring, (_("Must-cover rules"), ""))


def set_rules(request: PersonRequest, priority_set: Any) -> HttpResponse:
    return render(request, "priorities/set_rules.html", rules_context(request, board_of(priority_set)))


def set_explain(request: PersonRequest, priority_set: Any) -> HttpResponse:
    """Why one rule is broken: a form beside each of them."""
    form = BrokenRuleForm(sent(request))
    try:
        if carried_out(form, explain_rule, priority_set=priority_set, by=request.user):
            messages.success(request, _("The reason is stored."))
            return redirect("set_rules", priority_set.pk)
    except EditedMeanwhile as refused:
        return told_what_changed(request, priority_set, form, refused)
    context = rules_context(request, board_of(priority_set), form)
    return render(request, "priorities/set_rules.html", context, status=status_of(form))


def told_what_changed(
    request: PersonRequest, priority_set: Any, form: BrokenRuleForm, refused: EditedMeanwhile
) -> HttpResponse:
    """412: what others did since, and one's own words kept."""
    since = changes_since(priority_set, form.cleaned_data["edit_version"])
    context = {
        "set": priority_set,
        "region": priority_set.region,
        "message": refused.message,
        "changes": [vars(from_change(each)) for each in since],
        "reason": form.cleaned_data["reason"],
    }
    return render(request, "priorities/set_changed.html", context, status=412)


def rules_context(
    request: PersonRequest, board: SetBoard, posted: BrokenRuleForm | None = None
) -> dict[str, Any]:
    priority_set = board.priority_set
    may_explain = priority_set.state == "drafted" and has_perm(
        "priorities.draft_set", request.user, priority_set
    )
    dropped = late_drops(priority_set)
    abouts = named(dropped, priority_set.region)
    return {
        "board": board,
        "set": priority_set,
        "region": priority_set.region,
        "rows": [rule_row(board, each, may_explain, posted) for each in board.rules],
        "dropped": [
            (rule_in_words(each.kind, abouts[each.pk], each.limit, each.number), each.dropped_reason)
            for each in dropped
        ],
        "is_of_the_region": has_perm("priorities.see_rules", request.user, priority_set),
        "trail": set_trail_for(request.user, priority_set, _("Must-cover rules")),
    }


def rule_row(board: SetBoard, each: Any, may_explain: bool, posted: BrokenRuleForm | None) -> dict[str, Any]:
    """A rule with the titles of what counts for it, and a form where somebody must say why it is broken."""
    form = None
    if may_explain and not each.is_kept:
        initial = {
            "rule_id": each.rule.pk,
            "reason": each.reason,
            "edit_version": board.priority_set.edit_version,
        }
        is_posted = posted is not None and posted["rule_id"].value() == str(each.rule.pk)
        form = posted if is_posted else BrokenRuleForm(initial=initial, auto_id=f"rule-{each.rule.pk}-%s")
    return {
        "each": each,
        "held": [board.activities[activity_id] for activity_id in each.held],
        "others": [
            board.activities[activity_id] for activity_id in each.counting if activity_id not in each.held
        ],
        "form": form,
    }
