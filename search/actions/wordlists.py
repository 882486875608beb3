"""Staff tell the search about words. Everything holds at once, in all processes, without making the index again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from search import wordlists
from search.models import LexiconWord, QueryBoost, Synonym
from search.synonyms import Group

if TYPE_CHECKING:
    from people.models import User

MOST_BOOSTS = 10  # things that stand first for one query


class TooMany(ValueError):
    """As many things as there may be stand first for the query already."""


@transaction.atomic
def save_synonym(*, group: Group, by: User | None, synonym: Synonym | None = None, shipped_key: str = "") -> Synonym:
    """The line holds: a new one, another text for `synonym`, or in place of the shipped line `shipped_key`.

    Twice the same shipped line gives one row.
    """
    if synonym is None and shipped_key:
        synonym = Synonym.objects.filter(shipped_key=shipped_key).first()
    synonym = synonym or Synonym(shipped_key=shipped_key)
    synonym.words_text, synonym.one_way = group.text, group.one_way
    synonym.save()
    wordlists.changed(wordlists.SYNONYMS)
    log(synonym, "search.save_synonym", user=by, data={"words": synonym.words_text, "one_way": synonym.one_way})
    return synonym


@transaction.atomic
def take_synonym_away(*, by: User, synonym: Synonym | None = None, shipped_key: str = "") -> None:
    """The line holds no more. A shipped one keeps a row that says so, and can be brought back."""
    shipped_key = shipped_key or (synonym.shipped_key if synonym else "")
    if shipped_key:
        synonym, _made = Synonym.objects.update_or_create(
            shipped_key=shipped_key, defaults={"words_text": "", "one_way": False}
        )
        log(synonym, "search.take_synonym_away", user=by, data={"words": shipped_key})
    elif synonym is not None:
        log(synonym, "search.take_synonym_away", user=by, data={"words": synonym.words_text})
        synonym.delete()
    wordlists.changed(wordlists.SYNONYMS)


@transaction.atomic
def bring_shipped_synonym_back(*, synonym: Synonym, by: User) -> None:
    """The line holds as it came with the portal."""
    if synonym.shipped_key and synonym.pk:
        log(synonym, "search.bring_synonym_back", user=by, data={"words": synonym.shipped_key})
        synonym.delete()
        wordlists.changed(wordlists.SYNONYMS)


@transaction.atomic
def add_lexicon_word(*, word: str, by: User | None) -> LexiconWord:
    """Compounds are split by the word too, in what is analysed from now on. Twice the same word is one."""
    added, made = LexiconWord.objects.get_or_create(word=word)
    if made:
        wordlists.changed(wordlists.WORDS)
        log(added, "search.add_word", user=by, data={"word": word})
    return added


@transaction.atomic
def take_lexicon_word_away(*, word: LexiconWord, by: User) -> None:
    """Compounds are not split by the word any more, in what is analysed from now on."""
    log(word, "search.take_word_away", user=by, data={"word": word.word})
    word.delete()
    wordlists.changed(wordlists.WORDS)


@transaction.atomic
def add_boost(*, query: str, kind: str, object_id: int, by: User | None) -> QueryBoost:
    """The thing stands last among those that stand first for the query. Twice the same is one. Raises TooMany."""
    key = wordlists.query_key(query)
    others = QueryBoost.objects.select_for_update().filter(query_key=key)
    known = {(boost.kind, boost.object_id): boost for boost in others}
    if (kind, object_id) in known:
        return known[kind, object_id]
    if len(known) >= MOST_BOOSTS:
        raise TooMany
    last = others.aggregate(last=Max("place"))["last"] or 0
    boost, made = QueryBoost.objects.get_or_create(
        query_key=key, kind=kind, object_id=object_id, defaults={"query": query, "place": last + 1}
    )
    if made:
        wordlists.changed(wordlists.BOOSTS)
        log(boost, "search.add_boost", user=by, data={"query": query, "kind": kind, "object_id": object_id})
    return boost


@transaction.atomic
def take_boost_away(*, boost: QueryBoost, by: User) -> None:
    """The thing stands where the ranking puts it."""
    log(boost, "search.take_boost_away", user=by, data={"query": boost.query, "kind": boost.kind})
    boost.delete()
    _number(boost.query_key)
    wordlists.changed(wordlists.BOOSTS)


@transaction.atomic
def move_boost(*, boost: QueryBoost, up: bool, by: User) -> None:
    """The thing changes place with the one above it, or below it; at the end nothing happens."""
    row = list(QueryBoost.objects.select_for_update().filter(query_key=boost.query_key))
    at = next((index for index, other in enumerate(row) if other.pk == boost.pk), None)
    if at is None:
        return
    to = at - 1 if up else at + 1
    if 0 <= to < len(row):
        row[at], row[to] = row[to], row[at]
        _store_order(row)
        log(boost, "search.move_boost", user=by, data={"query": boost.query, "place": to + 1})
        wordlists.changed(wordlists.BOOSTS)


def _number(query_key: str) -> None:
    _store_order(list(QueryBoost.objects.select_for_update().filter(query_key=query_key)))


def _store_order(row: list[QueryBoost]) -> None:
    for place, boost in enumerate(row, start=1):
        boost.place = place
    QueryBoost.objects.bulk_update(row, ["place"])
