"""The log counts what people search for, and knows nothing of who they are."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.utils import timezone

from search import log
from search.models import SearchLogLine
from search.querysets import OFTEN

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def searched(query: str, total: int = 3, times: int = 1, by=None, user_agent: str = BROWSER) -> None:
    for _ in range(times):
        log.record_search(query, total=total, by=by or AnonymousUser(), user_agent=user_agent)


def clicked(query: str, position: int) -> None:
    log.record_click(query, position=position, by=AnonymousUser(), user_agent=BROWSER)


def lines() -> list[tuple]:
    rows = SearchLogLine.objects.order_by("query")
    return list(rows.values_list("query", "searches", "without_hits", "clicks", "position_sum"))


def test_one_row_counts_a_query_however_it_is_written():
    searched("Støttebehov")
    searched("  støttebehov ", total=0)
    clicked("STØTTEBEHOV", 3)
    clicked("støttebehov", 4)
    assert lines() == [("støttebehov", 2, 1, 2, 7)]


def test_the_row_holds_a_day_and_counts_and_nothing_else():
    assert {field.name for field in SearchLogLine._meta.get_fields()} == {
        "id",
        "day",
        "query",
        "unknown",
        "searches",
        "without_hits",
        "elsewhere",
        "clicks",
        "position_sum",
    }


@pytest.mark.parametrize(
    "query",
    [
        "050583-1234",
        "støtte til 0505831234",
        "050583 1234",
        "mette@example.dk",
        "ring 12 34 56 78",
        "12345678",
        "+45 1234 5678",
        "sag 2026123",
        "０５０５８３１２３４",
        "05\u200b0583-1234",
        "mette＠example.dk",
        "",
        "   ",
    ],
)
def test_what_may_point_at_a_person_is_never_kept(query):
    searched(query)
    assert lines() == []


@pytest.mark.parametrize("query", ["§ 107", "vum 2.0", "serviceloven 2026", "§ 85 og § 107"])
def test_sections_of_the_law_and_years_are_no_such_thing(query):
    searched(query)
    assert [line[0] for line in lines()] == [query]


def test_staff_are_not_counted_and_caseworkers_are(editor, analyst, consultant, caseworker):
    for person in (editor, analyst, consultant):
        searched("mål", by=person)
    assert lines() == []
    searched("mål", by=caseworker)
    assert lines() == [("mål", 1, 0, 0, 0)]


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 HeadlessChrome/130.0",
    ],
)
def test_robots_are_not_counted(agent):
    searched("mål", user_agent=agent)
    assert lines() == []


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
    ],
)
def test_browsers_are_counted(agent):
    searched("mål", user_agent=agent)
    assert len(lines()) == 1


def test_a_click_without_a_search_makes_no_row():
    clicked("mål", 1)
    assert lines() == []


def test_a_click_from_nowhere_is_kept_within_bounds():
    searched("mål")
    clicked("mål", -5)
    clicked("mål", 10**9)
    assert lines() == [("mål", 1, 0, 2, 1 + log.LAST_PLACE)]


def test_a_failure_costs_the_searcher_nothing(monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(log, "_write", broken)
    searched("mål")
    monkeypatch.setattr(log, "may_be_kept", broken)
    searched("mål")
    assert "are lost" in caplog.text
    assert "was not counted" in caplog.text
    assert SearchLogLine.objects.count() == 0  # and the transaction round it still works


def test_nothing_is_written_in_the_request_when_a_thread_does_it(settings, monkeypatch, django_assert_num_queries):
    settings.SEARCH_LOG_IN_BACKGROUND = True
    woken = []
    monkeypatch.setattr(log, "_write_soon", lambda: woken.append(1))
    with django_assert_num_queries(0):
        searched("mål", times=3)
    assert woken
    assert log.write_noted() == 1
    assert lines() == [("mål", 3, 0, 0, 0)]
    assert log.write_noted() == 0


def test_the_memory_and_the_table_have_an_end(settings, monkeypatch):
    monkeypatch.setattr(log, "MOST_A_DAY", 3)
    for number in range(5):
        searched(f"mål {number}")
    searched("mål 0")
    assert [line[:2] for line in lines()] == [("mål 0", 2), ("mål 1", 1), ("mål 2", 1)]
    settings.SEARCH_LOG_IN_BACKGROUND = True
    monkeypatch.setattr(log, "_write_soon", lambda: None)
    monkeypatch.setattr(log, "MOST_NOTED", 2)
    for number in range(5):
        searched(f"delmål {number}")
    assert len(log._noted) == 2
    log.write_noted()


def test_a_line_is_deleted_after_ninety_days():
    today = timezone.localdate()
    for age in (0, 90, 91, 400):
        SearchLogLine.objects.create(day=today - dt.timedelta(days=age), query="mål", searches=1)
    assert log.delete_old() == 2
    assert min(SearchLogLine.objects.values_list("day", flat=True)) == today - dt.timedelta(days=90)


def shown() -> list[str]:
    return [row["query"] for row in SearchLogLine.objects.last_days(30, timezone.localdate()).most_asked()]


def test_a_word_that_may_be_a_name_is_shown_only_when_it_is_asked_often():
    searched("xqvistgaard", times=2)
    searched("støttebehov")
    assert shown() == ["støttebehov"]
    searched("xqvistgaard")
    assert shown() == ["xqvistgaard", "støttebehov"]


def test_the_often_counts_over_days():
    today = timezone.localdate()
    for age in range(3):
        day = today - dt.timedelta(days=age)
        SearchLogLine.objects.create(day=day, query="xqvistgaard", unknown=True, searches=1)
    assert shown() == ["xqvistgaard"]


def test_what_the_index_knows_is_no_name(new_page):
    new_page("Snurreværk")
    searched("snurreværket")
    assert SearchLogLine.objects.get().unknown is False


def test_what_belongs_elsewhere_is_no_want_of_ours_and_no_name():
    log.record_search("ejendomsskat", total=0, of_others=True, by=AnonymousUser(), user_agent=BROWSER)
    searched("snurreværk", total=0, times=OFTEN)
    found = SearchLogLine.objects.last_days(7, timezone.localdate())
    assert [row["query"] for row in found.mostly_without_hits()] == ["snurreværk"]
    assert [row["query"] for row in found.belonging_elsewhere()] == ["ejendomsskat"]
    assert found.totals()["without_hits"] == 1 + OFTEN


def test_the_three_lists():
    today = timezone.localdate()
    for query, searches, without, clicks, places in [
        ("tit", 50, 1, 20, 30),
        ("tomt", 8, 8, 0, 0),
        ("halvt", 4, 2, 1, 2),
        ("langt", 6, 0, 3, 24),
        ("sjældent", 6, 0, 2, 40),  # two clicks say nothing
    ]:
        SearchLogLine.objects.create(
            day=today, query=query, searches=searches, without_hits=without, clicks=clicks, position_sum=places
        )
    found = SearchLogLine.objects.last_days(7, today)
    assert next(row["query"] for row in found.most_asked()) == "tit"
    assert [row["query"] for row in found.mostly_without_hits()] == ["tomt", "halvt"]
    assert [(row["query"], row["mean_place"]) for row in found.clicked_far_down()] == [("langt", 8.0)]
    assert found.totals() == {"searches": 74, "without_hits": 11, "clicks": 26, "places": 96}
    assert SearchLogLine.objects.last_days(7, today + dt.timedelta(days=7)).totals()["searches"] == 0
