"""Our kinds' own fields from the rows that Moodle's two formats have in common: (text, fraction, feedback)."""

from fractions import Fraction

from grading.marks import ZERO
from grading.moodle.building import CannotRead, Data, Draft, without_blanks

GRADERS = {
    "ALL_OR_NOTHING": "all_or_nothing",
    "ABSOLUTE_POSITION": "absolute",
    "ABSOLUTE": "absolute",
    "ABS": "absolute",
    "RELATIVE_NEXT_EXCLUDE_LAST": "next_exclude_last",
    "RELATIVE_NEXT_INCLUDE_LAST": "next_include_last",
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": "previous_and_next",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": "all_previous_and_next",
    "LONGEST_ORDERED_SUBSET": "longest_subset",
    "LONGEST_CONTIGUOUS_SUBSET": "longest_contiguous",
    "RELATIVE_TO_CORRECT": "distance",
    # As the database keeps them.
    "-1": "all_or_nothing",
    "0": "absolute",
    "1": "next_exclude_last",
    "2": "next_include_last",
    "3": "previous_and_next",
    "4": "all_previous_and_next",
    "5": "longest_subset",
    "6": "longest_contiguous",
    "7": "distance",
}
DEFAULT_GRADER = "next_exclude_last"  # what Moodle makes of a name it does not know


def choice_fields(rows: list[tuple[str, Fraction, str]], *, single: bool, draft: Draft, place: str = "") -> Data:
    """Choose one keeps Moodle's negative scores (`lowest` -1); of several, Moodle's sum is never below 0."""
    if not rows:
        raise CannotRead("no_answers")
    options = [
        without_blanks(
            {"id": draft.new_id(f"{place}option {n}"), "text": text, "fraction": str(fraction), "feedback": feedback}
        )
        for n, (text, fraction, feedback) in enumerate(rows)
    ]
    fields: Data = {"kind": "single" if single else "multiple", "options": options}
    if single and any(fraction < 0 for _, fraction, _ in rows):
        fields["lowest"] = "-1"
    return fields


def short_text_fields(
    rows: list[tuple[str, Fraction, str]], *, match_case: bool, draft: Draft, place: str = ""
) -> Data:
    answers = []
    for n, (text, fraction, feedback) in enumerate(rows):
        if not text:
            continue
        if fraction < 0:
            draft.lose("negative_fraction", text=text[:100])
        row = {"pattern": text, "fraction": str(max(ZERO, fraction)), "feedback": feedback}
        answers.append(without_blanks({"id": draft.new_id(f"{place}answer {n}"), **row}))
    if not answers:
        raise CannotRead("no_answers")
    return {"kind": "short_text", "answers": answers, "match_case": match_case}


def match_fields(rows: list[tuple[str, str]], *, draft: Draft) -> Data:
    """Equal right-hand sides are one choice; a right-hand side with nothing to the left is a distractor."""
    choices: dict[str, str] = {}
    for n, (_, right) in enumerate(rows):
        if right:
            choices.setdefault(right, draft.new_id(f"choice {n}"))
    pairs = []
    for n, (left, right) in enumerate(rows):
        if left and not right:
            raise CannotRead("pair_without_answer", left=left[:100])
        if left:
            pairs.append({"id": draft.new_id(f"pair {n}"), "left": left, "right_id": choices[right]})
    if not pairs:
        raise CannotRead("no_answers")
    return {
        "kind": "match",
        "pairs": pairs,
        "choices": [{"id": choice_id, "text": text} for text, choice_id in choices.items()],
    }


def order_fields(texts: list[str], *, grader: str, select: str, count: str, draft: Draft) -> Data:
    texts = [text for text in texts if text]
    if select.upper() not in ("ALL", "EXACT", "0") and count.isdecimal() and int(count) < len(texts):
        draft.lose("items_drawn_at_random", count=int(count))
    return {
        "kind": "order",
        "items": [{"id": draft.new_id(f"item {n}"), "text": text} for n, text in enumerate(texts)],
        "grader": GRADERS.get(grader.upper(), DEFAULT_GRADER),
    }
