"""A part: watched, read, completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.models import PartPage, PartProgress, VideoTalkPage
from courses.rules import PartState, seen_to_the_end

if TYPE_CHECKING:
    from people.models import User


@transaction.atomic
def begin_part(*, person: User, part: PartPage, by: User) -> PartProgress:
    """The person's progress row on the part, locked; made when there was none."""
    PartProgress.objects.get_or_create(person=person, part_id=part.pk)
    return PartProgress.objects.select_for_update().get(person=person, part_id=part.pk)


@transaction.atomic
def save_position(*, person: User, part: VideoTalkPage, seconds: int, by: User) -> PartProgress:
    """Playing goes on from here next time. The part is completed when the video has been seen to the end."""
    duration = float(part.video.duration or 0) if part.video else 0.0
    progress = begin_part(person=person, part=part, by=by)
    progress.position_seconds = min(seconds, int(duration) + 1) if duration else seconds
    progress.furthest_seconds = max(progress.furthest_seconds, progress.position_seconds)
    progress.changed_at = timezone.now()
    if not progress.completed and seen_to_the_end(furthest=progress.furthest_seconds, duration=duration):
        _complete(progress)
    progress.save()
    return progress


@transaction.atomic
def complete_part(*, person: User, part: PartPage, by: User) -> PartProgress:
    """The part is completed; the first time counts, however often it is asked for."""
    progress = begin_part(person=person, part=part, by=by)
    if not progress.completed:
        _complete(progress)
        progress.changed_at = timezone.now()
        progress.save()
    return progress


def _complete(progress: PartProgress) -> None:
    progress.state = PartState.COMPLETED
    progress.completed_at = timezone.now()
