"""What the demo's people have searched for in ninety days, and what its editors have told the search. All invented."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from hotline.models import AnswerPage
from portal.demo.seed.chance import chance
from search.actions.wordlists import add_boost, save_synonym
from search.log import DAYS
from search.models import SearchLogLine
from search.synonyms import read_line

# (query, searches on a working day, share that found nothing, share that opened something, place of what was opened)
ASKED = [
    ("støttebehov", 3.0, 0.0, 0.7, 1.4),
    ("vum", 2.4, 0.0, 0.5, 1.8),
    ("handleplan", 2.1, 0.0, 0.7, 1.5),
    ("status fra udfører", 1.5, 0.0, 0.8, 1.2),
    ("indsatsmål", 1.4, 0.0, 0.7, 1.9),
    ("samtykke", 1.2, 0.0, 0.6, 1.6),
    ("funktionsevneniveau", 1.1, 0.0, 0.6, 1.3),
    ("temadag", 0.9, 0.0, 0.8, 1.1),
    ("ikke vurderet", 0.6, 0.0, 0.5, 6.2),
    ("hjælpemidler", 0.6, 0.0, 0.6, 2.2),
    ("opfølgning hvor tit", 0.5, 0.0, 0.6, 5.1),
    ("netværk", 0.5, 0.0, 0.5, 2.8),
    ("bestilling", 0.5, 0.0, 0.7, 1.7),
    ("merudgifter", 0.4, 1.0, 0.0, 0.0),
    ("ledsageordning", 0.3, 1.0, 0.0, 0.0),
    ("kørsel til tilbud", 0.25, 0.8, 0.1, 3.0),
    ("skabelon til referat", 0.2, 1.0, 0.0, 0.0),
    ("flytning til anden kommune", 0.2, 0.9, 0.1, 2.0),
    ("tolk", 0.15, 1.0, 0.0, 0.0),
]
SYNONYMS = [("snitflade = samarbejde mellem myndighed og udfører", False), ("skema => udredning, sagsoplysning", True)]
FIRST = [
    ("vum", ["forskel-paa-vum-og-ffb", "er-vum-obligatorisk"]),
    ("metoden", ["forskel-paa-vum-og-ffb"]),
]


def seed() -> None:
    """The log ends today, whatever day the demo is made: older lines would be deleted at once."""
    _log(chance("search"))
    for line, one_way in SYNONYMS:
        save_synonym(group=read_line(line, one_way=one_way), by=None)
    for query, slugs in FIRST:
        for slug in slugs:
            answer = AnswerPage.objects.filter(slug=slug).first()
            if answer is not None:
                add_boost(query=query, kind="answer", object_id=answer.pk, by=None)


def _log(generator: random.Random) -> None:
    today = timezone.localdate()
    lines = []
    for age in range(DAYS):
        day = today - dt.timedelta(days=age)
        busy = 1.0 if day.weekday() < 5 else 0.1
        for query, often, empty, opened, place in ASKED:
            searches = _about(generator, often * busy)
            if not searches:
                continue
            without = sum(generator.random() < empty for _ in range(searches))
            clicks = sum(generator.random() < opened for _ in range(searches - without))
            places = sum(max(1, round(generator.gauss(place, 0.8))) for _ in range(clicks))
            lines.append(
                SearchLogLine(
                    day=day, query=query, searches=searches, without_hits=without, clicks=clicks, position_sum=places
                )
            )
    SearchLogLine.objects.bulk_create(lines)


def _about(generator: random.Random, mean: float) -> int:
    """A whole number near the mean: 0.3 is 1 on three days of ten."""
    spread = mean * generator.uniform(0.6, 1.4)
    return int(spread) + (generator.random() < spread % 1)
