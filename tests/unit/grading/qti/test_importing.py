"""QTI items as our questions: what comes back is what was written, and what we cannot grade alike is refused."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import grade, read_question, read_response, write_question
from grading.files import read_question_file
from grading.imported import ImportedFile, UnreadableFile
from grading.moodle.canonical import differing_fields, same_but_for_ids
from grading.qti.importing import import_item, packages, read_package
from grading.qti.writing import write_item, write_package
from tests.unit.grading import examples, strategies
from tests.unit.grading.moodle.test_round_trip import tidy_questions
from tests.unit.grading.qti.items import TEMPLATES, mapping, outcome, response
from tests.unit.grading.strategies import holds_always

EVERYWHERE = {"hints", "penalty", "prompt", "quote"}
# What QTI has no place for, by kind.
LOSES = {
    "single": {"lowest"},
    "multiple": {"options.fraction", "lowest"},
    "rating": {"panel", "level"},
    "slider": {"near", "unit_text"},  # how much near is, where nothing is; signs that XML cannot hold
    "order": {"grader"},  # with few items two ways of grading are the same
    "numeric": {"units", "unit_rule", "unit_penalty", "unit_penalty_of", "units_left", "number_format"},
    "short_text": {"match_accents", "match_case"},
    "gap_select": {"choices", "gaps.right_id"},
    "drag_text": {"choices.group"},
    "cloze": {"parts.question"},
    "composite": {"parts.question"},
}


@holds_always
@given(data=tidy_questions())
def test_a_question_comes_back_as_it_was_but_for_what_is_told(data):
    written, losses = write_item(data, "Et spørgsmål")
    (back,) = import_item(written).questions
    theirs = write_question(read_question(back.data, fair=False))
    assert back.name == "Et spørgsmål"
    assert [loss.params["field"] for loss in losses] == differing_fields(data, theirs)
    assert set(differing_fields(data, theirs)) <= EVERYWHERE | LOSES.get(data["kind"], set())


@holds_always
@given(data=tidy_questions())
def test_import_export_import_is_the_identity(data):
    (first,) = import_item(write_item(data, "Et")[0]).questions
    again, losses = write_item(first.data, "Et")
    (second,) = import_item(again).questions
    assert losses == ()
    assert same_but_for_ids(*(write_question(read_question(each.data, fair=False)) for each in (first, second)))


@holds_always
@given(question=strategies.questions)
def test_whatever_the_texts_hold_our_item_is_read_again_or_told_of(question):
    written, losses = write_item(question, "Et")
    file = import_item(written)
    reasons = {loss.reason for loss in losses}
    assert len(file.questions) == (0 if "not_read_back" in reasons else 1)
