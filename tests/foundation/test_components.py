"""The building blocks of pages: figures, bars, and tags that refuse what they do not know."""

import re
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from foundation.components import bars, codes, group_lines, helices, numbers, tones
from foundation.components.field_groups import groups_of
from foundation.components.samples import gallery_samples


def render(source: str, **context: object) -> str:
    with translation.override("en"):
        return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (Decimal("0.25"), 1, "0.2"),  # half to even
        (Decimal("0.35"), 1, "0.4"),
        (68.25, 1, "68.2"),
        (14981586.3, 0, "14,981,586"),
        (0, 1, "0.0"),
        (-3.5, 1, "−3.5"),
        (-0.04, 1, "0.0"),  # no minus before a zero
        (7, None, "7"),
        (None, 1, "–"),
        (float("nan"), 1, "–"),
        ("", 1, "–"),
    ],
)
def test_figures_are_rounded_half_to_even_and_missing_is_a_dash(
    value: numbers.Number | str | None, digits: int | None, written: str
) -> None:
    with translation.override("en"):
        assert numbers.figure(value, digits) == written


def test_figures_are_written_in_the_language_of_the_reader() -> None:
    with translation.override("ru"):
        assert numbers.figure(14981586.3, 1) == "14\xa0981\xa0586,3"


@pytest.mark.parametrize(
    ("ratio", "start", "length", "is_below"),
    [
        (1, "50.00", "0.00", False),
        (3, "50.00", "25.00", False),
        (Decimal(1) / 3, "25.00", "25.00", True),  # a third is as far to the left as three times to the right
        (0, "0.00", "50.00", True),
    ],
)
def test_a_ratio_is_drawn_from_the_middle(
    ratio: numbers.Number, start: str, length: str, is_below: bool
) -> None:
    assert bars.bar_from_pivot(ratio, 1) == bars.Bar(start, length, is_below)


def test_a_negative_ratio_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        bars.bar_from_pivot(-1, 1)


@pytest.mark.parametrize(
    ("value", "maximum", "length"),
    [(25, 50, "50.00"), (80, 50, "100.00"), (-1, 50, "0.00"), (0, 0, "0.00"), (None, 50, None)],
)
def test_a_bar_stays_in_its_frame(value: int | None, maximum: int, length: str | None) -> None:
    assert bars.share_of(value, maximum) == length


def test_lengths_of_bars_keep_their_point_in_russian() -> None:
    with translation.override("ru"):
        page = Template("{% score_bar 68.4 %}").render(Context())
    assert 'width="68.40"' in page
    assert "68,4" in page


def test_a_missing_value_is_no_zero() -> None:
    page = render('{% bar_list rows caption="Shares" %}', rows=[{"label": "Ulytau", "value": None}])
    assert "no value" in page
    assert "<rect" not in page


def test_years_stand_in_one_line_with_their_bars() -> None:
    years = [{"label": "2025", "value": 1}, {"label": "2024", "value": 2}]
    named = [*years, {"label": "Manufacturing", "value": 3}]
    assert "bar-list-short" in render('{% bar_list rows caption="Shares" %}', rows=years)
    assert "bar-list-short" not in render('{% bar_list rows caption="Shares" %}', rows=named)


def test_a_group_that_is_too_small_shows_no_number() -> None:
    page = render("{% helix_counts counts threshold=5 %}", counts={"science": 12, "business": None})
    assert re.findall(r'helix-count-number">(\d+)', page) == ["12"]
    assert "fewer than 5" in page


def test_a_group_that_is_all_there_has_a_full_bar() -> None:
    of = {"science": 9, "business": 12}
    page = render("{% helix_counts counts of=of %}", counts={"science": 9, "business": 6}, of=of)
    assert re.findall(r'<rect class="bar-fill [^"]+" width="([\d.]+)"', page) == ["100.00", "50.00"]
    alone = render("{% helix_counts counts %}", counts={"science": 3, "business": 6})
    assert re.findall(r'<rect class="bar-fill [^"]+" width="([\d.]+)"', alone) == ["50.00", "100.00"]


def test_helices_keep_their_order_and_shape() -> None:
    page = render("{% helix_counts counts %}", counts={"civil_society": 1, "science": 2})
    assert page.index("Science") < page.index("Civil society")
    assert [helix.shape for helix in helices.HELICES.values()] == ["circle", "square", "triangle", "diamond"]


def test_shapes_that_would_overlap_stand_in_lanes() -> None:
    line = group_lines.group_line({"science": 50, "business": 53, "government": 57, "civil_society": 20})
    lanes = {shape.helix.key: float(shape.y) for shape in line.shapes}
    assert lanes["science"] == lanes["government"] == lanes["civil_society"] == line.height - 14
    assert lanes["business"] == lanes["science"] - 14
    assert [shape.x for shape in line.shapes][:2] == ["100.0", "106.0"]


def test_a_group_without_a_number_has_no_shape_and_is_named() -> None:
    page = render("{% group_line marks %}", marks={"science": 63, "business": None})
    assert page.count("<title>") == 1
    assert "Science: 63" in page
    assert "no value: business" in page
    assert "no value" in render("{% group_line marks %}", marks={})


def test_an_unknown_helix_is_an_error() -> None:
    with pytest.raises(KeyError, match="media"):
        render("{% helix_counts counts %}", counts={"media": 3})


@pytest.mark.parametrize(
    "source",
    [
        '{% stat lable="Share" value=1 %}',
        '{% stat value="1" %}',
        "{% card colour='red' %}{% endcard %}",
        '{% mark_scale question="?" %}',
    ],
)
def test_a_misspelt_or_missing_parameter_is_an_error(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Если бы кто-то не пришёл", "Если бы кто-\u2060то не пришёл"),
        ("Если что-нибудь изменится", "Если что-\u2060нибудь изменится"),
        ("Үлес 30 %-дан асады", "Үлес 30 %-\u2060дан асады"),
        ("Северо-Казахстанская область, 2015-2024", "Северо-Казахстанская область, 2015-2024"),
        ("кто-то & <b>", "кто-\u2060то &amp; &lt;b&gt;"),
    ],
)
def test_a_particle_stays_with_its_word(words: str, kept: str) -> None:
    shown = render("{% page_header title=words %}{% endpage_header %}", words=words)
    assert f"<h1>{kept}</h1>" in shown


def test_the_way_out_of_a_form_stands_behind_all_its_buttons() -> None:
    page = render('{% submit_row label="Prepare" also="opens" also_label="At once" cancel_href="/back/" %}')
    words = ["Prepare", 'name="opens" value="1">At once', "Cancel"]
    assert [*map(page.index, words)] == sorted(map(page.index, words))
    assert "opens" not in render('{% submit_row label="Prepare" cancel_href="/back/" %}')


def test_a_folded_section_stands_in_the_list_of_the_page() -> None:
    many = '{% fold title="Part 7" anchor="part-7" count=7 %}text{% endfold %}'
    none = '{% fold title="Part 0" anchor="part-0" count=0 %}text{% endfold %}'
    page = render(f"{{% on_this_page %}}{many}{none}{{% endon_this_page %}}")
    assert '<a href="#part-7">Part 7</a>' in page
    assert '<span class="thread-count number">7</span>' in page
    assert ">0</span>" not in page
    assert " open" not in page
    assert " data-fold open>" in render(
        '{% fold title="Facts" anchor="facts" is_open=True %}text{% endfold %}'
    )


class FewFields(forms.Form):
    kinds = forms.MultipleChoiceField(
        label="Kinds", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    name = forms.CharField(required=False)
    number = forms.IntegerField(required=False)


PARTS = (("kinds", "Kinds", ("kinds",)), ("rest", "Rest", ("name", "number")), ("none", "None", ("gone",)))


def test_a_part_of_a_form_says_how_much_of_it_is_filled_in() -> None:
    groups = groups_of(FewFields(initial={"kinds": ["a", "b"], "name": "x"}), PARTS)
    assert [group.anchor for group in groups] == ["kinds", "rest"]
    chosen, rest = (render("{% field_group group %}", group=group) for group in groups)
    assert '<span class="thread-count number">2</span>' in chosen
    assert '<strong class="number">1 of 2</strong>' in rest
    assert " open>" not in chosen + rest


def test_a_part_with_something_wrong_stands_open() -> None:
    form = FewFields({"number": "many", "kinds": ["a"]})
    assert not form.is_valid()
    kinds, rest = groups_of(form, PARTS)
    assert " data-fold open>" in render("{% field_group group %}", group=rest)
    assert " data-fold>" in render("{% field_group group %}", group=kinds)


def test_a_code_of_our_own_is_not_printed() -> None:
    assert render('{% load region_tags %}{{ "OTHER"|published_code }}-{{ "XVI"|published_code }}') == "-XVI"


def test_outer_variables_do_not_leak_into_components() -> None:
    assert "secret" not in render("{% card %}text{% endcard %}", title="secret", eyebrow="secret")


def test_texts_of_people_stay_text() -> None:
    hostile = "<script>alert(1)</script>"
    page = render(
        "{% note_card text=t meta=t %}{% stat label=t value=t %}{% card title=t %}{{ t }}{% endcard %}"
        "{% status_badge t %}{% copy_button text=t %}{% notice title=t %}{{ t }}{% endnotice %}",
        t=hostile,
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 10


def test_every_tone_and_state_has_an_icon_that_exists() -> None:
    for state in tones.STATE_TONES:
        assert "<svg" in render("{% status_badge state %}", state=state)
    assert tones.tone_of("no such state") == tones.NEUTRAL
    assert tones.tone_of("draft", tone="danger") == tones.BAD


def test_a_mark_scale_offers_every_mark_and_cannot_judge() -> None:
    page = render('{% mark_scale name="c1" question="Soon?" value=7 %}')
    assert re.findall(r'name="c1" value="(\w+)"', page) == [*map(str, range(11)), "cannot_judge"]
    assert re.findall(r'value="(\w+)" checked', page) == ["7"]


@pytest.mark.parametrize(("value", "checked"), [(0, ["0"]), (None, []), ("cannot_judge", ["cannot_judge"])])
def test_no_mark_is_neither_zero_nor_cannot_judge(value: int | str | None, checked: list[str]) -> None:
    page = render('{% mark_scale name="c1" question="Soon?" value=value %}', value=value)
    assert re.findall(r'value="(\w+)" checked', page) == checked


def test_a_qr_code_has_its_quiet_zone_and_three_corners() -> None:
    code = codes.qr_code("https://example.org/join/7KQ2M9XD")
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1", code.path)}
    assert min(min(x, y) for x, y in dark) == 4
    assert max(max(x, y) for x, y in dark) == code.size - 5
    assert {(4, 4), (code.size - 5, 4), (4, code.size - 5)} <= dark


def test_components_obey_the_strict_policy() -> None:
    """No inline style, no inline script, no event attribute anywhere in the gallery, which shows every component."""
    page = render("{% include 'foundation/gallery.html' %}", **gallery_samples())
    assert not re.findall(r"\sstyle=", page)
    assert not re.findall(r"<style|\son[a-z]+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_the_identifiers_of_the_gallery_are_unique() -> None:
    page = render("{% include 'foundation/gallery.html' %}", **gallery_samples())
    identifiers = re.findall(r'\sid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("code", ["400", "403", "404", "405", "429", "500", "offline"])
def test_error_pages_need_neither_request_nor_person(code: str) -> None:
    """Django renders 500.html with nothing at hand; a form without its token would only make a second error."""
    with translation.override("ru"):
        page = render_to_string(f"{code}.html")
    assert "<h1>" in page
    assert "<form" not in page


@pytest.mark.parametrize(("theme", "attribute"), [("dark", ' data-theme="dark"'), ('"><b>', ""), ("", "")])
def test_only_known_themes_reach_the_page(rf: RequestFactory, theme: str, attribute: str) -> None:
    request = rf.get("/")
    request.COOKIES["theme"] = theme
    assert render("{% theme_attribute %}", request=request) == attribute
