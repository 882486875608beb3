"""Figures, and what is hidden so that nobody is recognised."""

import doctest
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import rules
from surveys.rules import Answers, Figures, Shown, groups_too_small, hidden_groups, report_on, safe_cell, wilson

SMALLEST = 5


def test_the_examples_in_the_rules_hold():
    assert doctest.testmod(rules).failed == 0


# ── Figures ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_report_of_the_design_has_its_numbers():
    figures = Figures((1, 3, 9, 38, 27))
    assert (figures.n, round(figures.share, 2), round(figures.mean, 2)) == (78, 0.83, 4.12)
    assert tuple(round(bound, 2) for bound in figures.interval) == (0.74, 0.9)


@given(st.integers(1, 10_000), st.data())
def test_the_interval_holds_the_share_and_stays_a_share(whole, data):
    part = data.draw(st.integers(0, whole))
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-9
    assert part / whole - 1e-9 <= high <= 1
    assert low < high


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_has_no_interval(part, whole):
    with pytest.raises(ValueError, match="no share"):
        wilson(part, whole)


# ── Hiding ──────────────────────────────────────────────────────────────────────────────────────────────────
def sheets_of(*groups: tuple[str, list[dict[str, object]]]) -> list[Answers]:
    return [Answers(group, answers) for group, sheets in groups for answers in sheets]


def report(sheets: list[Answers], statements: tuple[str, ...] = ("a",)) -> rules.Report:
    return report_on(sheets, statements=statements, texts=["t"], invited=100, smallest=SMALLEST)


def ways(found: rules.Report, place: int = 0) -> dict[str, Shown]:
    return {row.group: row.shown for row in found.statements[place].groups}


def test_four_sheets_are_no_report():
    found = report(sheets_of(("x", [{"a": 5, "t": "Hej"}] * 4)))
    assert (found.enough, found.answered, found.statements, dict(found.comments)) == (False, 4, (), {})


def test_the_fifth_sheet_opens_the_report():
    found = report(sheets_of(("x", [{"a": 5, "t": "Hej"}] * 5)))
    assert found.enough
    assert found.comments["t"] == ("Hej",) * 5


def test_two_comments_by_one_person_do_not_stand_at_the_same_place():
    sheets = [Answers("x", {"a": 4, "t": f"Svar {number}", "u": f"Svar {number}"}) for number in range(12)]
    found = report_on(sheets, statements=["a"], texts=["t", "u"], invited=12, smallest=SMALLEST)
    assert sorted(found.comments["t"]) == sorted(found.comments["u"])
    assert found.comments["t"] != found.comments["u"]
    again = report_on(sheets[::-1], statements=["a"], texts=["t", "u"], invited=12, smallest=SMALLEST)
    assert again.comments == found.comments


def test_one_small_group_takes_the_smallest_other_with_it():
    mixed = [{"a": 2}, {"a": 4}]
    found = report(sheets_of(("x", mixed * 10), ("y", mixed * 4), ("z", mixed)))
    assert ways(found) == {"x": Shown.YES, "y": Shown.COVER, "z": Shown.TOO_FEW}


def test_two_small_groups_that_are_few_together_hide_a_third():
    found = report(sheets_of(("x", [{"a": 2}, {"a": 4}] * 10), ("y", [{"a": 2}, {"a": 4}]), ("z", [{"a": 4}] * 2)))
    assert ways(found) == {"x": Shown.COVER, "y": Shown.TOO_FEW, "z": Shown.TOO_FEW}


def test_hidden_groups_that_all_agree_hide_one_more():
    agree, mixed = [{"a": 4}], [{"a": 2}, {"a": 4}]
    found = report(sheets_of(("w", mixed * 9), ("x", mixed * 4), ("y", agree * 3), ("z", agree * 3)))
    assert ways(found)["x"] is Shown.COVER


def test_a_group_with_too_few_answers_to_one_statement_is_hidden_in_all():
    x = [{"a": 2, "b": 4}, {"a": 4, "b": 1}] * 10
    y = [{"a": 2, "b": 4}, {"a": 4, "b": 1}] * 2 + [{"a": 3}]
    w = [{"a": 2, "b": 4}, {"a": 4, "b": 1}] * 5
    found = report(sheets_of(("w", w), ("x", x), ("y", y)), ("a", "b"))
    assert ways(found, 0)["y"] is ways(found, 1)["y"] is Shown.TOO_FEW


def test_a_statement_that_four_answered_is_not_shown_and_hides_no_group():
    sheets = sheets_of(("x", [{"a": 2}, {"a": 4}] * 5), ("y", [{"a": 2}, {"a": 4, "b": 5}] * 4))
    found = report(sheets, ("a", "b"))
    assert found.statements[1].figures is None
    assert set(ways(found).values()) == {Shown.YES}


def test_what_is_no_answer_is_not_counted():
    odd: list[dict[str, object]] = [{"a": value} for value in (0, 6, True, "5", 4.0, None, [1])]
    found = report(sheets_of(("x", [{"a": 5}] * 5 + odd)))
    assert found.statements[0].figures == Figures((0, 0, 0, 0, 5))


answer_sets = st.dictionaries(st.sampled_from("ab"), st.integers(1, 5))
many_groups = st.dictionaries(st.sampled_from("uvwxyz"), st.lists(answer_sets, min_size=1, max_size=14), min_size=1)


def worked_out(groups: dict[str, list[dict[str, object]]], found: rules.Report) -> list[str]:
    """The hidden groups whose share follows from what is shown, to one who even knows how many of each answered."""
    known = []
    for statement in found.statements:
        if statement.figures is None:
            assert not statement.groups
            continue
        shown = [row.figures for row in statement.groups if row.figures is not None]
        hidden = [row.group for row in statement.groups if row.figures is None]
        assert all(figures.n >= SMALLEST for figures in shown)
        if not shown:
            continue  # then everybody together is all there is
        left = statement.figures.n - sum(figures.n for figures in shown)
        agreeing = statement.figures.agreeing - sum(figures.agreeing for figures in shown)
        for group in hidden:
            size = sum(statement.question in sheet for sheet in groups[group])
            least, most = max(0, agreeing - (left - size)), min(size, agreeing)
            if left < SMALLEST or (size and least == most):
                known.append(group)
    return known


@given(many_groups)
def test_no_hidden_group_can_be_worked_out_from_what_is_shown(groups):
    assert worked_out(groups, report(sheets_of(*groups.items()), ("a", "b"))) == []


def test_the_proof_notices_a_group_without_cover(monkeypatch):
    groups = {"x": [{"a": 2}, {"a": 4}] * 10, "z": [{"a": 4}] * 2}
    assert worked_out(groups, report(sheets_of(*groups.items()))) == []
    monkeypatch.setattr(rules, "_is_a_crowd", lambda groups, smallest: True)
    assert worked_out(groups, report(sheets_of(*groups.items()))) == ["z"]


@given(many_groups)
def test_as_little_as_possible_is_hidden_when_no_group_is_small(groups):
    full = {group: [{"a": 3}] * 5 + sheets for group, sheets in groups.items()}
    found = report(sheets_of(*full.items()))
    assert all(row.shown is Shown.YES for row in found.statements[0].groups)


def test_the_hidden_are_the_same_whatever_the_order_of_the_groups():
    mixed = Figures((3, 0, 0, 0, 3))
    figures = {"b": mixed, "a": mixed, "c": Figures((1, 0, 0, 0, 1))}
    small = groups_too_small([figures], smallest=SMALLEST)
    one = hidden_groups(figures, too_small=small, smallest=SMALLEST)
    other = hidden_groups(dict(reversed(figures.items())), too_small=small, smallest=SMALLEST)
    assert one == other


# ── Spreadsheets ────────────────────────────────────────────────────────────────────────────────────────────
PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.dk","Klik")',
    '=IMPORTXML("http://example.dk","//a")',
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "   =1+1",
    "\u00a0@SUM(A1)",
    "\ufeff=1+1",
    "\u200b+1",
    "＝1+1",
    "\tGodt",
    " \x0b-2+3",
    "\r\nGodt",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_becomes_text(payload):
    assert safe_cell(payload) == "'" + payload


@pytest.mark.parametrize("text", ["", "Godt", "5 = 5", "'=1+1", "Ø-tur", " Godt"])
def test_a_text_stays_a_text(text):
    assert safe_cell(text) == text


@given(st.text())
def test_no_text_begins_like_a_formula(text):
    safe = safe_cell(text)
    assert not safe.startswith(rules.STARTS_A_FORMULA)
    assert not safe.strip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(("space", "sign"), list(product((" ", "\t", "\n", "\u2003"), "=+-@")))
def test_space_hides_no_formula(space, sign):
    assert safe_cell(f"{space}{sign}1").startswith("'")
