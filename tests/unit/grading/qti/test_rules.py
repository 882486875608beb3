"""Rules: which branch is taken, what is set, and when processing ends."""

import pytest

from grading.imported import UnreadableFile
from tests.unit.grading.qti.items import base, item, outcome, response, score, variable

RIGHT = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
HIGHER = '<gt><variable identifier="RESPONSE"/><baseValue baseType="float">{}</baseValue></gt>'


def condition(*branches, otherwise=None, kind="response"):
    parts = [
        f"<{kind}{'Else' if at else ''}If>{test}{rules}</{kind}{'Else' if at else ''}If>"
        for at, (test, rules) in enumerate(branches)
    ]
    last = "" if otherwise is None else f"<{kind}Else>{otherwise}</{kind}Else>"
    return f"<{kind}Condition>{''.join(parts)}{last}</{kind}Condition>"


def number(identifier="RESPONSE"):
    return response(identifier, "float")


@pytest.mark.parametrize("version", ["2.1", "3.0"])
@pytest.mark.parametrize(("given", "expected"), [("30", 3), ("15", 2), ("5", 1), (None, 1)])
def test_the_first_branch_that_is_true_is_taken(given, expected, version):
    rules = condition(
        (HIGHER.format(20), score(base(3))), (HIGHER.format(10), score(base(2))), otherwise=score(base(1))
    )
    assert item(number(), outcome(), rules=rules, version=version).process({"RESPONSE": given}) == {"SCORE": expected}


def test_null_is_not_true_and_its_opposite_is_not_either():
    rules = condition((f"<not>{RIGHT}</not>", score(base(1))))
    read = item(response(correct=["A"]), outcome(), rules=rules)
    assert read.process({"RESPONSE": "B"}) == {"SCORE": 1.0}
    assert read.process({"RESPONSE": None}) == {"SCORE": 0.0}


def test_a_branch_does_all_its_rules_in_order():
    twice = score(f"<sum>{variable('SCORE')}{base(1)}</sum>") + score(
        f"<product>{variable('SCORE')}{base(5)}</product>"
    )
    read = item(response(correct=["A"]), outcome(), rules=condition((RIGHT, twice)))
    assert read.process({"RESPONSE": "A"}) == {"SCORE": 5.0}


def test_exit_ends_processing_and_keeps_what_was_set():
    rules = score(base(1)) + condition((RIGHT, "<exitResponse/>")) + score(base(2))
    read = item(response(correct=["A"]), outcome(), rules=rules)
    assert read.process({"RESPONSE": "A"}) == {"SCORE": 1.0}
    assert read.process({"RESPONSE": "B"}) == {"SCORE": 2.0}


def test_a_fragment_is_its_rules():
    rules = f"<responseProcessingFragment>{score(base(4))}</responseProcessingFragment>"
    assert item(outcome(), rules=rules).process({}) == {"SCORE": 4.0}


MATCH_TABLE = (
    '<matchTable defaultValue="F"><matchTableEntry sourceValue="2" targetValue="B"/>'
    '<matchTableEntry sourceValue="3" targetValue="A"/></matchTable>'
)
STEPS = (
    '<interpolationTable{}><interpolationTableEntry sourceValue="10" includeBoundary="false" targetValue="3"/>'
    '<interpolationTableEntry sourceValue="5" targetValue="2"/></interpolationTable>'
)


def looked_up(table, given, base_type):
    rules = f'<lookupOutcomeValue identifier="GRADE">{variable()}</lookupOutcomeValue>'
    read = item(number(), outcome("GRADE", base_type, more=table), rules=rules)
    return read.process({"RESPONSE": given})["GRADE"]


def test_a_match_table_looks_for_the_number_itself():
    assert [looked_up(MATCH_TABLE, given, "identifier") for given in ("2", "3", "2.5", "9")] == ["B", "A", "F", "F"]
    assert looked_up(MATCH_TABLE, None, "identifier") == "F"


def test_an_interpolation_table_takes_the_first_step_reached():
    with_default = STEPS.format(' defaultValue="1"')
    given = ("10.1", "10", "5", "4.9")
    assert [looked_up(with_default, each, "float") for each in given] == [3, 2, 2, 1]
    assert looked_up(STEPS.format(""), "1", "float") is None


def test_an_integer_outcome_is_cut_and_a_float_outcome_is_a_float():
    # qti-sdk, src/qtism/runtime/rules/SetValueProcessor.php
    read = item(outcome("WHOLE", "integer"), outcome(), rules=score(base("-2.7"), "WHOLE") + score(base(2, "integer")))
    outcomes = read.process({})
    assert outcomes == {"WHOLE": -2, "SCORE": 2.0}
    assert (type(outcomes["WHOLE"]), type(outcomes["SCORE"])) == (int, float)


def test_a_number_written_as_text_is_a_number_in_a_numeric_outcome():
    assert item(outcome(), rules=score(base("2.5", "string"))).process({}) == {"SCORE": 2.5}
    assert item(outcome(), rules=score(base("x", "string"))).process({}) == {"SCORE": "x"}


def test_an_outcome_that_nobody_declared_comes_back_too():
    assert item(rules=score(base("5.5"), "BONUS")).process({}) == {"BONUS": 5.5}
    assert item(rules=score(base("5", "integer"), "BONUS")).process({}) == {"BONUS": 5}


def test_the_built_in_variables_are_there():
    rules = score(variable("numAttempts")) + score(base("completed", "identifier"), "completionStatus")
    assert item(outcome(), rules=rules).process({}) == {"SCORE": 1.0, "completionStatus": "completed"}
    declared = outcome("completionStatus", "identifier")
    assert item(declared, rules="").process({}) == {"completionStatus": "unknown"}


TEMPLATE = (
    '<templateDeclaration identifier="N" cardinality="single" baseType="integer">'
    "<defaultValue><value>2</value></defaultValue></templateDeclaration>"
)


def test_a_template_makes_the_key_before_the_answer_comes():
    doubled = f"<product>{variable('N')}{base(2, 'integer')}</product>"
    processing = (
        "<templateProcessing>"
        f'<setTemplateValue identifier="N"><sum>{variable("N")}{base(1, "integer")}</sum></setTemplateValue>'
        f'<setCorrectResponse identifier="RESPONSE">{doubled}</setCorrectResponse>'
        f'<setDefaultValue identifier="MAXSCORE">{base(9)}</setDefaultValue>'
        "</templateProcessing>"
    )
    declared = response("RESPONSE", "integer")
    read = item(declared, outcome(), outcome("MAXSCORE"), TEMPLATE, processing, template="match_correct")
    assert read.process({"RESPONSE": "6"}) == {"SCORE": 1.0, "MAXSCORE": 9.0}
    assert read.process({"RESPONSE": "4"}) == {"SCORE": 0.0, "MAXSCORE": 9.0}


def test_a_template_may_choose_and_stop():
    chosen = condition(
        (f"<gt>{variable('N')}{base(1)}</gt>", "<exitTemplate/>"),
        kind="template",
    )
    processing = (
        f"<templateProcessing>{chosen}"
        f'<setTemplateValue identifier="N">{base(50, "integer")}</setTemplateValue></templateProcessing>'
    )
    assert item(TEMPLATE, outcome(), processing, rules=score(variable("N"))).process({}) == {"SCORE": 2.0}


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ("<setTestValue/>", "unsupported_rule"),
        ("<responseCondition><responsePerhaps/></responseCondition>", "unsupported_rule"),
        ("<responseCondition><responseIf/></responseCondition>", "unsupported_rule"),
        ("<setOutcomeValue>" + base(1) + "</setOutcomeValue>", "missing_attribute"),
        (score(""), "wrong_number_of_operands"),
        (score(base(1) + base(2)), "wrong_number_of_operands"),
        (f'<lookupOutcomeValue identifier="SCORE">{base(1)}</lookupOutcomeValue>', "no_lookup_table"),
    ],
)
def test_what_cannot_be_done_is_refused_when_the_item_is_read(rules, reason):
    with pytest.raises(UnreadableFile) as refused:
        item(outcome(), rules=rules)
    assert refused.value.reason == reason


def test_chance_is_refused_by_name():
    by_chance = (
        '<templateProcessing><setTemplateValue identifier="N"><randomInteger max="6"/>'
        "</setTemplateValue></templateProcessing>"
    )
    with pytest.raises(UnreadableFile) as refused:
        item(TEMPLATE, by_chance)
    assert refused.value.reason == "unsupported_expression"
    assert refused.value.params == {"element": "randomInteger"}
