"""The index says what the database says, whatever goes wrong on the way."""

import pytest
from django.core.management import call_command
from django.db import transaction

from content.models import StandardPage
from search import outbox, registry
from search.find import find
from search.models import IndexTask, SearchEntry
from tests.factories.content import add_page, home_page

pytestmark = pytest.mark.django_db


def titles(query: str) -> list[str]:
    return [hit.title for hit in find(query).hits]


def test_a_published_page_is_found_and_no_task_is_left(new_page):
    new_page("Støttebehov", "Sådan vurderer du.")
    assert titles("støttebehov") == ["Støttebehov"]
    assert not IndexTask.objects.exists()


def test_a_change_that_is_rolled_back_leaves_nothing(new_page, django_capture_on_commit_callbacks):
    class Regret(Exception):
        pass

    @transaction.atomic
    def publish_and_regret():
        add_page(home, StandardPage(title="Fortrudt"))
        raise Regret

    home = home_page()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Regret):
        publish_and_regret()
    assert not IndexTask.objects.exists()
    assert titles("fortrudt") == []


def test_an_unpublished_page_is_never_shown_even_when_the_index_still_has_it(new_page):
    page = new_page("Hemmelighed")
    StandardPage.objects.filter(pk=page.pk).update(live=False)  # past every signal
    assert SearchEntry.objects.filter(object_id=page.pk).exists()
    found = find("hemmelighed")
    assert (found.hits, found.total, found.counts) == ([], 0, [])


def test_unpublishing_takes_a_page_out_of_the_index(new_page, django_capture_on_commit_callbacks):
    page = new_page("Hemmelighed")
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert not SearchEntry.objects.exists()


def test_a_deleted_page_is_gone_from_the_index(new_page, django_capture_on_commit_callbacks):
    page = new_page("Slettes")
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert not SearchEntry.objects.exists()


def test_a_page_behind_a_password_is_not_found(new_page):
    page = new_page("Lukket side")
    page.view_restrictions.create(restriction_type="password", password="kode")
    assert titles("lukket") == []


def test_a_failure_keeps_the_task_and_the_worker_carries_it_out(
    new_page, monkeypatch, django_capture_on_commit_callbacks
):
    source = registry.get("found-page")
    monkeypatch.setattr(source, "documents", lambda ids: 1 / 0)
    new_page("Forsinket")
    assert IndexTask.objects.count() >= 1
    assert outbox.carry_out_due() == 0
    monkeypatch.undo()
    assert outbox.carry_out_due() == 1
    assert not IndexTask.objects.exists()
    assert titles("forsinket") == ["Forsinket"]


def test_one_failing_thing_does_not_stop_the_others(new_page, monkeypatch):
    bad, good = new_page("Dårlig"), new_page("God")
    SearchEntry.objects.all().delete()
    source = registry.get("found-page")
    true_documents = source.documents
    monkeypatch.setattr(source, "documents", lambda ids: 1 / 0 if bad.pk in ids else true_documents(ids))
    for page in (bad, good):
        IndexTask.objects.create(kind="found-page", object_id=page.pk)
    assert outbox.carry_out_due() == 1
    assert list(IndexTask.objects.values_list("object_id", flat=True)) == [bad.pk]


def test_the_sweep_repairs_what_went_past_the_signals(new_page):
    gone, changed, missing = new_page("Væk"), new_page("Ændret"), new_page("Mangler")
    StandardPage.objects.filter(pk=gone.pk).update(live=False)
    StandardPage.objects.filter(pk=changed.pk).update(title="Helt ny", last_published_at="2026-01-01T00:00:00Z")
    SearchEntry.objects.filter(object_id=missing.pk).delete()
    SearchEntry.objects.create(kind="no-such-kind", object_id=1, title="x", title_stems=" x ")
    assert outbox.sweep() == 4
    assert set(SearchEntry.objects.values_list("title", flat=True)) == {"Helt ny", "Mangler"}
    assert outbox.sweep() == 0


def test_the_whole_index_can_be_made_again(new_page, capsys):
    new_page("En side")
    SearchEntry.objects.update(title_stems=" vroevl ")
    call_command("reindex")
    assert titles("side") == ["En side"]
    assert "1 things" in capsys.readouterr().out


def test_making_the_index_again_never_empties_it_and_tells_how_far_it_is(new_page):
    for number in range(3):
        new_page(f"Side {number}")
    SearchEntry.objects.update(title_stems=" vroevl ")
    keys = set(SearchEntry.objects.values_list("pk", flat=True))
    told: list[tuple[int, int, int]] = []
    assert outbox.rebuild(lambda done, total: told.append((done, total, SearchEntry.objects.count()))) == 3
    assert told == [(0, 3, 3), (3, 3, 3)]
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == keys
    assert len(titles("side")) == 3


def test_the_sweep_makes_again_what_another_analysis_has_made(new_page):
    new_page("En side")
    stamp = SearchEntry.objects.get().stamp
    assert outbox.sweep() == 0
    SearchEntry.objects.update(title_stems=" vroevl ", fingerprint="older")
    assert outbox.sweep() == 1
    assert titles("side") == ["En side"]
    assert SearchEntry.objects.get().stamp > stamp


def test_one_failing_thing_of_many_is_told_and_the_rest_is_made(new_page, monkeypatch):
    pages = [new_page(f"Side {number}") for number in range(4)]
    SearchEntry.objects.update(fingerprint="older")
    source = registry.get("found-page")
    documents = source.documents
    monkeypatch.setattr(source, "documents", lambda ids: 1 / 0 if pages[1].pk in ids else documents(ids))
    assert outbox.put_right("found-page", [page.pk for page in pages]) == 1
    assert list(SearchEntry.objects.filter(fingerprint="older").values_list("object_id", flat=True)) == [pages[1].pk]


def test_another_engine_gets_a_task_for_each_changed_entry_and_a_save_does_not_ask_it(
    new_page, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"  # nobody is there
    page = new_page("En side")
    entry = SearchEntry.objects.get()
    tasks = IndexTask.objects.filter(engine="elasticsearch")
    assert set(tasks.values_list("entry", "object_id")) == {(entry.pk, page.pk)}
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert not SearchEntry.objects.exists()
    assert list(tasks.order_by("-pk").values_list("entry", flat=True))[:1] == [entry.pk]
    assert not IndexTask.objects.filter(engine=IndexTask.DATABASE).exists()


def test_a_save_costs_few_queries(new_page, django_assert_max_num_queries, django_capture_on_commit_callbacks):
    page = new_page("En side", "med nogle ord " * 20)
    page.lead = "med helt andre udtryk " * 20
    page.save_revision().publish()
    with django_assert_max_num_queries(30):
        assert outbox.put_right("found-page", [page.pk]) == 0
