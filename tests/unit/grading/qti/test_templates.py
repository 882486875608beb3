"""The response processing templates, in every spelling of their address."""

import pytest

from grading.imported import UnreadableFile
from tests.unit.grading.qti.items import TEMPLATES, area_mapping, item, mapping, outcome, response

CHOICES = response(cardinality="multiple", correct=["A", "C"])


@pytest.mark.parametrize(
    "address",
    [
        "http://www.imsglobal.org/question/qti_v2p0/rptemplates/match_correct",
        "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct.xml",
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml",
        "../rptemplates/match_correct.xml",
        "rptemplates\\match_correct.xml",
        " match_correct ",
        "CC2_match.xml",
    ],
)
@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2", "3.0"])
def test_match_correct_is_known_by_the_last_part_of_its_address(address, version):
    read = item(CHOICES, outcome(), template=address, version=version)
    assert read.version == version
    assert read.process({"RESPONSE": ["C", "A"]}) == {"SCORE": 1.0}
    assert read.process({"RESPONSE": ["A"]}) == {"SCORE": 0.0}


def test_match_correct_looks_at_no_other_response_and_at_no_maximum():
    # pie-qti, item-player/tests/conformance/fixtures/responseProcessing_template_match_correct_two_responses
    most = outcome("MAXSCORE", more="<defaultValue><value>2</value></defaultValue>")
    other = response("OTHER", correct=["B"])
    read = item(response(correct=["A"]), other, outcome(), most, template="match_correct")
    assert read.process({"RESPONSE": "A", "OTHER": "A"}) == {"SCORE": 1.0, "MAXSCORE": 2.0}


@pytest.mark.parametrize("given", [{}, {"RESPONSE": None}, {"RESPONSE": []}])
@pytest.mark.parametrize("template", ["match_correct", "map_response", "map_response_point"])
def test_an_unanswered_item_scores_nothing_whatever_the_default_is(given, template):
    plain = response(cardinality="multiple", correct=["A"], more=mapping({"A": 1}, attributes='defaultValue="3"'))
    point = response(
        base_type="point",
        cardinality="multiple",
        more=area_mapping([("rect", "0,0,1,1", 1)], attributes='defaultValue="3"'),
    )
    read = item(point if template.endswith("point") else plain, outcome(), template=template)
    assert read.process(given) == {"SCORE": 0.0}


def test_an_empty_answer_is_right_when_the_key_is_empty_and_no_answer_is_not():
    read = item(response(cardinality="multiple", correct=[]), outcome(), template="match_correct")
    assert read.process({"RESPONSE": []}) == {"SCORE": 1.0}
    assert read.process({"RESPONSE": None}) == {"SCORE": 0.0}
    assert read.process({"RESPONSE": ["A"]}) == {"SCORE": 0.0}


def test_without_a_key_nothing_is_right():
    read = item(response(cardinality="multiple"), outcome(), template="match_correct")
    assert read.process({"RESPONSE": []}) == {"SCORE": 0.0}
    assert read.process({"RESPONSE": ["A"]}) == {"SCORE": 0.0}


def test_templates_map_nothing_where_there_is_no_mapping():
    assert item(response(), outcome(), template="map_response").process({"RESPONSE": "A"}) == {"SCORE": 0.0}
    assert item(outcome(), template="map_response").process({}) == {"SCORE": 0.0}
    point = response(base_type="point")
    assert item(point, outcome(), template="map_response_point").process({"RESPONSE": "1 1"}) == {"SCORE": 0.0}


def test_map_response_point_finds_the_area():
    areas = area_mapping([("circle", "50,50,20", 2)])
    read = item(response(base_type="point", more=areas), outcome(), template=TEMPLATES + "map_response_point")
    assert read.process({"RESPONSE": "50 70"}) == {"SCORE": 2.0}
    assert read.process({"RESPONSE": "50 71"}) == {"SCORE": 0.0}


def test_the_cartridge_template_gives_the_maximum_and_says_how_it_went():
    # pie-qti, item-player/tests: CC2_match_basic uses MAXSCORE and sets FEEDBACKBASIC
    most = outcome("MAXSCORE", more="<defaultValue><value>5</value></defaultValue>")
    read = item(response(correct=["A"]), outcome(), most, template="CC2_match_basic.xml")
    assert read.process({"RESPONSE": "A"}) == {"SCORE": 5.0, "MAXSCORE": 5.0, "FEEDBACKBASIC": "correct"}
    assert read.process({"RESPONSE": "B"}) == {"SCORE": 0.0, "MAXSCORE": 5.0, "FEEDBACKBASIC": "incorrect"}


def test_the_cartridge_template_gives_one_where_no_maximum_is_declared():
    read = item(response(correct=["A"]), outcome(), template="CC2_match_basic")
    assert read.process({"RESPONSE": "A"})["SCORE"] == 1.0


def test_the_mapping_cartridge_template_says_whether_the_maximum_was_reached():
    most = outcome("MAXSCORE", more="<defaultValue><value>2</value></defaultValue>")
    read = item(response(more=mapping({"A": 2, "B": 1})), outcome(), most, template="CC2_map_response")
    assert read.process({"RESPONSE": "A"}) == {"SCORE": 2.0, "MAXSCORE": 2.0, "FEEDBACK": "correct"}
    assert read.process({"RESPONSE": "B"}) == {"SCORE": 1.0, "MAXSCORE": 2.0, "FEEDBACK": "incorrect"}


def test_a_template_that_is_not_known_is_refused_by_name():
    with pytest.raises(UnreadableFile) as refused:
        item(response(), outcome(), template="https://example.org/rptemplates/Own.xml")
    assert refused.value.reason == "unknown_template"
    assert refused.value.params == {"template": "own"}


def test_a_template_sets_a_score_that_nobody_declared():
    read = item(response(correct=["A"]), template="match_correct")
    assert read.template == "match_correct"
    assert read.process({"RESPONSE": "A"}) == {"SCORE": 1}
