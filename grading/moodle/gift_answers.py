"""What stands between GIFT's braces, as our kinds' own fields.

Source: Moodle 4.5, question/format/gift/format.php, readquestion: `#` begins a number, a `~` makes it a choice, `=`
with `->` a match, T or F true or false, and all else is a short answer.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from grading.moodle.building import CannotRead, Data, Draft, without_blanks
from grading.moodle.fields import GRADERS, choice_fields, match_fields, order_fields, short_text_fields
from grading.moodle.gift_signs import plain
from grading.moodle.numbers import Row, numeric_fields, read_number
from grading.moodle.percents import read_decimal

_WEIGHT = re.compile(r"%(-?[0-9]{1,9}\.?[0-9]{0,40})%")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")
_SELECTS = frozenset(("ALL", "EXACT", "RANDOM", "REL", "CONTIGUOUS", "CONTIG"))

Text = Callable[[str], str]


def answer_fields(answers: str, text: Text, draft: Draft) -> Data:
    """`answers` has escaped signs as marks; `text` reads one of the question's texts."""
    if not answers:
        raise CannotRead("graded_by_people")
    if answers.startswith(">"):
        return _ordering(answers, text, draft)
    if answers.startswith("#"):
        return _numerical(answers[1:], text, draft)
    if "~" in answers:
        return _choice(answers, text, draft)
    if "=" in answers and "->" in answers:
        return _match(answers, text, draft)
    if answers.split("#", 1)[0].strip() in (*_TRUE, *_FALSE):
        return _true_false(answers, text)
    rows = [_row(answer, text, default=Fraction(1)) for answer in _split(answers, "=")]
    return short_text_fields(rows, match_case=False, draft=draft)


def _split(answers: str, sign: str) -> list[str]:
    """The answers, each without the sign that begins it; what stands before the first sign counts when it says
    something."""
    first, *others = answers.split(sign)
    return [answer.strip() for answer in ([first, *others] if first.strip() else others)]


def _weighed(answer: str, default: Fraction) -> tuple[Fraction, str]:
    weight = _WEIGHT.match(answer)
    if weight is None:
        return default, answer
    return read_decimal(weight[1], percent=True), answer[weight.end() :]


def _row(answer: str, text: Text, *, default: Fraction) -> tuple[str, Fraction, str]:
    fraction, answer = _weighed(answer, default)
    said, _, feedback = answer.partition("#")
    return text(said), fraction, text(feedback)


def _choice(answers: str, text: Text, draft: Draft) -> Data:
    """One is chosen when some answer begins with `=`, else several."""
    rows = []
    for answer in _split(answers.replace("=", "~="), "~"):
        if answer.startswith("="):
            said, _, feedback = answer[1:].partition("#")
            rows.append((text(said), Fraction(1), text(feedback)))
        else:
            rows.append(_row(answer, text, default=Fraction(0)))
    rows = [row for row in rows if row[0]]
    if len(rows) < 2:
        raise CannotRead("too_few_answers", least=2)
    return choice_fields(rows, single="=" in answers, draft=draft)


def _match(answers: str, text: Text, draft: Draft) -> Data:
    rows = []
    for pair in _split(answers, "="):
        left, arrow, right = pair.partition("->")
        if not arrow:
            raise CannotRead("pair_without_answer", left=plain(pair)[:100])
        rows.append((text(left), plain(right).strip()))
    if len(rows) < 2:
        raise CannotRead("too_few_answers", least=2)
    return match_fields(rows, draft=draft)


def _true_false(answers: str, text: Text) -> Data:
    """The first feedback is for the wrong answer, the second for the right one."""
    answer, *said = answers.split("#", 2)
    wrong, right = [*(text(feedback) for feedback in said), "", ""][:2]
    is_true = answer.strip() in _TRUE
    feedback = {"feedback_true": right if is_true else wrong, "feedback_false": wrong if is_true else right}
    return {"kind": "true_false", "right": is_true, **without_blanks(feedback)}


def _numerical(answers: str, text: Text, draft: Draft) -> Data:
    answers, any_other, otherwise = answers.partition("~")
    rows = [_number(answer, text) for answer in _split(answers, "=")]
    if not rows:
        raise CannotRead("no_answers")
    if any_other:
        rows.append(("*", "0", Fraction(0), text(otherwise.partition("#")[2]), "nominal"))
    return numeric_fields(rows, draft=draft)


def _number(answer: str, text: Text) -> Row:
    """`low..high`, `value:tolerance` or `value`."""
    fraction, answer = _weighed(answer, Fraction(1))
    said, _, feedback = answer.partition("#")
    said = plain(said).strip()
    value, tolerance = said, "0"
    if ".." in said[1:]:
        low, _, high = said.partition("..")
        ends = Decimal(read_number(low)), Decimal(read_number(high))
        value, tolerance = format(sum(ends) / 2, "f"), format((ends[1] - ends[0]) / 2, "f")
    elif ":" in said[1:]:
        value, _, tolerance = said.partition(":")
    return value, tolerance, fraction, text(feedback), "nominal"


def _ordering(answers: str, text: Text, draft: Draft) -> Data:
    """`>4 ALL VERTICAL ABSOLUTE_POSITION SHOW none` and then an item a line."""
    options, _, items = answers[1:].partition("\n")
    words = options.split()
    if not words or not (words[0].isascii() and words[0].isdigit() and len(words[0]) <= 4):
        raise CannotRead("unsupported_type", type="ordering")
    return order_fields(
        [text(line) for line in items.split("\n")],
        grader=next((word for word in words[2:] if word.upper() in GRADERS and len(word) > 2), ""),
        select=words[1] if len(words) > 1 and words[1] in _SELECTS else "",
        count=words[0],
        draft=draft,
    )
