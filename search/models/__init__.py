"""What the search stores: the index and its outbox, word lists, runs, the log."""

from search.models.index import IndexTask, SearchEntry, SearchState, SearchTerm, SearchTermStart
from search.models.log import SearchLogLine
from search.models.runs import IndexRun, IndexSweep
from search.models.wordlists import LexiconWord, QueryBoost, Synonym, WordlistVersion

__all__ = [
    "IndexRun",
    "IndexSweep",
    "IndexTask",
    "LexiconWord",
    "QueryBoost",
    "SearchEntry",
    "SearchLogLine",
    "SearchState",
    "SearchTerm",
    "SearchTermStart",
    "Synonym",
    "WordlistVersion",
]
