"""How well a thing answers a query: the same measure whatever engine found the thing. Plain Python on tokens.

BM25F (Robertson and Zaragoza, 2009): a token's weight is its rarity, and how often it stands in each field, a field's
length allowed for. Of the alternatives of a word the best one counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from search.query import Query, asking

NEAR = 60  # letters, some eight words, between the parts of what was one word in the query


class Fields(NamedTuple):
    """The tokens of a thing, each field as " a b c ", and its title."""

    title_stems: str
    title_parts: str
    body_stems: str
    body_parts: str
    heading: str = ""  # the title as people read it


@dataclass(frozen=True)
class Collection:
    """All that can be found: how many things, and how many letters each field has on average."""

    things: int
    letters: tuple[float, float, float, float]


@dataclass(frozen=True)
class Weights:
    """What counts how much. `fields` in the order of `Fields`; `length`: how much a long field loses, 0 to 1."""

    fields: tuple[float, float, float, float] = (3.0, 1.0, 1.0, 0.5)
    length: tuple[float, float, float, float] = (0.5, 0.5, 0.6, 0.6)
    saturation: float = 3.0  # high: where a word stands says more than how often
    everyday: float = 0.5  # for a word that is none of the field
    coverage: float = 0.5  # power of the share of the words that are there: a long question never meets them all
    neighbours: float = 0.15  # for two words of the query that stand side by side
    asked: float = 0.8  # for a title that asks for the same: «hvor mange», «hvornår»
    phrase: float = 0.2  # for a phrase that was asked for
    exact_title: float = 0.25  # for a title that is the query
    recency: float = 0.04  # for a thing of today; half of it after half a year
    half_life: float = 182.0  # days


DEFAULT = Weights()


class Ranking:
    """One query's measure. `score` gives 0 to what has too few of the words or lacks a phrase, and to what has only
    everyday ones and not all of them: «kat» and «vaskemaskine» stand somewhere by chance. One in the title is enough
    where something has the others.

    Hundreds of things are weighed while somebody waits, so the inner loops are written out.
    """

    def __init__(self, query: Query, things: Mapping[str, int], everything: Collection, weights: Weights = DEFAULT):
        self.weights, self.count, self.half, self.at_least = weights, len(query.words), query.half, query.at_least
        averages = (max(1.0, each) for each in everything.letters)
        self.lengths = [(1.0 - own, own / usual) for own, usual in zip(weights.length, averages, strict=True)]
        self.tokens = [
            (f" {token} ", token, rarity(things.get(token, 0), everything.things)) for token in sorted(query.tokens)
        ]
        self.words = [
            ([(each.tokens, each.weight) for each in word.alternatives], word.everyday) for word in query.words
        ]
        self.strange = any(not word.alternatives for word in query.words)
        self.asks = asking(query.text)
        stems = [word.stem for word in query.words]
        self.pairs = [f" {one} {other} " for one, other in pairwise(stems)]
        self.phrases = [f" {' '.join(phrase)} " for phrase in query.phrases]
        self.title = f" {' '.join(stems)} "

    def score(self, fields: Fields) -> float:
        """Without recency: see `recency`."""
        title, title_parts, body, _, heading = fields
        for phrase in self.phrases:
            if phrase not in title and phrase not in body:
                return 0.0
        worth = self._worth(*fields[:4])
        if not worth:
            return 0.0
        total, met, telling = 0.0, 0, 0
        for alternatives, everyday in self.words:
            best = 0.0
            for tokens, weight in alternatives:
                if len(tokens) == 1:
                    value = weight * worth.get(tokens[0], 0.0)
                else:
                    each = [worth.get(token, 0.0) for token in tokens]
                    value = weight * sum(each) / len(each) if all(each) else 0.0
                if value > best and (len(tokens) == 1 or together(tokens, fields)):
                    best = value
            if best:
                met += 1
                total += best * (self.weights.everyday if everyday else 1.0)
                telling += not everyday
        if met < self.half and telling < self.at_least:
            return 0.0
        if met < self.count and not telling and (self.strange or not self._named(title, title_parts)):
            return 0.0
        return total * (met / self.count) ** self.weights.coverage * self._bonus(title, body, heading)

    def _named(self, title: str, title_parts: str) -> bool:
        """Whether the title has one of the words."""
        said = title + title_parts
        return any(all(f" {t} " in said for t in tokens) for ways, _ in self.words for tokens, _ in ways)

    def _worth(self, title: str, title_parts: str, body: str, body_parts: str) -> dict[str, float]:
        """What each token that is there is worth."""
        (a0, a1), (b0, b1), (c0, c1), (d0, d1) = self.lengths
        a, b, c, d = self.weights.fields
        a /= a0 + a1 * len(title)
        b /= b0 + b1 * len(title_parts)
        c /= c0 + c1 * len(body)
        d /= d0 + d1 * len(body_parts)
        saturation = self.weights.saturation
        everywhere = f"{title}{title_parts}{body}{body_parts}"  # most tokens are nowhere: one look instead of four
        worth = {}
        for spaced, token, rare in self.tokens:
            if spaced in everywhere:
                often = (
                    a * title.count(spaced)
                    + b * title_parts.count(spaced)
                    + c * body.count(spaced)
                    + d * body_parts.count(spaced)
                )
                worth[token] = rare * often / (saturation + often)
        return worth

    def _bonus(self, title: str, body: str, heading: str) -> float:
        weights = self.weights
        bonus = 1.0
        for pair in self.pairs:
            if pair in title or pair in body:
                bonus += weights.neighbours
        if self.asks and self.asks & asking(heading):
            bonus += weights.asked
        if self.phrases:
            bonus += weights.phrase
        if title == self.title:
            bonus += weights.exact_title
        return bonus

    def recency(self, days: float) -> float:
        """What the score of a thing is multiplied with that was changed so many days ago."""
        return 1.0 + self.weights.recency * 0.5 ** (max(0.0, days) / self.weights.half_life)


def together(tokens: tuple[str, ...], fields: Fields) -> bool:
    """Whether tokens that make one word of the query stand near each other: in the title, or within NEAR letters.

    Parts of other compounds are kept apart from the words, so a part is only looked for among parts.
    """
    title, title_parts, body, body_parts, _ = fields
    spaced = [f" {token} " for token in tokens]
    heading = title + title_parts
    if all(each in heading for each in spaced):
        return True
    apart = False
    for field in (body, body_parts):
        if all(each in field for each in spaced):
            if _near(spaced, field):
                return True
            apart = True
    return not apart


def _near(spaced: list[str], field: str) -> bool:
    first, others = spaced[0], spaced[1:]
    at = field.find(first)
    while at >= 0:
        around = field[max(0, at - NEAR) : at + len(first) + NEAR]
        if all(other in around for other in others):
            return True
        at = field.find(first, at + 1)
    return False


def rarity(things_with: int, things: int) -> float:
    """Above 0; the more, the fewer things have it."""
    return math.log(1.0 + (max(things, things_with) - things_with + 0.5) / (things_with + 0.5)) + 0.05


def score(
    query: Query,
    fields: Fields,
    things: Mapping[str, int],
    everything: Collection,
    *,
    days: float = 0.0,
    weights: Weights = DEFAULT,
) -> float:
    """One thing's score; whoever weighs many keeps the `Ranking`."""
    ranking = Ranking(query, things, everything, weights)
    return ranking.score(fields) * ranking.recency(days)
