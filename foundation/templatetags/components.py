"""The building blocks of pages (docs/look.md); templates/_components/ holds their markup.

They are tags, not includes, so that a misspelt or missing parameter is an error and no outer variable leaks in.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_path

from foundation.charts import Chart, Scatter, plot_of, scatter_plot_of
from foundation.components import bars, group_lines, helices, tones
from foundation.components.numbers import Number, figure, known
from foundation.foreign_text import ForeignText
from foundation.learning import explained

register = template.Library()
register.filter("figure", figure)

Row = Mapping[str, Any]
Parameters = dict[str, Any]

THEMES = ("light", "dark")


# A line that ends in «кто-» or «30 %-» reads like a mistake: what follows the hyphen is no word of its own.
_BEFORE_PARTICLE = re.compile(
    r"(?<=[а-яё])-(?=(?:то|либо|нибудь)\b)|(?<=[%\d])-(?=[а-яёәіңғүұқөһ])", re.IGNORECASE
)
WORD_JOINER = "\u2060"


@register.filter(is_safe=True)
def unbroken(text: Any) -> Any:
    """The text, with words like «кто-то» and «30 %-дан» kept on one line; the joiner is not seen."""
    return text if isinstance(text, ForeignText) else _BEFORE_PARTICLE.sub(f"-{WORD_JOINER}", str(text))


def _markup(name: str) -> str:
    return f"_components/{name}.html"


# Frames: what stands between the tag and its end is their content.


@register.simple_block_tag
def page_header(content: SafeString, *, title: str, eyebrow: str = "", lead: str = "") -> SafeString:
    """The head of a page with its only h1; the content are its buttons."""
    return render_to_string(_markup("page_header"), locals())


@register.simple_block_tag
def card(
    content: SafeString, *, title: str = "", eyebrow: str = "", href: str = "", level: int = 3, tone: str = ""
) -> SafeString:
    """A thing among its like; `level` is that of its heading."""
    return render_to_string(_markup("card"), locals())


@register.simple_block_tag
def notice(content: SafeString, *, tone: str = "info", title: str = "") -> SafeString:
    """Something the reader must know here: info, success, warning or danger."""
    return render_to_string(_markup("notice"), locals() | {"tone": tones.TONES[tone]})


@register.simple_block_tag
def empty_state(content: SafeString, *, title: str, icon: str = "sparkles") -> SafeString:
    """Instead of an empty list: what to do next."""
    return render_to_string(_markup("empty_state"), locals())


@register.simple_block_tag
def dialog(content: SafeString, *, name: str, title: str) -> SafeString:
    """Opened by a button with `data-opens`; without JavaScript its content is a part of the page."""
    return render_to_string(_markup("dialog"), locals())


# Ways through the product.


@register.inclusion_tag(_markup("breadcrumbs"))
def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Parameters:
    """Where this page stands: (label, href) from the top, the page itself with an empty href."""
    return {"trail": trail}


@register.inclusion_tag(_markup("sub_navigation"))
def sub_navigation(items: Sequence[tuple[str, str, bool]], *, label: str = "") -> Parameters:
    """The pages of one thing: (label, href, is this the page)."""
    return {"items": items, "label": label}


@register.inclusion_tag(_markup("pagination"))
def pagination(
    page: Page[Any], *, sorted_by: str = "", noun: str = "", parameter: str = "page", query: str = ""
) -> Parameters:
    """How many, why sorted so, and the other pages; `query` is the filter they keep ("indicator=gva")."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "pages": list(pages),
        "sorted_by": sorted_by,
        "noun": noun,
        "parameter": parameter,
        "query": f"{query}&" if query else "",
    }


# Figures.


@register.inclusion_tag(_markup("stat"))
def stat(
    *,
    label: str,
    value: Number | str | None,
    unit: str = "",
    digits: int | None = None,
    explanation: str = "",
    source: str = "",
    href: str = "",
    size: str = "",
    missing: str = "",
) -> Parameters:
    """A large figure with a small explanation. A text value (a rank, a name) is shown as it is."""
    is_text = isinstance(value, str)
    return locals() | {
        "text": value if is_text else figure(value, digits),
        "is_known": bool(value) if is_text else known(value) is not None,
    }


@register.inclusion_tag(_markup("term"), takes_context=True)
def term(context: template.Context, word: str, explanation: str) -> Parameters:
    """A word of the field with "what is this?" beside it; may stand inside a sentence."""
    number: int = (context.render_context.get("terms") or 0) + 1
    context.render_context["terms"] = number
    digest = sha256(explanation.encode()).hexdigest()[
        :6
    ]  # parts fetched later must not repeat an id of the page
    return {"word": word, "explanation": explanation, "anchor": f"term-{digest}-{number}"}


@register.inclusion_tag(_markup("term"), takes_context=True)
def glossary(context: template.Context, key: str, label: str = "") -> Parameters:
    """A word of the glossary with its meaning; `label` is the form it has in the sentence."""
    word, meaning = explained(key)
    return term(context, label or word, meaning) | {"key": key}


@register.inclusion_tag(_markup("source_note"))
def source_note(*, source: str, date: Any = None, href: str = "", secondary: bool = False) -> Parameters:
    """Where a figure comes from; `secondary` says that it is a copy, not checked with the publisher."""
    return locals()


@register.inclusion_tag(_markup("line_chart"))
def line_chart(chart: Chart, *, files: Iterable[tuple[str, str]] = ()) -> Parameters:
    """Lines or bands over years, with their table; `files`: (name, address) of downloads."""
    plot = plot_of(chart)
    said = ", ".join(f"{trace.label} {trace.last}" for trace in plot.traces)
    labels = [line.label for line in chart.lines]
    rows = [
        (year, [(label, figure(value, chart.digits)) for label, value in zip(labels, values, strict=True)])
        for year, values in chart.rows
    ]
    spoken = (
        f"{chart.title}, {chart.years[0]}–{chart.years[-1]}. {chart.years[-1]}: {said} {chart.unit}".strip()
    )
    return {"chart": chart, "plot": plot, "rows": rows, "files": list(files), "spoken": spoken}


@register.inclusion_tag(_markup("scatter_chart"))
def scatter_chart(scatter: Scatter, *, spoken: str, files: Iterable[tuple[str, str]] = ()) -> Parameters:
    """One value against another, each point with its mark. The page shows the table; `spoken` says where it stands."""
    return {"scatter": scatter, "plot": scatter_plot_of(scatter), "spoken": spoken, "files": list(files)}


@register.inclusion_tag(_markup("bar_list"))
def bar_list(
    rows: Iterable[Row],
    *,
    caption: str,
    unit: str = "",
    digits: int | None = 1,
    pivot: Number | None = None,
    maximum: Number | None = None,
    value_label: str = "",
) -> Parameters:
    """A table behind a picture: horizontal bars from zero, or from the middle where a `pivot` is given."""
    rows = list(rows)
    top = bars.largest(row["value"] for row in rows) if maximum is None else maximum
    drawn = [
        {
            **row,
            "text": figure(row["value"], digits),
            "is_known": known(row["value"]) is not None,
            "bar": bars.bar_from_zero(row["value"], top)
            if pivot is None
            else bars.bar_from_pivot(row["value"], pivot),
            "helix": helices.HELICES[row["helix"]] if row.get("helix") else None,
        }
        for row in rows
    ]
    return {
        "rows": drawn,
        "caption": caption,
        "unit": unit,
        "pivot": None if pivot is None else figure(pivot),
        "value_label": value_label,
        "is_short": all(len(str(row["label"])) <= len("2026") for row in rows),
    }


@register.inclusion_tag(_markup("score_bar"))
def score_bar(
    value: Number | None,
    *,
    label: str = "",
    maximum: Number = 100,
    digits: int = 1,
    low: Number | None = None,
    high: Number | None = None,
) -> Parameters:
    """A score with its bar; `low` and `high` draw how far it may lie."""
    start, end = bars.share_of(low, maximum), bars.share_of(high, maximum)
    return {
        "label": label,
        "text": figure(value, digits),
        "is_known": known(value) is not None,
        "length": bars.share_of(value, maximum),
        "maximum": figure(maximum),
        "low": figure(low, digits),
        "high": figure(high, digits),
        "reach": None if start is None or end is None else (start, end),
    }


@register.inclusion_tag(_markup("principle_profile"))
def principle_profile(scores: Iterable[tuple[str, Number | None]], *, compact: bool = False) -> Parameters:
    """The score of each principle, 0 to 100, as small bars with their names."""
    drawn = [(label, figure(value, 0), bars.share_of(value, 100)) for label, value in scores]
    return {"scores": drawn, "compact": compact}


# Helices, states, the thread.


@register.inclusion_tag(_markup("helix_mark"))
def helix_mark(helix: str, *, label: bool = True, size: str = "", merged: str = "") -> Parameters:
    """Colour, shape and name of a helix; `merged` names the group it was counted with."""
    return {
        "helix": helices.HELICES[helix],
        "label": label,
        "size": size,
        "merged": helices.HELICES[merged] if merged else None,
    }


@register.inclusion_tag(_markup("helix_counts"))
def helix_counts(
    counts: Mapping[str, int | None],
    *,
    of: Mapping[str, int | None] | None = None,
    threshold: int = 5,
    label: str = "",
) -> Parameters:
    """Numbers of people by helix; None is a group too small to be shown."""
    return {"counts": helices.counts_by_helix(counts, of or {}), "threshold": threshold, "label": label}


@register.inclusion_tag(_markup("group_line"))
def group_line(marks: Mapping[str, int | None]) -> Parameters:
    """Where each helix stands on a line of 0 to 100; None is a group without a number."""
    return {"line": group_lines.group_line(marks)}


@register.inclusion_tag(_markup("status_badge"))
def status_badge(state: str, label: str = "", *, tone: str = "", icon: str = "") -> Parameters:
    """A state as tone, icon and word."""
    return {"label": label or state, "tone": tones.tone_of(state, tone, icon)}


@register.inclusion_tag(_markup("steps"))
def steps(items: Sequence[Row], *, label: str = "") -> Parameters:
    """How far a run sheet or a procedure has come."""
    return {"items": items, "label": label}


@register.inclusion_tag(_markup("thread"))
def thread(stations: Sequence[Row], *, label: str = "") -> Parameters:
    """The path from a note to a priority, linked both ways."""
    return {"stations": stations, "label": label}


@register.inclusion_tag(_markup("decisions"))
def decisions(items: Sequence[Row]) -> Parameters:
    """Who decided what, when and why."""
    return {"items": [{**item, "tone": tones.TONES[item.get("tone") or "neutral"]} for item in items]}


@register.inclusion_tag(_markup("differences"))
def differences(items: Sequence[Row]) -> Parameters:
    """What changed from one version to the next."""
    return {"items": items}


@register.inclusion_tag(_markup("countdown"))
def countdown(timing: Any, *, size: str = "") -> Parameters:
    """What is left of a time: `ends_at`, `now`, `paused_at` (all datetimes), `seconds_left`. countdown.js counts on."""
    minutes, seconds = divmod(abs(timing.seconds_left), 60)
    return {
        "ends": round(timing.ends_at.timestamp() * 1000),
        "now": round(timing.now.timestamp() * 1000),
        "ends_at": timing.ends_at,
        "left": timing.seconds_left * 1000 if timing.paused_at else None,
        "is_paused": timing.paused_at is not None,
        "text": f"{minutes}:{seconds:02}",
        "is_over": timing.seconds_left < 0,
        "size": size,
    }


@register.inclusion_tag(_markup("note_card"))
def note_card(
    *, text: str, helix: str = "", meta: str = "", href: str = "", language: str = ""
) -> Parameters:
    """What one participant wrote, on the board."""
    return locals() | {"helix": helices.HELICES[helix] if helix else None}


# What every page needs once.


@register.simple_tag(takes_context=True)
def theme_attribute(context: template.Context) -> str:
    """`data-theme` as the reader chose it, so that a page never flashes in the other theme."""
    request = context.get("request")
    theme = request.COOKIES.get("theme") if request else None
    return format_html(' data-theme="{}"', theme) if theme in THEMES else ""


@register.filter
def scripts(names: str) -> list[str]:
    """Addresses of the modules of static/js/, by their names."""
    return [static(f"js/{name}.js") for name in names.split()]


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[tuple[str, str]]:
    """Language and whole address of this page in each language; empty for a page whose address names no language."""
    request = context.get("request")
    if request is None or get_language_from_path(request.path_info) is None:
        return []
    here = request.build_absolute_uri(request.path)
    return [(code, translate_url(here, code)) for code, _name in settings.LANGUAGES]
