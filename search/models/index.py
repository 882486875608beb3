"""The index of what can be found, and the outbox that keeps it true."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from people.privacy import Handling


class SearchEntry(models.Model):
    """One thing that can be found, as the index knows it. Never shown before the thing itself is asked for again."""

    privacy = {
        "id": Handling.KEEP,
        "kind": Handling.KEEP,
        "object_id": Handling.KEEP,
        "title": Handling.KEEP,
        "title_tokens": Handling.KEEP,
        "body_tokens": Handling.KEEP,
        "changed_on": Handling.KEEP,
    }

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=300)
    title_tokens = models.TextField()  # " stem stem … ", made by our own Danish analysis
    body_tokens = models.TextField()
    changed_on = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_one_entry_per_thing")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class IndexTask(models.Model):
    """A thing whose entry must be made again; written in the transaction that changed it, carried out after commit."""

    privacy = {
        "id": Handling.KEEP,
        "kind": Handling.KEEP,
        "object_id": Handling.KEEP,
        "created_at": Handling.KEEP,
    }

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
