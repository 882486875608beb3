import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import public_view, read_question, with_opaque_ids, write_question
from grading.kinds.order import Item, Order
from grading.kinds.points import OUTSIDE
from tests.unit.grading import examples
from tests.unit.grading.strategies import holds_always, matches, multiples, orders, questions, singles

SECRET = "kanariefugl"
SHOWN = {
    *("kind", "prompt", "quote", "options", "pairs", "choices", "items", "levels", "id", "text", "left"),
    *("low", "high", "step", "unit_text"),
    *("image", "key", "alt", "width", "height", "areas", "shape", "coords", "label", "most"),
    *("parts", "part", "question", "pieces"),
    *("gap", "group", "unlimited", "number_format", "unit_rule"),
}
SHUFFLED = {
    *("single", "multiple", "match", "order", "hotspot", "composite", "cloze"),
    *("gap_select", "drag_text"),
}
TOLD_AFTERWARDS = {"explanation", "rule", "feedback", "feedback_true", "feedback_false", "level_feedback", "hints"}


def marked(data, secret=SECRET):
    """The same data with the marker in everything that is told afterwards, also where there was nothing."""
    rows = {name: [{**row, "feedback": secret} for row in data[name]] for name in ("options", "pairs") if name in data}
    told = {name: secret for name in data if name in TOLD_AFTERWARDS}
    if "level_feedback" in told:
        told["level_feedback"] = {str(level): secret for level in range(5)}
    return {
        **data,
        **rows,
        **told,
        "feedback": dict.fromkeys(("right", "near", "wrong"), secret),
        "hints": [secret] * 2,
    }


OWN = (
    examples.single,
    examples.multiple,
    examples.true_false,
    examples.match,
    examples.order,
    examples.rating,
    examples.slider,
)


def names_in(value):
    if isinstance(value, dict):
        return set(value).union(*(names_in(member) for member in value.values()))
    return set().union(*(names_in(member) for member in value)) if isinstance(value, list) else set()


@holds_always
@given(questions, st.text(max_size=8), st.from_regex("[a-z]{20}", fullmatch=True))
def test_no_secret_is_in_what_a_browser_gets(question, seed, secret):
    question = read_question(marked(write_question(question), secret))
    view = public_view(question, seed=seed)
    assert secret in json.dumps(write_question(question))
    assert secret not in json.dumps(view)
    assert names_in(view) <= SHOWN


def test_the_marker_reaches_every_text_that_is_told_afterwards():
    """The property above is worth what `marked` reaches: here all that the examples have is counted."""
    counts = {make()["kind"]: json.dumps(marked(write_question(read_question(make())))).count(SECRET) for make in OWN}
    assert counts == {"single": 11, "multiple": 11, "true_false": 9, "match": 11, "order": 7, "rating": 12, "slider": 7}


@pytest.mark.parametrize(
    ("make", "changes"),
    [
        (examples.single, {"fraction": ["1", "0", "-1", "1/2"]}),
        (examples.multiple, {"fraction": ["-1", "1", "-1", "-1"]}),
        (examples.match, {"right_id": ["an", "an", "an", "my"]}),
    ],
)
def test_another_key_gives_the_same_view(make, changes):
    data = make()
    rows = data["pairs" if data["kind"] == "match" else "options"]
    before = public_view(read_question(data), seed="forsøg 1")
    for name, values in changes.items():
        for row, value in zip(rows, values, strict=True):
            row[name] = value
    assert public_view(read_question(data), seed="forsøg 1") == before


@pytest.mark.parametrize(
    ("make", "name", "other"),
    [
        (examples.true_false, "right", True),
        (examples.rating, "level", 4),
        (examples.rating, "near", "0"),
        (examples.slider, "value", "2"),
        (examples.slider, "tolerance", "1"),
        (examples.slider, "near_tolerance", ""),
        (examples.slider, "near", "0"),
        (examples.single, "lowest", "-1"),
        (examples.multiple, "lowest", "-1"),
        (examples.multiple, "scoring", "halves"),
        (examples.match, "scoring", "all_or_nothing"),
        (examples.order, "grader", "distance"),
    ],
)
def test_another_answer_gives_the_same_view(make, name, other):
    view = public_view(read_question(make()), seed="x")
    assert public_view(read_question(make(**{name: other})), seed="x") == view


def test_a_panel_is_not_seen():
    panelled = examples.rating(panel=[0, 1, 1])
    del panelled["level"]
    assert public_view(read_question(panelled), seed="x") == public_view(read_question(examples.rating()), seed="x")


def test_that_no_option_is_right_is_not_seen():
    options = [{**option, "fraction": "0"} for option in examples.multiple()["options"]]
    trick = read_question(examples.multiple(options=options, none_right=True))
    assert public_view(trick, seed="x") == public_view(read_question(examples.multiple()), seed="x")


def test_a_slider_shows_its_scale_and_unit():
    view = public_view(read_question(examples.slider()), seed="x")
    assert {name: view[name] for name in ("low", "high", "step", "unit_text")} == {
        "low": "0",
        "high": "10",
        "step": "0.5",
        "unit_text": "timer",
    }


@holds_always
@given(singles() | multiples() | matches() | orders(), st.data())
def test_where_a_row_is_shown_tells_nothing_about_where_it_was_written(question, data):
    """Two authors' orders of the same rows are shown alike. Where an order's two would stand right, it turns away."""
    name = {"match": "choices", "order": "items"}.get(question.kind, "options")
    rows = getattr(question, name)
    turned = replace(question, **{name: tuple(data.draw(st.permutations(rows)))})
    seed = data.draw(st.text(max_size=8))
    first = [row["id"] for row in public_view(question, seed=seed)[name]]
    other = [row["id"] for row in public_view(turned, seed=seed)[name]]
    if question.kind != "order":
        assert first == other
    else:
        right = [[row.id for row in rows], [row.id for row in turned.items]]
        assert first == other or first in right or other in right
        assert first not in right[:1]


@holds_always
@given(singles() | multiples() | matches() | orders(), st.text(min_size=1, max_size=8))
def test_opaque_ids_tell_nothing_of_the_ids_they_replace(question, secret):
    plain = write_question(question)
    opaque = write_question(read_question(with_opaque_ids(plain, secret=secret)))
    for name in ("options", "pairs", "choices", "items"):
        for before, after in zip(plain.get(name, []), opaque.get(name, []), strict=True):
            assert re.fullmatch("[0-9a-f]{16}", after["id"])
            assert before["id"] != after["id"]
            assert before["text" if "text" in before else "left"] == after["text" if "text" in after else "left"]


def test_opaque_ids_do_not_follow_the_authors_order():
    """Ids 1, 2, 3 … are an order question's key; of forty secrets few leave them in that order by chance."""
    items = [{"id": str(n), "text": f"Trin {n}"} for n in range(1, 7)]
    told = 0
    for secret in range(40):
        opaque = with_opaque_ids(examples.order(items=items), secret=str(secret))["items"]
        told += [row["id"] for row in opaque] == sorted(row["id"] for row in opaque)
    assert told <= 1


def test_the_authors_order_cannot_be_worked_out_from_the_seed():
    question = read_question(examples.single())
    turned = replace(question, options=question.options[::-1])
    assert public_view(question, seed="kendt") == public_view(turned, seed="kendt")


def test_a_seed_gives_the_same_shuffle_again_and_seeds_differ():
    question = read_question(examples.match())
    views = [public_view(question, seed=f"forsøg {n}") for n in range(20)]
    assert views == [public_view(question, seed=f"forsøg {n}") for n in range(20)]
    assert len({json.dumps(view["choices"]) for view in views}) > 5
    assert all([row["id"] for row in view["pairs"]] == ["r1", "r2", "r3", "r4"] for view in views)


@holds_always
@given(orders(), st.text(max_size=8))
def test_items_are_never_shown_in_the_right_order(question, seed):
    shown = [item["id"] for item in public_view(question, seed=seed)["items"]]
    right = [item.id for item in question.items]
    assert sorted(shown) == sorted(right)
    assert shown != right


def test_two_items_are_always_shown_the_other_way_round():
    question = Order(prompt="To", items=(Item("a", "Først"), Item("b", "Sidst")))
    for n in range(40):
        assert [item["id"] for item in public_view(question, seed=str(n))["items"]] == ["b", "a"]


def test_every_other_order_of_three_items_is_shown_to_someone():
    question = Order(prompt="Tre", items=(Item("a", "Først"), Item("b", "Så"), Item("c", "Sidst")))
    shown = {"".join(item["id"] for item in public_view(question, seed=str(n))["items"]) for n in range(100)}
    assert shown == {"acb", "bac", "bca", "cab", "cba"}


@pytest.mark.parametrize("make", [make for make in examples.ALL if make()["kind"] in SHUFFLED])
def test_learners_with_different_seeds_see_different_orders(make):
    question = read_question(make())
    assert len({json.dumps(public_view(question, seed=str(n))) for n in range(20)}) > 1


@pytest.mark.parametrize("make", examples.ALL)
def test_any_text_can_be_a_seed(make):
    question = read_question(make())
    assert public_view(question, seed="\ud800").keys() == public_view(question, seed="x").keys()


def test_a_lone_item_has_no_other_order():
    question = Order(prompt="Kun én", items=(Item("a", "Alene"),))
    assert public_view(question, seed="x")["items"] == [{"id": "a", "text": "Alene"}]


@pytest.mark.parametrize("make", examples.ALL)
def test_a_view_can_be_sent_as_json(make):
    view = public_view(read_question(make()), seed="x")
    assert json.loads(json.dumps(view)) == view


def test_levels_and_the_quote_are_shown_as_they_are():
    view = public_view(read_question(examples.rating()), seed="x")
    assert view["levels"] == [0, 1, 2, 3, 4]
    assert view["quote"].startswith("Jeg går i bad")


@pytest.mark.parametrize("make", examples.ALL)
def test_opaque_ids_keep_the_question_and_hide_its_ids(make):
    plain = read_question(make())
    opaque = read_question(with_opaque_ids(write_question(plain), secret="serverens 17"))
    again = read_question(with_opaque_ids(write_question(plain), secret="serverens 17"))
    other = read_question(with_opaque_ids(write_question(plain), secret="serverens 18"))
    assert opaque == again
    if plain.part_ids() != ("answer",):
        assert set(opaque.part_ids()) & {*plain.part_ids(), *other.part_ids()} <= {OUTSIDE}


def test_opaque_ids_still_tie_a_pair_to_its_choice():
    opaque = read_question(with_opaque_ids(examples.match(), secret="s"))
    texts = {choice.id: choice.text for choice in opaque.choices}
    assert [texts[pair.right_id] for pair in opaque.pairs] == ["Myndighed", "Myndighed", "Udfører", "Borger"]


def test_opaque_ids_leave_what_is_no_row_to_the_reader():
    odd = {"options": ["x", {"id": 3}]}
    assert with_opaque_ids(odd, secret="s") == odd
