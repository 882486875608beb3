"""Every engine gives the things that can answer, and none that cannot."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import engines
from search.engines.base import Wanted
from search.models import SearchEntry

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
WORDS = ["alfa", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]


def entry(number: int, title: str = "", body: str = "", **more) -> SearchEntry:
    return SearchEntry.objects.create(
        kind="svar", object_id=number, title=title, title_stems=f" {title} ", body_stems=f" {body} ", **more
    )


def wanted(query: str, least: int = 1, **more) -> Wanted:
    """«alfa beta|gamma+delta»: alfa, and beta or both gamma and delta."""
    words = tuple(tuple(tuple(each.split("+")) for each in word.split("|")) for word in query.split())
    return Wanted(words, least, **more)


def found(query: str, least: int = 1, *, limit: int = 100, **more) -> set[int]:
    ids = engines.database().candidates(wanted(query, least, **more), limit=limit).ids
    assert len(ids) == len(set(ids))
    return set(SearchEntry.objects.filter(pk__in=ids).values_list("object_id", flat=True))


def test_so_many_words_are_enough(db):
    for number, body in enumerate(["alfa", "alfa beta", "alfa beta gamma", "delta"]):
        entry(number, body=body)
    assert found("alfa beta gamma", 1) == {0, 1, 2}
    assert found("alfa beta gamma", 2) == {1, 2}
    assert found("alfa beta gamma", 3) == {2}


def test_one_alternative_with_all_its_tokens_is_enough(db):
    entry(1, body="gamma delta")
    entry(2, body="gamma")
    entry(3, title="beta")
    assert found("beta|gamma+delta") == {1, 3}


def test_only_what_holds_that_day(db):
    entry(1, "alfa")
    entry(2, "alfa", valid_from=TODAY)
    entry(3, "alfa", valid_to=TODAY)
    entry(4, "alfa", valid_from=TODAY + dt.timedelta(days=1))
    entry(5, "alfa", valid_to=TODAY - dt.timedelta(days=1))
    assert found("alfa", valid_on=TODAY) == {1, 2, 3}
    assert found("alfa", valid_on=TODAY - dt.timedelta(days=1)) == {1, 3, 5}
    assert found("alfa") == {1, 2, 3, 4, 5}


def test_of_every_group_of_facets_one_is_enough(db):
    entry(1, "alfa", facets=" kind_svar phase_2 year_2026 ")
    entry(2, "alfa", facets=" kind_svar phase_3 year_2025 ")
    entry(3, "alfa", facets=" kind_svar phase_22 ")
    assert found("alfa", facets=(("phase_2", "phase_3"),)) == {1, 2}
    assert found("alfa", facets=(("phase_2", "phase_3"), ("year_2025",))) == {2}
    assert found("phase") == set()


def test_a_title_can_be_asked_for_alone(db):
    entry(1, "alfa", "beta")
    entry(2, "beta", "alfa")
    assert found("alfa", in_title=True) == {1}


def test_when_there_is_more_than_is_asked_for_the_best_are_given(db):
    for number in range(30):
        entry(number, "theta", "alfa")
    entry(100, "alfa beta")
    entry(101, "theta", "alfa beta")
    answer = engines.database().candidates(wanted("beta alfa"), limit=10)
    assert answer.more
    assert len(answer.ids) == 10
    best = SearchEntry.objects.filter(pk__in=answer.ids[:2]).values_list("object_id", flat=True)
    assert set(best) == {100, 101}


def test_of_more_than_is_asked_for_those_with_the_rarest_words_come_first(db):
    for number in range(30):
        entry(number, body="alfa beta")
    for number in (100, 101, 102):
        entry(number, body="gamma alfa")
    answer = engines.database().candidates(wanted("gamma alfa beta", 2), limit=10)
    rare = SearchEntry.objects.filter(object_id__gte=100).values_list("pk", flat=True)
    assert set(answer.ids[:3]) == set(rare)
    assert (len(answer.ids), answer.more) == (10, True)


def test_a_changed_and_a_deleted_entry_is_found_as_it_is_now(db):
    first, second = entry(1, "alfa"), entry(2, "alfa")
    SearchEntry.objects.filter(pk=first.pk).update(title_stems=" beta ")
    second.delete()
    assert found("alfa") == set()
    assert found("beta") == {1}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    bodies=st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=12),
    query=st.lists(st.sampled_from(WORDS), min_size=1, max_size=10, unique=True),
    least=st.integers(1, 10),
    at_most=st.sampled_from([None, 12]),  # it is not known how many there may be, or all can be weighed
)
def test_nothing_that_answers_slips_through(db, bodies, query, least, at_most):
    SearchEntry.objects.all().delete()
    for number, words in enumerate(bodies):
        entry(number, body=" ".join(words))
    least = min(least, len(query))
    right = {number for number, words in enumerate(bodies) if len(set(words) & set(query)) >= least}
    given_ids = found(" ".join(query), least, at_most=at_most)
    assert right <= given_ids
    if len(query) <= 4:
        assert right == given_ids
