"""What the answers say about a self-test and its questions. Reads only, and names nobody.

Counted is the first finished attempt of each person, and in it the first answer to each question, as it is marked now:
whoever answers again already knows the key. A question left blank gave nothing, and is counted so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery

from courses.messages import about_advice
from courses.models.attempts import Answer, Attempt, AttemptQuestion, Mark
from courses.models.bank import QuestionVersion
from grading.item_analysis import Advice, AdviceCode, AnalysedItem, Analysis, Item, ResponseRow, advice, analyse
from grading.item_analysis import Attempt as Sheet

if TYPE_CHECKING:
    from courses.models.self_tests import SelfTestPage

# Below this nothing is shown: with fewer, somebody could be recognised.
FEWEST_SHOWN = 5
TEXTS: Mapping[str, Any] = {"true": True, "false": False}


@dataclass(frozen=True)
class AnalysedQuestion:
    """A question of the test with its figures. `number` is its place in the table, 1 for the first."""

    number: int
    version: QuestionVersion
    analysed: AnalysedItem
    advice: tuple[Advice, ...]
    rows: tuple[tuple[str, ResponseRow], ...]

    @property
    def figures(self) -> Any:
        return self.analysed.statistics

    @property
    def sentences(self) -> list[str]:
        """The advice in plain words, the gravest first."""
        texts = {row.response: text for text, row in self.rows}
        return [about_advice(each, texts.get(each.response, "")) for each in self.advice]

    @property
    def tone(self) -> str:
        """How urgent: off (mend the key), near (look at it), right, or nothing while there are too few answers."""
        codes = {each.code for each in self.advice}
        if AdviceCode.TOO_FEW_ATTEMPTS in codes:
            return ""
        if codes & GRAVE:
            return "off"
        return "near" if codes else "right"

    @property
    def discrimination(self) -> float | None:
        """-1..1, as a share of what the figure can be."""
        index = self.figures.discrimination_index
        return None if index is None else index / 100


GRAVE = {AdviceCode.NEGATIVE_DISCRIMINATION, AdviceCode.STRONG_CHOOSE_DISTRACTOR, AdviceCode.DISTRACTOR_BEATS_KEY}


@dataclass(frozen=True)
class TestAnalysis:
    """A self-test with its figures; nothing but the count when there are too few attempts to show."""

    attempts: int
    analysis: Analysis | None
    questions: tuple[AnalysedQuestion, ...]

    @property
    def to_mend(self) -> list[AnalysedQuestion]:
        """The questions with advice, the gravest first."""
        weights = {"off": 0, "near": 1}
        return sorted(
            (question for question in self.questions if question.tone in weights),
            key=lambda question: (weights[question.tone], question.number),
        )


def analysis_of(self_test: SelfTestPage, *, versions_of: int | None = None) -> TestAnalysis:
    """The self-test's analysis, a row for each question by its newest version that was answered.

    With `versions_of` (a question's id) that question has a row for each of its versions. The number of queries does
    not grow with attempts or questions.
    """
    first = (
        Attempt.objects.filter(person=OuterRef("person"), self_test=self_test, finished__isnull=False)
        .order_by("started", "pk")
        .values("pk")[:1]
    )
    attempts = Attempt.objects.filter(self_test=self_test, finished__isnull=False, pk=Subquery(first))
    given = list(
        AttemptQuestion.objects.filter(attempt__in=attempts)
        .order_by("position", "attempt")
        .values_list("attempt_id", "question_id", "version_id")
    )
    sheets = {attempt for attempt, _question, _version in given}
    if len(sheets) < FEWEST_SHOWN:
        return TestAnalysis(len(sheets), None, ())
    item_of = _items(given, versions_of)
    marks: dict[int, dict[str, float]] = {}
    responses: dict[int, dict[str, list[str]]] = {}
    for attempt, question, version in given:
        marks.setdefault(attempt, {})[item_of(question, version)] = 0.0
    versions = QuestionVersion.objects.select_related("question").in_bulk({version for _a, _q, version in given})
    for attempt, version_id, response, score in _first_answers(attempts):
        version = versions.get(version_id)
        if version is None or attempt not in marks:
            continue
        item = item_of(version.question_id, version_id)
        if item in marks[attempt]:
            marks[attempt][item] = float(Fraction(score))
            responses.setdefault(attempt, {})[item] = _chosen(version.data, response)
    shown: dict[str, QuestionVersion] = {}
    for _attempt, question, version_id in given:
        known = shown.get(item_of(question, version_id))
        if known is None or versions[version_id].number > known.number:
            shown[item_of(question, version_id)] = versions[version_id]
    items = [Item(item, responses=_fractions(version.data)) for item, version in shown.items()]
    analysis = analyse(items, [Sheet(marks[attempt], responses.get(attempt, {})) for attempt in sorted(sheets)])
    return TestAnalysis(
        len(sheets),
        analysis,
        tuple(
            _question(number, shown[analysed.item.id], analysed)
            for number, analysed in enumerate(analysis.items, start=1)
        ),
    )


def _items(given: Iterable[tuple[int, int, int]], versions_of: int | None) -> Any:
    def item_of(question: int, version: int) -> str:
        return f"{question}/{version}" if question == versions_of else str(question)

    return item_of


def _first_answers(attempts: Any) -> Iterable[tuple[int, int, Any, str]]:
    """(attempt, version, response, score) of the first answer to each question; a skip counts only when alone."""
    newest = Mark.objects.filter(answer=OuterRef("pk")).order_by("-pk").values("score")[:1]
    rows = (
        Answer.objects.filter(Q(response__isnull=False), attempt__in=attempts)
        .annotate(newest_score=Subquery(newest))
        .order_by("created", "pk")
        .values_list("attempt_id", "version__question_id", "version_id", "response", "newest_score")
    )
    seen: set[tuple[int, int]] = set()
    for attempt, question, version, response, score in rows.iterator(chunk_size=2000):
        if (attempt, question) not in seen:
            seen.add((attempt, question))
            yield attempt, version, response, score


def _fractions(data: Mapping[str, Any]) -> dict[str, float]:
    """The answers that an author wrote, by id, and what each gives; empty for kinds without such a list."""
    match data["kind"]:
        case "single" | "multiple":
            return {option["id"]: float(Fraction(option["fraction"])) for option in data["options"]}
        case "true_false":
            return {text: float(value is data["right"]) for text, value in TEXTS.items()}
        case "rating" if "level" in data:
            near = float(Fraction(data.get("near", "0")))
            return {str(level): {0: 1.0, 1: near}.get(abs(level - data["level"]), 0.0) for level in range(5)}
        case _:
            return {}


def _chosen(data: Mapping[str, Any], response: Any) -> list[str]:
    match data["kind"]:
        case "single" | "rating":
            return [str(response)]
        case "multiple":
            return [str(each) for each in response]
        case "true_false":
            return [str(response).lower()]
        case _:
            return []


def _question(number: int, version: QuestionVersion, analysed: AnalysedItem) -> AnalysedQuestion:
    words = {option["id"]: option["text"] for option in version.data.get("options", [])}
    rows = tuple((words.get(row.response or "", row.response or ""), row) for row in analysed.table)
    own = _fractions(version.data)
    return AnalysedQuestion(
        number, version, analysed, tuple(advice(analysed)), tuple(row for row in rows if own and row[1].response in own)
    )


def finished_attempts(self_tests: Iterable[SelfTestPage]) -> dict[int, int]:
    """How many finished attempts each self-test has, by its id: one query."""
    rows = Attempt.objects.filter(self_test__in=[page.pk for page in self_tests], finished__isnull=False)
    return dict(rows.values_list("self_test_id").annotate(Count("pk")))
