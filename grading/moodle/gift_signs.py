r"""GIFT's own signs inside texts.

While a question is taken apart, an escaped sign is a lone surrogate, which no text that was read as UTF-8 can hold.
Source: Moodle 4.5, question/format/gift/format.php, escapedchar_pre and escapedchar_post.
"""

_SIGNS = ":#={}~"
_ESCAPED = {sign: chr(0xDC00 + index) for index, sign in enumerate(_SIGNS)}
_BREAK = chr(0xDC00 + len(_SIGNS))
_PLAIN = str.maketrans({**{mark: sign for sign, mark in _ESCAPED.items()}, _BREAK: "\n"})


def protected(text: str) -> str:
    """The text with each escaped sign as a mark; a backslash before anything else is a backslash."""
    pieces = []
    at = 0
    while (found := text.find("\\", at)) >= 0:
        following = text[found + 1 : found + 2]
        pieces.append(text[at:found])
        if following == "\\":
            pieces.append("\\")
        elif following == "n":
            pieces.append(_BREAK)
        elif following in _ESCAPED:
            pieces.append(_ESCAPED[following])
        else:
            pieces.append("\\" + following)
        at = found + 2
    pieces.append(text[at:])
    return "".join(pieces)


def plain(text: str) -> str:
    """The text with each mark as the sign it stands for."""
    return text.translate(_PLAIN)


def escaped(text: str) -> str:
    """The text as it is written in a GIFT file."""
    pieces = []
    for sign in text:
        if sign in _SIGNS or sign == "\\":
            pieces.append("\\" + sign)
        elif sign == "\n":
            pieces.append("\\n")
        else:
            pieces.append(sign)
    return "".join(pieces).replace("\r", "")
