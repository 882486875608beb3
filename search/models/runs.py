"""Making the index again: how far it is."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.utils import timezone

from people.privacy import Handling

SILENT = dt.timedelta(seconds=60)  # a run that nobody has worked on for so long is stopped


class IndexRun(models.Model):
    """One time that the whole index is made again. It waits, runs, and is finished; at most one that is not finished
    per engine. `kind` and `object_id` tell how far it came: whoever takes it up goes on after them. Who holds it works
    on it until `held_until`; a run that is let go of by a killed process is taken up by the next.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "engine": Handling.KEEP,
        "asked": Handling.KEEP,
        "started": Handling.KEEP,
        "touched": Handling.KEEP,
        "held_until": Handling.KEEP,
        "finished": Handling.KEEP,
        "total": Handling.KEEP,
        "done": Handling.KEEP,
        "failed": Handling.KEEP,
        "kind": Handling.KEEP,
        "object_id": Handling.KEEP,
        "problem": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    engine = models.CharField(max_length=20)
    asked = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True, blank=True)
    touched = models.DateTimeField(null=True, blank=True)  # when something was last done
    held_until = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    total = models.PositiveIntegerField(default=0)  # things to make entries of
    done = models.PositiveIntegerField(default=0)  # things that have been looked at, failed ones too
    failed = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=30, blank=True)
    object_id = models.PositiveBigIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)  # why the last try ended, in short

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engine"], condition=models.Q(finished__isnull=True), name="search_one_run_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engine}: {self.done} of {self.total}"

    @property
    def stopped(self) -> bool:
        """Begun, not finished, and silent: its worker was killed, or there is none."""
        last = self.touched or self.asked
        return self.finished is None and last < timezone.now() - SILENT

    @property
    def waiting(self) -> bool:
        return self.started is None and self.finished is None

    @property
    def percent(self) -> int:
        """0 to 100; 100 only when it is finished."""
        if self.finished:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0


class IndexSweep(models.Model):
    """When the index of an engine was last compared with what is public."""

    privacy = {"id": Handling.KEEP, "engine": Handling.KEEP, "moment": Handling.KEEP}

    engine = models.CharField(max_length=20, unique=True)
    moment = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.engine} {self.moment}"
