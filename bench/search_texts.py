"""Danish answers as a hotline may have them, and what people ask for: made up, and the same in every run.

Words are as unevenly common as in a language (Zipf): the domain's words and general ones, their inflected forms,
compounds of two words with linking s or e, numbers, and between them what is said in every sentence. Plain Python.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WORDS = Path(__file__).parent.parent / "search" / "danish" / "data"
COMPOUNDS = 40_000  # besides those in the lists
SHARE_SMALL = 0.42  # of running words: what says little alone
_SMALL = """
og i at det er en til af på for den med der de som ikke et har om kan skal fra ved hvis når eller også man efter men
være blive vil hvor hvordan hvad så kun ud under over mod
"""
ENDINGS = ("", "", "", "en", "et", "er", "erne", "s", "ens", "ene")
PHASES = 6
AUDIENCES = 3
TODAY = dt.date(2026, 11, 22)


@dataclass(frozen=True)
class Answer:
    """`phase` and `audiences`: numbers from 0, for whoever knows their names."""

    title: str
    short: str
    body: str
    phase: int
    audiences: tuple[int, ...]
    changed: dt.date
    valid_from: dt.date | None
    valid_to: dt.date | None

    @property
    def text(self) -> str:
        return f"{self.short}\n{self.body}"


@dataclass(frozen=True)
class Asked:
    """`phase`: hits are narrowed to it; None: they are not."""

    text: str
    sort: str
    phase: int | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The commonest first; `sums` are the sums of weights so far."""

    words: list[str]
    sums: list[float]

    def some(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.sums, k=count)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """About 50,000 forms."""
    chance = random.Random("words")
    domain, general = _listed("domain.txt"), _listed("general.txt")
    simple = [word for word in domain if len(word) <= 11]
    links, last = ("", "", "s", "e"), [*simple, *simple, *general]
    made = {chance.choice(simple) + chance.choice(links) + chance.choice(last) for _ in range(COMPOUNDS)}
    forms = [word + chance.choice(ENDINGS) for word in [*domain, *domain, *general, *sorted(made)]]
    numbers = [str(number) for number in range(1, 400)]
    common = list(dict.fromkeys(forms[: 2 * len(domain) + len(general)]))
    chance.shuffle(common)  # which word is how common is a matter of chance, but lists come before what was made
    rare = list(dict.fromkeys([*forms[2 * len(domain) + len(general) :], *numbers]))
    chance.shuffle(rare)
    words = list(dict.fromkeys([*common, *rare]))
    return Vocabulary(words, list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words)))))


def _listed(name: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in (WORDS / name).read_text(encoding="utf-8").splitlines())
    return [line.replace("|", "") for line in lines if line]


def answer(number: int) -> Answer:
    """The answer of that number (from 1), whoever else has been made: 40 to 200 words."""
    chance = random.Random(number)
    sentences = [_sentence(chance) for _ in range(chance.randint(4, 16))]
    title = " ".join(vocabulary().some(chance, chance.randint(2, 5)))
    changed = TODAY - dt.timedelta(days=int(1500 * chance.random() ** 2))
    known = chance.random()
    return Answer(
        title=f"Hvornår er {title}?" if chance.random() < 0.5 else f"{title.capitalize()}?",
        short=sentences[0],
        body="\n".join(" ".join(some) for some in _by_three(sentences[1:])),
        phase=chance.randrange(PHASES),
        audiences=tuple(sorted(chance.sample(range(AUDIENCES), chance.randint(1, 2)))),
        changed=changed,
        valid_from=changed if known < 0.5 else None,
        valid_to=changed + dt.timedelta(days=400) if known < 0.15 else None,
    )


def _by_three(sentences: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(sentences), 3):
        yield sentences[start : start + 3]


def _sentence(chance: random.Random) -> str:
    """Ten to fourteen words."""
    count = chance.randint(10, 14)
    matter = vocabulary().some(chance, count)
    small = chance.choices(_SMALL.split(), k=count)
    words = [one if chance.random() < SHARE_SMALL else other for one, other in zip(small, matter, strict=True)]
    return " ".join(words).capitalize() + "."


def queries() -> list[Asked]:
    """Two hundred, as people type them. Every eighth is narrowed to a phase."""
    chance = random.Random("queries")
    words = vocabulary().words
    common, usual, rare = words[:150], words[150:3000], words[3000:]

    def one(*, of: list[str]) -> str:
        return next(word for word in iter(lambda: chance.choice(of), "") if len(word) > 3)

    def some(*ranks: list[str]) -> str:
        return " ".join(one(of=of) for of in ranks)

    made: list[tuple[str, str]] = []
    made += [("one common word", some(common)) for _ in range(24)]
    made += [("one word", some(usual)) for _ in range(16)]
    made += [("one rare word", some(rare)) for _ in range(10)]
    made += [("two common words", some(common, common)) for _ in range(20)]
    made += [("two or three words", some(*[usual, common, usual][: chance.randint(2, 3)])) for _ in range(36)]
    made += [
        ("a question", f"hvordan er {some(common)} og {some(usual)} når {some(common)} skal {some(usual, common)}")
        for _ in range(24)
    ]
    made += [("a compound in two", text) for text in chance.sample(_in_two(), 20)]
    long = [word for word in usual if len(word) > 6]
    made += [("a slip", f"{_slip(one(of=long), chance)} {some(common)}") for _ in range(25)]
    made += [("a phrase", f'"{_phrase(chance)}"') for _ in range(15)]
    made += [("nothing there", _scrambled(one(of=usual), chance)) for _ in range(10)]
    chance.shuffle(made)
    return [
        Asked(text, sort, chance.randrange(PHASES) if place % 8 == 7 else None)
        for place, (sort, text) in enumerate(made)
    ]


def beginnings() -> list[str]:
    """Two hundred things that somebody has typed so far: the beginning of a word, alone or after another."""
    chance = random.Random("beginnings")
    words = [word for word in vocabulary().words[:6000] if len(word) > 4]
    made = []
    for place in range(200):
        word = chance.choice(words[:600] if place % 2 else words)
        start = word[: chance.randint(2, min(9, len(word)))]
        made.append(f"{chance.choice(words[:300])} {start}" if place % 4 == 3 else start)
    return made


def _in_two() -> list[str]:
    """Compounds of the field, both words known on their own: «støtte behov»."""
    known = {*_listed("domain.txt"), *_listed("general.txt")}
    return [
        f"{word[:at]} {word[at:]}"
        for word in _listed("domain.txt")
        for at in range(4, len(word) - 3)
        if word[:at] in known and word[at:] in known
    ]


def _slip(word: str, chance: random.Random) -> str:
    """One letter left out, or two that changed places."""
    at = chance.randint(1, len(word) - 2)
    return word[:at] + word[at + 1 :] if chance.random() < 0.5 else word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _phrase(chance: random.Random) -> str:
    """Two words that stand side by side in some answer."""
    words = answer(chance.randint(1, 1000)).title.rstrip("?").split()
    return " ".join(words[-2:])


def _scrambled(word: str, chance: random.Random) -> str:
    return "".join(chance.sample(word, len(word))) + "qx"
