"""What editors are told about their questions, and what they are not."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.actions import attempts
from courses.models.analysis import analysis_of
from people.rules import Role
from tests.factories.courses import a_module, a_question, a_self_test, an_option
from tests.factories.people import UserFactory, person_with

pytestmark = pytest.mark.django_db


def a_choice(title, right="Ja"):
    options = [an_option(text, right=text == right) for text in ("Ja", "Nej", "Ved ikke")]
    return a_question("single", title=title, state="ready", content={"options": options})


def option(question, text):
    return next(row["id"] for row in question.current.data["options"] if row["text"] == text)


def take(self_test, questions, texts, person=None):
    """A whole attempt with those answers, in order."""
    person = person or UserFactory()
    attempt = attempts.start_attempt(person=person, self_test=self_test, by=person)
    for question, text in zip(questions, texts, strict=True):
        attempts.answer_question(
            attempt=attempt,
            version=question.current,
            raw=option(question, text),
            submission_key=uuid.uuid4(),
            by=person,
        )
    return person


@pytest.fixture
def questions():
    good = [a_choice("Den gode"), a_choice("Den anden gode")]
    return [good[0], a_choice("Den omvendte", right="Nej"), good[1], a_choice("Den lette")]


@pytest.fixture
def self_test(questions):
    return a_self_test(a_module(), questions)


STRONG, WEAK = ("Ja", "Ja", "Ja", "Ja"), ("Ved ikke", "Nej", "Nej", "Ja")


@pytest.mark.slow
def test_a_question_whose_key_is_wrong_stands_first_with_the_reason(self_test, questions):
    for texts in [STRONG] * 14 + [WEAK] * 12:
        take(self_test, questions, texts)
    found = analysis_of(self_test)
    assert found.attempts == 26
    worst = found.to_mend[0]
    assert worst.version.question.title == "Den omvendte"
    assert "Se på nøglen først" in worst.sentences[0]
    assert [row.count for _text, row in worst.rows] == [14, 12, 0]


def test_the_first_answer_counts_not_the_one_after_the_key_was_seen(self_test, questions):
    people = [take(self_test, questions, WEAK) for _ in range(5)]
    for person in people:
        take(self_test, questions, STRONG, person)
    good = analysis_of(self_test).questions[0]
    assert (good.figures.count, good.figures.facility) == (5, 0.0)


def test_with_fewer_than_five_attempts_nothing_is_shown(self_test, questions, signed_in):
    for _ in range(4):
        take(self_test, questions, STRONG)
    assert analysis_of(self_test).analysis is None
    page = signed_in(person_with(Role.EDITOR)).get(desk(self_test)).content.decode()
    assert "mindst 5 personer" in page
    assert "Den gode" not in page


def test_an_edited_question_has_figures_for_each_version(self_test, questions):
    for _ in range(5):
        take(self_test, questions, STRONG)
    edited = questions[0]
    edited.prompt = "Hvad gælder nu?"
    edited.save()
    for _ in range(6):
        take(self_test, questions, WEAK)
    rows = analysis_of(self_test, versions_of=edited.pk).questions
    own = [row for row in rows if row.version.question_id == edited.pk]
    assert [(row.version.number, row.figures.count, row.figures.facility) for row in own] == [(1, 5, 1.0), (2, 6, 0.0)]


def test_ten_more_attempts_cost_no_more_queries(self_test, questions, django_assert_max_num_queries):
    for _ in range(5):
        take(self_test, questions, STRONG)
    with django_assert_max_num_queries(6):
        analysis_of(self_test)
    for _ in range(10):
        take(self_test, questions, WEAK)
    with django_assert_max_num_queries(6):
        analysis_of(self_test)


def desk(self_test, question=None):
    address = f"/arbejdsbord/spoergsmaal/selvtest/{self_test.translation_key}/"
    return address + (f"{question.key}/" if question else "")


def test_ten_more_self_tests_cost_no_more_queries(self_test, questions, signed_in):
    client = signed_in(person_with(Role.EDITOR))
    client.get("/arbejdsbord/spoergsmaal/")
    with CaptureQueriesContext(connection) as few:
        client.get("/arbejdsbord/spoergsmaal/")
    for number in range(2, 12):
        a_self_test(a_module(number), [questions[0]])
    with CaptureQueriesContext(connection) as many:
        client.get("/arbejdsbord/spoergsmaal/")
    assert len(many) == len(few)


def test_staff_walk_from_the_desk_to_the_question(self_test, questions, signed_in):
    for texts in [STRONG] * 3 + [WEAK] * 3:
        take(self_test, questions, texts)
    client = signed_in(person_with(Role.ANALYST))
    assert desk(self_test) in client.get("/arbejdsbord/spoergsmaal/").content.decode()
    assert desk(self_test, questions[0]) in client.get(desk(self_test)).content.decode()
    page = client.get(desk(self_test, questions[0])).content.decode()
    assert "50\u00a0%" in page
    assert "ret-noeglen" not in page  # an analyst reads; an editor corrects


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.LEADER, Role.HOTLINE_CONSULTANT])
def test_others_do_not_see_the_desk(role, self_test, questions, signed_in):
    client = signed_in(person_with(role))
    for address in ("/arbejdsbord/spoergsmaal/", desk(self_test), desk(self_test, questions[0])):
        assert client.get(address).status_code == 404


def test_unknown_ids_are_unknown(self_test, signed_in):
    client = signed_in(person_with(Role.EDITOR))
    stranger = f"/arbejdsbord/spoergsmaal/selvtest/{uuid.uuid4()}/"
    assert client.get(stranger).status_code == client.get(f"{stranger}{uuid.uuid4()}/").status_code == 404
