"""What we tell people: editors about a question that cannot be used, learners about an answer that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grading import BadQuestion, BadResponse, Outcome, QuestionFault, ResponseFault, Review
from grading.item_analysis import Advice, AdviceCode
from grading.kinds.choice import ChoiceReview
from grading.kinds.match import MatchReview
from grading.kinds.order import OrderReview
from grading.kinds.rating import RatingReview
from notifications.mail import Message

if TYPE_CHECKING:
    from courses.models import Regrade, SelfTestPage

Sentence = Promise | str

QUESTION_FAULTS: dict[QuestionFault, Sentence] = {
    QuestionFault.MISSING_FIELD: _("Something is missing here. Fill it in."),
    QuestionFault.WRONG_TYPE: _("This cannot be read. Write it again."),
    QuestionFault.BLANK_TEXT: _("Write a text here, or remove the row."),
    QuestionFault.TOO_LONG: _("This is too long. The limit is %(limit)s."),
    QuestionFault.UNSTORABLE_TEXT: _("The text holds a character that cannot be stored. Write it again."),
    QuestionFault.DOUBLED_TEXT: _("Two answers have the same text. Make them different, or remove one."),
    QuestionFault.BAD_FRACTION: _("Write the share as 1, 1/3, -1/3 or 0.25."),
    QuestionFault.FRACTION_OUT_OF_RANGE: _("The share must lie between -1 and 1."),
    QuestionFault.OUT_OF_RANGE: _("Choose a number from %(lowest)s to %(highest)s."),
    QuestionFault.TOO_FEW: _("There must be at least %(least)s. Add one more."),
    QuestionFault.NO_RIGHT_ANSWER: _("No answer is right. Mark at least one as right."),
    QuestionFault.CANNOT_REACH_ONE: _(
        "The right answers give %(best)s in all and must give 1. Raise their shares, or leave the shares empty."
    ),
    QuestionFault.ABOVE_ONE: _(
        "The right answers give %(best)s in all and must give 1. Lower their shares, or leave the shares empty."
    ),
    QuestionFault.TICKING_EVERYTHING_PAYS: _(
        "Whoever ticks everything still gets %(total)s. Give wrong answers negative shares, or leave the shares empty."
    ),
}
UNUSABLE_QUESTION = _("The question cannot be used as it is. Look at the answers, and save again.")

RESPONSE_FAULTS: dict[ResponseFault, Sentence] = {
    ResponseFault.UNKNOWN_ID: _("The answer names an option that is not in the question. Choose again."),
    ResponseFault.DOUBLED_ID: _("The same place is used twice. Give each its own place."),
    ResponseFault.MISSING_ID: _("Give every row a place."),
    ResponseFault.OUT_OF_RANGE: _("Choose a level from 0 to 4."),
}
UNREADABLE_ANSWER = _("We could not read the answer. Choose again, and check your answer.")
UNREADABLE_POSITION = _("We could not read how far the video is.")
NO_ANSWER = _("Choose an answer, or skip the question.")


def about_question(fault: BadQuestion, *, number: int | None = None, other: int | None = None) -> str:
    """What an editor must mend, in a sentence. `number` and `other` are the rows it is about, from 1, when known."""
    values = {"number": number or "?", "other": other or "?"}
    return str(QUESTION_FAULTS.get(fault.reason, UNUSABLE_QUESTION)) % {**fault.params, **values}


def about_response(fault: BadResponse) -> str:
    """What was wrong with what was sent, in a sentence."""
    return str(RESPONSE_FAULTS.get(fault.reason, UNREADABLE_ANSWER))


def about_outcome(told: Review) -> str:
    """How the answer went, in one sentence that names no person: «Næsten: 3 af 4 par er rigtige»."""
    if told.outcome is Outcome.RIGHT:
        return gettext("Right")
    if told.outcome is Outcome.UNANSWERED:
        return gettext("Skipped")
    near = told.outcome is Outcome.NEAR
    if isinstance(told, RatingReview):
        chosen = {"chosen": told.chosen, "level": told.level}
        if near:
            return gettext("Close: you chose %(chosen)s, the experts %(level)s") % chosen
        return gettext("Not yet: you chose %(chosen)s, the experts %(level)s") % chosen
    if near and isinstance(told, MatchReview):
        counts = {"right": sum(pair.right for pair in told.pairs), "all": len(told.pairs)}
        return gettext("Nearly: %(right)s of %(all)s pairs are right") % counts
    if near and isinstance(told, OrderReview):
        counts = {"right": sum(item.right for item in told.items), "all": len(told.items)}
        return gettext("Nearly: %(right)s of %(all)s stand in the right place") % counts
    if near and isinstance(told, ChoiceReview) and told.kind == "multiple":
        found = sum(option.right and option.chosen for option in told.options)
        counts = {"right": found, "all": sum(option.right for option in told.options)}
        return gettext("Close: you found %(right)s of %(all)s right answers") % counts
    return gettext("Close to it") if near else gettext("Not yet")


def question_regraded(regrade: Regrade, self_test: SelfTestPage) -> Message:
    """To a person whose mark changed when a key was corrected."""
    return Message(
        subject=gettext("A question in your self-test has been corrected"),
        body=gettext(
            "We have corrected a question in the self-test «%(self_test)s» and graded your answer again. "
            "Your result has changed. You need not do anything.\n\nWhy: %(reason)s\n\nSee your result:"
        )
        % {"self_test": self_test.title, "reason": regrade.reason},
        link=self_test.url,
    )


ADVICE: dict[AdviceCode, Sentence] = {
    AdviceCode.TOO_FEW_ATTEMPTS: _("Too few have answered yet to say anything about the question."),
    AdviceCode.NEGATIVE_DISCRIMINATION: _(
        "Those who do well in the rest get this wrong more often than the others. Look at the key first: is the right "
        "answer marked?"
    ),
    AdviceCode.STRONG_CHOOSE_DISTRACTOR: _(
        "Those who do well choose «%(response)s». It may be right too, or the question may be read in two ways."
    ),
    AdviceCode.DISTRACTOR_BEATS_KEY: _(
        "More people choose «%(response)s» than the right answer. Look at the key, or explain the rule in the module."
    ),
    AdviceCode.TOO_HARD: _("Hardly anyone gets it right. Is it taught in the module, and is the wording plain?"),
    AdviceCode.TOO_EASY: _("Nearly everyone gets it right. It tells nothing; keep it only if it encourages."),
    AdviceCode.WEAK_DISCRIMINATION: _(
        "It hardly tells those who know from those who do not. Make the wording sharper, or the wrong answers likelier."
    ),
    AdviceCode.IDLE_DISTRACTOR: _(
        "Hardly anyone believes «%(response)s». Write a wrong answer that people really give."
    ),
}


def about_advice(advice: Advice, response: str) -> str:
    """What an editor should look at, in a sentence; `response` is the text of the answer it is about."""
    return str(ADVICE[advice.code]) % {"response": response}
