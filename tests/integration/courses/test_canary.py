"""The key and the explanations are not in anything a browser receives before the answer is in.

Every right answer, explanation and rule of a self-test with all kinds carries a marker of its own. A learner walks
through every page and fragment; every byte is searched.
"""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.actions import attempts
from courses.models import Attempt, Question
from courses.overview import learning_of
from tests.factories.courses import (
    KINDS,
    a_module,
    a_module_case,
    a_question,
    a_self_test,
    a_video_talk,
    an_example,
    course_index,
)
from tests.integration.courses.conftest import form_of, right_raw, versions_of

pytestmark = pytest.mark.django_db


class Canaries:
    """Markers by kind of question."""

    def __init__(self) -> None:
        self.of: dict[str, list[str]] = {}
        self.kind = ""

    def new(self) -> str:
        marker = f"kanarie{secrets.token_hex(6)}"
        self.of.setdefault(self.kind, []).append(marker)
        return marker

    def seen_in(self, *bodies: bytes) -> set[str]:
        """The kinds that have a marker in the bytes."""
        body = b"".join(bodies)
        return {kind for kind, markers in self.of.items() if any(marker.encode() in body for marker in markers)}

    def content(self, kind: str) -> dict[str, Any]:
        """The question's content with a marker in everything that is secret."""
        self.kind = kind
        match kind:
            case "single" | "multiple":
                options = [(0, True), (1, False), (2, kind == "multiple")]
                return {
                    "options": [
                        {"text": f"Mulighed {n}", "right": right, "share": "", "feedback": self.new()}
                        for n, right in options
                    ]
                }
            case "true_false":
                return {"right": "true", "feedback_true": self.new(), "feedback_false": self.new()}
            case "match":
                return {
                    "pairs": [{"left": f"V{n}", "right": f"H{n}", "feedback": self.new()} for n in range(3)],
                    "distractors": ["H9"],
                }
            case "order":
                return {"items": ["Punkt d", "Punkt a", "Punkt c", "Punkt b"]}
            case _:
                return {
                    "level": "3",
                    "near": "1/2",
                    "level_feedback": {f"level_{level}": self.new() for level in range(5)},
                }


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def attempt(canaries, caseworker) -> Attempt:
    module = a_module()
    a_video_talk(module)
    an_example(module)
    a_module_case(module)
    questions = []
    for kind in KINDS:
        content = canaries.content(kind)
        fields = {"explanation": canaries.new(), "rule": canaries.new(), "source": canaries.new()}
        questions.append(a_question(kind, title=canaries.new(), content=content, **fields))
    self_test = a_self_test(module, questions)
    return attempts.start_attempt(person=caseworker, self_test=self_test, by=caseworker)


def everything_readable(client: Client, attempt: Attempt) -> list[bytes]:
    """Every page of the floor and every fragment and refusal that a learner can get without answering."""
    module = attempt.self_test.get_parent()
    bodies = [client.get(page.url).content for page in (course_index(), module, *module.get_children())]
    bodies.append(client.get("/soeg/", {"q": "kanarie"}).content)
    bodies.append(client.get("/min-side/").content)
    for version in versions_of(attempt):
        address = reverse("courses:answer", args=[attempt.key, version.question.key])
        bodies.append(client.get(attempt.self_test.url, {"igen": version.question.key}).content)
        for fields in ({}, {"answer": "ukendt"}, {"version": "x"}):
            for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
                bodies.append(client.post(address, form_of(version) | fields, **headers).content)
    return bodies


def test_no_marker_reaches_the_browser_before_the_answer(attempt, canaries, signed_in, caseworker):
    client = signed_in(caseworker)
    bodies = everything_readable(client, attempt)
    assert len(bodies) > 40
    assert any(b"Mulighed 1" in body for body in bodies), "the questions were shown at all"
    assert canaries.seen_in(*bodies) == set()
    door = Client()
    module = attempt.self_test.get_parent()
    assert canaries.seen_in(*(door.get(page.url).content for page in (module, *module.get_children()))) == set()


def test_the_order_shown_is_never_the_right_one(attempt, signed_in, caseworker):
    cards = signed_in(caseworker).get(attempt.self_test.url).context["sheet"].cards
    shown = [row.text for row in next(card for card in cards if card.kind == "order").form.items]
    assert sorted(shown) == sorted(["Punkt d", "Punkt a", "Punkt c", "Punkt b"])
    assert shown != ["Punkt d", "Punkt a", "Punkt c", "Punkt b"]


def test_an_open_card_holds_nothing_but_the_public_view(attempt, signed_in, caseworker):
    response = signed_in(caseworker).get(attempt.self_test.url)
    for card in response.context["sheet"].cards:
        assert card.told is None
        assert not any(word in repr(card) for word in ("kanarie", "fraction", "feedback", "right_id"))


@pytest.mark.parametrize("htmx", [False, True])
def test_an_answer_shows_its_own_explanations_and_nobody_elses(attempt, canaries, signed_in, caseworker, htmx):
    client = signed_in(caseworker)
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    answered: set[str] = set()
    for version in versions_of(attempt):
        address = reverse("courses:answer", args=[attempt.key, version.question.key])
        posted = client.post(address, form_of(version, right_raw(version)), **headers)
        if htmx:
            assert canaries.seen_in(posted.content) == {version.kind}
        answered.add(version.kind)
        assert canaries.seen_in(client.get(attempt.self_test.url).content) == answered


def test_a_skip_shows_nothing(attempt, canaries, signed_in, caseworker):
    client = signed_in(caseworker)
    for version in versions_of(attempt):
        address = reverse("courses:answer", args=[attempt.key, version.question.key])
        skipped = client.post(address, form_of(version, do="skip"), HTTP_HX_REQUEST="true")
        assert canaries.seen_in(skipped.content) == set()
    client.post(reverse("courses:finish", args=[attempt.key]))
    assert canaries.seen_in(client.get(attempt.self_test.url).content) == set()


def test_a_new_attempt_hides_what_the_last_one_showed(attempt, canaries, signed_in, caseworker):
    client = signed_in(caseworker)
    for version in versions_of(attempt):
        attempts.answer_question(
            attempt=attempt,
            version=version,
            raw=right_raw(version),
            submission_key=secrets.token_hex(16),
            by=caseworker,
        )
    again = attempts.start_attempt(person=caseworker, self_test=attempt.self_test, by=caseworker)
    assert again != attempt
    assert canaries.seen_in(client.get(attempt.self_test.url).content) == set()


def test_neither_overview_nor_search_text_tells(attempt, canaries, caseworker):
    texts = [part.page.search_text() for module in learning_of(caseworker) for part in module.parts]
    assert canaries.seen_in(*(text.encode() for text in texts)) == set()


def test_the_canary_can_be_seen_when_a_template_tells_too_much(attempt, canaries, signed_in, caseworker, monkeypatch):
    """The negative control: a prompt that leaks the explanation is noticed."""
    for question in Question.objects.all():
        question.prompt = f"{question.prompt} {question.explanation}"
        question.save()
    attempt.delete()
    attempt = attempts.start_attempt(person=caseworker, self_test=attempt.self_test, by=caseworker)
    bodies = everything_readable(signed_in(caseworker), attempt)
    assert canaries.seen_in(*bodies) == set(KINDS)
