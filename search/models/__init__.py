"""What the search stores: the index and its outbox, word lists, runs, the log."""

from search.models.index import IndexTask, SearchEntry
from search.models.log import SearchLogLine
from search.models.runs import IndexRun
from search.models.wordlists import LexiconWord, QueryBoost, Synonym, WordlistVersion

__all__ = [
    "IndexRun",
    "IndexTask",
    "LexiconWord",
    "QueryBoost",
    "SearchEntry",
    "SearchLogLine",
    "Synonym",
    "WordlistVersion",
]
