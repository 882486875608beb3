"""Moodle's texts as plain text, and back.

HTML is read leniently, in one pass whose time grows with the text and no faster (Python's own HTMLParser takes minutes
over 100 KB of "<a <a <a"). What plain text cannot say becomes a loss: a picture (its description stays),
media, a table's shape, a link's address, emphasis.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

from grading.imported import Loss

LONGEST_HTML = 100_000  # letters; a file inside an address does not count

_PARAGRAPHS = frozenset(
    (
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "table",
        "dl",
        "hr",
        "section",
        "article",
    )
)
_LINES = frozenset(("br", "div", "li", "tr", "dt", "dd", "figure", "figcaption", "caption"))
_MEDIA = frozenset(("audio", "video", "iframe", "object", "embed"))
_LOOKS = frozenset(("b", "strong", "i", "em", "u", "s", "strike", "font", "code", "mark", "small", "big"))
_HIDDEN = frozenset(("script", "style", "head", "title"))
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_FORMULAS = (("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"))
_MARKUP = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>|<!--|<[!?]""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'<>]++)""")
_ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|blockquote|pre|br)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"[*_`#\[]")
_INLINE_FILE = re.compile(r"data:[^\"'\s>]*")
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")


@dataclass(frozen=True)
class PlainText:
    """`quote` is what a leading block quotation said, `asked` what a leading <div class="prompt"> did."""

    text: str
    losses: tuple[Loss, ...] = ()
    quote: str = ""
    asked: str = ""


class _Reader:
    """Collects text; breaks are counted and written only between texts."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.losses: dict[str, Loss] = {}
        self.apart: dict[str, str] = {}  # tag -> what it said, for what stands apart at the beginning
        self._break = 0  # 0 none, 1 line, 2 paragraph
        self._space = False
        self._small: list[str] = []
        self._apart = ""
        self._depth = 0

    def read(self, source: str) -> None:
        at = 0
        while found := _MARKUP.search(source, at):
            self._say_data(source[at : found.start()])
            at = found.end()
            if found[2] is None:
                at = _after(source, "-->" if found[0] == "<!--" else ">", at)
            elif found[1]:
                self._end(found[2].lower())
            else:
                tag = found[2].lower()
                self._begin(tag, found[3])
                if tag in _HIDDEN:
                    end = source.find(f"</{found[2]}", at)
                    at = len(source) if end < 0 else end
        self._say_data(source[at:])

    def text(self) -> str:
        return "".join(self.pieces)

    def lose(self, reason: str, **params: str | int) -> None:
        self.losses.setdefault(f"{reason}{sorted(params.items())}", Loss(reason, params))

    def _begin(self, tag: str, inside: str) -> None:
        given = _attributes(inside) if tag in ("img", "a", "div") else {}
        if tag == "img":
            name = given.get("src", "").rsplit("/", 1)[-1][:100]
            self.lose("picture", name=name)
            self.say(given.get("alt") or f"[{name or 'picture'}]")
        elif tag in _MEDIA:
            self.lose("media", tag=tag)
        elif tag == "table":
            self.lose("table")
        elif tag == "a" and given.get("href"):
            self.lose("link", address=given["href"][:200])
        elif tag in _LOOKS:
            self.lose("formatting")
        elif tag in ("sup", "sub"):
            self._small.append(tag)
        elif tag in ("td", "th"):
            self._space = True
        self._begin_apart(tag, given)
        self.break_by(tag)
        if tag == "li":
            self.say("- ")

    def _end(self, tag: str) -> None:
        if self._small and tag == self._small[-1]:
            self._small.pop()
        self._end_apart(tag)
        if tag != "br":
            self.break_by(tag)

    def _begin_apart(self, tag: str, given: dict[str, str]) -> None:
        if tag == self._apart:
            self._depth += 1
        elif self._apart or self.pieces or tag in self.apart:
            return
        elif tag == "blockquote" or (tag == "div" and given.get("class") == "prompt"):
            self._apart, self._depth = tag, 1

    def _end_apart(self, tag: str) -> None:
        if tag != self._apart:
            return
        self._depth -= 1
        if not self._depth:
            self.apart[tag] = self.text().strip()
            self.pieces, self._break, self._space, self._apart = [], 0, False, ""

    def break_by(self, tag: str) -> None:
        if tag in _PARAGRAPHS or (tag == "br" and self._break == 1):
            self._break = 2
        elif tag in _LINES:
            self._break = max(self._break, 1)

    def _say_data(self, source: str) -> None:
        data = unescaped(source)
        if self._small:
            data = self._shrunk(data)
        folded = _SPACES.sub(" ", data)
        if folded.startswith(" "):
            self._space = True
        if folded.strip(" "):
            self.say(folded.strip(" "))
            self._space = folded.endswith(" ")

    def say(self, said: str) -> None:
        if self.pieces:
            self.pieces.append("\n" * self._break or (" " if self._space else ""))
        self.pieces.append(said)
        self._break, self._space = 0, said.endswith(" ")
        if self._space:
            self.pieces[-1] = said[:-1]

    def _shrunk(self, data: str) -> str:
        raised = self._small[-1] == "sup"
        table = _RAISED if raised else _LOWERED
        if all(ord(sign) in table for sign in data.strip()):
            return data.translate(table)
        self.lose("formatting")
        return ("^" if raised else "_") + data


def _after(source: str, end: str, at: int) -> int:
    """Just after what ends here; after everything when nothing does."""
    found = source.find(end, at)
    return len(source) if found < 0 else found + len(end)


def _attributes(inside: str) -> dict[str, str]:
    return {name.lower(): unescaped(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(inside)}


def unescaped(source: str) -> str:
    """The text with its entities as the characters they stand for; a number that no character has is left out."""
    return unescape(_ENDLESS_NUMBER.sub("", source)) if "&" in source else source


def read_html(source: str) -> PlainText:
    """The text, with an empty line between paragraphs. Raises ValueError when there is too much of it."""
    source = _INLINE_FILE.sub("data:", source)
    if len(source) > LONGEST_HTML:
        raise ValueError("too much markup")
    reader = _Reader()
    reader.read(source)
    for begin, end in _FORMULAS:
        start = source.find(begin)
        if start >= 0 and source.find(end, start + len(begin)) >= 0:
            reader.lose("formula")
    quote, asked = (reader.apart.get(tag, "") for tag in ("blockquote", "div"))
    return PlainText(reader.text().strip(), tuple(reader.losses.values()), quote, asked)


def read_text(source: str, text_format: str) -> PlainText:
    """A text in one of Moodle's formats (html, moodle_auto_format, plain_text, markdown; others are read as html)."""
    found = read_prompt(source, text_format)
    said = [part for part in (found.quote, found.asked, found.text) if part]
    return PlainText("\n\n".join(said), found.losses)


def read_prompt(source: str, text_format: str) -> PlainText:
    """As `read_text`, with what stands apart at the beginning still apart, when something follows it."""
    source = source.replace("\r\n", "\n").strip()
    if text_format in ("plain_text", "plain"):
        return PlainText(source)
    if text_format in ("markdown", "wiki_like"):
        return PlainText(source, (Loss("formatting", {}),) if _MARKDOWN.search(source) else ())
    if text_format in ("moodle_auto_format", "moodle"):
        if not _TAG.search(source) and "&" not in source:
            return PlainText(source)
        if not _BLOCK.search(source):
            source = source.replace("\n", "<br>")
    found = read_html(source)
    if found.text:
        return found
    if found.asked:
        return PlainText(found.asked, found.losses, found.quote)
    return PlainText(found.quote, found.losses)


def write_html(text: str) -> str | None:
    """The text as HTML paragraphs, or None when it would not be read back letter by letter."""
    html = _paragraphs(text)
    return html if _reads_as(html, PlainText(text)) else None


def write_prompt(text: str, *, quote: str = "", asked: str = "") -> str | None:
    """All as HTML, the quotation first; None when they would not be read back."""
    html = _paragraphs(text)
    if asked:
        html = f'<div class="prompt">{_paragraphs(asked)}</div>{html}'
    if quote:
        html = f"<blockquote>{_paragraphs(quote)}</blockquote>{html}"
    return html if _reads_as(html, PlainText(text, (), quote, asked)) else None


def _paragraphs(text: str) -> str:
    return "".join(
        f"<p>{escape(paragraph, quote=False).replace(chr(10), '<br>')}</p>" for paragraph in text.split("\n\n")
    )


def _reads_as(html: str, text: PlainText) -> bool:
    return len(html) <= LONGEST_HTML and read_html(html) == text
