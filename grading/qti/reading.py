"""Reading an item file."""

from lxml import etree

from grading.imported import UnreadableFile
from grading.qti.declarations import read_declaration, read_outcome_declaration, read_response_declaration
from grading.qti.item import Item
from grading.qti.names import attribute, name_of
from grading.qti.rules import Rule, compile_rules
from grading.qti.scope import Scope
from grading.qti.templates import TEMPLATES, compile_template, template_name
from grading.safe_xml import parse_xml


def read_item(data: bytes) -> Item:
    """The item in the file. Raises UnreadableFile, and nothing else, whatever the bytes are.

    An item is refused whole when some of its processing cannot be done: a mark that leaves out a rule is a wrong mark.
    """
    root = parse_xml(data)
    if name_of(root) != "assessmentItem":
        found = next((element for element in root.iter() if name_of(element) == "assessmentItem"), None)
        if found is None:
            raise UnreadableFile("not_an_item", line=root.sourceline)
        root = found
    return read_item_element(root)


def read_item_element(root: etree._Element) -> Item:
    """The item in an assessmentItem element. Raises UnreadableFile."""
    scope = Scope()
    template_processing = response_processing = outcome_processing = body = None
    for element in root:
        name = name_of(element)
        if name == "responseDeclaration":
            response = read_response_declaration(element)
            _refuse_doubled(response.identifier, scope, element)
            scope.responses[response.identifier] = response
        elif name == "outcomeDeclaration":
            outcome = read_outcome_declaration(element)
            _refuse_doubled(outcome.identifier, scope, element)
            scope.outcomes[outcome.identifier] = outcome
        elif name == "templateDeclaration":
            variable = read_declaration(element)
            _refuse_doubled(variable.identifier, scope, element)
            scope.templates[variable.identifier] = variable
        elif name == "templateProcessing":
            template_processing = element
        elif name == "responseProcessing":
            response_processing = element
        elif name == "outcomeProcessing":  # a test's; some items have one of their own (pie-qti, outcomeProcessing_*)
            outcome_processing = element
        elif name == "itemBody":
            body = element
    template, rules = ("", ()) if response_processing is None else _processing(response_processing, scope)
    return Item(
        identifier=attribute(root, "identifier") or "",
        title=attribute(root, "title") or "",
        version=_version(root),
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        adaptive=(attribute(root, "adaptive") or "").strip() in ("true", "1"),
        responses=scope.responses,
        outcomes=scope.outcomes,
        templates=scope.templates,
        template=template,
        root=root,
        body=body,
        _template_rules=() if template_processing is None else compile_rules(template_processing, scope),
        _rules=rules,
        _outcome_rules=() if outcome_processing is None else compile_rules(outcome_processing, scope),
    )


def _refuse_doubled(identifier: str, scope: Scope, element: etree._Element) -> None:
    if identifier in scope.responses or identifier in scope.outcomes or identifier in scope.templates:
        raise UnreadableFile("doubled_identifier", line=element.sourceline, identifier=identifier)


def _processing(element: etree._Element, scope: Scope) -> tuple[str, tuple[Rule, ...]]:
    """The template's name, and the rules. A template that is not known is of no harm where the rules stand too."""
    addresses = [address for key in ("template", "templateLocation") if (address := attribute(element, key))]
    for address in addresses:
        name = template_name(address)
        if name in TEMPLATES:
            return name, (compile_template(name, scope),)
    if addresses and not len(element):
        raise UnreadableFile("unknown_template", line=element.sourceline, template=template_name(addresses[0])[:100])
    return "", compile_rules(element, scope)


def _version(root: etree._Element) -> str:
    namespace = etree.QName(root).namespace or ""
    for sign, version in (("v3p", "3.0"), ("v2p2", "2.2"), ("v2p1", "2.1"), ("v2p0", "2.0")):
        if sign in namespace:
            return version
    return "3.0" if etree.QName(root).localname.startswith("qti-") else "2.1"
