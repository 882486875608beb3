"""What the front page and «Min side» are told about one's learning."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.actions import parts
from courses.models import PartProgress
from courses.overview import learning_of, resume_of
from courses.rules import PartState
from tests.factories.courses import a_module, a_module_case, a_whole_module, an_example
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def modules(db):
    """Two small modules of two parts each."""
    made = [a_module(number) for number in (1, 2)]
    for module in made:
        an_example(module)
        a_module_case(module)
    return made


def complete(person, *pages):
    for page in pages:
        parts.complete_part(person=person, part=page.specific, by=person)


def test_a_newcomer_begins_with_the_first_part_of_the_first_module(modules, caseworker):
    resume = resume_of(caseworker)
    assert resume.fresh
    assert (resume.progress.module, resume.part.number) == (modules[0], 1)


def test_passers_by_begin_there_too(modules):
    assert resume_of(None).progress.module == modules[0]


def test_one_goes_on_in_the_module_touched_last(modules, caseworker):
    first, second = modules
    complete(caseworker, second.get_first_child(), first.get_first_child())
    PartProgress.objects.filter(part=second.get_first_child()).update(changed_at=timezone.now() + dt.timedelta(1))
    resume = resume_of(caseworker)
    assert not resume.fresh
    assert (resume.progress.module, resume.part.number) == (second, 2)


def test_after_a_complete_module_comes_the_next_one(modules, caseworker):
    complete(caseworker, *modules[0].get_children())
    resume = resume_of(caseworker)
    assert resume.fresh
    assert resume.progress.module == modules[1]


def test_when_all_is_done_there_is_nothing_to_resume(modules, caseworker):
    for module in modules:
        complete(caseworker, *module.get_children())
    assert resume_of(caseworker) is None
    assert all(module.standing.complete for module in learning_of(caseworker))


def test_nobody_sees_what_another_did(modules, caseworker):
    complete(caseworker, *modules[0].get_children())
    states = [part.state for module in learning_of(UserFactory()) for part in module.parts]
    assert set(states) == {PartState.NOT_STARTED}


def test_a_module_in_draft_is_left_out(modules, caseworker):
    modules[1].unpublish()
    assert [module.module for module in learning_of(caseworker)] == [modules[0]]


def test_without_modules_there_is_nothing(db, caseworker):
    assert learning_of(caseworker) == []
    assert resume_of(caseworker) is None


def test_ten_more_modules_cost_no_more_queries(caseworker, django_assert_max_num_queries):
    a_whole_module(1)
    learning_of(caseworker)
    with django_assert_max_num_queries(20) as few:
        learning_of(caseworker)
    for number in range(2, 12):
        module = a_module(number)
        an_example(module)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(learning_of(caseworker)) == 11
