"""What we tell editors about a file of questions: why it cannot be read, what of it is lost, and what to mend."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.messages import QUESTION_FAULTS, UNUSABLE_QUESTION, about_question
from grading import BadQuestion, QuestionFault
from grading.imported import Loss, UnreadableFile

Sentence = Promise | str

_DAMAGED = _("The question is damaged. Export it again from the other system.")
_NOT_GRADED_ALIKE = _("The question is graded in a way that the portal cannot follow. Write it anew in the bank.")

FILE_FAULTS: dict[str, Sentence] = {
    "empty": _("The file is empty. Choose another."),
    "too_big": _("The file is larger than 5 MB. Divide it in two."),
    "unknown_encoding": _("The text in the file cannot be read. Save it as UTF-8, and upload it again."),
    "unknown_format": _("The file is neither Moodle XML, GIFT nor QTI. Export it again in one of them."),
    "not_xml": _("The file is damaged: it cannot be read as XML. Export it again."),
    "entities": _("The file defines its own characters (ENTITY), and that is not safe. Export it without them."),
    "too_deep": _("The file nests deeper than %(limit)s levels. Export it again in another format."),
    "too_many_elements": _("The file holds too much. Divide it in two."),
    "not_an_item": _("There is no QTI question in the file. Export it again."),
    "not_moodle_xml": _("The file is not Moodle XML. Export it again from Moodle's question bank."),
    "manifest_alone": _("This is only the list of contents. Upload the whole zip file."),
    "bad_zip": _("The zip file is damaged. Make it again."),
    "encrypted": _("The zip file has a password. Make one without."),
    "zip_bomb": _("The zip file becomes far larger when it is unpacked, and that is not safe. Make it again."),
    "path_outside": _("The zip file points out of its own folder, and that is not safe. Make it again."),
    "too_many_files": _("The zip file has more than %(limit)s files. Divide it in two."),
    "too_big_unpacked": _(
        "The zip file takes more than 20 MB unpacked. Divide it in two, or make the pictures smaller."
    ),
    "no_manifest": _("The zip file has no list of contents (imsmanifest.xml). Export it again as a QTI package."),
    "no_items": _("There are no questions in the zip file. Choose them again when you export."),
    "too_many_questions": _("The file has more than %(limit)s questions. Divide it in two."),
    "no_questions": _("There are no questions in the file. Choose them again when you export."),
    "bad_area": _("An area in the picture has coordinates that cannot be read. Draw it again in the other system."),
    "bad_declaration": _DAMAGED,
    "bad_value": _("A number or a key in the question cannot be read. Mend it in the other system."),
    "doubled_identifier": _("Two parts of the question have the same name. Rename one in the other system."),
    "missing_attribute": _DAMAGED,
    "no_lookup_table": _DAMAGED,
    "wrong_number_of_operands": _DAMAGED,
    "unknown_template": _NOT_GRADED_ALIKE,
    "unsupported_expression": _NOT_GRADED_ALIKE,
    "unsupported_rule": _NOT_GRADED_ALIKE,
    "unsupported_pattern": _("The right answer is a pattern that the portal cannot read. Write the answers out."),
}

PROBLEMS: dict[str, Sentence] = {
    **FILE_FAULTS,
    "bad_fraction": _("A grade in the question is no number. Mend it in the other system."),
    "bad_penalty": _("The penalty is no number. Mend it in the other system."),
    "bad_scale": _("The scale does not add up. Mend its lowest number, highest number and step."),
    "braces": _("A { or } is missing or stands once too often. Mend it in the file."),
    "drawn_at_random": _("The question is drawn from others. Take those questions instead."),
    "formula": _("The answer is a formula. Write the question anew as a number."),
    "formula_too_long": _("The answer is a formula. Write the question anew as a number."),
    "gap_without_choice": _("The text has a gap, and no choice belongs in it. Add the choice in the other system."),
    "gaps_without_key": _("Not every gap has one right answer. Add the answers in the other system."),
    "graded_by_people": _("People must grade the answer, and a self-test grades by itself. Leave the question out."),
    "match_of_many": _("A row belongs to several others. Divide it, so that each row has one partner."),
    "missing_identifier": _DAMAGED,
    "missing_file": _("The question is in the list of contents, and its file is missing. Export the package again."),
    "no_answers": _("The question has no answers. Add them in the other system."),
    "no_body": _("The question has no text. Write it in the other system."),
    "no_gaps": _("The text has no gaps. Add them in the other system."),
    "no_key": _("The question has no right answer. Mark it in the other system."),
    "no_picture": _("The picture is missing. Add it in the other system, or make the question anew."),
    "no_score": _NOT_GRADED_ALIKE,
    "no_whole_order": _("The right order does not hold every row. Mend it in the other system."),
    "not_a_number": _("«%(written)s» is no number. Mend it in the other system."),
    "not_a_question": _("This is a text without a question. Leave it out, or put it in the module."),
    "pair_without_answer": _("«%(left)s» has nothing that belongs to it. Add it in the other system."),
    "picture_without_size": _("The picture's width and height are missing. Add them in the other system."),
    "picture_not_here": _(
        "The picture is not in the portal. Upload it under Pictures first, and then this file again."
    ),
    "personal_number": _(
        "There seems to be a CPR number in the question. Remove it from the file, and upload it again."
    ),
    "scoring_not_ours": _NOT_GRADED_ALIKE,
    "too_few_answers": _("There must be at least %(least)s answers. Add one in the other system."),
    "too_long_here": _("A text is longer than a field in the bank takes. Make it shorter in the other system."),
    "too_much_markup": _("A text in the question is too long. Make it shorter in the other system."),
    "undeclared_response": _DAMAGED,
    "unknown_identifier": _("The right answer points at a choice that is not there. Mend it in the other system."),
    "unreadable_response": _NOT_GRADED_ALIKE,
    "unsupported_interaction": _("The portal has no such kind of question. Write it anew as another kind."),
    "unsupported_response": _("The portal has no such kind of question. Write it anew as another kind."),
    "unsupported_type": _("The portal has no such kind of question («%(type)s»). Write it anew as another kind."),
}

LOSSES: dict[str, Sentence] = {
    "adaptive": _("that it goes on after the first answer"),
    "catalog_info": _("help texts"),
    "catalogInfo": _("help texts"),
    "companionMaterialsInfo": _("what belongs with it"),
    "category": _("the category"),
    "feedback": _("some of what is said after the answer"),
    "files": _("files and pictures"),
    "fixed": _("that an answer keeps its place"),
    "formatting": _("bold, italics and the like"),
    "formula": _("formulas (they become text)"),
    "hints": _("some of the hints"),
    "idnumber": _("the other system's number"),
    "items_drawn_at_random": _("that only some of the rows are drawn"),
    "kind_not_in_format": _("the whole question: the format has no such kind"),
    "link": _("a link (its text stays)"),
    "match_max": _("how often a word can be used"),
    "media": _("sound or video"),
    "most_choices": _("how many may be chosen"),
    "negative_fraction": _("that a wrong answer costs points"),
    "no_question_text": _("nothing, but the question had no text: its name is used"),
    "not_read_back": _("nothing in other systems, but the portal cannot read the question again"),
    "picture": _("a picture (its description stays)"),
    "points_scaled": _("how many points it gave: here each question gives 1"),
    "printedVariable": _("numbers that change from time to time"),
    "rubricBlock": _("instructions beside the question"),
    "stylesheet": _("colours and looks"),
    "table": _("the shape of a table"),
    "template": _("numbers that change from time to time"),
    "templateBlock": _("text that changes from time to time"),
    "templateInline": _("text that changes from time to time"),
    "text_after": _("the text after the last answer"),
    "whole_numbers": _("that only whole numbers are taken"),
}

# Of `not_kept`: what each of the engine's fields is called by editors.
FIELDS: dict[str, Sentence] = {
    "answers": _("some of the answers"),
    "category": _("the category"),
    "choices": _("choices, or how often they can be used"),
    "default_fraction": _("what a miss costs"),
    "explanation": _("the explanation"),
    "feedback": _("what is said to right and wrong answers"),
    "gaps": _("what is said about a gap"),
    "grader": _("how the order is graded"),
    "hints": _("the hints"),
    "image": _("the picture"),
    "level": _("the experts' levels"),
    "level_feedback": _("what is said to a level"),
    "lowest": _("that it can give less than 0"),
    "match_accents": _("that accents do not matter"),
    "match_case": _("whether capital letters count"),
    "most": _("how many may be chosen"),
    "name": _("the title"),
    "near": _("what a close answer gives"),
    "near_tolerance": _("what counts as close"),
    "none_right": _("that none is right"),
    "number_format": _("how numbers are written"),
    "options": _("the answers' shares or explanations"),
    "pairs": _("what is said about a pair"),
    "panel": _("each expert's own level"),
    "parts": _("some of a part: its weight, explanation or key"),
    "penalty": _("what a try costs"),
    "prompt": _("line breaks or signs in the question"),
    "quote": _("the text to judge"),
    "rule": _("the rule"),
    "scoring": _("what gives points"),
    "tags": _("the tags"),
    "text": _("line breaks or signs in the text"),
    "tolerance": _("how near counts"),
    "unit_penalty": _("what a wrong unit costs"),
    "unit_penalty_of": _("what a wrong unit costs"),
    "unit_rule": _("the units"),
    "unit_text": _("the unit"),
    "units": _("the units"),
    "units_left": _("the units"),
}
SOMETHING = _("a detail")

FILE_TOO_BIG = _("The file is larger than 5 MB. Divide it in two.")
WRONG_SUFFIX = _("Choose a file that ends in .xml, .gift, .txt or .zip.")
CHOOSE_QUESTIONS = _("Choose at least one question.")
NOTHING_TO_EXPORT = _("There are no questions to export by this choice. Choose others.")


def about_file(fault: UnreadableFile) -> str:
    """Why the file cannot be read, in a sentence, with the line where it is known."""
    told = _filled(FILE_FAULTS.get(fault.reason, FILE_FAULTS["unknown_format"]), fault.params)
    if fault.line is None:
        return told
    place = gettext("(Line %(line)s)") % {"line": fault.line}
    return f"{told} {place}"


def about_problem(reason: str, params: Mapping[str, str | int]) -> str:
    """Why a question cannot be taken in, and the cure."""
    if reason in PROBLEMS:
        return _filled(PROBLEMS[reason], params)
    try:
        return about_question(BadQuestion(QuestionFault(reason), **params))
    except (ValueError, KeyError):
        return str(UNUSABLE_QUESTION)


def about_loss(loss: Loss) -> str:
    """What is lost, as words for a list."""
    if loss.reason == "not_kept":
        field = str(loss.params["field"]).partition(".")[0]
        return str(FIELDS.get(field, SOMETHING))
    return str(LOSSES.get(loss.reason, SOMETHING))


def about_losses(losses: list[Loss]) -> list[str]:
    """Each once."""
    return list(dict.fromkeys(about_loss(loss) for loss in losses))


def _filled(sentence: Sentence, params: Mapping[str, str | int]) -> str:
    try:
        return str(sentence) % params
    except KeyError:
        return str(UNUSABLE_QUESTION)


KNOWN = frozenset({*PROBLEMS, *(fault.value for fault in QUESTION_FAULTS)})
