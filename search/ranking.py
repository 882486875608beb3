"""How well a thing answers a query: the same measure whatever engine found the thing. Plain Python on tokens.

BM25F (Robertson and Zaragoza, 2009): a token's weight is its rarity, and how often it stands in each field, a field's
length allowed for. Of the alternatives of a word the best one counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from search.query import Query


class Fields(NamedTuple):
    """The tokens of a thing as " a b c "; `age` in days since it was changed."""

    title_stems: str
    title_parts: str
    body_stems: str
    body_parts: str
    age: float = 0.0


@dataclass(frozen=True)
class Collection:
    """All that can be found: how many things, and how many letters each field has on average."""

    things: int
    letters: tuple[float, float, float, float]


@dataclass(frozen=True)
class Weights:
    """What counts how much. `fields` in the order of `Fields`; `length`: how much a long field loses, 0 to 1."""

    fields: tuple[float, float, float, float] = (4.0, 2.0, 1.5, 0.7)
    length: tuple[float, float, float, float] = (0.3, 0.3, 0.6, 0.6)
    saturation: float = 1.2
    neighbours: float = 0.08  # for two words of the query that stand side by side
    phrase: float = 0.2  # for a phrase that was asked for
    exact_title: float = 0.25  # for a title that is the query
    recency: float = 0.04  # for a thing of today; half of it after half a year
    half_life: float = 182.0  # days


DEFAULT = Weights()


class Ranking:
    """One query's measure. `score` gives 0 to what has too few of the words or lacks a phrase."""

    def __init__(self, query: Query, things: Mapping[str, int], everything: Collection, weights: Weights = DEFAULT):
        self.query, self.weights = query, weights
        self.average = tuple(max(1.0, each) for each in everything.letters)
        self.rarity = {token: rarity(count, everything.things) for token, count in things.items()}
        self.words = [
            [(tuple(f" {token} " for token in each.tokens), each.tokens, each.weight) for each in word.alternatives]
            for word in query.words
        ]
        self.spaced = {f" {token} ": token for token in query.tokens}
        self.pairs = [f" {one.stem} {other.stem} " for one, other in zip(query.words, query.words[1:], strict=False)]
        self.phrases = [f" {' '.join(phrase)} " for phrase in query.phrases]
        self.title = f" {' '.join(word.stem for word in query.words)} "

    def score(self, fields: Fields) -> float:
        if not all(phrase in fields.title_stems or phrase in fields.body_stems for phrase in self.phrases):
            return 0.0
        worth = self._worth_of_tokens(fields)
        total, met = 0.0, 0
        for alternatives in self.words:
            best = 0.0
            for _, tokens, weight in alternatives:
                if all(token in worth for token in tokens):
                    best = max(best, weight * sum(worth[token] for token in tokens) / len(tokens))
            if best:
                met += 1
                total += best
        if not met or met < self.query.at_least:
            return 0.0
        return total * met / len(self.words) * self._bonus(fields)

    def _worth_of_tokens(self, fields: Fields) -> dict[str, float]:
        weights, average = self.weights, self.average
        pressed = [
            weight / (1.0 - length + length * len(text) / usual)
            for weight, length, text, usual in zip(weights.fields, weights.length, fields[:4], average, strict=True)
        ]
        title, title_parts, body, body_parts = fields[:4]
        worth = {}
        for spaced, token in self.spaced.items():
            often = (
                pressed[0] * title.count(spaced)
                + pressed[1] * title_parts.count(spaced)
                + pressed[2] * body.count(spaced)
                + pressed[3] * body_parts.count(spaced)
            )
            if often:
                worth[token] = self.rarity.get(token, 1.0) * often / (weights.saturation + often)
        return worth

    def _bonus(self, fields: Fields) -> float:
        weights = self.weights
        bonus = 1.0 + weights.recency * 0.5 ** (max(0.0, fields.age) / weights.half_life)
        beside = sum(1 for pair in self.pairs if pair in fields.title_stems or pair in fields.body_stems)
        if self.pairs:
            bonus += weights.neighbours * beside
        if self.phrases:
            bonus += weights.phrase
        if fields.title_stems == self.title:
            bonus += weights.exact_title
        return bonus


def rarity(things_with: int, things: int) -> float:
    """Above 0; the more, the fewer things have it."""
    return math.log(1.0 + (max(things, things_with) - things_with + 0.5) / (things_with + 0.5)) + 0.05


def score(
    query: Query, fields: Fields, things: Mapping[str, int], everything: Collection, weights: Weights = DEFAULT
) -> float:
    """One thing's score; whoever weighs many keeps the `Ranking`."""
    return Ranking(query, things, everything, weights).score(fields)
