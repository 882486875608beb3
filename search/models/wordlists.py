"""What staff tell the search about words: synonyms, words for splitting compounds, and what stands first."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.privacy import Handling


class Synonym(models.Model):
    """A line of words that mean the same, «vum = voksenudredningsmetoden». One row holds in place of the shipped line
    that `shipped_key` names; without words it takes the shipped line away.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "words_text": Handling.KEEP,
        "one_way": Handling.KEEP,
        "shipped_key": Handling.KEEP,
        "changed_on": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words_text = models.CharField(max_length=800, blank=True)
    one_way = models.BooleanField(default=False)
    shipped_key = models.CharField(max_length=200, blank=True)
    changed_on = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shipped_key"], condition=~models.Q(shipped_key=""), name="search_one_row_per_shipped_line"
            ),
            models.CheckConstraint(
                condition=~models.Q(words_text="") | ~models.Q(shipped_key=""), name="search_synonym_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.words_text or f"– {self.shipped_key}"


class LexiconWord(models.Model):
    """A word that compounds are split by, beside those that come with the portal. Lower case, letters only."""

    class Origin(models.TextChoices):
        STAFF = "staff", _("Added by staff")
        TEXTS = "texts", _("Found in the texts")

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "word": Handling.KEEP,
        "origin": Handling.KEEP,
        "changed_on": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    word = models.CharField(max_length=60, unique=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.STAFF)
    changed_on = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.word


class QueryBoost(models.Model):
    """A thing that stands first for a query, by `place` (from 1). `query` is as staff typed it, `query_key` what tells
    that two ways of typing are the same query. Shown only while the thing is public.
    """

    privacy = {
        "id": Handling.KEEP,
        "query": Handling.KEEP,
        "query_key": Handling.KEEP,
        "kind": Handling.KEEP,
        "object_id": Handling.KEEP,
        "place": Handling.KEEP,
        "changed_on": Handling.KEEP,
    }

    query = models.CharField(max_length=200)
    query_key = models.CharField(max_length=600)
    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    place = models.PositiveSmallIntegerField()
    changed_on = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["query_key", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["query_key", "kind", "object_id"], name="search_a_thing_stands_first_once"),
            models.CheckConstraint(condition=models.Q(place__gte=1), name="search_boost_place_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.query}: {self.kind} {self.object_id}"


class WordlistVersion(models.Model):
    """One row for each list, with a stamp that is another after each change: every process sees that it must read
    the list again."""

    privacy = {"id": Handling.KEEP, "name": Handling.KEEP, "stamp": Handling.KEEP}

    name = models.CharField(max_length=20, unique=True)
    stamp = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return f"{self.name} {self.stamp}"
