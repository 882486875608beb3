"""Moodle's two question files, both ways: Moodle XML and GIFT.

Source: Moodle 4.5, question/format/xml/format.php and question/format/gift/format.php, and what the question types
add to them (question/type/*/questiontype.php).

    read_xml(data), read_gift(data)      -> ImportedFile of questions as `read_question(..., fair=False)` takes them
    write_xml(questions), write_gift(…)  -> Exported: the file, and what of each question it could not carry

Text becomes plain text: markup that says nothing without its looks is a `Loss`, and so are pictures and media.
"""

from grading.moodle.exported import Exported, Exporting
from grading.moodle.gift_reading import read_gift
from grading.moodle.gift_writing import write_gift
from grading.moodle.xml_reading import read_xml
from grading.moodle.xml_writing import write_xml

__all__ = ["Exported", "Exporting", "read_gift", "read_xml", "write_gift", "write_xml"]
