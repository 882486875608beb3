"""The index of what can be found, its vocabulary, and the outbox that keeps it true.

No table here points to another app's: they can be made alone, in a scratch database.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from people.privacy import Handling


class SearchEntry(models.Model):
    """One thing that can be found, as the index knows it. Never shown before the thing itself is asked for again.

    Tokens stand as " a b c ", made by our own Danish analysis; `parts` are what compounds are made of. Small columns
    come before the large ones: a database reads a row from its beginning. `stamp` grows with each change of the entry.
    """

    privacy = {
        "id": Handling.KEEP,
        "kind": Handling.KEEP,
        "object_id": Handling.KEEP,
        "valid_from": Handling.KEEP,
        "valid_to": Handling.KEEP,
        "changed_on": Handling.KEEP,
        "stamp": Handling.KEEP,
        "fingerprint": Handling.KEEP,
        "title": Handling.KEEP,
        "facets": Handling.KEEP,
        "title_stems": Handling.KEEP,
        "title_parts": Handling.KEEP,
        "body_parts": Handling.KEEP,
        "body_stems": Handling.KEEP,
    }

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    changed_on = models.DateTimeField(default=timezone.now)
    stamp = models.PositiveBigIntegerField(default=1)
    fingerprint = models.CharField(max_length=40, blank=True)  # of the analysis that made the tokens
    title = models.CharField(max_length=300)
    facets = models.CharField(max_length=2000, default=" ")  # " kind_answer phase_2 year_2026 "
    title_stems = models.TextField(default=" ")
    title_parts = models.TextField(default=" ")
    body_parts = models.TextField(default=" ")
    body_stems = models.TextField(default=" ")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_one_entry_per_thing")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class SearchTerm(models.Model):
    """A token that stands in so many entries, and how people write it. Without entries the term is gone.

    `is_word`: it stands somewhere as a word of its own, and not only as a part of compounds.
    """

    privacy = {
        "id": Handling.KEEP,
        "token": Handling.KEEP,
        "surface": Handling.KEEP,
        "is_word": Handling.KEEP,
        "things": Handling.KEEP,
    }

    token = models.CharField(max_length=60, unique=True)
    surface = models.CharField(max_length=60)
    is_word = models.BooleanField(default=False)
    things = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-things"], name="search_terms_by_things")]

    def __str__(self) -> str:
        return f"{self.surface}: {self.things}"


class SearchTermStart(models.Model):
    """A place where a word can begin to be typed: its first letter, and the first letter of each part inside it."""

    privacy = {"id": Handling.KEEP, "key": Handling.KEEP, "term": Handling.KEEP}

    key = models.CharField(max_length=60)  # folded
    term = models.ForeignKey(SearchTerm, on_delete=models.CASCADE, related_name="starts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "term"], name="search_one_start_per_place")]

    def __str__(self) -> str:
        return self.key


class SearchState(models.Model):
    """The one row that says how large the index is: what ranking needs, without counting. Lengths are in letters."""

    privacy = {
        "id": Handling.KEEP,
        "things": Handling.KEEP,
        "title_stems": Handling.KEEP,
        "title_parts": Handling.KEEP,
        "body_stems": Handling.KEEP,
        "body_parts": Handling.KEEP,
        "stamp": Handling.KEEP,
    }

    things = models.BigIntegerField(default=0)
    title_stems = models.BigIntegerField(default=0)
    title_parts = models.BigIntegerField(default=0)
    body_stems = models.BigIntegerField(default=0)
    body_parts = models.BigIntegerField(default=0)
    stamp = models.BigIntegerField(default=0)  # another one after each change

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="search_one_state")]

    def __str__(self) -> str:
        return f"{self.things}"


class IndexTask(models.Model):
    """Something that an index must follow; written in the transaction that changed it, carried out after commit.

    For the database's own index: a thing whose entry must be made again. For another engine (`engine`): an entry
    (`entry`, its number, which may be gone) that the engine must take or forget.
    """

    privacy = {
        "id": Handling.KEEP,
        "kind": Handling.KEEP,
        "object_id": Handling.KEEP,
        "engine": Handling.KEEP,
        "entry": Handling.KEEP,
        "created_at": Handling.KEEP,
    }

    DATABASE = "database"

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    engine = models.CharField(max_length=20, default=DATABASE)
    entry = models.PositiveBigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="search_tasks_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
