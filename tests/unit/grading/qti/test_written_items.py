"""The items that we write: sign for sign as kept, graded as we grade, and read back as they were.

`written.xml` is our own output, kept so that every change of it is seen; no other system made it. The elements and
their attributes follow the QTI 3.0 ASI schema, imsqti_asiv3p0_v1p0.xsd.
"""

from decimal import Decimal
from itertools import combinations, permutations, product
from pathlib import Path

import pytest

from grading import grade, read_question, read_response
from grading.kinds.numeric import Numeric, UnitRule
from grading.qti import read_item
from grading.qti.writing import write_item
from tests.unit.grading.qti.sending import sent
from tests.unit.grading.qti.written_questions import QUESTIONS, Data

UNITS = ["unit_penalty", "unit_penalty_of", "unit_rule", "units", "units_left"]
# What an item does not hold of a question.
LOST = {
    "eksempel numeric": UNITS,
    "single two lines and signs": ["options.text"],
    **{
        f"multiple {each}": ["options.fraction"]
        for each in (
            *(f"{scoring} of {count}" for scoring in ("each_option", "halves") for count in (4, 5)),
            "each option outcomes",
            "none right each_option",
            "none right halves",
        )
    },
    "rating of a panel": ["panel"],
    "text of a letter with two capitals": ["match_case"],
    "text of signs": ["match_case"],
    "number with a unit": ["unit_rule", "units", "units_left"],
    "number with a unit before": ["unit_rule", "units", "units_left"],
    "cloze of all": ["parts.question"],
    "composite of all": ["parts.question"],
    "composite of tasks": ["parts.question"],
}


def split_up(item: bytes) -> str:
    return item.decode().replace("><", ">\n<")


def kept() -> dict[str, str]:
    """The kept items by name; each begins with a comment that names it."""
    text = Path(__file__).with_name("written.xml").read_text(encoding="utf-8")
    return dict(each.split(" -->\n", 1) for each in text.split("<!-- ")[1:])


KEPT = kept()


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_item_is_the_sample_that_we_keep_of_it(name):
    item, losses = write_item(QUESTIONS[name], name)
    assert split_up(item) == KEPT[name].removesuffix("\n")
    assert [loss.params["field"] for loss in losses] == LOST.get(name, [])


def test_every_sample_is_an_item_that_we_write():
    assert list(KEPT) == list(QUESTIONS)


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_item_gives_all_small_responses_the_score_that_we_give(name):
    question = read_question(QUESTIONS[name], fair=False)
    if isinstance(question, Numeric) and question.unit_rule is UnitRule.REQUIRED:
        question = read_question({**QUESTIONS[name], "unit_rule": "optional"}, fair=False)
    item = read_item(write_item(question, name)[0])
    tried = 0
    for raw in raws(QUESTIONS[name]):
        response = read_response(question, raw)
        if not response.answered and getattr(question, "none_right", False):
            continue  # QTI does not tell an answer of nothing from no answer
        score = item.process(sent(question, response.answer))["SCORE"]
        assert score == pytest.approx(float(grade(question, response).score), abs=1e-9), raw
        tried += 1
    assert tried > 1


def raws(data: Data) -> list[object]:
    """Responses that tell one way of scoring from another, the empty one first."""
    return [None, *_RAWS[data["kind"]](data)]


def ids(rows: list[Data]) -> list[str]:
    return [row["id"] for row in rows]


def subsets(found: list[str], most: int = 0) -> list[list[str]]:
    return [list(chosen) for count in range(1, (most or len(found)) + 1) for chosen in combinations(found, count)]


def fillings(data: Data) -> list[dict[str, str | None]]:
    """Every choice of its group at each gap, none of those that can be used once twice."""
    groups = {choice["id"]: choice.get("group", "1") for choice in data["choices"]}
    once = {choice["id"] for choice in data["choices"] if not choice.get("unlimited", True)}
    if data["kind"] == "gap_select":
        once = set()
    fitting = [
        [None, *(choice for choice in groups if groups[choice] == groups[gap["right_id"]])] for gap in data["gaps"]
    ]
    return [
        dict(zip(ids(data["gaps"]), chosen, strict=True))
        for chosen in product(*fitting)
        if all(chosen.count(choice) < 2 for choice in once)
    ]


def matchings(data: Data) -> list[dict[str, str | None]]:
    chosen = product([None, *ids(data["choices"])], repeat=len(data["pairs"]))
    return [dict(zip(ids(data["pairs"]), each, strict=True)) for each in chosen]


def scale(data: Data) -> list[str]:
    low, high, step = (Decimal(data[name]) for name in ("low", "high", "step"))
    return [str(low + place * step) for place in range(int((high - low) / step) + 1)]


def settings(data: Data) -> list[list[list[int]]]:
    """Points in areas, on their borders and outside them, one and two at a time."""
    points = [
        [60, 30],
        [10, 10],
        [111, 61],
        [200, 100],
        [240, 100],
        [241, 100],
        [345, 230],
        [60, 200],
        [0, 0],
        [399, 299],
    ]
    single = [[point] for point in points]
    return single if data.get("most") == 1 else single + [list(two) for two in combinations(points, 2)]


NUMBERS = (
    "0 -0,25 0,25 0,5 1 1,01 3 3,5 3,99 4 -4 -16 -16,01 -8 8 9 9,01 10,99 11 12 13 7 7,01 6,99 7,25 7,75 7,76 18 22 "
    "22,01 16 -3 -1,5 -2"
)
WORDS = "York york YORK Jorvik JORVIKS Leeds ugle ugELE Ugle xxÆØ xxæø a*.(b) a*.(B) ß Xß VUM vum-metoden"


def written_numbers(data: Data) -> list[str]:
    return [number.replace(",", ".") if data.get("number_format") == "plain" else number for number in NUMBERS.split()]


def said(data: Data) -> list[str]:
    return [*WORDS.split(), "12 3.5 [m]*", "12 3.5 [M]*", "x*\\.?+{}()[]|^$-&~", "x\\.?+{}()[]|^$-&~"]


def together(data: Data) -> list[dict[str, object]]:
    """Each part alone with each of its responses, and all parts with their first, second … at once."""
    each = {part["id"]: raws(part["question"])[:40] for part in data["parts"]}
    alone = [{part: raw} for part, found in each.items() for raw in found]
    longest = max(len(found) for found in each.values())
    return alone + [{part: found[at % len(found)] for part, found in each.items()} for at in range(longest)]


_RAWS = {
    "single": lambda data: ids(data["options"]),
    "multiple": lambda data: subsets(ids(data["options"])),
    "true_false": lambda data: [True, False],
    "match": matchings,
    "order": lambda data: [list(each) for each in permutations(ids(data["items"]))],
    "rating": lambda data: [0, 1, 2, 3, 4],
    "slider": scale,
    "hotspot": lambda data: subsets(ids(data["areas"]), data.get("most", 0)),
    "points": settings,
    "short_text": said,
    "numeric": written_numbers,
    "gap_select": fillings,
    "drag_text": fillings,
    "cloze": together,
    "composite": together,
}
