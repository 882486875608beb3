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


# ── Every way to try ────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def begin_with(canaries, caseworker):
    """`begin_with(tries=…)`: an attempt at a test with those rules; hints carry markers too."""

    def begin(**rules: Any) -> Attempt:
        questions = []
        for kind in KINDS:
            content = canaries.content(kind)
            fields = {"explanation": canaries.new(), "rule": canaries.new(), "source": canaries.new()}
            fields |= {f"feedback_{outcome}": canaries.new() for outcome in ("right", "near", "wrong")}
            fields["hints"] = f"{canaries.new()}\n{canaries.new()}"
            questions.append(a_question(kind, title=canaries.new(), content=content, **fields))
        self_test = a_self_test(a_module(), questions, **rules)
        return attempts.start_attempt(person=caseworker, self_test=self_test, by=caseworker)

    return begin


OUTCOME_WORDS = ("Rigtigt", "Ikke endnu", "Tæt på", "Næsten", "vp-fb--", "vp-dots--")


@pytest.mark.parametrize("tries", ["deferred", "certainty"])
def test_nothing_is_told_before_a_test_that_is_checked_at_the_end_is_handed_in(
    begin_with, canaries, signed_in, caseworker, tries
):
    attempt = begin_with(tries=tries)
    client = signed_in(caseworker)
    bodies = everything_readable(client, attempt)
    for seen, right in enumerate([False, True]):
        for version in versions_of(attempt):
            address = reverse("courses:answer", args=[attempt.key, version.question.key])
            raw = right_raw(version) if right else some_raw(version)
            sent = client.post(address, form_of(version, raw, certainty=3, seen=seen), HTTP_HX_REQUEST="true")
            assert sent.status_code == 200
            bodies.append(sent.content)
            bodies.append(
                client.post(f"{address}kladde/", form_of(version, raw, tab="1" * 32, revision=0, seen=0)).content
            )
    assert attempt.answers.count() == 2 * len(KINDS)
    bodies += [client.get(page.url).content for page in (attempt.self_test, attempt.self_test.get_parent())]
    assert canaries.seen_in(*bodies) == set()
    told = [word for word in OUTCOME_WORDS for body in bodies if word.encode() in body]
    assert not told
    client.post(reverse("courses:finish", args=[attempt.key]))
    assert canaries.seen_in(client.get(attempt.self_test.url).content) == set(KINDS), "and afterwards it is"


@pytest.mark.parametrize("tries", ["adaptive", "interactive"])
def test_while_a_try_is_open_only_the_hint_and_words_about_the_answer_are_told(
    begin_with, canaries, signed_in, caseworker, tries
):
    attempt = begin_with(tries=tries)
    client = signed_in(caseworker)
    assert canaries.seen_in(*everything_readable(client, attempt)) == set()
    for version in versions_of(attempt):
        data = version.data
        secret = [data["explanation"], data["rule"], data["feedback"]["right"], data["hints"][1]]
        if version.kind in ("single", "multiple"):
            secret += [option["feedback"] for option in data["options"] if option["id"] not in some_raw(version)]
        secret += [pair["feedback"] for pair in data.get("pairs", [])]
        address = reverse("courses:answer", args=[attempt.key, version.question.key])
        card = client.post(address, form_of(version, some_raw(version)), HTTP_HX_REQUEST="true").content.decode()
        assert not [text for text in secret if text in card], version.kind
        assert (data["hints"][0] in card) is (tries == "interactive")


@pytest.mark.parametrize("tries", ["immediate", "adaptive", "interactive"])
def test_an_editor_may_keep_everything_back(begin_with, canaries, signed_in, caseworker, tries):
    attempt = begin_with(tries=tries, shown_during=[], shown_after=[], shown_later=[])
    client = signed_in(caseworker)
    bodies = []
    for version in versions_of(attempt):
        address = reverse("courses:answer", args=[attempt.key, version.question.key])
        sent = client.post(address, form_of(version, right_raw(version)), HTTP_HX_REQUEST="true")
        assert sent.status_code == 200
        bodies += [sent.content, client.get(attempt.self_test.url).content]
    attempt.refresh_from_db()
    assert attempt.finished
    bodies.append(client.get(attempt.self_test.get_parent().url).content)
    assert canaries.seen_in(*bodies) == set()
    assert not [word for word in OUTCOME_WORDS for body in bodies if word.encode() in body]


def some_raw(version: Any) -> Any:
    """A response that is not right."""
    data = version.data
    match version.kind:
        case "single":
            return next(option["id"] for option in data["options"] if option["fraction"] == "0")
        case "multiple":
            return [option["id"] for option in data["options"] if option["fraction"].startswith("-")]
        case "true_false":
            return not data["right"]
        case "match":
            wrong = data["choices"][-1]["id"]
            return {pair["id"]: wrong for pair in data["pairs"]}
        case "order":
            return [item["id"] for item in reversed(data["items"])]
        case _:
            return 0
