"""Words a second and core that the Danish analysis reads, beside the plain way: a regular expression, small letters
and the Danish stemmer of Snowball (PyStemmer, in C), which folds nothing, splits nothing and knows no offsets.

Both read the same answers, in turns, when they know the words already; and once by ours when it knows none.
"""

import re
import time
from collections import deque
from collections.abc import Iterator
from statistics import median

import Stemmer

from bench.search_texts import answer
from bench.timing import Entry, rate
from search.danish import Analysis

ANSWERS = 2_000
ROUNDS = 5
SECONDS = 0.4  # of each round and side
UNIT = "words/s"
PEER = "words by a regular expression, stemmed by PyStemmer"
_WORD = re.compile(r"\w+")


def measure() -> Iterator[Entry]:
    texts = [answer(number).text for number in range(1, ANSWERS + 1)]
    analysis, stemmer = Analysis(), Stemmer.Stemmer("danish")
    words = [sum(1 for _ in analysis.words(text)) for text in texts]
    each = sum(words) / len(words)

    def ours(text: str) -> None:
        deque(analysis.words(text), maxlen=0)

    def plain(text: str) -> None:
        stemmer.stemWords(_WORD.findall(text.lower()))

    rounds = [(rate(ours, texts, seconds=SECONDS), rate(plain, texts, seconds=SECONDS)) for _ in range(ROUNDS)]
    our_rate, their_rate = (median(side) * each for side in zip(*rounds, strict=True))
    yield Entry("search: Danish analysis, words known", UNIT, our_rate, their_rate, PEER)
    yield Entry("search: Danish analysis, each word for the first time", UNIT, _cold(texts))


def _cold(texts: list[str]) -> float:
    """Different words a second, by an analysis that has seen none. The lexicon is read before."""
    different = sorted({word.lower() for text in texts for word in _WORD.findall(text)})
    analysis = Analysis()
    deque(analysis.words("voksenudredningsmetoden"), maxlen=0)
    begun = time.process_time()
    deque(analysis.words(" ".join(different)), maxlen=0)
    return len(different) / (time.process_time() - begun)
