"""Write questions as Moodle XML.

Source: Moodle 4.5, question/format/xml/format.php, writequestion, and export_to_xml of the types that bring their
own. A quotation is a <blockquote> before the question's text, and what is asked before a text with gaps stands in a
<div class="prompt">; Moodle shows both, and `read_xml` knows them again.
"""

from collections.abc import Iterable

from lxml import etree

from grading import read_question
from grading.moodle.exported import Exported, Exporting, Losses, NotInFormat
from grading.moodle.xml_reading import read_xml
from grading.moodle.xml_type_writing import TYPES, Sheet, clean


def write_xml(questions: Iterable[Exporting]) -> Exported:
    """The questions in one file, and what each lost. Raises BadQuestion when data is no question."""
    losses = Losses(lambda text: read_xml(text.encode()))
    root = etree.Element("quiz")
    category = ""
    for exporting in questions:
        question = read_question(exporting.data, fair=False)
        try:
            sheet = Sheet(question, clean(exporting.name))
            TYPES[question.kind](question, sheet)
        except (KeyError, NotInFormat):
            losses.missing()
            continue
        node = sheet.finished(tuple(clean(tag) for tag in exporting.tags))
        alone = etree.Element("quiz")
        if exporting.category:
            alone.append(_category(exporting.category))
        alone.append(node)
        if not losses.compare(exporting, question, _written(alone)):
            continue
        if exporting.category != category:
            category = exporting.category
            root.append(_category(category))
        root.append(node)
    return Exported(_written(root), tuple(losses.found))


def _category(path: str) -> etree._Element:
    node = etree.Element("question", type="category")
    etree.SubElement(etree.SubElement(node, "category"), "text").text = f"$course$/top/{clean(path)}".rstrip("/")
    return node


def _written(root: etree._Element) -> str:
    body: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'
