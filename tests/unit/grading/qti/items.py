"""Small items to try things on, written as QTI 2.2 and turned into 3.0 where a test wants both."""

import re

from grading.qti import Item, read_item

_NAMESPACES = {
    "2.0": "http://www.imsglobal.org/xsd/imsqti_item_v2p0",
    "2.1": "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "2.2": "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "3.0": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}

TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"


def response(identifier="RESPONSE", base_type="identifier", cardinality="single", *, correct=None, more=""):
    values = "".join(f"<value>{value}</value>" for value in correct or ())
    correct_response = "" if correct is None else f"<correctResponse>{values}</correctResponse>"
    return (
        f'<responseDeclaration identifier="{identifier}" cardinality="{cardinality}" baseType="{base_type}">'
        f"{correct_response}{more}</responseDeclaration>"
    )


def outcome(identifier="SCORE", base_type="float", cardinality="single", *, more=""):
    return (
        f'<outcomeDeclaration identifier="{identifier}" cardinality="{cardinality}" baseType="{base_type}">'
        f"{more}</outcomeDeclaration>"
    )


def mapping(entries, *, attributes=""):
    rows = "".join(f'<mapEntry mapKey="{key}" mappedValue="{worth}"/>' for key, worth in entries.items())
    return f"<mapping {attributes}>{rows}</mapping>"


def area_mapping(entries, *, attributes=""):
    rows = "".join(
        f'<areaMapEntry shape="{shape}" coords="{coords}" mappedValue="{worth}"/>' for shape, coords, worth in entries
    )
    return f"<areaMapping {attributes}>{rows}</areaMapping>"


def base(value, base_type="float"):
    return f'<baseValue baseType="{base_type}">{value}</baseValue>'


def variable(identifier="RESPONSE"):
    return f'<variable identifier="{identifier}"/>'


def score(expression, identifier="SCORE"):
    return f'<setOutcomeValue identifier="{identifier}">{expression}</setOutcomeValue>'


def xml(*declarations, rules=None, template=None, version="2.2", body=""):
    """The item's file."""
    processing = ""
    if template is not None:
        processing = f'<responseProcessing template="{template}"/>'
    elif rules is not None:
        processing = f"<responseProcessing>{rules}</responseProcessing>"
    text = (
        f'<assessmentItem xmlns="{_NAMESPACES[version]}" identifier="item" title="An item" adaptive="false" '
        f'timeDependent="false">{"".join(declarations)}<itemBody>{body}</itemBody>{processing}</assessmentItem>'
    )
    return (as_version_3(text) if version == "3.0" else text).encode()


def as_version_3(text):
    """QTI 2.x names as QTI 3.0 spells them."""
    text = re.sub(r"(</?)([A-Za-z]+)", lambda found: f"{found[1]}qti-{_kebab(found[2])}", text)
    return re.sub(r'([A-Za-z]+)="', lambda found: f'{_kebab(found[1])}="', text)


def _kebab(name):
    return re.sub("[A-Z]", lambda found: "-" + found[0].lower(), name)


def item(*declarations, **processing) -> Item:
    return read_item(xml(*declarations, **processing))


def value_of(expression, *, responses=(), given=None, base_type="float", cardinality="single"):
    """What an expression gives, through an outcome of this type."""
    read = item(*responses, outcome("RESULT", base_type, cardinality), rules=score(expression, "RESULT"))
    return read.process(given or {})["RESULT"]
