"""The components: each has a specimen, and numbers reach the pictures unharmed."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from portal import gallery
from portal.templatetags import components

COMPONENTS = sorted(path.stem.replace("_", "-") for path in Path(settings.ROOT, "templates", "cotton").glob("*.html"))


@pytest.fixture(scope="module")
def specimens() -> str:
    return "".join(path.read_text() for path in Path(settings.ROOT, "templates", "gallery").glob("*.html"))


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_has_a_specimen(name, specimens):
    assert re.search(rf"<c-{name}[\s/>]", specimens)


def render(source: str, **context: object) -> str:
    """The template's HTML in Danish, with components."""
    with translation.override("da"):
        return Template(CottonCompiler().process(source)).render(Context(context))


def test_a_component_does_not_see_a_name_that_stands_outside():
    html = render('<c-feedback outcome="right">Godt.</c-feedback>', rule="Fremmed", title="Fremmed")
    assert "Godt." in html
    assert "Fremmed" not in html


def test_a_field_in_error_is_tied_to_its_hint_and_its_error():
    form = gallery.SampleForm({}, prefix="x")
    html = render('<c-field :field="field" data-personal-number="" />', field=form["text"])
    assert "data-personal-number" in html
    assert 'aria-describedby="id_x-text_helptext id_x-text_error"' in html
    assert 'id="id_x-text_helptext"' in html
    assert 'id="id_x-text_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_error_summary_leads_to_each_field_and_to_the_first_choice_of_a_group():
    targets = [problem["target"] for problem in components.problems(gallery.SampleForm({}, prefix="x"))]
    assert targets == ["id_x-title", "id_x-text", "id_x-public_0", "id_x-terms"]


def test_places_in_a_chart_have_a_decimal_point_also_in_danish():
    with translation.override("da"):
        segments = components.likert_segments([1, 1, 1, 0, 0], ["a", "b", "c", "d", "e"])
        assert [segment["x"] for segment in segments[:3]] == ["0.00", "33.33", "66.67"]
        drawn = Template("{% load components %}{% for s in segments %}{{ s.x }} {% endfor %}")
        assert "," not in drawn.render(Context({"segments": segments}))


def test_a_bar_without_answers_is_empty_and_not_a_division_by_nothing():
    assert {segment["width"] for segment in components.likert_segments([0] * 5, list("abcde"))} == {"0.00"}


def test_the_menu_marks_the_section_the_page_lies_in():
    with translation.override("da"):
        menu = components.main_menu("/laering/kend-metoden/")
    assert [link["label"] for link in menu if link["active"]] == ["Læring"]


def test_fifteen_minutes_are_a_quarter_of_the_clock():
    assert components.clock_wedge(15) == "M24 24V6A18 18 0 0 1 42.00 24.00Z"


def test_the_page_for_a_failure_needs_neither_session_nor_database():
    assert "portal.css" in render_to_string("500.html")
