"""Items with response processing of their own, as other engines test them; `cases.json` says where each was read.

The items are written anew here: the sources name the operators and what comes out, not the files.
"""

import json
from pathlib import Path

import pytest

from grading.qti import read_item
from tests.unit.grading.qti.items import xml

CASES = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("version", ["2.0", "2.2", "3.0"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_item_of_another_engine_gets_the_outcomes_that_engine_gives(case, version):
    read = read_item(xml(case["declarations"], rules=case["rules"], version=version))
    for attempt in case["tries"]:
        outcomes = read.process(attempt["responses"])
        told = {name: outcomes[name] for name in attempt["outcomes"]}
        assert told == attempt["outcomes"]
        assert [type(value) for value in told.values()] == [type(value) for value in attempt["outcomes"].values()]
