from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import (
    BadQuestion,
    BadResponse,
    Outcome,
    grade,
    public_view,
    read_question,
    read_response,
    review,
    write_question,
    write_response,
)
from grading.kinds.points import OUTSIDE
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of
from tests.unit.grading.strategies import holds_always, hotspots, points, raw_responses

STOVE, SINK, CUPBOARD, FLOOR = [50, 30], [200, 100], [345, 210], [5, 5]


def changed(make, index, **fields):
    data = make()
    data["areas"][index] |= fields
    return data


def with_fractions(make, *fractions, **changes):
    """That many small squares in a row, and what each gives."""
    areas = [
        {"id": f"a{n}", "shape": "rect", "coords": [20 * n, 0, 20 * n + 9, 9], "label": f"Sted {n}", "fraction": given}
        for n, given in enumerate(fractions)
    ]
    return make(areas=areas, **changes)


@pytest.mark.parametrize(
    ("raw", "score", "outcome"),
    [
        (["a1", "a2"], 1, Outcome.RIGHT),
        (["a2", "a1"], 1, Outcome.RIGHT),
        (["a1"], Fraction(1, 2), Outcome.NEAR),
        (["a1", "a3"], 0, Outcome.WRONG),
        (["a1", "a2", "a3"], 0, Outcome.WRONG),
    ],
)
def test_chosen_areas_add_up_as_options_do(raw, score, outcome):
    mark = mark_of(examples.hotspot(), raw)
    assert (mark.score, mark.outcome) == (score, outcome)


@pytest.mark.parametrize(("lowest", "score"), [("0", 0), ("-1/4", Fraction(-1, 4)), ("-1", Fraction(-1, 2))])
@pytest.mark.parametrize(
    ("make", "raw"), [(examples.hotspot, ["a3", "a1"]), (lambda **c: examples.points(**c), [CUPBOARD, STOVE])]
)
def test_the_author_says_how_far_below_nothing_it_may_go(make, raw, lowest, score):
    assert mark_of(make(lowest=lowest), raw).score == score


def test_a_part_is_right_when_a_right_area_is_chosen_or_a_wrong_one_is_left():
    parts = [(part.id, part.score, part.outcome) for part in mark_of(examples.hotspot(), ["a1"]).parts]
    assert parts == [
        ("a1", Fraction(1, 2), Outcome.RIGHT),
        ("a2", 0, Outcome.WRONG),
        ("a3", 0, Outcome.RIGHT),
    ]


def test_with_one_to_choose_it_is_a_single_choice():
    data = with_fractions(examples.hotspot, "1", "1", "1/3", "-1/3", most=1, lowest="-1")
    marks = [mark_of(data, [f"a{n}"]) for n in range(4)]
    assert [mark.score for mark in marks] == [1, 1, Fraction(1, 3), Fraction(-1, 3)]
    assert [mark.outcome for mark in marks] == [Outcome.RIGHT, Outcome.RIGHT, Outcome.NEAR, Outcome.WRONG]
    assert [(part.id, part.outcome) for part in marks[2].parts] == [("answer", Outcome.NEAR)]
    assert mark_of({**data, "lowest": "0"}, ["a3"]).score == 0
    assert [part.id for part in mark_of(data, None).parts] == ["answer"]


def test_points_count_the_areas_they_hit_each_of_them_once():
    mark = mark_of(examples.points(), [STOVE, SINK])
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)
    twice = mark_of(examples.points(), [STOVE, [51, 31]])
    assert twice.score == Fraction(1, 2)
    assert [part.outcome for part in twice.parts] == [Outcome.RIGHT, Outcome.WRONG, Outcome.RIGHT, Outcome.RIGHT]


def test_each_point_outside_every_area_gives_the_default():
    data = examples.points(default_fraction="-1/8", most=5, lowest="-1")
    mark = mark_of(data, [STOVE, FLOOR, [6, 5]])
    assert mark.score == Fraction(1, 4)
    assert [(part.id, part.score, part.outcome) for part in mark.parts][-1] == (
        OUTSIDE,
        Fraction(-1, 4),
        Outcome.WRONG,
    )
    assert mark_of(data, [FLOOR]).score == Fraction(-1, 8)
    assert mark_of(data, [FLOOR, FLOOR]).score == Fraction(-1, 8), "the same point twice is one point"


def test_points_outside_a_table_of_areas_as_qtiworks_has_it():
    """qtiworks, MapResponsePointTest.java: four squares that touch, an unmapped point gives the default."""
    areas = [
        {"id": f"a{n}", "shape": "rect", "coords": coords, "label": f"{n}", "fraction": f"{n}/4"}
        for n, coords in enumerate([[0, 0, 2, 2], [0, 2, 2, 4], [2, 0, 4, 2], [2, 2, 4, 4]], start=1)
    ]
    data = examples.points(areas=areas, default_fraction="-1", lowest="-1", most=5)
    assert mark_of(data, [[10, 10]], fair=False).score == -1
    assert mark_of(data, [[1, 1]], fair=False).score == Fraction(1, 4)
    assert mark_of(data, [[1, 1], [3, 1]], fair=False).score == 1
    assert mark_of(data, [[2, 2]], fair=False).score == Fraction(1, 4), "the first area wins"


def test_the_order_of_overlapping_areas_decides_when_they_come_from_elsewhere():
    areas = examples.areas()[:2]
    areas[1] |= {"shape": "default", "coords": [], "fraction": "-1"}
    inside = examples.points(areas=areas, lowest="-1")
    assert mark_of(inside, [STOVE], fair=False).score == Fraction(1, 2)
    assert mark_of(inside, [FLOOR], fair=False).score == -1
    assert mark_of({**inside, "areas": areas[::-1]}, [STOVE], fair=False).score == -1


def test_how_many_may_be_chosen_when_the_author_does_not_say():
    assert public_view(read_question(examples.hotspot()), seed="x")["most"] == 3
    assert public_view(read_question(examples.points()), seed="x")["most"] == 2
    nothing_right = read_question(with_fractions(examples.points, "0"), fair=False)
    assert public_view(nothing_right, seed="x")["most"] == 1
    assert public_view(read_question(examples.hotspot(most=2)), seed="x")["most"] == 2


@pytest.mark.parametrize(
    ("data", "raw", "reason"),
    [
        (examples.hotspot(), "a1", "wrong_type"),
        (examples.hotspot(), {"a1": True}, "wrong_type"),
        (examples.hotspot(), [1], "wrong_type"),
        (examples.hotspot(), ["a9"], "unknown_id"),
        (examples.hotspot(), ["a1", "a1"], "doubled_id"),
        (examples.hotspot(most=2), ["a1", "a2", "a3"], "too_long"),
        (examples.hotspot(), ["a1"] * 4, "too_long"),
        (examples.points(), "50,30", "wrong_type"),
        (examples.points(), {"x": 50, "y": 30}, "wrong_type"),
        (examples.points(), [50, 30], "wrong_type"),
        (examples.points(), [[50]], "wrong_type"),
        (examples.points(), [[50, 30, 1]], "wrong_type"),
        (examples.points(), [(50, 30)], "wrong_type"),
        (examples.points(), [[50.0, 30]], "wrong_type"),
        (examples.points(), [[50, float("nan")]], "wrong_type"),
        (examples.points(), [[True, 30]], "wrong_type"),
        (examples.points(), [["50", "30"]], "wrong_type"),
        (examples.points(), [[-1, 0]], "out_of_range"),
        (examples.points(), [[0, -1]], "out_of_range"),
        (examples.points(), [[401, 0]], "out_of_range"),
        (examples.points(), [[0, 301]], "out_of_range"),
        (examples.points(), [[10**400, 0]], "out_of_range"),
        (examples.points(), [STOVE, SINK, FLOOR], "too_long"),
    ],
)
def test_what_is_no_answer_to_an_image_is_refused_by_name(data, raw, reason):
    with pytest.raises(BadResponse) as caught:
        read_response(read_question(data), raw)
    assert caught.value.reason == reason


def test_the_corners_of_the_image_can_be_clicked():
    assert mark_of(examples.points(), [[0, 0], [400, 300]]).outcome is Outcome.WRONG


@pytest.mark.parametrize("make", [examples.hotspot, examples.points])
def test_an_empty_list_is_no_answer(make):
    assert mark_of(make(), []).outcome is Outcome.UNANSWERED


@pytest.mark.parametrize(
    ("make", "raw", "written"),
    [
        (examples.hotspot, ["a2", "a1"], ["a1", "a2"]),
        (examples.points, [SINK, STOVE], [STOVE, SINK]),
        (examples.points, [SINK, SINK], [SINK]),
    ],
)
def test_equal_answers_are_written_alike(make, raw, written):
    question = read_question(make())
    assert write_response(question, read_response(question, raw)) == written


SHARED_FAULTS = [
    ({"shape": "square"}, "bad_shape", {"where": "areas", "id": "a1"}),
    ({"coords": [1, 2, 3]}, "bad_shape", {"where": "areas", "id": "a1"}),
    ({"coords": [1, 2, 3, "4"]}, "wrong_type", {"where": "areas[0].coords[3]"}),
    ({"coords": [1, True, 3, 4]}, "wrong_type", {"where": "areas[0].coords[1]"}),
    ({"coords": [1, 2.5, 3, 4]}, "wrong_type", {"where": "areas[0].coords[1]"}),
    ({"coords": "1,2,3,4"}, "wrong_type", {"where": "areas[0].coords"}),
    ({"coords": [0] * 201}, "too_long", {"where": "areas[0].coords", "limit": 200}),
    (
        {"coords": [0, 0, 100_001, 9]},
        "out_of_range",
        {"where": "areas[0].coords[2]", "lowest": -100_000, "highest": 100_000},
    ),
    (
        {"coords": [-100_001, 0, 9, 9]},
        "out_of_range",
        {"where": "areas[0].coords[0]", "lowest": -100_000, "highest": 100_000},
    ),
    ({"coords": [10, 10, 10, 60]}, "flat_area", {"id": "a1"}),
    ({"coords": [10, 10, 401, 20]}, "area_outside_image", {"id": "a1"}),
    ({"coords": [100_000, -100_000, 9, 9]}, "area_outside_image", {"id": "a1"}),
    ({"coords": [10, 10, 160, 100]}, "areas_overlap", {"id": "a1", "other": "a2"}),
    ({"id": "a2"}, "doubled_id", {"where": "areas", "id": "a2"}),
    ({"label": " "}, "blank_text", {"where": "areas[0].label"}),
    ({"label": "Vask "}, "doubled_text", {"where": "areas", "id": "a2"}),
    ({"fraction": "1/4"}, "cannot_reach_one", {"best": "3/4"}),
    ({"fraction": "1"}, "above_one", {"best": "3/2"}),
    ({"fraction": "2"}, "fraction_out_of_range", {"where": "areas[0].fraction"}),
]


@pytest.mark.parametrize("make", [examples.hotspot, examples.points])
@pytest.mark.parametrize(("fields", "reason", "params"), SHARED_FAULTS)
def test_areas_that_no_author_should_draw(make, fields, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(changed(make, 0, **fields))
    assert (caught.value.reason, caught.value.params) == (reason, params)


@pytest.mark.parametrize("make", [examples.hotspot, examples.points])
@pytest.mark.parametrize(
    ("changes", "reason", "params"),
    [
        ({"image": {**examples.IMAGE, "alt": ""}}, "blank_text", {"where": "image.alt"}),
        ({"image": {**examples.IMAGE, "key": ""}}, "blank_text", {"where": "image.key"}),
        ({"image": {**examples.IMAGE, "width": 0}}, "out_of_range", {"where": "image.width"}),
        ({"image": {**examples.IMAGE, "height": 20_001}}, "out_of_range", {"where": "image.height"}),
        ({"image": {**examples.IMAGE, "depth": 2}}, "unknown_field", {"where": "image.depth"}),
        ({"most": -1}, "out_of_range", {"where": "most"}),
        ({"most": 51}, "out_of_range", {"where": "most"}),
        ({"most": "2"}, "wrong_type", {"where": "most"}),
        ({"most": 1}, "cannot_reach_one", {"best": "1/2"}),
        ({"lowest": "1/2"}, "fraction_out_of_range", {"where": "lowest"}),
        ({"areas": []}, "too_few", {"where": "areas"}),
    ],
)
def test_images_that_no_author_should_ask_about(make, changes, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(make(**changes))
    assert caught.value.reason == reason
    assert params.items() <= caught.value.params.items()


@pytest.mark.parametrize(
    ("data", "reason", "params"),
    [
        (with_fractions(examples.hotspot, "0", "-1"), "no_right_answer", {}),
        (with_fractions(examples.hotspot, "1"), "too_few", {"where": "areas", "least": 2}),
        (with_fractions(examples.hotspot, "1", "0"), "ticking_everything_pays", {"total": "1"}),
        (with_fractions(examples.hotspot, "1/2", "1/2", "0", most=3), "ticking_everything_pays", {"total": "1"}),
        (with_fractions(examples.points, "0"), "no_right_answer", {}),
        (with_fractions(examples.points, "1", most=2), "out_of_range", {"where": "most", "lowest": 1, "highest": 1}),
        (
            with_fractions(examples.points, "1", default_fraction="1/4"),
            "fraction_out_of_range",
            {"where": "default_fraction"},
        ),
    ],
)
def test_fractions_that_make_guessing_pay(data, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert (caught.value.reason, caught.value.params) == (reason, params)


@pytest.mark.parametrize(
    "data",
    [
        with_fractions(examples.hotspot, "1/2", "1/2", "0", most=2),
        with_fractions(examples.hotspot, "1/2", "1/2"),
        with_fractions(examples.hotspot, "1", "0", most=1),
        with_fractions(examples.hotspot, "1", "-1"),
        with_fractions(examples.hotspot, "1/2", "1/2", "1/2", most=2),
        with_fractions(examples.hotspot, "0.3333333", "0.3333333", "0.3333333"),
        with_fractions(examples.hotspot, "0.3333334", "0.3333334", "0.3333334"),
        with_fractions(examples.points, "1"),
        with_fractions(examples.points, "1/2", "1/2", most=2),
        with_fractions(examples.points, "1", most=9, default_fraction="-1/9"),
    ],
)
def test_fractions_that_an_author_may_write(data):
    question = read_question(data)
    assert read_question(write_question(question)) == question


def zigzag(number, corners):
    """A thin band that the bands above and below it follow without touching."""
    above = [(step * 400, (7000 if step % 2 else 0) + number * 400) for step in range(corners // 2)]
    coords = [place for x, y in [*above, *((x, y + 60) for x, y in reversed(above))] for place in (x, y)]
    return {
        "id": f"a{number}",
        "shape": "poly",
        "coords": coords,
        "label": f"Bånd {number}",
        "fraction": "-1" if number else "1",
    }


def test_drawings_of_many_corners_are_compared_up_to_a_limit():
    """Twenty bands of fifty corners are the most there may be; one corner more is refused before it is compared."""
    image = {**examples.IMAGE, "width": 20_000, "height": 20_000}
    areas = [zigzag(number, 50) for number in range(20)]
    assert len(read_question(examples.hotspot(image=image, areas=areas)).areas) == 20
    with pytest.raises(BadQuestion) as caught:
        read_question(examples.hotspot(image=image, areas=[*areas, zigzag(20, 6)]))
    assert (caught.value.reason, caught.value.params) == ("too_long", {"where": "areas", "limit": 2_000})


def test_what_another_system_drew_can_be_graded_though_nobody_here_may_keep_it():
    data = changed(examples.points, 0, coords=[10, 10, 900, 60], label="", fraction="1/4")
    assert mark_of(data, [STOVE], fair=False).score == Fraction(1, 4)


def test_the_areas_of_a_hotspot_are_its_options_and_those_of_points_its_key():
    shown = public_view(read_question(examples.hotspot()), seed="x")
    assert {area["id"]: (area["shape"], area["coords"], area["label"]) for area in shown["areas"]} == {
        area["id"]: (area["shape"], area["coords"], area["label"]) for area in examples.areas()
    }
    assert all(set(area) == {"id", "shape", "coords", "label"} for area in shown["areas"])
    assert (shown["image"], shown["most"]) == (examples.IMAGE, 3)
    assert public_view(read_question(examples.points()), seed="x") == {
        "kind": "points",
        "prompt": "Peg på det, der er farligt.",
        "quote": "",
        "image": examples.IMAGE,
        "most": 2,
    }


def test_areas_are_shown_in_an_order_of_their_own():
    question = read_question(examples.hotspot())
    orders = {tuple(area["id"] for area in public_view(question, seed=str(n))["areas"]) for n in range(30)}
    assert len(orders) > 3


def test_the_review_draws_each_area_and_says_what_it_was():
    told = told_of(examples.hotspot(), ["a1", "a3"])
    assert [(row.id, row.chosen, row.right, row.missed) for row in told.areas] == [
        ("a1", True, True, False),
        ("a2", False, True, True),
        ("a3", True, False, False),
    ]
    third = told.areas[2]
    assert (third.shape, third.coords, third.label) == ("poly", (300, 200, 390, 200, 345, 290), "Skab")
    assert third.feedback == "Skabet er ikke en støtte."
    assert told.image.alt == "Et køkken med komfur, vask og skab"


def test_the_review_says_which_area_each_point_hit():
    question = read_question(examples.points())
    response = read_response(question, [SINK, FLOOR])
    told = review(question, response, grade(question, response))
    assert [(point.x, point.y, point.area_id) for point in told.points] == [(5, 5, ""), (200, 100, "a2")]
    assert [row.chosen for row in told.areas] == [False, True, False]
    assert told.image == question.image


@pytest.mark.parametrize("make", [examples.hotspot, examples.points])
def test_a_review_without_an_answer_shows_the_key(make):
    told = told_of(make(), None)
    assert [row.missed for row in told.areas] == [True, True, False]
    assert told.outcome is Outcome.UNANSWERED
    assert getattr(told, "points", ()) == ()


@holds_always
@given(points(), st.data())
def test_the_order_and_the_repeats_of_points_are_irrelevant(question, data):
    raw = data.draw(raw_responses(question).filter(lambda raw: isinstance(raw, list)))
    turned = data.draw(st.permutations(raw))
    repeated = (turned + turned)[: question.limit]
    response = read_response(question, raw)
    assert read_response(question, turned) == response
    if len(raw) * 2 <= question.limit:
        assert read_response(question, repeated) == response


@holds_always
@given(hotspots())
def test_the_whole_key_of_a_hotspot_gives_exactly_one(question):
    rights = [area.id for area in question.areas if area.fraction > 0]
    mark = grade(question, read_response(question, rights))
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)
    assert {part.outcome for part in mark.parts} == {Outcome.RIGHT}


@holds_always
@given(points())
def test_the_whole_key_of_points_gives_exactly_one(question):
    """The first two coordinates are a corner or a centre: a point of the area in every shape."""
    spots = []
    for area in question.areas:
        if area.fraction > 0:
            spots.append([*area.coords[:2]])
    mark = grade(question, read_response(question, spots))
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)
    assert {part.outcome for part in mark.parts} == {Outcome.RIGHT}
