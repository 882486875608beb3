"""What becomes of other systems' items: the question, what was lost, or why there is none, as imported.json keeps it.

The file is our own reading, kept so that every change of it is seen. The ids are in it too: a file that is read again
gives the ids that it gave before.
"""

import json
from pathlib import Path

import pytest

from grading.qti import read_item
from grading.qti.importing import import_item
from tests.unit.grading.qti.foreign_items import ITEMS

KEPT = json.loads(Path(__file__).with_name("imported.json").read_text(encoding="utf-8"))
NAMES = {"p/kort.png": "nøgle"}


def read(name):
    file = import_item(ITEMS[name].encode(), name="fil.xml", secret="hemmelig", pictures=NAMES)
    if file.problems:
        (problem,) = file.problems
        assert file.questions == ()
        return {"problem": problem.reason, "params": dict(problem.params), "name": problem.name}
    (found,) = file.questions
    losses = [[loss.reason, dict(loss.params)] for loss in found.losses]
    return {"name": found.name, "question": found.data, "losses": losses}


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_becomes_what_we_keep_of_it(name):
    assert read(name) == KEPT[name]


def test_an_item_that_is_read_already_becomes_the_same():
    data = ITEMS["two lists"].encode()
    assert import_item(read_item(data)) == import_item(data)


def test_what_is_kept_is_read():
    assert list(KEPT) == list(ITEMS)
