"""The vocabulary holds the words of what is public, and nothing else."""

from __future__ import annotations

import pytest

from content.models import StandardPage
from search import terms
from search.danish import Analysis, current, token
from search.models import SearchEntry, SearchState, SearchTerm, SearchTermStart
from search.vocabulary import StoredVocabulary, everything

pytestmark = pytest.mark.django_db


def things(word: str) -> int:
    return SearchTerm.objects.filter(token=token(word)).values_list("things", flat=True).first() or 0


def starts(word: str) -> set[str]:
    return set(SearchTermStart.objects.filter(term__token=token(word)).values_list("key", flat=True))


def test_a_word_counts_once_per_thing(new_page):
    new_page("Samtykke", "samtykke og samtykker, om samtykket")
    new_page("Andet", "Et samtykke")
    assert things("samtykke") == 2
    assert SearchTerm.objects.get(token=token("samtykke")).surface == "samtykke"


def test_unpublished_text_leaves_no_word_behind(new_page, django_capture_on_commit_callbacks):
    new_page("Bliver", "stående ord")
    page = new_page("Hemmelighedskræmmeri", "stående tavshedsløfte")
    assert (things("stående"), things("tavshedsløfte")) == (2, 1)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert (things("stående"), things("tavshedsløfte")) == (1, 0)
    assert not SearchTerm.objects.filter(surface__icontains="hemmelighed").exists()
    assert not SearchTermStart.objects.filter(key__contains="hemmelighed").exists()


def test_a_changed_text_changes_the_counts_by_the_difference(new_page, django_capture_on_commit_callbacks):
    page = new_page("Titel", "gammelt ord")
    page.lead = "nyt ord"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert (things("gammelt"), things("nyt"), things("ord")) == (0, 1, 1)
    assert terms.recount() == 0


def test_a_compound_can_be_begun_at_each_part(new_page):
    new_page("Støttebehov")
    assert starts("støttebehov") == {"stoettebehov", "behov"}
    assert not SearchTerm.objects.get(token="behov").is_word
    new_page("Behov")
    assert SearchTerm.objects.get(token="behov").is_word
    assert starts("behov") == {"behov"}


def test_every_form_that_is_written_is_known_and_a_slip_in_it_is_mended(new_page):
    new_page("Oplysninger", "Oplysningerne om borgeren og oplysningen")
    assert starts("oplysning") >= {"oplysninger", "oplysningerne", "oplysningen"}
    new_page("Oplysningernes")
    assert starts("oplysning") >= {"oplysninger", "oplysningernes"}
    vocabulary = StoredVocabulary(current(), everything()[1])
    assert token(vocabulary.correct("oplysnengerne") or "") == token("oplysning")


def test_capitals_are_kept_where_the_writer_has_nothing_else(new_page):
    new_page("VUM Og Ørsted")
    assert set(SearchTerm.objects.values_list("surface", flat=True)) >= {"VUM", "ørsted"}


def test_the_state_tells_how_large_the_index_is(new_page):
    assert everything()[0].things == 0
    new_page("Samtykke", "ord om samtykke")
    new_page("Andet", "ord")
    size, stamp = everything()
    assert size.things == 2
    assert size.letters[0] == sum(map(len, SearchEntry.objects.values_list("title_stems", flat=True))) / 2
    SearchEntry.objects.all().delete()
    assert terms.recount() > 0
    assert (everything()[0].things, SearchTerm.objects.count()) == (0, 0)
    assert everything()[1] != stamp


def test_a_restored_database_is_counted_again(new_page):
    new_page("Samtykke", "ord om samtykke")
    SearchTerm.objects.filter(token=token("samtykke")).update(things=77)
    SearchTerm.objects.create(token="spoegelse", surface="spøgelse", things=3)
    SearchState.objects.update(things=12)
    assert terms.recount() == 2
    assert (things("samtykke"), things("spøgelse"), everything()[0].things) == (1, 0, 1)


def test_words_are_looked_up_once_per_query(new_page, django_assert_num_queries):
    new_page("Samtykke")
    vocabulary = StoredVocabulary(current(), everything()[1])
    with django_assert_num_queries(1):
        assert vocabulary.known([token("samtykke"), "findesikke"]) == {token("samtykke"): 1}
        assert vocabulary.known(["findesikke"]) == {}
        assert vocabulary.surface(token("samtykke")) == "samtykke"


def test_a_new_word_can_be_meant_at_once(new_page):
    new_page("Samtykke")
    assert StoredVocabulary(current(), everything()[1]).correct("værgemaål") is None
    new_page("Værgemål")
    vocabulary = StoredVocabulary(current(), everything()[1])
    assert Analysis().word(vocabulary.correct("vaergeml") or "").stem == token("værgemål")
    assert StandardPage.objects.count() == 2
