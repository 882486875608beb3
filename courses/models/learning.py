"""How far people are with the parts. Private: a plain model, never a page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.querysets import PartProgressQuerySet
from courses.rules import PartState
from people.privacy import Handling


class PartProgress(models.Model):
    """How far a person is with a part. States: started, completed; no row means not started. Completed stays so."""

    privacy = {
        "id": Handling.KEEP,
        "person": Handling.ERASE,
        "part": Handling.KEEP,
        "state": Handling.KEEP,
        "position_seconds": Handling.KEEP,
        "furthest_seconds": Handling.KEEP,
        "started_at": Handling.KEEP,
        "changed_at": Handling.KEEP,
        "completed_at": Handling.KEEP,
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="part_progress")
    part = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=12,
        choices=[(PartState.STARTED.value, _("Under way")), (PartState.COMPLETED.value, _("Completed"))],
        default=PartState.STARTED.value,
    )
    position_seconds = models.PositiveIntegerField(default=0)
    furthest_seconds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = PartProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "part"], name="courses_one_progress_per_person_and_part"),
            models.CheckConstraint(
                condition=Q(state=PartState.COMPLETED, completed_at__isnull=False)
                | Q(state=PartState.STARTED, completed_at__isnull=True),
                name="courses_completed_parts_have_a_time",
            ),
            models.CheckConstraint(
                condition=Q(furthest_seconds__gte=F("position_seconds")), name="courses_furthest_is_furthest"
            ),
        ]
        indexes = [models.Index(fields=["person", "-changed_at"], name="courses_progress_newest")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.part_id} {self.state}"

    @property
    def completed(self) -> bool:
        return self.state == PartState.COMPLETED
