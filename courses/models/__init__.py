"""What exists: pages to learn from, a bank of questions, and what people did with them."""

from courses.models.attempts import Answer, AnswerDraft, Attempt, AttemptQuestion, ExtraTime, Mark, Regrade
from courses.models.bank import Question, QuestionState, QuestionTag, QuestionVersion, digest_of
from courses.models.imports import ImportState, QuestionImport
from courses.models.learning import PartProgress
from courses.models.pages import (
    CourseIndexPage,
    ModuleCasePage,
    ModulePage,
    PartPage,
    PracticeExamplePage,
    VideoTalkPage,
)
from courses.models.self_tests import SelfTestDraw, SelfTestPage, SelfTestQuestion

__all__ = [
    "Answer",
    "AnswerDraft",
    "Attempt",
    "AttemptQuestion",
    "CourseIndexPage",
    "ExtraTime",
    "ImportState",
    "Mark",
    "ModuleCasePage",
    "ModulePage",
    "PartPage",
    "PartProgress",
    "PracticeExamplePage",
    "Question",
    "QuestionImport",
    "QuestionState",
    "QuestionTag",
    "QuestionVersion",
    "Regrade",
    "SelfTestDraw",
    "SelfTestPage",
    "SelfTestQuestion",
    "VideoTalkPage",
    "digest_of",
]
