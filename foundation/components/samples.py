"""Plausible content for the gallery of components; invented, and marked as such on the page.

The figures of mining come from the Bureau of National Statistics of Kazakhstan (demo/ names the files).
Long words in Russian and Kazakh are deliberate: they are what breaks a layout.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator

LONG_TITLE = "Высокотехнологичное предпринимательство: мониторинг нефтегазопроводов беспилотниками"

BARS = [
    {"label": "Atyrau", "value": 43.7, "note": "Атырауская область", "href": "#"},
    {"label": "West Kazakhstan", "value": 42.5},
    {"label": "Маңғыстау", "value": 33.6},
    {"label": "Kyzylorda", "value": 14.7},
    {"label": "Ulytau", "value": None},
]

QUOTIENTS = [
    {"label": "Транспорт и складирование", "value": 1.94},
    {"label": "Строительство", "value": 1.31},
    {"label": "Профессиональная, научная и техническая деятельность", "value": 0.62},
    {"label": "Обрабатывающая промышленность", "value": 0.48},
    {"label": "Ауыл, орман және балық шаруашылығы", "value": 0.21},
]

PRINCIPLES = [
    ("inclusivity", 71.5),
    ("specialization", 83.0),
    ("diversification", 64.2),
    ("experimentation", 40.0),
    ("entrepreneurial discovery", None),
]
PRINCIPLES_RU = [
    ("инклюзивность", 71.5),
    ("специализация", 83.0),
    ("диверсификация", 64.2),
    ("экспериментирование", 40.0),
    ("предпринимательское открытие", 58.0),
]

STEPS = [
    {"label": "Welcome", "state": "done", "note": "15 min"},
    {"label": "Propose", "state": "done", "note": "25 min"},
    {"label": "Group", "state": "current", "note": "20 min, 12 left"},
    {"label": "Score", "state": "upcoming", "note": "30 min"},
    {"label": "Close", "state": "upcoming"},
]

THREAD = [
    {"kind": "записки", "title": "Проверять трубы без остановки", "count": 7, "href": "#"},
    {"kind": "тема", "title": "Целостность трубопроводов", "href": "#", "note": "объединены 12 апреля"},
    {"kind": "направление", "title": LONG_TITLE, "href": "#", "is_current": True},
    {"kind": "оценка", "title": "68,4 – место 2 из 9", "href": "#"},
    {"kind": "приоритет", "title": ""},
]

DECISIONS = [
    {
        "at": date(2026, 11, 20),
        "what": "Published as version 1.0",
        "who": "department of strategy",
        "tone": "success",
    },
    {
        "at": date(2026, 11, 18),
        "what": "Approved by the second official",
        "who": "deputy head",
        "tone": "success",
    },
    {
        "at": date(2026, 11, 12),
        "what": "“Sturgeon aquaculture” moved from place 6 to place 4",
        "who": "department of strategy",
        "reason": "Two companies committed their own equipment for the first experiment.",
        "tone": "warning",
    },
]

DIFFERENCES = [
    {
        "kind": "added",
        "label": "Sturgeon aquaculture on geothermal water",
        "reason": "Returned after the consultation.",
    },
    {"kind": "moved", "label": "Wind power and desalination", "before": "4", "after": "2"},
    {"kind": "changed", "label": "Целевой рынок", "before": "местный", "after": "местный и экспорт"},
    {"kind": "removed", "label": "General digitalisation", "reason": "A whole sector, not an activity."},
]

RANKING = [
    {
        "rank": 1,
        "name": "Wind power and desalination on the Caspian shore",
        "score": 74.2,
        "low": 69,
        "high": 79,
    },
    {"rank": 2, "name": LONG_TITLE, "score": 68.4, "low": 60.5, "high": 73},
    {"rank": 3, "name": "Теңіз құрылыстарының тұтастығын қамтамасыз ету қызметтері", "score": 61.0},
    {"rank": None, "name": "Катализаторы из местного сырья", "score": None},
]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Название проекта", help_text="Что будет сделано, одним предложением.")
    email = forms.EmailField(label="E-mail")
    summary = forms.CharField(
        label="Summary",
        required=False,
        widget=forms.Textarea,
        help_text="Shown to reviewers, never to the public.",
    )
    domain = forms.ChoiceField(label="Domain", choices=[("A", "A · Agriculture"), ("C", "C · Manufacturing")])
    voice = forms.ChoiceField(
        label="Кого вы представляете?",
        widget=forms.RadioSelect,
        choices=[("s", "Науку и образование"), ("b", "Бизнес"), ("g", "Государственный орган")],
    )
    goals = forms.MultipleChoiceField(
        label="Objectives",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("w", "Water"), ("j", "Jobs")],
    )
    begins = forms.DateField(label="Begins", required=False, widget=forms.DateInput({"type": "date"}))
    scan = forms.FileField(label="Scan of the act", required=False)
    is_known = forms.BooleanField(label="I know that this will be public", help_text="Names are not shown.")


def gallery_samples() -> dict[str, Any]:
    """The context of templates/foundation/gallery.html."""
    return {
        "bars": BARS,
        "quotients": QUOTIENTS,
        "principles": PRINCIPLES,
        "principles_ru": PRINCIPLES_RU,
        "group_marks": {"science": 71, "business": 84, "government": 69, "civil_society": None},
        "steps": STEPS,
        "thread": THREAD,
        "decisions": DECISIONS,
        "differences": DIFFERENCES,
        "ranking": RANKING,
        "counts": {"science": 12, "business": 19, "government": 11, "civil_society": None},
        "present": {"science": 12, "business": 21, "government": 11, "civil_society": None},
        "trail": [("Атырауская область", "#"), ("Семинар 12 апреля", "#"), ("Направления", "")],
        "tabs": [
            ("Overview", "#", False),
            ("Activities", "#", True),
            ("Evidence", "#", False),
            ("People", "#", False),
        ],
        "page": Paginator(range(148), 20).page(3),
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "states": ["draft", "open", "closed", "approved", "published", "returned", "rejected", "superseded"],
        "long_title": LONG_TITLE,
        "form": SampleForm({"title": "Дроны", "email": "nobody"}),
    }
