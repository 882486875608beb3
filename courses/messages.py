"""What we tell people: editors about a question that cannot be used, learners about an answer that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grading import BadQuestion, BadResponse, Outcome, QuestionFault, ResponseFault, Review
from grading.item_analysis import Advice, AdviceCode
from grading.kinds.areas import AreasReview
from grading.kinds.choice import ChoiceReview
from grading.kinds.composite import PartsReview
from grading.kinds.gaps import GapsReview
from grading.kinds.match import MatchReview
from grading.kinds.numeric import NumericReview
from grading.kinds.order import OrderReview
from grading.kinds.rating import RatingReview
from grading.kinds.slider import SliderReview
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
    QuestionFault.NOT_A_MAPPING: _("This part cannot be read. Remove it, and write it again."),
    QuestionFault.UNKNOWN_KIND: _("This kind of question cannot stand here. Choose another kind."),
    QuestionFault.UNKNOWN_FIELD: _(
        "Two things that exclude each other are filled in here, or one too many. Empty one of them."
    ),
    QuestionFault.BAD_ID: _("The row has lost its mark. Remove the row, and write it again."),
    QuestionFault.DOUBLED_ID: _("Two rows are the same row. Remove one of them, and write it again."),
    QuestionFault.UNKNOWN_RIGHT_ID: _("Row %(number)s has no right answer. Write what belongs to it."),
    QuestionFault.UNKNOWN_GRADER: _("Choose what gives points."),
    QuestionFault.UNKNOWN_SCORING: _("Choose what gives points."),
    QuestionFault.UNKNOWN_WORD: _("Choose one of the possibilities in the list."),
    QuestionFault.NONE_RIGHT_BUT_ONE_IS: _(
        "An answer is marked as right, and the question says that none is. Remove one of the two."
    ),
    QuestionFault.SPLIT_PANEL: _(
        "The experts disagree too much: their middle levels are %(lower)s and %(upper)s. "
        "Ask them again, or choose a clearer case."
    ),
    QuestionFault.BAD_DECIMAL: _("Write a number such as 2,5 or 1500, without a point for thousands."),
    QuestionFault.BAD_SCALE: _("The scale does not add up. Let the steps lead from the lowest number to the highest."),
    QuestionFault.TOO_MANY_STEPS: _("The scale has more than %(limit)s steps. Make the step larger."),
    QuestionFault.OFF_THE_SCALE: _("The number is not on the scale. Choose one that a step leads to."),
    QuestionFault.BAD_TOLERANCE: _("It must be 0 or more, and «close» must be wider than «right»."),
    QuestionFault.EVERYTHING_IS_RIGHT: _("Every answer would be right. Make what counts as right narrower."),
    QuestionFault.EMPTY_RANGE: _("No number lies between the two. Make the first smaller than the second."),
    QuestionFault.UNREACHABLE_ANSWER: _(
        "Nobody can reach row %(number)s: row %(other)s takes all of it. Move it up, or remove it."
    ),
    QuestionFault.NO_UNITS: _("A unit is asked for, and no unit is written. Add a unit, or ask for none."),
    QuestionFault.UNITS_NOT_READ: _("There are units, and no unit is asked for. Ask for a unit, or remove the units."),
    QuestionFault.UNKNOWN_PLACEHOLDER: _("The text has [[%(id)s]], and there is no such row. Mend the number."),
    QuestionFault.MISSING_PLACEHOLDER: _("Row %(number)s has no place. Write [[%(number)s]] in the text."),
    QuestionFault.DOUBLED_PLACEHOLDER: _("[[%(number)s]] stands twice in the text. Remove one of them."),
    QuestionFault.BAD_SHAPE: _(
        "The coordinates do not make the shape. A rectangle and an ellipse have four numbers, a circle three, "
        "a polygon two for each corner."
    ),
    QuestionFault.FLAT_AREA: _("The area has no height or no width. Make it larger."),
    QuestionFault.AREA_OUTSIDE_IMAGE: _("The area reaches outside the image. Make it smaller, or move it."),
    QuestionFault.AREAS_OVERLAP: _("The area overlaps area %(other)s. Move one of them."),
}
UNUSABLE_QUESTION = _("The question cannot be used as it is. Look at the answers, and save again.")

UNREADABLE_ANSWER = _("We could not read the answer. Choose again, and check your answer.")
RESPONSE_FAULTS: dict[ResponseFault, Sentence] = {
    ResponseFault.UNKNOWN_ID: _("The answer names an option that is not in the question. Choose again."),
    ResponseFault.DOUBLED_ID: _("The same place is used twice. Give each its own place."),
    ResponseFault.MISSING_ID: _("Give every row a place."),
    ResponseFault.OUT_OF_RANGE: _("The number is outside what can be chosen. Choose another."),
    ResponseFault.WRONG_TYPE: UNREADABLE_ANSWER,
    ResponseFault.TOO_LONG: _("The answer holds too much. Choose fewer, or write less."),
    ResponseFault.NOT_A_NUMBER: _("Write a number, for example 1.234,5."),
    ResponseFault.UNEXPECTED_UNIT: _("Write the number alone, without a unit."),
    ResponseFault.UNSTORABLE_TEXT: _("The text holds a character that cannot be read. Write it again."),
}
# Where a kind needs other words than the rest.
RESPONSE_FAULTS_OF_KINDS: dict[tuple[str, ResponseFault], Sentence] = {
    ("rating", ResponseFault.OUT_OF_RANGE): _("Choose a level from 0 to 4."),
    ("points", ResponseFault.NOT_A_NUMBER): _("Give each point both x and y, as whole numbers."),
    ("points", ResponseFault.OUT_OF_RANGE): _("A point is outside the picture. Choose a place inside it."),
    ("drag_text", ResponseFault.DOUBLED_ID): _("A word is used twice, and it can be used once. Choose another."),
    ("hotspot", ResponseFault.TOO_LONG): _("You have chosen too many. Remove some."),
}
UNREADABLE_POSITION = _("We could not read how far the video is.")
NO_ANSWER = _("Choose an answer, or skip the question.")
NO_QUESTION = _("Choose one kind of question, and write its answers.")
TRIAL_IS_OLD = _("The preview is more than a day old. Change something in the question, and it is made anew.")
NO_CERTAINTY = _("Say how certain you are.")
NO_MORE_ANSWERS = _("This question takes no more answers. What you wrote still stands here.")
TIME_IS_UP = _("The time is up, so this answer does not count. What you wrote is kept here.")
WRITTEN_IN_TWO_PLACES = _("You have answered differently in another tab. Choose which one to keep.")
PERSONAL_NUMBER = _("It looks as if there is a CPR number in the answer. Remove it, and send again.")
SIGNED_OUT = _("You are signed out. Sign in again: what you wrote is kept on this device.")
UNREADABLE_DRAFT = _("We could not save what you wrote. Make it shorter, or load the page again.")


def about_question(fault: BadQuestion, *, number: int | None = None, other: int | None = None) -> str:
    """What an editor must mend, in a sentence. `number` and `other` are the rows it is about, from 1, when known."""
    values = {"number": number or "?", "other": other or "?"}
    return str(QUESTION_FAULTS.get(fault.reason, UNUSABLE_QUESTION)) % {**fault.params, **values}


def about_response(fault: BadResponse, kind: str = "") -> str:
    """What was wrong with what was sent, in a sentence; the kind of question may have words of its own."""
    common = RESPONSE_FAULTS.get(fault.reason, UNREADABLE_ANSWER)
    return str(RESPONSE_FAULTS_OF_KINDS.get((kind, fault.reason), common))


IN_PLACE = frozenset({"absolute", "all_or_nothing", "distance"})  # the graders where right means its own place


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
    if near and isinstance(told, OrderReview) and told.grader in IN_PLACE:
        counts = {"right": sum(item.right for item in told.items), "all": len(told.items)}
        return gettext("Nearly: %(right)s of %(all)s stand in the right place") % counts
    if near and isinstance(told, ChoiceReview) and told.kind == "multiple":
        found = sum(option.right and option.chosen for option in told.options)
        counts = {"right": found, "all": sum(option.right for option in told.options)}
        return gettext("Close: you found %(right)s of %(all)s right answers") % counts
    if near and isinstance(told, GapsReview):
        counts = {"right": sum(gap.right for gap in told.gaps), "all": len(told.gaps)}
        return gettext("Nearly: %(right)s of %(all)s fields are right") % counts
    if near and isinstance(told, PartsReview):
        counts = {"right": sum(part.review.outcome is Outcome.RIGHT for part in told.parts), "all": len(told.parts)}
        if told.kind == "cloze":
            return gettext("Nearly: %(right)s of %(all)s fields are right") % counts
        return gettext("Nearly: %(right)s of %(all)s parts are right") % counts
    if near and isinstance(told, AreasReview):
        counts = {
            "right": sum(area.right and area.chosen for area in told.areas),
            "all": sum(area.right for area in told.areas),
        }
        return gettext("Close: you found %(right)s of %(all)s right places") % counts
    if isinstance(told, SliderReview):
        numbers = {"chosen": localized(told.chosen), "value": localized(told.value)}
        if near:
            return gettext("Close: you chose %(chosen)s, the right number is %(value)s") % numbers
        return gettext("Not yet: you chose %(chosen)s, the right number is %(value)s") % numbers
    if isinstance(told, NumericReview) and told.unit_missed:
        return gettext("Close: the number fits, the unit does not")
    return gettext("Close to it") if near else gettext("Not yet")


def localized(number: str) -> str:
    """A decimal number with a point as a Dane writes it, with a real minus."""
    return number.replace(".", ",").replace("-", "\N{MINUS SIGN}")


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
