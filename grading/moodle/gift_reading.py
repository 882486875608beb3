r"""Read a GIFT file.

Source: Moodle 4.5, question/format/gift/format.php, readquestion, and the ordering type's own {>...}. Questions are
apart by empty lines; `//` begins a comment line, which may hold [id:...] and [tag:...]; `\` takes the meaning from
: # = { } ~ and itself, and `\n` is a line break.
"""

import re
from dataclasses import dataclass

from grading.imported import ImportedFile, UnreadableFile
from grading.moodle.building import CannotRead, Data, Draft, Reading, category_of, without_blanks
from grading.moodle.gift_answers import answer_fields
from grading.moodle.gift_signs import plain, protected
from grading.safe_xml import MAX_BYTES

_FORMATS = frozenset({"moodle", "html", "plain", "markdown"})
_FORMAT = re.compile(r"\[([a-z]{1,10})\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^]<>`\x00-\x1f]){1,200})\]")
_ID = re.compile(r"\[id:((?:\\\]|[^]\x00-\x1f]){1,200})\]")
_LONGEST_NAME = 255
BLANK = "_____"  # what stands where a missing word was


@dataclass(frozen=True)
class Block:
    """The lines of one question without its comments; `line` is where it begins."""

    line: int
    text: str
    comments: str


def read_gift(data: bytes, *, secret: str = "") -> ImportedFile:
    """The questions of the file. Raises UnreadableFile when it is no text; a bad question is a Problem.

    The rows' ids depend on the file and the secret alone; without the server's secret they can be guessed.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile("too_big", limit=MAX_BYTES)
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeError as error:
        raise UnreadableFile("unknown_encoding") from error
    reading = Reading()
    category = ""
    for number, block in enumerate(_blocks(text)):
        if block.text.startswith("$CATEGORY:"):
            category = category_of(block.text.removeprefix("$CATEGORY:"))
            continue
        name, rest = _name(protected(block.text))
        draft = Draft(name, block.line, number, secret)
        for found in _ID.findall(block.comments):
            draft.lose("idnumber", value=found.strip()[:100])
        try:
            question = _read_question(rest, draft)
        except CannotRead as cannot:
            reading.refuse(draft, cannot.reason, cannot.params)
        else:
            tags = (found.replace("\\]", "]").strip() for found in _TAG.findall(block.comments))
            reading.keep(draft, question, category=category, tags=tuple(dict.fromkeys(tag for tag in tags if tag)))
    return reading.done()


def _blocks(text: str) -> list[Block]:
    found: list[Block] = []
    lines: list[str] = []
    comments: list[str] = []
    first = 1

    def close() -> None:
        said = "\n".join(lines).strip()
        if said:
            found.append(Block(first, said, "\n".join(comments)))
        lines.clear()
        comments.clear()

    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        stripped = line.strip()
        if not stripped:
            close()
        elif stripped.startswith("//"):
            comments.append(stripped)
        else:
            if not lines:
                first = number
            lines.append(line)
            if stripped.startswith("$CATEGORY:") and len(lines) == 1:
                lines[0] = stripped
                close()
    close()
    return found


def _name(text: str) -> tuple[str, str]:
    """The name between ::, or the beginning of what is asked, and what follows."""
    if text.startswith("::") and (end := text.find("::", 2)) >= 0:
        return plain(text[2:end]).strip()[:_LONGEST_NAME], text[end + 2 :].strip()
    start, end = text.find("{"), text.find("}")
    asked = text if start < 0 else _around(text, start, end)
    said = _FORMAT.sub("", plain(asked), count=1)
    return " ".join(re.sub(r"<[^<>]*>", " ", said).split())[:80], text


def _around(text: str, start: int, end: int) -> str:
    """What is asked: a blank stands for the braces where the text goes on after them."""
    after = text[end + 1 :] if end > start else ""
    return f"{text[:start]}{BLANK}{after}" if after.strip() else text[:start]


def _read_question(text: str, draft: Draft) -> Data:
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise CannotRead("not_a_question")
    if start < 0 or end < start:
        raise CannotRead("braces")
    answers = text[start + 1 : end].strip()
    said, text_format = _with_format(_around(text, start, end), "moodle")
    prompt = draft.prompt(plain(said), text_format)
    answers, marked, general = answers.rpartition("####")
    if not marked:
        answers, general = general, ""

    def read_text(written: str) -> str:
        """A text of this question, which may name a format of its own."""
        written, own_format = _with_format(written.strip(), text_format)
        return draft.text(plain(written), own_format)

    fields = answer_fields(answers.strip(), read_text, draft)
    common = without_blanks({"quote": prompt.quote, "explanation": read_text(general)})
    prompt_text = "\n\n".join(part for part in (prompt.asked, prompt.text) if part)
    return {"prompt": prompt_text, **common, **fields}


def _with_format(text: str, default: str) -> tuple[str, str]:
    text = text.strip()
    found = _FORMAT.match(text)
    if found and found[1] in _FORMATS:
        return text[found.end() :], found[1]
    return text, default
