"""Questions and responses for the grading benchmark: each as ours and as Open edX capa has it."""

from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True)
class Work:
    """`raws` are the responses to ours, `answers` the same ones to the peer; both give the same scores."""

    name: str
    data: dict[str, Any]
    raws: list[Any]
    xml: str = ""
    answers: list[Any] | None = None


LEVELS = ["Ingen begrænsning", "Let begrænsning", "Moderat begrænsning", "Svær begrænsning", "Fuldstændig begrænsning"]
PROMPT = "Hvilken funktionsevne beskriver borgerens udsagn?"


def _options(fractions: list[str]) -> list[dict[str, str]]:
    return [
        {"id": f"o{place}", "text": LEVELS[place], "fraction": fraction} for place, fraction in enumerate(fractions)
    ]


def _choices(fractions: list[str], *, named: bool) -> str:
    return "".join(
        f'<choice correct="{str(fraction[0] == "1").lower()}"{f" name={quoteattr(str(place))}" if named else ""}>'
        f"{escape(LEVELS[place])}</choice>"
        for place, fraction in enumerate(fractions)
    )


def single_choice() -> Work:
    fractions = ["0", "0", "1", "0"]
    return Work(
        "single choice",
        {"kind": "single", "prompt": PROMPT, "options": _options(fractions)},
        [f"o{place}" for place in range(4)] * 25,
        f'<problem><multiplechoiceresponse><choicegroup type="MultipleChoice">{_choices(fractions, named=True)}'
        "</choicegroup></multiplechoiceresponse></problem>",
        [f"choice_{place}" for place in range(4)] * 25,
    )


def multiple_choice() -> Work:
    """capa's EDC (every decision counts) is `each_option` here."""
    fractions = ["1/2", "-1/3", "1/2", "-1/3", "-1/3"]
    ticked = [chosen for count in range(1, 6) for chosen in combinations(range(5), count)]
    return Work(
        "multiple choice, every decision counts",
        {"kind": "multiple", "prompt": PROMPT, "options": _options(fractions), "scoring": "each_option"},
        [[f"o{place}" for place in chosen] for chosen in ticked] * 3,
        f'<problem><choiceresponse partial_credit="EDC"><checkboxgroup>{_choices(fractions, named=False)}'
        "</checkboxgroup></choiceresponse></problem>",
        [[f"choice_{place}" for place in chosen] for chosen in ticked] * 3,
    )


def dropdown() -> Work:
    listed = ",".join(f"'{level}'" for level in LEVELS)
    return Work(
        "dropdown",
        {"kind": "single", "prompt": PROMPT, "options": _options(["0", "0", "0", "1", "0"])},
        [f"o{place}" for place in range(5)] * 20,
        f'<problem><optionresponse><optioninput options="({escape(listed)})" correct={quoteattr(LEVELS[3])}/>'
        "</optionresponse></problem>",
        LEVELS * 20,
    )


def short_text() -> Work:
    rights = ["Voksenudredningsmetoden", "VUM", "VUM 2.0"]
    known = ["vum", "VUM 2.0", "  Voksenudredningsmetoden ", "vum 2", "voksenudredning", "Ved ikke", "FFB", "VUM2.0"]
    said = [known[n] if n < len(known) else f"{known[n % len(known)]} {n}" for n in range(400)]
    return Work(
        "short text",
        {
            "kind": "short_text",
            "prompt": "Hvad hedder metoden?",
            "answers": [{"id": f"a{n}", "pattern": right, "fraction": "1"} for n, right in enumerate(rights)],
        },
        said,
        f'<problem><stringresponse answer={quoteattr(rights[0])} type="ci">'
        + "".join(f"<additional_answer answer={quoteattr(right)}/>" for right in rights[1:])
        + "<textline/></stringresponse></problem>",
        said,
    )


def numeric() -> Work:
    said = ["125.5", "-125.5", "1.255e2", "0.1255e3", "130", "12.5", *(f"125.{n}" for n in range(10, 60, 3))]
    return Work(
        "numeric with tolerance",
        {
            "kind": "numeric",
            "prompt": "Hvor mange timer?",
            "answers": [{"id": "a", "value": "125.5", "tolerance": "0.7", "fraction": "1"}],
            "number_format": "plain",
        },
        said,
        '<problem><numericalresponse answer="125.5"><responseparam type="tolerance" default="0.7"/>'
        "<formulaequationinput/></numericalresponse></problem>",
        said,
    )


def ordering() -> Work:
    items = [f"i{place}" for place in range(6)]
    turned = [list(order) for order in permutations(items)]
    return Work(
        "ordering",
        {
            "kind": "order",
            "prompt": "Sæt faserne i rækkefølge",
            "items": [{"id": item, "text": f"Fase {item}"} for item in items],
        },
        turned,
    )


WITH_PEER = (single_choice, multiple_choice, dropdown, short_text, numeric)
OURS_ALONE = (ordering,)

QTI_ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="phases" title="Faser" adaptive="false"
 timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">
    <correctResponse><value>A</value><value>C</value></correctResponse>
    <mapping lowerBound="0" upperBound="2" defaultValue="-2">
      <mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="C" mappedValue="1"/>
      <mapEntry mapKey="B" mappedValue="-1"/>
    </mapping>
  </responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <itemBody>
    <choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="0">
      <prompt>Hvilke faser kommer før afgørelsen?</prompt>
      <simpleChoice identifier="A">Sagsåbning</simpleChoice>
      <simpleChoice identifier="B">Opfølgning</simpleChoice>
      <simpleChoice identifier="C">Sagsoplysning</simpleChoice>
      <simpleChoice identifier="D">Evaluering</simpleChoice>
    </choiceInteraction>
  </itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>
</assessmentItem>
"""
QTI_RESPONSES = [["A", "C"], ["A"], ["B", "C"], ["D"], None]
