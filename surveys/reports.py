"""From what is stored to the report, and the report's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.models import ROLE_CHOICES
from surveys.models import Survey
from surveys.rules import Answers, QuestionKind, Report, Shown, report_on

ROLE_WORDS = dict(ROLE_CHOICES)


def report_of(survey: Survey) -> Report:
    """The report on the survey as it stands. Three queries, however many answered."""
    questions = survey.questions.all()
    return report_on(
        [Answers(sheet.group, sheet.answers) for sheet in survey.sheets.order_by("pk")],
        statements=[str(question.key) for question in questions if question.kind == QuestionKind.STATEMENT],
        texts=[str(question.key) for question in questions if question.kind == QuestionKind.TEXT],
        invited=survey.invitations.count(),
        smallest=survey.smallest_group,
    )


def group_label(group: str) -> str:
    return str(ROLE_WORDS.get(group, _("Without a role")))


def number_word(number: int) -> str:
    """5 -> five; figures from eleven on."""
    words = {5: _("five"), 6: _("six"), 7: _("seven"), 8: _("eight"), 9: _("nine"), 10: _("ten")}
    return words.get(number, str(number))


def why_hidden(survey: Survey, shown: Shown = Shown.TOO_FEW) -> str:
    if shown is Shown.COVER:
        return _("Hidden, so that other figures cannot be worked out.")
    return _("Not shown: fewer than %(number)s answers.") % {"number": number_word(survey.smallest_group)}
