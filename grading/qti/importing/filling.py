"""Texts with gaps that are ours."""

from grading.moodle.building import CannotRead
from grading.qti.importing.choosing import Rows, right_pairs, some_fillings
from grading.qti.importing.drafting import CLOSE, OPEN, Asked, At, Probe
from grading.qti.names import attribute, name_of


def token(row_id: str) -> str:
    return f"{OPEN}{row_id}{CLOSE}"


def placed(text: str) -> str:
    """The text with [[id]] where a token stands; a [[ of its own is no place."""
    return text.replace("[[", "[ [").replace(OPEN, "[[").replace(CLOSE, "]]")


def read_gap_match(at: At) -> Asked:
    """gapMatchInteraction: words dragged into a text."""
    words = Rows(at, at.rows("gapText", "gapImg"))
    gaps = [element for element in at.element.iter() if isinstance(element.tag, str) and name_of(element) == "gap"]
    places = Rows(at, gaps, text=lambda element: "")
    key = {gap: word for word, gap in right_pairs(at)}
    if len(key) != len(right_pairs(at)) or sorted(key) != sorted(places.keys):
        raise CannotRead("gaps_without_key")
    if not set(key.values()) <= set(words.keys):
        raise CannotRead("unknown_identifier")
    tokens = {gap: token(places.ids[name]) for gap, name in zip(gaps, places.keys, strict=True)}
    # Words and what is asked stand beside the text.
    aside = dict.fromkeys(at.rows("gapText", "gapImg", "prompt"), "")
    text = placed(at.draft.shown(at.element, {**aside, **tokens}))
    choices = []
    once = set()
    for element in at.rows("gapText", "gapImg"):
        name = at.identifier(element)
        most = (attribute(element, "matchMax") or "0").strip()
        if most == "1":
            once.add(name)
        elif most != "0":
            at.draft.lose("match_max", most=most)
        group = element.get("data-group") or "1"
        choices.append(
            {"id": words.ids[name], "text": words.texts[name], "group": group, "unlimited": name not in once}
        )
    data = {
        "kind": "drag_text",
        "text": text,
        "gaps": [
            {"id": places.ids[gap], "right_id": words.ids[key[gap]], "feedback": at.said_to(gap)} for gap in places.keys
        ],
        "choices": choices,
    }
    groups = {name: choice["group"] for name, choice in zip(words.keys, choices, strict=True)}
    probes = [Probe(None, {})]
    for given in some_fillings(places.keys, words.keys, key, once=frozenset(once)):
        fitting = {gap: word for gap, word in given.items() if groups[word] == groups[key[gap]]}
        if fitting:
            raw = {places.ids[gap]: words.ids[word] for gap, word in fitting.items()}
            probes.append(Probe(raw, {at.response: [f"{word} {gap}" for gap, word in fitting.items()]}))
    return at.asked([data], probes)
