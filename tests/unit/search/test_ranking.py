"""What answers better stands first, and what answers too little does not stand at all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import danish
from search.danish import Analysis
from search.query import parse
from search.ranking import Collection, Fields, Ranking, rarity, score

ANALYSIS = Analysis()
EVERYTHING = Collection(100, (30.0, 20.0, 400.0, 200.0))


def thing(title: str = "", body: str = "") -> Fields:
    def stems(text: str) -> str:
        return f" {' '.join(danish.tokens(text))} "

    def parts(text: str) -> str:
        return f" {' '.join(part for word in danish.words(text) for part in word.parts)} "

    return Fields(stems(title), parts(title), stems(body), parts(body))


def points(query: str, fields: Fields, *, days: float = 0.0, **things: int) -> float:
    return score(parse(query, ANALYSIS), fields, things, EVERYTHING, days=days)


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("samtykke", thing("Samtykke"), thing("Andet", "samtykke")),
        ("samtykke", thing("x", "samtykke " * 3 + "ord " * 10), thing("x", "samtykke " + "ord " * 12)),
        ("samtykke", thing("x", "samtykke"), thing("x", "samtykke " + "ord " * 300)),
        ("behov", thing("Behov"), thing("Støttebehov")),
        ("støttebehov", thing("Støttebehov"), thing("Støtte og behov")),
        ("borgers samtykke", thing("x", "borgers samtykke ord"), thing("x", "samtykke ord borgers")),
        ("borgers samtykke", thing("x", "borgers samtykke"), thing("x", "samtykke samtykke")),
        ("samtykke fra borger", thing("Samtykke fra borger"), thing("Samtykke fra borger i dag")),
    ],
)
def test_the_better_answer_has_more_points(query, better, worse):
    assert points(query, better) > points(query, worse) > 0


def test_what_has_less_than_half_of_the_words_does_not_answer():
    query = "samtykke fuldmagt værgemål"
    assert points(query, thing("Samtykke")) == 0
    assert points(query, thing("Samtykke", "om fuldmagt")) > 0
    assert points("kvantemekanik", thing("Samtykke")) == 0


def points_with(everyday: str, query: str, fields: Fields) -> float:
    """`everyday`: the stems of the words that are none of the field."""
    parsed = parse(query, ANALYSIS)
    words = tuple(replace(word, everyday=word.stem in everyday.split()) for word in parsed.words)
    return score(replace(parsed, words=words), fields, {}, EVERYTHING)


def test_one_everyday_word_of_two_is_chance_unless_it_stands_in_the_title():
    points = partial(points_with, "kat vaskemaskin")
    query = "kat i vaskemaskine"
    assert points(query, thing("Hverdag", "Borgeren har en kat.")) == 0
    assert points(query, thing("Hverdag", "Borgerens kat og vaskemaskine.")) > 0
    assert points(query, thing("Borgerens kat", "Den larmer.")) > 0
    assert points("kat", thing("Hverdag", "Borgeren har en kat.")) > 0
    assert points("kat og samtykke", thing("Hverdag", "Et samtykke.")) > 0
    assert points("kat og samtykke", thing("Hverdag", "Borgeren har en kat.")) == 0


def test_beside_a_word_that_nothing_has_a_title_with_an_everyday_one_is_chance_too():
    parsed = parse("kat i vaskemaskine", ANALYSIS)
    kat, machine = (replace(word, everyday=True) for word in parsed.words)
    unknown = replace(parsed, words=(kat, replace(machine, alternatives=())))
    assert score(unknown, thing("Borgerens kat"), {}, EVERYTHING) == 0
    assert score(replace(parsed, words=(kat, machine)), thing("Borgerens kat"), {}, EVERYTHING) > 0


def test_of_a_long_sentence_half_of_the_words_of_the_field_are_enough():
    points = partial(points_with, "kat hund hest")
    query = "samtykke fuldmagt kat hund hest"
    assert points(query, thing("x", "Et samtykke.")) > 0
    assert points(query, thing("Borgerens kat", "Den larmer.")) == 0, "none of the field, and not half of all"
    assert points(query, thing("Borgerens kat", "En hund og en hest.")) > 0, "half of all"
    assert points("samtykke kat hund hest", thing("x", "Et samtykke.")) == 0, "one word of the field is no sentence"


def test_an_asked_for_phrase_must_be_there():
    assert points('"faglig vurdering"', thing("x", "en faglig vurdering")) > 0
    assert points('"faglig vurdering"', thing("x", "vurdering af det faglige")) == 0


def test_a_rare_word_says_more_than_a_common_one():
    query = "borger værgemål"
    rare, common = points(query, thing("x", "værgemål"), borg=90), points(query, thing("x", "borger"), borg=90)
    assert rare > common > 0
    assert rarity(1, 100) > rarity(50, 100) > rarity(100, 100) > 0


def test_of_two_equals_the_newer_one_stands_first_and_age_never_decides_alone():
    assert points("samtykke", thing("Samtykke"), days=1) > points("samtykke", thing("Samtykke"), days=900)
    assert points("samtykke", thing("Samtykke"), days=9000) > points("samtykke", thing("x", "samtykke"), days=0)


@given(st.text("abæø ", max_size=30), st.text("abæø ", max_size=60), st.integers(-5, 10_000), st.integers(0, 10**9))
def test_points_are_never_negative_and_the_same_each_time(query, text, days, things):
    asked = parse(query, ANALYSIS)
    ranking = Ranking(asked, dict.fromkeys(asked.tokens, things), Collection(things, (0.0, 0.0, 0.0, 0.0)))
    fields = thing(text, text)
    assert 0 <= ranking.score(fields) == ranking.score(fields)
    assert 1 <= ranking.recency(days) <= 1.05


def test_the_parts_of_one_word_must_stand_near_each_other():
    far = " ".join(["støtte", *["ord"] * 20, "behov"])
    assert points("støttebehov", thing("x", "hans behov for støtte")) > 0
    assert points("støttebehov", thing("x", far)) == 0
    assert points("støttebehov", thing("Støtte og behov", far)) > 0
    assert points("støtte behov", thing("x", far)) > 0


def test_a_title_that_asks_for_the_same_stands_before_one_that_asks_for_something_else():
    when = thing("Hvornår begynder samtykket?")._replace(heading="Hvornår begynder samtykket?")
    who = thing("Hvem begynder samtykket?")._replace(heading="Hvem begynder samtykket?")
    assert points("hvornår begynder samtykket at gælde", when) > points("hvornår begynder samtykket at gælde", who)
    assert points("begynder samtykket", when) == points("begynder samtykket", who)
