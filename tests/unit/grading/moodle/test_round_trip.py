"""Import, export, import: what comes back is what was written, but for what no Moodle file can say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import read_question, write_question
from grading.imported import Loss
from grading.moodle import Exporting, read_gift, read_xml, write_gift, write_xml
from grading.moodle.canonical import differing_fields, same_but_for_ids
from tests.unit.grading import examples, strategies
from tests.unit.grading.strategies import holds_always

FORMATS = {"xml": (write_xml, read_xml), "gift": (write_gift, read_gift)}

# What Moodle has no place for, by kind of question: a rule, and what is said of a pair or a gap.
XML_LOSES = {
    "single": {"lowest", "options.fraction"},  # one choice that costs marks costs them in Moodle whatever we say
    "multiple": {"none_right", "lowest", "scoring"},
    "true_false": {"feedback"},
    "short_text": {"feedback", "match_accents"},
    "numeric": {  # Moodle's numbers have absolute tolerances, and ranges with both their ends
        *("feedback", "number_format", "answers.include_low", "answers.include_high"),
        *("answers.low", "answers.high", "answers.value", "answers.tolerance", "answers.tolerance_kind"),
    },
    "match": {"pairs.feedback", "scoring"},
    "order": set(),
    "gap_select": {"gaps.feedback"},
    "drag_text": {"gaps.feedback"},
    "cloze": {"feedback", "parts.question"},
}
GIFT_LOSES = {
    **{kind: {*fields, "hints", "penalty", "feedback"} for kind, fields in XML_LOSES.items()},
    "short_text": {*XML_LOSES["short_text"], "match_case", "hints", "penalty"},
    "numeric": {
        *XML_LOSES["numeric"],
        "hints",
        "penalty",
        "units",
        "unit_rule",
        "unit_penalty",
        "unit_penalty_of",
        "units_left",
    },
}
IN_GIFT = {"single", "multiple", "true_false", "short_text", "numeric", "match", "order"}

_signs = st.sampled_from("aæøÅß1 <>&{}~=#:%\\[]\"'*/?éλ🎈\n")
tidy_text = st.text(_signs, max_size=20).map(lambda text: re.sub(r"\s*\n\s*", "\n", re.sub(" +", " ", text)).strip())


ASKED = {"prompt", "quote", "explanation", "rule", "feedback", "hints", "feedback_true", "feedback_false"}
SAID = {"text", "left", "pattern", "label", "alt", "unit_text"}


def printable(value):
    shown = " ".join("".join(sign for sign in value if sign.isprintable()).split())
    return shown or ("x" if value.strip() else "")


def tidied(value, text, name=""):
    """The data with its texts printable, and with signs that mean something to a file in those that may hold them."""
    if isinstance(value, dict):
        as_said = {"feedback": "feedback", "level_feedback": "text"}.get(name)
        return {key: tidied(member, text, as_said or key) for key, member in value.items()}
    if isinstance(value, list):
        return [tidied(member, text, name) for member in value]
    if name in ASKED and value.strip():
        return f"{printable(value)} x {text}".strip()
    return printable(value) if name in SAID else value


@st.composite
def tidy_questions(draw):
    data = write_question(draw(strategies.questions))
    return write_question(read_question(tidied(data, draw(tidy_text))))


def round_trip(name, data):
    write, read = FORMATS[name]
    exported = write([Exporting("Et spørgsmål", data, "VUM/Faser", ("fase 1",))])
    return exported, read(exported.text.encode())


@holds_always
@given(data=tidy_questions(), name=st.sampled_from(sorted(FORMATS)))
def test_a_question_comes_back_as_it_was_but_for_what_the_format_cannot_say(data, name):
    exported, file = round_trip(name, data)
    kinds = XML_LOSES if name == "xml" else {kind: GIFT_LOSES[kind] for kind in IN_GIFT}
    if data["kind"] not in kinds:
        assert exported.losses == ((Loss("kind_not_in_format", {}),),)
        assert file.questions == ()
        return
    (back,) = file.questions
    assert (back.name, back.category, back.tags) == ("Et spørgsmål", "VUM/Faser", ("fase 1",))
    changed = differing_fields(data, write_question(read_question(back.data, fair=False)))
    assert [dict(loss.params)["field"] for loss in exported.losses[0]] == changed
    assert set(changed) <= {"rule", *kinds[data["kind"]]}


@holds_always
@given(question=strategies.questions, name=st.sampled_from(sorted(FORMATS)))
def test_whatever_the_texts_hold_what_was_changed_is_told(question, name):
    data = write_question(question)
    exported, file = round_trip(name, data)
    if exported.losses == ((),):
        (back,) = file.questions
        assert same_but_for_ids(data, write_question(read_question(back.data, fair=False)))


@holds_always
@given(question=strategies.questions, name=st.sampled_from(sorted(FORMATS)))
def test_what_was_read_once_is_never_changed_by_writing_and_reading_it_again(question, name):
    _, file = round_trip(name, write_question(question))
    for first in file.questions:
        _, again = round_trip(name, first.data)
        assert [
            differing_fields(
                write_question(read_question(first.data, fair=False)),
                write_question(read_question(second.data, fair=False)),
            )
            for second in again.questions
        ] in ([[]], [])


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("make", [examples.multiple, examples.true_false, examples.order, examples.short_text])
def test_an_ordinary_question_loses_nothing(make, name):
    exported, _ = round_trip(name, make())
    assert exported.losses == ((),)
