"""What an item says after the answer, as feedback of ours."""

from dataclasses import dataclass
from fractions import Fraction

from grading.moodle.building import Data, without_blanks
from grading.qti.importing.drafting import Element, ItemDraft, Probe
from grading.qti.names import attribute, name_of

_OUR_FEEDBACK = {"_right": "right", "_near": "near", "_wrong": "wrong"}


@dataclass(frozen=True)
class Found:
    """A question, responses to tell by, and the most that it gives in the item's points."""

    data: Data
    probes: list[Probe]
    best: Fraction


def interactions_in(element: Element) -> list[Element]:
    return [inner for inner in element.iter() if isinstance(inner.tag, str) and name_of(inner).endswith("Interaction")]


def say_part(draft: ItemDraft, question: Data, element: Element) -> None:
    """What our own items say after a part's answer."""
    responses = [attribute(each, "responseIdentifier") or "" for each in interactions_in(element)]
    response = responses[0] if responses else ""
    _our_feedback(draft, question, response)


def _our_feedback(draft: ItemDraft, question: Data, response: str) -> None:
    feedback = {ours: draft.feedback.on(name, response) for name, ours in _OUR_FEEDBACK.items()}
    said: Data = {
        "explanation": draft.feedback.on("_explanation", response),
        "rule": draft.feedback.on("_rule", response),
        "feedback": without_blanks(feedback),
    }
    question.update(without_blanks(said))


def say(draft: ItemDraft, data: Data, found: Found) -> None:
    """What the whole item says: to all, and by how the answer went. What is left then is lost."""
    _our_feedback(draft, data, "RESPONSE")
    ranked = sorted(found.probes, key=lambda probe: draft.score(probe.sent))
    worst, best = ranked[0].sent, ranked[-1].sent
    told: dict[str, list[str]] = {"explanation": [], "right": [], "wrong": []}
    for said in list(draft.feedback.left()):
        to_best, to_worst = (draft.shows(said.outcome, said.identifier, sent) for sent in (best, worst))
        if to_best and to_worst:
            told["explanation"].append(draft.feedback.take(said))
        elif to_best:
            told["right"].append(draft.feedback.take(said))
        elif to_worst:
            told["wrong"].append(draft.feedback.take(said))
        else:
            draft.lose("feedback", identifier=said.identifier[:60])
    if told["explanation"]:
        data["explanation"] = "\n\n".join(filter(None, (data.get("explanation", ""), *told["explanation"])))
    feedback = dict(data.get("feedback", {}))
    for name in ("right", "wrong"):
        if told[name]:
            feedback[name] = "\n\n".join(filter(None, (feedback.get(name, ""), *told[name])))
    if feedback:
        data["feedback"] = feedback
    if not data.get("quote"):
        data.pop("quote", None)
