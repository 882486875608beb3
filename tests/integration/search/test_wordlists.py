"""What staff say about words holds at once, and beside what the portal comes with."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from search import wordlists
from search.actions import wordlists as actions
from search.models import LexiconWord, QueryBoost, Synonym, WordlistVersion
from search.synonyms import read_line, shipped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists_read_anew():
    wordlists.forget()
    yield
    wordlists.forget()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`committed(action, **words)` does it as if its transaction were committed."""

    def do(action, **words):
        with django_capture_on_commit_callbacks(execute=True):
            return action(**words)

    return do


def said(word: str) -> tuple[str, ...]:
    return dict(wordlists.synonyms()).get(word, ())


def test_the_shipped_synonyms_hold_without_a_single_row():
    assert not Synonym.objects.exists()
    assert "voksenudredningsmetoden" in said("vum")


def test_a_new_line_holds_as_soon_as_it_is_committed(editor, committed):
    assert said("snak") == ()
    committed(actions.save_synonym, group=read_line("snak = samtale"), by=editor)
    assert said("snak") == ("samtale",)
    entry = ModelLogEntry.objects.get(action="search.save_synonym")
    assert (entry.user, entry.data["words"]) == (editor, "snak = samtale")


def test_another_process_sees_the_change_when_it_looks_again(editor, monkeypatch):
    assert said("snak") == ()
    actions.save_synonym(group=read_line("snak = samtale"), by=editor)  # committed elsewhere: nobody told this process
    assert said("snak") == ()
    monkeypatch.setattr(wordlists, "LOOK_AGAIN", 0)
    assert said("snak") == ("samtale",)


def test_looking_again_costs_one_small_query_and_nothing_while_it_is_fresh(
    editor, monkeypatch, django_assert_num_queries
):
    before = wordlists.synonyms()
    with django_assert_num_queries(0):
        assert wordlists.synonyms() is before
    monkeypatch.setattr(wordlists, "LOOK_AGAIN", 0)
    with django_assert_num_queries(1):
        assert wordlists.synonyms() is before  # the same object: what was made of it can be kept


def test_a_change_that_is_rolled_back_is_forgotten(editor, monkeypatch):
    monkeypatch.setattr(wordlists, "LOOK_AGAIN", 0)

    @transaction.atomic
    def save_and_regret() -> None:
        actions.save_synonym(group=read_line("snak = samtale"), by=editor)
        assert said("snak") == ("samtale",)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_regret()
    assert said("snak") == ()


def test_a_shipped_line_can_be_changed_taken_away_and_brought_back(editor, committed):
    was = said("quiz")
    row = committed(actions.save_synonym, group=read_line("quiz = prøve"), shipped_key="quiz", by=editor)
    assert said("quiz") == ("prøve",)
    committed(actions.take_synonym_away, synonym=row, by=editor)
    assert said("quiz") == ()
    again = committed(actions.save_synonym, group=read_line("quiz = test"), shipped_key="quiz", by=editor)
    assert (again.pk, said("quiz")) == (row.pk, ("test",))
    committed(actions.bring_shipped_synonym_back, synonym=again, by=editor)
    assert said("quiz") == was
    assert not Synonym.objects.exists()


def test_staffs_own_line_is_deleted_when_it_is_taken_away(editor, committed):
    row = committed(actions.save_synonym, group=read_line("snak = samtale"), by=editor)
    committed(actions.take_synonym_away, synonym=row, by=editor)
    assert not Synonym.objects.exists()
    assert said("snak") == ()


def test_a_stored_line_that_no_longer_can_be_read_does_not_stop_the_others():
    Synonym.objects.create(words_text="vrøvl uden tegn")
    Synonym.objects.create(words_text="snak = samtale")
    assert said("snak") == ("samtale",)


def test_the_database_refuses_an_empty_line_and_two_rows_for_one_shipped_line():
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.create(words_text="")
    Synonym.objects.create(shipped_key="vum")
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.create(shipped_key="vum")


def test_a_boost_holds_for_every_way_of_writing_the_query(editor, committed):
    committed(actions.add_boost, query="Støttebehov", kind="page", object_id=7, by=editor)
    for typed in ("støttebehov", "STOETTEBEHOVET", "hvad er støttebehov?"):
        assert wordlists.boosts(typed) == (("page", 7),)
    assert wordlists.boosts("behov") == ()
    assert wordlists.boosts("") == ()


def test_boosts_have_an_order_that_can_be_changed(editor, committed):
    boosts = [committed(actions.add_boost, query="mål", kind="page", object_id=n, by=editor) for n in (1, 2, 3)]
    committed(actions.move_boost, boost=boosts[2], up=True, by=editor)
    assert [pk for _, pk in wordlists.boosts("mål")] == [1, 3, 2]
    committed(actions.move_boost, boost=boosts[0], up=True, by=editor)  # it is the first already
    assert [pk for _, pk in wordlists.boosts("mål")] == [1, 3, 2]
    committed(actions.take_boost_away, boost=boosts[0], by=editor)
    assert list(QueryBoost.objects.values_list("object_id", "place")) == [(3, 1), (2, 2)]


def test_the_same_thing_twice_is_one_boost_and_there_is_room_for_ten(editor):
    first = actions.add_boost(query="mål", kind="page", object_id=1, by=editor)
    assert actions.add_boost(query="MÅL", kind="page", object_id=1, by=editor) == first
    for number in range(2, actions.MOST_BOOSTS + 1):
        actions.add_boost(query="mål", kind="page", object_id=number, by=editor)
    with pytest.raises(actions.TooMany):
        actions.add_boost(query="mål", kind="page", object_id=99, by=editor)


def test_a_word_is_added_once_and_taken_away(editor, committed):
    word = committed(actions.add_lexicon_word, word="snurretop", by=editor)
    assert committed(actions.add_lexicon_word, word="snurretop", by=editor) == word
    assert "snurretop" in wordlists.extra_words()
    committed(actions.take_lexicon_word_away, word=word, by=editor)
    assert not LexiconWord.objects.exists()
    assert "snurretop" not in wordlists.extra_words()


def test_each_list_has_a_stamp_of_its_own(editor):
    actions.save_synonym(group=read_line("snak = samtale"), by=editor)
    actions.add_lexicon_word(word="snurretop", by=editor)
    assert set(WordlistVersion.objects.values_list("name", flat=True)) == {"synonyms", "words"}


def test_all_shipped_lines_are_among_the_groups():
    assert wordlists.groups_with([]) == list(shipped())
