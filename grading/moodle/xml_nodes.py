"""The few shapes that Moodle XML is made of."""

from lxml import etree


def tag_of(node: etree._Element) -> str:
    """The element's name without a namespace; "" for comments and instructions."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def child_of(node: etree._Element, path: str) -> etree._Element | None:
    return node if path == "." else node.find(path)


def text_of(node: etree._Element, path: str) -> str:
    """What the element says, in itself or in its <text>; "" when there is none. Trimmed, as Moodle does."""
    child = child_of(node, path)
    if child is None:
        return ""
    inner = child.find("text")
    return "".join((child if inner is None else inner).itertext()).strip()


def format_of(node: etree._Element, default: str) -> str:
    return (node.get("format") or default).strip()


def text_with_format(node: etree._Element, path: str, *, default: str = "html") -> tuple[str, str]:
    """What the element's <text> says, and in which of Moodle's formats."""
    child = child_of(node, path)
    if child is None:
        return "", default
    inner = child.find("text")
    said = "" if inner is None else "".join(inner.itertext()).strip()
    return said, format_of(child, default)


def is_true(written: str) -> bool:
    """Moodle's trans_single: "false", "0" and nothing are false."""
    return written not in ("", "0", "false")
