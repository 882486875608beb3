"""A key was wrong. It is corrected, everybody's answer is graded again, and nothing of the past is lost."""

import uuid
from fractions import Fraction

import pytest

from courses.actions import attempts, regrades
from courses.models import Answer, Mark, Question, Regrade
from courses.models.regrading import comparison
from notifications.models import Mail
from people.rules import Role
from tests.factories.courses import a_module, a_question, a_self_test, an_option
from tests.factories.people import UserFactory, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    """Its key says «En metode»; the right answer is «En praksis»."""
    options = [an_option("En metode", right=True), an_option("En praksis"), an_option("En test")]
    return a_question("single", state="ready", content={"options": options})


@pytest.fixture
def self_test(question):
    return a_self_test(a_module(), [question, a_question("true_false", state="ready")])


def answered(self_test, question, text):
    """A person whose answer is the option with that text."""
    person = UserFactory()
    attempt = attempts.start_attempt(person=person, self_test=self_test, by=person)
    version = question.current
    chosen = next(option["id"] for option in version.data["options"] if option["text"] == text)
    attempts.answer_question(attempt=attempt, version=version, raw=chosen, submission_key=uuid.uuid4(), by=person)
    return person


def correct(question, right, **more):
    """The editor marks another option as the right one, in the same rows."""
    raw = question.content.get_prep_value()
    for row in raw[0]["value"]["options"]:
        row["value"]["right"] = row["value"]["text"] == right
    question.content = raw
    question.save()
    return Question.objects.get(pk=question.pk)


def apply(question, **changes):
    consultant = changes.pop("by", None) or person_with(Role.EDITOR)
    arguments = {
        "version": question.current,
        "reason": "To svar var rigtige.",
        "submission_key": uuid.uuid4(),
        "by": consultant,
    }
    return regrades.regrade(**(arguments | changes))


def newest_scores(question):
    return {
        answer.attempt.person: answer.mark.fraction
        for answer in Answer.objects.in_full().select_related("attempt__person").filter(version__question=question)
    }


def test_the_comparison_says_who_moves_before_anything_is_changed(self_test, question):
    for text in ("En metode", "En praksis", "En praksis", "En test"):
        answered(self_test, question, text)
    found = comparison(correct(question, "En praksis").current)
    assert [(move.old, move.new, move.answers) for move in found.moves] == [(0, 1, 2), (1, 0, 1)]
    assert (found.answers, found.changed, found.people_up, found.people_down) == (4, 3, 2, 1)
    assert Mark.objects.count() == 4


def test_a_regrade_adds_marks_and_keeps_the_old_ones(self_test, question):
    lucky, wronged = answered(self_test, question, "En metode"), answered(self_test, question, "En praksis")
    made = apply(correct(question, "En praksis"))
    assert (made.answers, made.changed) == (2, 2)
    assert newest_scores(question) == {lucky: Fraction(0), wronged: Fraction(1)}
    first, second = Answer.objects.get(attempt__person=wronged).marks.order_by("pk")
    assert (first.fraction, first.version.number, first.regrade) == (0, 1, None)
    assert (second.fraction, second.version.number, second.regrade) == (1, 2, made)


def test_only_those_whose_mark_changed_are_told_and_why(self_test, question):
    answered(self_test, question, "En test")
    wronged = answered(self_test, question, "En praksis")
    apply(correct(question, "En praksis"))
    mail = Mail.objects.get()
    assert mail.person == wronged
    assert "To svar var rigtige." in mail.body
    assert self_test.url in mail.body


def test_an_unchanged_key_changes_no_score_and_tells_nobody(self_test, question):
    answered(self_test, question, "En metode")
    question.explanation = "En bedre forklaring."
    question.save()
    made = apply(question)
    assert (made.answers, made.changed, Mail.objects.count()) == (1, 0, 0)


def test_the_same_form_twice_is_one_regrade(self_test, question):
    answered(self_test, question, "En praksis")
    corrected, key = correct(question, "En praksis"), uuid.uuid4()
    first = apply(corrected, submission_key=key)
    assert apply(corrected, submission_key=key) == first
    assert (Regrade.objects.count(), Mark.objects.count(), Mail.objects.count()) == (1, 2, 1)


def test_once_graded_by_the_version_there_is_nothing_left_to_correct(self_test, question):
    answered(self_test, question, "En praksis")
    corrected = correct(question, "En praksis")
    apply(corrected)
    assert comparison(corrected.current).answers == 0
    assert apply(corrected).answers == 0


def test_an_answer_that_the_new_version_does_not_have_keeps_its_mark(self_test, question):
    chose = answered(self_test, question, "En test")
    raw = question.content.get_prep_value()
    raw[0]["value"]["options"] = raw[0]["value"]["options"][:2]
    question.content = raw
    question.save()
    assert comparison(question.current).unfit == 1
    assert apply(question).answers == 0
    assert newest_scores(question) == {chose: Fraction(0)}


def test_a_version_that_is_no_longer_the_newest_is_refused(self_test, question):
    answered(self_test, question, "En praksis")
    old = question.current
    correct(question, "En praksis")
    with pytest.raises(regrades.OutOfDate):
        apply(question, version=old)
    assert not Regrade.objects.exists()


def address(question):
    return f"/arbejdsbord/spoergsmaal/{question.key}/ret-noeglen/"


def form(question, **changes):
    fields = {"version": question.current.key, "submission_key": uuid.uuid4(), "reason": "Nøglen var forkert."}
    return fields | changes


def test_the_editor_sees_the_change_applies_it_and_is_told(self_test, question, signed_in):
    answered(self_test, question, "En praksis")
    corrected, client = correct(question, "En praksis"), signed_in(person_with(Role.EDITOR))
    assert "1 person går op" in client.get(address(corrected)).content.decode()
    page = client.post(address(corrected), form(corrected), follow=True).content.decode()
    assert "1 svar er vurderet igen" in page or "1 svar" in page
    assert "Nøglen var forkert." in page
    assert Mark.objects.count() == 2


def test_without_a_reason_nothing_is_graded(self_test, question, signed_in):
    answered(self_test, question, "En praksis")
    corrected, client = correct(question, "En praksis"), signed_in(person_with(Role.EDITOR))
    response = client.post(address(corrected), form(corrected, reason=" "))
    assert response.status_code == 400
    assert "Skriv, hvorfor nøglen bliver rettet." in response.content.decode()
    assert not Regrade.objects.exists()


def test_an_edit_meanwhile_shows_the_new_comparison_and_keeps_the_reason(self_test, question, signed_in):
    answered(self_test, question, "En praksis")
    sent = form(correct(question, "En praksis"))
    client = signed_in(person_with(Role.EDITOR))
    correct(question, "En test")
    response = client.post(address(question), sent)
    page = response.content.decode()
    assert response.status_code == 400
    assert "Spørgsmålet blev rettet, mens du så på det" in page
    assert "Nøglen var forkert." in page
    assert f'value="{Question.objects.get(pk=question.pk).current.key}"' in page


@pytest.mark.parametrize("broken", [{"version": "x"}, {"submission_key": ""}, {"version": str(uuid.uuid4())}])
def test_what_did_not_come_from_our_form_is_refused(broken, self_test, question, signed_in):
    response = signed_in(person_with(Role.EDITOR)).post(address(question), form(question, **broken))
    assert response.status_code == 400
    assert not Regrade.objects.exists()


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.HOTLINE_CONSULTANT, Role.ANALYST])
def test_others_do_not_even_see_that_there_is_such_a_page(role, self_test, question, signed_in):
    assert signed_in(person_with(role)).get(address(question)).status_code == 404
