"""People rate cases. Practice is private: nothing of it goes into the editors' log."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases_library.models import CaseItem, CasePage, CaseWork, ItemRating, KeyVersion
from grading import ENGINE_VERSION, grade, read_question, read_response
from people.models import User


@dataclass(frozen=True)
class Typed:
    """What stands in the form for one item. Nothing chosen yet: no level, and `not_assessed` False."""

    level: int | None = None
    not_assessed: bool = False
    reason: str = ""

    @property
    def complete(self) -> bool:
        """Chosen, and with a reason where there is a level."""
        return self.not_assessed or (self.level is not None and bool(self.reason.strip()))


class AlreadySubmitted(Exception):
    """The work is handed in; nothing in it changes any more."""


class Stale(Exception):
    """Another page has saved since this one was opened; `stored` is what it saved, by item."""

    def __init__(self, version: int, stored: dict[uuid.UUID, Typed]) -> None:
        super().__init__()
        self.version = version
        self.stored = stored


class NotComplete(Exception):
    """An item has no level, or a level without a reason."""


def start(*, person: User, case: CasePage, by: User, now: dt.datetime | None = None) -> CaseWork:
    """The person has one open work on the case: the one there was, or a new one."""
    works = CaseWork.objects.of(person).on(case)
    try:
        with transaction.atomic():
            return works.open().first() or CaseWork.objects.create(
                person=person, case=case, number=works.count() + 1, started=now or timezone.now()
            )
    except IntegrityError:  # another request was first
        return works.open().get()


@transaction.atomic
def save(
    *,
    key: uuid.UUID,
    answers: Mapping[uuid.UUID, Typed],
    tab: uuid.UUID,
    seen_version: int,
    by: User,
    now: dt.datetime | None = None,
) -> CaseWork:
    """The work holds the answers. An unchanged form changes nothing, also when it comes twice.

    Raises AlreadySubmitted; and Stale when another tab has saved something else since this one read the work.
    """
    work = CaseWork.objects.of(by).lock(key)
    if work.submitted:
        raise AlreadySubmitted
    stored = stored_answers(work)
    changed = {item: typed for item, typed in answers.items() if stored.get(item, Typed()) != typed}
    if not changed:
        return work
    if work.version != seen_version and work.tab != tab:
        raise Stale(work.version, {item: stored.get(item, Typed()) for item in changed})
    moment = now or timezone.now()
    subthemes = dict(work.case.items.values_list("key", "subtheme"))
    ItemRating.objects.bulk_create(
        [
            ItemRating(
                work=work,
                item_key=item,
                subtheme_id=subthemes[item],
                level=typed.level,
                not_assessed=typed.not_assessed,
                reason=typed.reason,
                updated=moment,
            )
            for item, typed in changed.items()
            if item in subthemes
        ],
        update_conflicts=True,
        unique_fields=["work", "item_key"],
        update_fields=["level", "not_assessed", "reason", "updated"],
    )
    work.version += 1
    work.tab = tab
    work.saved = moment
    work.save(update_fields=["version", "tab", "saved"])
    return work


@transaction.atomic
def submit(*, key: uuid.UUID, by: User, now: dt.datetime | None = None) -> CaseWork:
    """The work is handed in, once: marked against the panel as it stands, and the panel as it stands is kept with it.

    Raises NotComplete, and then nothing has changed.
    """
    work = CaseWork.objects.of(by).lock(key)
    if work.submitted:
        return work
    items = list(work.case.items_in_order().prefetch_related("panel"))
    answers = stored_answers(work)
    if not all(answers.get(item.key, Typed()).complete for item in items):
        raise NotComplete
    ratings = {rating.item_key: rating for rating in work.ratings.all()}
    for item in items:
        rating = ratings[item.key]
        rating.consensus = item.consensus
        rating.score = score(level=rating.level, consensus=item.consensus)
    ItemRating.objects.bulk_update(ratings.values(), ["consensus", "score"])
    work.submitted_at = now or timezone.now()
    work.key_version = keep_key(work.case, items)
    work.engine_version = ENGINE_VERSION
    work.save(update_fields=["submitted_at", "key_version", "engine_version"])
    return work


def stored_answers(work: CaseWork) -> dict[uuid.UUID, Typed]:
    """What is saved, by item."""
    return {
        rating.item_key: Typed(rating.level, rating.not_assessed, rating.reason)
        for rating in ItemRating.objects.filter(work=work)
    }


def score(*, level: int | None, consensus: int) -> Decimal | None:
    """The engine's score for a level: full for the panel's, half for one step away. None when not assessed."""
    if level is None:
        return None
    question = read_question({"kind": "rating", "prompt": "level", "level": consensus})
    exact = grade(question, read_response(question, level)).score
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def keep_key(case: CasePage, items: list[CaseItem] | None = None) -> KeyVersion:
    """The version of the key that equals the case's key now; made when there is none."""
    if items is None:
        items = list(case.items_in_order().prefetch_related("panel"))
    content = {"support_need": case.support_need, "items": [_key_of(item, case.sentences) for item in items]}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    version, _ = KeyVersion.objects.get_or_create(case=case, digest=digest, defaults={"content": content})
    return version


def _key_of(item: CaseItem, sentences: dict[str, str]) -> dict[str, Any]:
    return {
        "key": str(item.key),
        "subtheme": item.subtheme.title,
        "theme": item.subtheme.theme.title,
        "panel": item.panel_levels,
        "consensus": item.consensus,
        "rationale": item.rationale,
        "rule": item.rule,
        "typical_error": item.typical_error,
        "typical_error_level": item.typical_error_level,
        "sentence": {"label": item.sentence, "text": sentences[item.sentence]} if item.sentence in sentences else None,
    }
