"""What exists: pages to learn from, a bank of questions, and what people did with them."""

from courses.models.bank import Question, QuestionTag, QuestionVersion, digest_of
from courses.models.learning import Answer, Attempt, Mark, PartProgress
from courses.models.pages import (
    CourseIndexPage,
    ModuleCasePage,
    ModulePage,
    PartPage,
    PracticeExamplePage,
    SelfTestPage,
    SelfTestQuestion,
    VideoTalkPage,
)

__all__ = [
    "Answer",
    "Attempt",
    "CourseIndexPage",
    "Mark",
    "ModuleCasePage",
    "ModulePage",
    "PartPage",
    "PartProgress",
    "PracticeExamplePage",
    "Question",
    "QuestionTag",
    "QuestionVersion",
    "SelfTestPage",
    "SelfTestQuestion",
    "VideoTalkPage",
    "digest_of",
]
