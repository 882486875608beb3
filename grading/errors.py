"""What can be wrong with a question or a response, as codes that an interface can translate."""

from enum import StrEnum


class QuestionFault(StrEnum):
    """Why a question cannot be used. `BadQuestion.params` names what each one carries."""

    NOT_A_MAPPING = "not_a_mapping"  # where
    UNKNOWN_KIND = "unknown_kind"  # where: of no such kind, or of one that cannot stand there
    UNKNOWN_FIELD = "unknown_field"  # where
    MISSING_FIELD = "missing_field"  # where
    WRONG_TYPE = "wrong_type"  # where
    BLANK_TEXT = "blank_text"  # where
    TOO_LONG = "too_long"  # where, limit
    UNSTORABLE_TEXT = "unstorable_text"  # where: a null character or half a surrogate pair
    BAD_ID = "bad_id"  # where
    DOUBLED_ID = "doubled_id"  # where, id
    DOUBLED_TEXT = "doubled_text"  # where, id: two answers that a reader cannot tell apart
    BAD_FRACTION = "bad_fraction"  # where
    FRACTION_OUT_OF_RANGE = "fraction_out_of_range"  # where
    OUT_OF_RANGE = "out_of_range"  # where, lowest, highest
    TOO_FEW = "too_few"  # where, least
    NO_RIGHT_ANSWER = "no_right_answer"
    CANNOT_REACH_ONE = "cannot_reach_one"  # best
    ABOVE_ONE = "above_one"  # best
    TICKING_EVERYTHING_PAYS = "ticking_everything_pays"  # total
    UNKNOWN_RIGHT_ID = "unknown_right_id"  # id: the pair
    UNKNOWN_GRADER = "unknown_grader"
    UNKNOWN_SCORING = "unknown_scoring"  # where
    NONE_RIGHT_BUT_ONE_IS = "none_right_but_one_is"
    SPLIT_PANEL = "split_panel"  # lower, upper: the panel's two middle levels, too far apart to be one view
    BAD_DECIMAL = "bad_decimal"  # where
    BAD_SCALE = "bad_scale"  # where: a slider's high not above its low, or a step that does not lead from low to high
    TOO_MANY_STEPS = "too_many_steps"  # where, limit
    OFF_THE_SCALE = "off_the_scale"  # where: outside a slider's scale, or between two steps
    BAD_TOLERANCE = "bad_tolerance"  # where: below 0, or a near one that is not wider than the other
    EVERYTHING_IS_RIGHT = "everything_is_right"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"  # id: [[id]] in the text, and nothing has that id
    MISSING_PLACEHOLDER = "missing_placeholder"  # id: not once in the text as [[id]]
    DOUBLED_PLACEHOLDER = "doubled_placeholder"  # id: more than once in the text
    BAD_SHAPE = "bad_shape"  # where, id: an unknown shape, or coordinates that do not make it
    FLAT_AREA = "flat_area"  # id: nobody can click it
    AREA_OUTSIDE_IMAGE = "area_outside_image"  # id
    AREAS_OVERLAP = "areas_overlap"  # id, other
    UNREACHABLE_ANSWER = "unreachable_answer"  # id, by: the earlier answer that wins, perhaps with others before it
    EMPTY_RANGE = "empty_range"  # id: no number is in it
    UNKNOWN_WORD = "unknown_word"  # where: not one of the words that can stand there
    NO_UNITS = "no_units"  # a unit is asked for, and there is none
    UNITS_NOT_READ = "units_not_read"  # there are units, and the rule is that no unit is read


class ResponseFault(StrEnum):
    """Why a response cannot be graded. Never carries what was sent."""

    WRONG_TYPE = "wrong_type"
    TOO_LONG = "too_long"
    UNKNOWN_ID = "unknown_id"
    DOUBLED_ID = "doubled_id"
    MISSING_ID = "missing_id"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_NUMBER = "not_a_number"
    UNEXPECTED_UNIT = "unexpected_unit"
    UNSTORABLE_TEXT = "unstorable_text"


class BadQuestion(ValueError):
    """The data is no question a learner can be given. `reason` is a code, `params` say where."""

    def __init__(self, reason: QuestionFault, **params: str | int) -> None:
        super().__init__(reason, params)
        self.reason = reason
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.reason.value} ({details})" if details else self.reason.value


class BadResponse(ValueError):
    """What was sent is no response to this question. `reason` is a code."""

    def __init__(self, reason: ResponseFault) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason.value
