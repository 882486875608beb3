import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import public_view, read_question, with_opaque_ids, write_question
from grading.kinds.order import Item, Order
from tests.unit.grading import examples
from tests.unit.grading.strategies import holds_always, orders, questions

SECRET = "kanariefugl"
SHOWN = {"kind", "prompt", "quote", "options", "pairs", "choices", "items", "levels", "id", "text", "left"}


def marked(data):
    """The same data with the marker in every feedback and explanation, also where there was none."""
    marked_data = {**data, "explanation": SECRET, "rule": SECRET}
    for row in marked_data.get("options", []) + marked_data.get("pairs", []):
        row["feedback"] = SECRET
    if data["kind"] == "true_false":
        marked_data |= {"feedback_true": SECRET, "feedback_false": SECRET}
    if data["kind"] == "rating":
        marked_data |= {"level_feedback": {str(level): SECRET for level in range(5)}}
    return marked_data


def names_in(value):
    if isinstance(value, dict):
        return set(value).union(*(names_in(member) for member in value.values()))
    return set().union(*(names_in(member) for member in value)) if isinstance(value, list) else set()


@holds_always
@given(questions, st.text(max_size=8))
def test_no_secret_is_in_what_a_browser_gets(question, seed):
    question = read_question(marked(write_question(question)))
    view = public_view(question, seed=seed)
    assert SECRET not in json.dumps(view)
    assert names_in(view) <= SHOWN


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
    ("make", "name", "other"), [(examples.true_false, "right", True), (examples.rating, "level", 4)]
)
def test_another_answer_gives_the_same_view(make, name, other):
    view = public_view(read_question(make()), seed="x")
    assert public_view(read_question(make(**{name: other})), seed="x") == view


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
        assert not set(opaque.part_ids()) & {*plain.part_ids(), *other.part_ids()}


def test_opaque_ids_still_tie_a_pair_to_its_choice():
    opaque = read_question(with_opaque_ids(examples.match(), secret="s"))
    texts = {choice.id: choice.text for choice in opaque.choices}
    assert [texts[pair.right_id] for pair in opaque.pairs] == ["Myndighed", "Myndighed", "Udfører", "Borger"]


def test_opaque_ids_leave_what_is_no_row_to_the_reader():
    odd = {"options": ["x", {"id": 3}]}
    assert with_opaque_ids(odd, secret="s") == odd
