"""Items as other systems write them, in QTI 2.2, by name: one for each way that a question can be put.

What becomes of each is kept in imported.json.
"""

from tests.unit.grading.qti.items import TEMPLATES, area_mapping, base, mapping, outcome, response, score, variable

RESPONSE = variable("RESPONSE")
CORRECT = '<correct identifier="RESPONSE"/>'


def item(declarations, body, processing="", *, attributes='title="Titel"', after=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" {attributes}>'
        f"{declarations}{outcome()}<itemBody>{body}</itemBody>{processing}{after}</assessmentItem>"
    )


def by_template(name):
    return f'<responseProcessing template="{TEMPLATES}{name}"/>'


MATCH, MAP, MAP_POINT = (by_template(name) for name in ("match_correct", "map_response", "map_response_point"))


def processing(*rules):
    return f"<responseProcessing>{''.join(rules)}</responseProcessing>"


def op(name, *inner, **attributes):
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inner)}</{name}>"


def gives(worth):
    return score(base(worth))


def adds(worth):
    return score(op("sum", variable("SCORE"), base(worth)))


def tells(*names):
    return score(op("multiple", variable("FEEDBACK"), *(base(name, "identifier") for name in names)), "FEEDBACK")


def when(*branches, otherwise=""):
    """(test, rules) of each."""
    rows = "".join(
        op("responseElseIf" if place else "responseIf", test, rules) for place, (test, rules) in enumerate(branches)
    )
    return op("responseCondition", rows, otherwise and op("responseElse", otherwise))


def rules(*branches):
    return processing(when(*branches))


FEEDBACK = outcome("FEEDBACK", "identifier", "multiple")


def modal(name, text, shown="show", outcome_name="FEEDBACK"):
    return op("modalFeedback", text, outcomeIdentifier=outcome_name, identifier=name, showHide=shown)


# Choices.


def rows(*names, tag="simpleChoice", **attributes):
    return "".join(op(tag, f"Svar {name}", identifier=name, **attributes) for name in names)


def choice(*names, most=1, name="RESPONSE", asked="Hvad gælder?", **attributes):
    inside = op("prompt", asked) if asked else ""
    return op("choiceInteraction", inside, rows(*names), responseIdentifier=name, maxChoices=most, **attributes)


def chosen(name):
    return op("match", RESPONSE, base(name, "identifier"))


def ticked(name):
    return op("member", base(name, "identifier"), RESPONSE)


def mapped(worths, attributes="", **more):
    return response(more=mapping(worths, attributes=attributes), **more)


def scaled(by):
    return processing(score(op("divide", '<mapResponse identifier="RESPONSE"/>', by)))


SEVERAL = {"cardinality": "multiple"}
ABC = ("A", "B", "C")
EIGHT = tuple("ABCDEFGH")

CHOICES = {
    "no choices": item(response(correct=["A"]), choice(), MATCH),
    "a choice without identifier": item(
        response(correct=["A"]),
        choice("A").replace("</choiceInteraction>", "<simpleChoice>B</simpleChoice></choiceInteraction>"),
        MATCH,
    ),
    "only one choice": item(response(correct=["A"]), choice("A"), MATCH),
    "fixed choices": item(response(correct=["A"]), choice("A", "B").replace('"B"', '"B" fixed="true"'), MATCH),
    "a default for the others": item(mapped({"A": 2}, 'defaultValue="-1"'), choice(*ABC), MAP),
    "a default that is right": item(mapped({"A": 0}, 'defaultValue="1"'), choice(*ABC), MAP),
    "no points at all": item(mapped({"A": -1, "B": 0}), choice("A", "B"), MAP),
    "points divided": item(mapped({"A": 3, "B": 1, "C": -3}), choice(*ABC), scaled(base("3"))),
    "points divided by thirds": item(
        mapped({"A": 3, "B": 1}), choice("A", "B"), scaled(op("divide", base("9"), base("3")))
    ),
    "points divided by nothing plain": item(mapped({"A": 3, "B": 1}), choice("A", "B"), scaled(op("sum", base("3")))),
    "a low bound below minus one": item(mapped({"A": 1, "B": -5}, 'lowerBound="-3"'), choice("A", "B"), MAP),
    "a low bound of the points": item(mapped({"A": 4, "B": -3, "C": -4}, 'lowerBound="-2"'), choice(*ABC), MAP),
    "a bound above": item(mapped({"A": 4, "B": 2, "C": 1}, 'upperBound="2"'), choice(*ABC), MAP),
    "an entry given twice": item(
        mapped({"A": 1}).replace("</mapping>", '<mapEntry mapKey="A" mappedValue="0"/></mapping>'),
        choice("A", "B"),
        MAP,
    ),
    "points by rules": item(
        response(),
        choice(*ABC),
        rules((chosen("A"), gives("2")), (chosen("B"), gives("1")), (chosen("C"), gives("-4"))),
    ),
    "all right by rules but one": item(
        response(), choice(*ABC), rules((chosen("A"), gives("1")), (chosen("B"), gives("1")))
    ),
    "points for no answer": item(
        response(correct=["A"]),
        choice("A", "B"),
        rules((op("isNull", RESPONSE), gives("0.5")), (op("match", RESPONSE, CORRECT), gives("1"))),
    ),
    "no score": item(response(correct=["A"]), choice("A", "B"), processing(score(RESPONSE))),
    "true and false": item(response(correct=["False"]), choice("True", "False"), MATCH),
    "true and false with half": item(mapped({"true": 1, "false": 0.5}), choice("true", "false"), MAP),
    "false and true": item(response(correct=["true"]), choice("false", "true"), MATCH),
    "five levels": item(
        mapped({"a": 0, "b": 0.5, "c": 1, "d": 0.5, "e": 0}), choice(*"abcde", **{"data-kind": "rating"}), MAP
    ),
    "five levels of which two are right": item(
        mapped({"a": 1, "b": 0.5, "c": 1, "d": 0.5, "e": 0}), choice(*"abcde", **{"data-kind": "rating"}), MAP
    ),
    "four levels": item(mapped({"a": 0, "b": 0.5, "c": 1, "d": 0.5}), choice(*"abcd", **{"data-kind": "rating"}), MAP),
    "several alike": item(response(correct=["A", "C"], **SEVERAL), choice(*ABC, most=0), MATCH),
    "several with all right": item(response(correct=["A", "B"], **SEVERAL), choice("A", "B", most=0), MATCH),
    "several with a most": item(mapped({"A": 1, "B": 1, "C": -1}, **SEVERAL), choice(*ABC, most=2), MAP),
    "several with a most of all": item(mapped({"A": 1, "B": 1, "C": -1}, **SEVERAL), choice(*ABC, most=3), MAP),
    "several with a most that is no number": item(
        mapped({"A": 1, "B": 1, "C": -1}, **SEVERAL), choice(*ABC, most="to"), MAP
    ),
    "several where wrong costs nothing": item(
        mapped({"A": 0.5, "B": 0.5}, correct=["A", "B"], **SEVERAL), choice(*ABC, most=0), MAP
    ),
    "several with little points": item(
        mapped({"A": 0.25, "B": 0.25, "C": -0.25}, 'lowerBound="-0.25"', **SEVERAL), choice(*ABC, most=0), MAP
    ),
    "several with a bound above": item(
        mapped({"A": 1, "B": 1, "C": -1}, 'lowerBound="0" upperBound="1"', **SEVERAL), choice(*ABC, most=0), MAP
    ),
    "several divided": item(
        mapped({"A": 1, "B": 2, "C": -3}, 'lowerBound="-3"', **SEVERAL), choice(*ABC, most=0), scaled(base("3"))
    ),
    "several with a default": item(
        mapped({"A": 1, "B": 1}, 'defaultValue="-1" lowerBound="0"', **SEVERAL), choice(*ABC, most=0), MAP
    ),
    "several by rules": item(
        response(correct=["A", "B"], **SEVERAL),
        choice(*ABC, most=0),
        processing(*(when((ticked(name), adds("0.5"))) for name in "AB")),
    ),
    "several by rules with a loss": item(
        response(correct=["A", "B"], **SEVERAL),
        choice("A", "B", most=0),
        processing(when((ticked("A"), adds("1"))), when((ticked("B"), adds("0.75")))),
    ),
    "nothing to be ticked": item(
        response(**SEVERAL), choice("A", "B", most=0), rules((op("isNull", RESPONSE), gives("1")))
    ),
    "nothing to be ticked for two": item(
        response(**SEVERAL), choice("A", "B", most=0), rules((op("isNull", RESPONSE), gives("0.5")))
    ),
    "several without points": item(mapped({"A": 0, "B": -1}, **SEVERAL), choice("A", "B", most=0), MAP),
    "eight alike": item(response(correct=["A", "C", "H"], **SEVERAL), choice(*EIGHT, most=0), MATCH),
    "eight of points": item(
        mapped({"A": 1, "C": 2, "H": 1, "B": -1}, 'lowerBound="0"', **SEVERAL), choice(*EIGHT, most=0), MAP
    ),
    "eight that are not ours": item(
        response(correct=["A"], **SEVERAL),
        choice(*EIGHT, most=0),
        rules((ticked("A"), gives("1")), (ticked("B"), gives("0.5"))),
    ),
    "a list in a sentence": item(
        response(correct=["b"]),
        '<p>Her er <inlineChoiceInteraction responseIdentifier="RESPONSE">'
        f"{rows('a', 'b', tag='inlineChoice')}</inlineChoiceInteraction></p>",
        MATCH,
    ),
}


# Orders, matches and gaps.


def order(*names):
    return op("orderInteraction", op("prompt", "Rækkefølge?"), rows(*names), responseIdentifier="RESPONSE")


def ordered(*correct):
    return response(cardinality="ordered", correct=correct)


def placed_at(name, place):
    return when((op("match", op("index", RESPONSE, n=place), base(name, "identifier")), adds("1")))


def match(lefts, rights, count=2):
    sets = [op("simpleMatchSet", rows(*names, tag="simpleAssociableChoice", matchMax="0")) for names in (lefts, rights)]
    return op(
        "matchInteraction",
        op("prompt", "Par?"),
        *(sets * 2)[:count],
        responseIdentifier="RESPONSE",
        maxAssociations="0",
    )


def pairs(*correct, worths=None, **more):
    inside = "" if worths is None else mapping(worths, **more)
    return response(base_type="directedPair", cardinality="multiple", correct=correct or None, more=inside)


def gap_match(words, *gaps, **attributes):
    text = " og ".join(op("gap", identifier=gap) for gap in gaps)
    return op(
        "gapMatchInteraction",
        op("prompt", "Træk"),
        *words,
        op("p", f"Først {text} [[sidst]]."),
        responseIdentifier="RESPONSE",
        **attributes,
    )


def word(name, most="1", **attributes):
    return op("gapText", f"ord {name}", identifier=name, matchMax=most, **attributes)


PLACED = {
    "an order of five": item(ordered(*"BCADE"), order(*"ABCDE"), MATCH),
    "an order of places": item(
        ordered(*"BCADE"), order(*"ABCDE"), processing(*(placed_at(name, at + 1) for at, name in enumerate("BCADE")))
    ),
    "an order of three places": item(
        ordered(*"BCA"), order(*"ABC"), processing(*(placed_at(name, at + 1) for at, name in enumerate("BCA")))
    ),
    "an order with a row too few": item(ordered("A", "B"), order(*ABC), MATCH),
    "an order that is not ours": item(
        ordered(*ABC), order(*ABC), processing(placed_at("A", 1), placed_at("B", 1), placed_at("C", 3))
    ),
    "pairs alike": item(pairs("a x", "b y"), match("ab", "xyz"), MATCH),
    "pairs by points": item(
        pairs(worths={"a x": 2, "b y": 2, "b x": 0}, attributes='defaultValue="0"'), match("ab", "xy"), MAP
    ),
    "pairs by little points": item(
        pairs(worths={"a x": 0.5, "b y": 0.5, "odd": 1}, attributes='defaultValue="0"'), match("ab", "xy"), MAP
    ),
    "pairs the other way round": item(pairs("a x", "a y", "b z"), match("ab", "xyz"), MATCH),
    "pairs the other way round by points": item(pairs(worths={"a x": 1, "a y": 1, "b z": 1}), match("abc", "xyz"), MAP),
    "pairs of many": item(pairs("a x", "a y", "b y"), match("ab", "xyz"), MATCH),
    "pairs with a stranger": item(pairs("a x", "b q"), match("ab", "xyz"), MATCH),
    "pairs of three sets": item(pairs("a x", "b y"), match("ab", "xy", count=3), MATCH),
    "pairs of one set": item(pairs("a x", "b y"), match("ab", "xy", count=1), MATCH),
    "pairs that are not ours": item(
        pairs(worths={"a x": 1, "b y": 3}, attributes='defaultValue="0"'), match("ab", "xy"), MAP
    ),
    "words": item(
        pairs("A G1", "B G2", worths={"A G1": 1, "B G2": 1}),
        gap_match([word("A"), word("B"), word("C")], "G1", "G2"),
        MAP,
    ),
    "words used again": item(
        pairs(worths={"A G1": 1, "A G2": 1, "B G3": 1}),
        gap_match(
            [
                word("A", "0"),
                word("B", "3"),
                '<gapImg identifier="I" matchMax="1"><object data="p/i.png" '
                'type="image/png" width="5" height="5">Et billede</object></gapImg>',
            ],
            "G1",
            "G2",
            "G3",
        ),
        MAP,
    ),
    "words in groups": item(
        pairs(worths={"A G1": 1, "B G2": 1}),
        gap_match([word("A", **{"data-group": "2"}), word("B"), word("C")], "G1", "G2"),
        MAP,
    ),
    "words alike": item(pairs("A G1", "B G2"), gap_match([word("A"), word("B")], "G1", "G2"), MATCH),
    "words without a key for a gap": item(pairs("A G1", worths={"A G1": 1}), gap_match([word("A")], "G1", "G2"), MAP),
    "two words for a gap": item(pairs(worths={"A G1": 1, "B G1": 1}), gap_match([word("A"), word("B")], "G1"), MAP),
    "a word that is not there": item(pairs(worths={"Q G1": 1}), gap_match([word("A")], "G1"), MAP),
}


# Texts and numbers.

ENTRY = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
ASKED = f"<p>Byen er {ENTRY} i dag.</p>"
HOW_MUCH = f"<p>Hvor meget er det? {ENTRY}</p>"


def entries(*found, attributes=""):
    """(key, worth, case-sensitive) of each."""
    inside = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{worth}" caseSensitive="{case}"/>' for key, worth, case in found
    )
    return f"<mapping {attributes}>{inside}</mapping>"


def text(*correct, more=""):
    return response(base_type="string", correct=correct or None, more=more)


def number(*correct, base_type="float", more=""):
    return response(base_type=base_type, correct=correct or None, more=more)


def string_match(key, **attributes):
    return op("stringMatch", RESPONSE, base(key, "string"), **attributes)


def pattern(source):
    return op("patternMatch", RESPONSE, pattern=source)


def equal(key=CORRECT, **attributes):
    return op("equal", key, RESPONSE, **attributes)


def within(tolerance, mode="absolute", **attributes):
    return equal(toleranceMode=mode, tolerance=tolerance, **attributes)


def between(low, high, low_name="gte", high_name="lte"):
    return op("and", op(low_name, RESPONSE, base(low)), op(high_name, RESPONSE, base(high)))


def times(by):
    return op("product", RESPONSE, base(by))


ANSWERED = op("not", op("isNull", RESPONSE))

WRITTEN = {
    "texts of both cases": item(text(more=entries(("York", 1, "true"), ("12", 0.5, "false"))), ASKED, MAP),
    "texts of the other cases": item(text(more=entries(("York", 1, "false"), ("12", 0.5, "true"))), ASKED, MAP),
    "texts of cases that differ": item(text(more=entries(("York", 1, "true"), ("Leeds", 0.5, "false"))), ASKED, MAP),
    "texts with points": item(
        text(more=entries(("York", 4, "true"), ("Jorvik", 1, "true"), ("Hull", -1, "true"))), ASKED, MAP
    ),
    "texts with a default": item(text(more=entries(("York", 1, "true"), attributes='defaultValue="0.5"')), ASKED, MAP),
    "texts divided": item(text(more=entries(("York", 3, "true"), ("Hull", 1, "true"))), ASKED, scaled(base("3"))),
    "a text of an identifier": item(response(correct=["York"]), ASKED, MATCH),
    "a text with a star": item(text("Y*k"), ASKED, MATCH),
    "a blank text": item(text(" "), ASKED, MATCH),
    "a text without a key": item(text(), ASKED, MATCH),
    "texts of several": item(response(base_type="string", cardinality="multiple", correct=["A"]), ASKED, MATCH),
    "a text of a point": item(response(base_type="point", correct=["1 2"]), ASKED, rules((ANSWERED, gives("1")))),
    "fifty texts": item(text(more=entries(*((f"t{at}", 1, "true") for at in range(50)))), ASKED, MAP),
    "fifty-one texts": item(text(more=entries(*((f"t{at}", 1, "true") for at in range(51)))), ASKED, MAP),
    "texts by rules": item(
        text("York"),
        ASKED,
        rules(
            (op("match", RESPONSE, CORRECT), gives("2")),
            (string_match("Jorvik"), gives("1")),
            (string_match("Hull"), gives("-1")),
        ),
    ),
    "texts by rules without case": item(
        text(),
        ASKED,
        rules(
            (string_match("York", caseSensitive="false"), gives("1")),
            (string_match("Hull", caseSensitive="0"), gives("0.25")),
        ),
    ),
    "texts by rules that add": item(
        text(), ASKED, processing(when((string_match("York"), adds("1"))), when((string_match("Hull"), adds("0.25"))))
    ),
    "texts by one or another": item(
        text(),
        ASKED,
        rules((op("or", string_match("York"), string_match("Jorvik")), gives("1")), (ANSWERED, gives("0.5"))),
    ),
    "texts by patterns": item(
        text(),
        ASKED,
        rules(
            (pattern("[Yy][Oo]rk.*"), gives("1")), (pattern(r".*\[3\.5\]\*"), gives("0.5")), (ANSWERED, gives("0.25"))
        ),
    ),
    "texts by patterns with case": item(text(), ASKED, rules((pattern("York.*"), gives("1")))),
    "a pattern that is not ours": item(text(), ASKED, rules((pattern("Y+ork"), gives("1")))),
    "a text compared with another variable": item(
        text(), ASKED, rules((op("match", RESPONSE, variable("SCORE")), gives("1")))
    ),
    "a text that is told of": item(
        text("York") + FEEDBACK,
        ASKED,
        rules(
            (string_match("York"), gives("1") + tells("yes")),
            (string_match("Hull"), tells("no") + gives("0.5")),
            (ANSWERED, tells("none", "other")),
        ),
        after=modal("yes", "Ja &lt;b&gt;")
        + modal("no", "<contentBody><p>Nej</p><p>og nej</p></contentBody>")
        + modal("other", "Andet"),
    ),
    "numbers by points": item(
        number(more=entries(("3", 1, "true"), ("4.5", 0.5, "true"), ("x", 1, "true"))), HOW_MUCH, MAP
    ),
    "numbers in thirds": item(
        number(),
        HOW_MUCH,
        rules((equal(base("3")), gives("1")), (equal(base("4")), score(op("divide", base("1"), base("3"))))),
    ),
    "whole numbers": item(number("7", base_type="integer"), HOW_MUCH, MATCH),
    "whole numbers within": item(
        number("7", base_type="integer"), HOW_MUCH, rules((within("1"), gives("1")), (within("2.5"), gives("0.5")))
    ),
    "a number exactly": item(number("7.25"), HOW_MUCH, rules((equal(), gives("1")))),
    "a number within on both sides": item(number("7"), HOW_MUCH, rules((within("1 1"), gives("1")))),
    "a number within by a comma": item(number("7"), HOW_MUCH, rules((within("0.5,2"), gives("1")))),
    "a number within, low end open": item(
        number("7"), HOW_MUCH, rules((within("1", includeLowerBound="false"), gives("1")))
    ),
    "a number within, high end open": item(
        number("7"), HOW_MUCH, rules((within("1", includeUpperBound="0"), gives("1")))
    ),
    "a number within per cent": item(number("-20"), HOW_MUCH, rules((within("10", "relative"), gives("1")))),
    "a number within other per cents": item(number("-20"), HOW_MUCH, rules((within("10 5", "relative"), gives("1")))),
    "a number within a variable": item(number("7"), HOW_MUCH, rules((within("SCORE"), gives("1")))),
    "numbers between": item(
        number(),
        HOW_MUCH,
        rules(
            (between("3", "5"), gives("1")), (between("1", "8", "gt", "lt"), gives("0.5")), (ANSWERED, gives("0.25"))
        ),
    ),
    "numbers between, one end open": item(
        number(), HOW_MUCH, rules((between("3", "5", "gt"), gives("1")), (between("7", "9", "gte", "lt"), gives("1")))
    ),
    "numbers between that are turned": item(
        number(),
        HOW_MUCH,
        rules((op("and", op("lte", RESPONSE, base("5")), op("gte", RESPONSE, base("3"))), gives("1"))),
    ),
    "numbers of a quotient": item(
        number(),
        HOW_MUCH,
        rules((op("and", op("gte", times("2"), base("8")), op("lte", RESPONSE, base("16"))), gives("1"))),
    ),
    "numbers of a quotient below nothing": item(
        number(),
        HOW_MUCH,
        rules((op("and", op("gte", RESPONSE, base("-16")), op("lte", times("2"), base("-8"))), gives("1"))),
    ),
    "numbers of two quotients": item(
        number(),
        HOW_MUCH,
        rules((op("and", op("gte", times("2"), base("8")), op("lte", times("3"), base("24"))), gives("1"))),
    ),
    "numbers between nothing plain": item(
        number(),
        HOW_MUCH,
        rules((op("and", op("gte", RESPONSE, variable("SCORE")), op("lte", RESPONSE, base("5"))), gives("1"))),
    ),
    "a number and something else": item(number("7"), HOW_MUCH, rules((op("and", ANSWERED, within("1")), gives("1")))),
    "any number": item(number(), HOW_MUCH, rules((ANSWERED, gives("1")))),
    "a number with points": item(
        number("7") + FEEDBACK,
        HOW_MUCH,
        rules((equal(), gives("4") + tells("yes")), (within("1"), gives("1")), (ANSWERED, gives("-2") + tells("no"))),
        after=modal("yes", "Ja") + modal("no", "Nej"),
    ),
    "a number with a point": item(
        number("7.5"),
        HOW_MUCH.replace("textEntryInteraction ", 'textEntryInteraction data-number-format="plain" '),
        MATCH,
    ),
    "a number told by letters": item(number(), HOW_MUCH, rules((pattern("7.*"), gives("1")))),
    "a number by a variable": item(number(), HOW_MUCH, rules((equal(variable("SCORE")), gives("1")))),
    "numbers of which all cost": item(number(), HOW_MUCH, rules((equal(base("3")), gives("-1")))),
    "a branch that does nothing": item(
        number("7"),
        HOW_MUCH,
        rules((equal(), "<exitResponse/>")).replace(
            "</responseProcessing>", when((equal(), gives("1"))) + "</responseProcessing>"
        ),
    ),
    "a template without a mapping": item(number("7"), HOW_MUCH, MAP),
    "a pattern of two letters": item(text(), ASKED, rules((pattern("[yz]ork"), gives("1")))),
    "a pattern of a kind": item(text(), ASKED, rules((pattern(r"\d+"), gives("1")))),
    "a pattern of signs": item(text(), ASKED, rules((pattern(r"a\.b\\\*[\-]"), gives("1")))),
    "a number with a unit": item(number("7.5"), f'<p>Hvor langt? {ENTRY} <span class="unit">km</span></p>', MATCH),
}


def slider(**attributes):
    return op("sliderInteraction", op("prompt", "Hvor?"), responseIdentifier="RESPONSE", **attributes)


TEN = {"lowerBound": "0", "upperBound": "10"}
SLIDERS = {
    "a slider": item(number("7"), slider(**TEN), MATCH),
    "a slider of whole numbers": item(number("7", base_type="integer"), slider(**TEN, step="1"), MATCH),
    "a slider of halves": item(number("7.5"), slider(**TEN, step="0.5", **{"data-unit": " timer "}), MATCH),
    "a slider with points": item(
        number("7"), slider(**TEN), rules((within("1"), gives("4")), (within("2"), gives("1")))
    ),
    "a slider that is near by adding": item(
        number("7"), slider(**TEN), processing(when((within("1"), adds("0.5"))), when((within("3"), adds("0.5"))))
    ),
    "a slider within per cent": item(
        number("5"),
        slider(**TEN),
        rules((within("20", "relative"), gives("1")), (within("40", "relative"), gives("0.5"))),
    ),
    "a slider that is near elsewhere": item(
        number("7"), slider(**TEN), rules((within("1"), gives("1")), (equal(base("2")), gives("0.5")))
    ),
    "a slider of nothing": item(number("7"), slider(**TEN), rules((within("1"), gives("0")))),
    "a slider without a key": item(number(), slider(**TEN), MATCH),
    "a slider of a range": item(number(), slider(**TEN), rules((between("3", "5"), gives("1")))),
    "a slider without a step": item(number("7"), slider(**TEN, step="0"), MATCH),
    "a slider of steps back": item(number("7"), slider(**TEN, step="-1"), MATCH),
    "a slider without length": item(number("7"), slider(lowerBound="7", upperBound="7"), MATCH),
    "a slider without an end": item(number("7"), slider(lowerBound="0"), MATCH),
}


# Pictures.

PICTURE = '<object data="p/kort.png" type="image/png" width="400px" height="300">Et kort</object>'
IMG = '<img src="p/kort.png" alt=" Et kort " width="400" height="300"/>'


def spot(name, shape, coords, **attributes):
    return op("hotspotChoice", identifier=name, shape=shape, coords=coords, **attributes)


def hotspot(*spots, most=1, picture=PICTURE):
    return op(
        "hotspotInteraction", op("prompt", "Hvor?"), picture, *spots, responseIdentifier="RESPONSE", maxChoices=most
    )


def point(picture=PICTURE, most=1):
    return op("selectPointInteraction", op("prompt", "Peg"), picture, responseIdentifier="RESPONSE", maxChoices=most)


def pointed(*found, attributes="", cardinality="single", base_type="point"):
    return response(base_type=base_type, cardinality=cardinality, more=area_mapping(found, attributes=attributes))


SPOTS = (
    spot("A", "rect", "10,10,110,60", hotspotLabel=" Komfur "),
    spot("B", "circle", "200 , 100, 40.0"),
    spot("C", "polygon", "300,200,390,200,345,290"),
)
RECT, CIRCLE, ELLIPSE = ("rect", "10,10,110,60", 1), ("circle", "200,100,40", 0.5), ("ellipse", "60,200,40,20", -1)

PICTURES = {
    "a spot": item(response(correct=["A"]), hotspot(*SPOTS), MATCH),
    "a spot with points": item(mapped({"A": 2, "B": 1, "C": -1}), hotspot(*SPOTS, picture=IMG), MAP),
    "spots": item(mapped({"A": 1, "B": 1, "C": -1}, **SEVERAL), hotspot(*SPOTS, most=0), MAP),
    "spots with a most": item(mapped({"A": 1, "B": 1, "C": -1}, **SEVERAL), hotspot(*SPOTS, most=2), MAP),
    "spots with a most of one": item(mapped({"A": 1, "B": 0.5}, **SEVERAL), hotspot(*SPOTS, most=1), MAP),
    "spots all or nothing": item(response(correct=["A", "B"], **SEVERAL), hotspot(*SPOTS, most=0), MATCH),
    "spots called true and false": item(
        response(correct=["true"]), hotspot(spot("true", "rect", "1,1,9,9"), spot("false", "circle", "50,50,9")), MATCH
    ),
    "a spot in no picture": item(response(correct=["A"]), hotspot(*SPOTS, picture=""), MATCH),
    "a spot in a picture without size": item(
        response(correct=["A"]), hotspot(*SPOTS, picture='<img src="a.png" alt="A" width="40"/>'), MATCH
    ),
    "a spot in a picture without end": item(
        response(correct=["A"]), hotspot(*SPOTS, picture='<img src="a.png" alt="A" width="400000" height="3"/>'), MATCH
    ),
    "a spot in a picture without address": item(
        response(correct=["A"]), hotspot(*SPOTS, picture='<img alt="A" width="40" height="30"/>'), MATCH
    ),
    "a spot in a picture told of": item(
        response(correct=["A"]),
        hotspot(
            *SPOTS, picture='<object data="kort.png" aria-label="Kortet" width="400" height="300">Et kort</object>'
        ),
        MATCH,
    ),
    "a spot between pixels": item(response(correct=["A"]), hotspot(*SPOTS, spot("D", "circle", "5,5,1.5")), MATCH),
    "a spot of words": item(response(correct=["A"]), hotspot(*SPOTS, spot("D", "circle", "a,b,c")), MATCH),
    "a spot far away": item(response(correct=["A"]), hotspot(*SPOTS, spot("D", "circle", "100001,5,1")), MATCH),
    "a point": item(pointed(RECT), point(), MAP_POINT),
    "a point with points": item(
        pointed(("rect", "10,10,110,60", 4), ("circle", "200,100,40", 1), attributes='defaultValue="-2"'),
        point(),
        MAP_POINT,
    ),
    "points": item(pointed(RECT, CIRCLE, ELLIPSE, cardinality="multiple"), point(most=0), MAP_POINT),
    "points with a bound": item(
        pointed(RECT, CIRCLE, ELLIPSE, cardinality="multiple", attributes='lowerBound="0" upperBound="1"'),
        point(most=2, picture=IMG),
        MAP_POINT,
    ),
    "points halved": item(
        pointed(RECT, ("circle", "200,100,40", 1), cardinality="multiple", attributes='lowerBound="0"'),
        point(most=2),
        processing(score(op("divide", '<mapResponsePoint identifier="RESPONSE"/>', base("2")))),
    ),
    "points that cost": item(
        pointed(RECT, ELLIPSE, attributes='lowerBound="-0.5" defaultValue="-0.25"'), point(picture=IMG), MAP_POINT
    ),
    "a point without areas": item(response(base_type="point", correct=["5 5"]), point(), MATCH),
    "a point that is a pair": item(pointed(RECT, base_type="identifier"), point(), MAP_POINT),
    "a point in an area turned over": item(pointed(("rect", "110,60,10,10", 1)), point(), MAP_POINT),
    "a point everywhere": item(pointed(("default", "", 1)), point(), MAP_POINT),
    "a point outside the picture": item(pointed(("rect", "500,500,600,600", 1)), point(), MAP_POINT),
}


# What stands around, and what is said.

TWO = response(correct=["A"])
AB = choice("A", "B")
AB_BLANK = choice("A", "B", asked="")
RIGHT = op("match", RESPONSE, CORRECT)
FORMULA = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi> <mo>&lt;</mo>\n <mi>b</mi></math>'

AROUND = {
    "no title": item(TWO, AB, MATCH, attributes=""),
    "no body": item(TWO, AB, MATCH).replace("itemBody", "other"),
    "text before": item(TWO, f'<p>Læs &lt;b&gt; &amp; "svar".</p>{AB_BLANK}', MATCH),
    "text before and a prompt": item(TWO, f"<p>Læs først.</p>{AB}<p>Slut.</p>", MATCH),
    "a quotation": item(TWO, f"<blockquote><p>Citat</p></blockquote>{AB}", MATCH),
    "a quotation and text": item(TWO, f"<blockquote><p>Citat</p></blockquote><p>Læs.</p>{AB}", MATCH),
    "a quotation and only text": item(TWO, f"<blockquote><p>Citat</p></blockquote><p>Læs.</p>{AB_BLANK}", MATCH),
    "a quotation that asks": item(TWO, f"<blockquote>{AB}</blockquote>", MATCH),
    "a quotation further down": item(TWO, f"<p>Læs</p><blockquote><p>Citat</p></blockquote>{AB_BLANK}", MATCH),
    "a quotation before a text": item(text("York"), f"<blockquote>Citat</blockquote>{ASKED}", MATCH),
    "a comment first": item(TWO, f"<!-- intet -->{AB}", MATCH),
    "nothing asked": item(TWO, AB_BLANK, MATCH),
    "variables of a template": item(
        TWO + '<templateDeclaration identifier="X" cardinality="single" baseType="integer"/>', AB, MATCH
    ),
    "too much markup": item(TWO, f"<p>{'<b>a</b>' * 20_000}</p>{AB_BLANK}", MATCH),
    "a formula": item(TWO, f"<p>Når {FORMULA}, hvad så?</p>{AB_BLANK}", MATCH),
    "pictures and media": item(
        TWO,
        '<p>Se <img src="p/a.png" alt="et &lt;kort"/> og <object data="p/b.png" type="image/png">et billede</object> '
        f'og <a href="https://example.org/?a=1&amp;b=2">her</a><br/>ny linje</p><hr/><UL><LI>et</LI></UL>{AB}',
        MATCH,
    ),
    "what is for others": item(
        TWO,
        '<rubricBlock view="scorer"><p>Til dig, der retter.</p></rubricBlock><p>Læs <printedVariable identifier="X"/>'
        f'<templateInline identifier="X" templateIdentifier="Y">x</templateInline>.</p>{AB}',
        MATCH,
        after='<stylesheet href="a.css" type="text/css"/><catalogInfo/>',
    ),
    "an item that goes on": item(TWO, AB, MATCH, attributes='title="  To   ord " adaptive="true"'),
    "an attempt that ends": item(
        TWO + response("END", "boolean"),
        f'{AB}<endAttemptInteraction responseIdentifier="END" title="Slut"/>',
        MATCH,
    ),
    "an interaction of no kind": item(TWO, '<mediaInteraction responseIdentifier="RESPONSE"/>', MATCH),
    "an interaction of no kind with a choice": item(TWO, f'{AB}<mediaInteraction responseIdentifier="M"/>', MATCH),
    "what is said to all and to some": item(
        TWO + FEEDBACK,
        choice("A", "B", "C"),
        processing(
            when((RIGHT, gives("1") + tells("right")), (chosen("B"), tells("second")), otherwise=tells("wrong")),
            score(
                op("multiple", variable("FEEDBACK"), base("all", "identifier"), base("too", "identifier")), "FEEDBACK"
            ),
        ),
        after=modal("all", "Til alle")
        + modal("too", "Også til alle")
        + modal("right", "Godt")
        + modal("wrong", "Nej")
        + modal("second", "Til B")
        + modal("never", "Aldrig")
        + modal("hidden", "Skjult", "hide"),
    ),
    "what is said more than once": item(
        TWO + FEEDBACK,
        AB,
        processing(
            when((RIGHT, gives("1") + tells("_right", "right")), otherwise=tells("_wrong", "wrong")),
            score(
                op("multiple", variable("FEEDBACK"), base("_explanation", "identifier"), base("all", "identifier")),
                "FEEDBACK",
            ),
        ),
        after="".join(
            modal(name, f"Sagt: {name}") for name in ("_right", "right", "_wrong", "wrong", "_explanation", "all")
        ),
    ),
    "what is said by one value": item(
        TWO + outcome("SAID", "identifier"),
        AB,
        processing(
            when(
                (RIGHT, gives("1") + score(base("right", "identifier"), "SAID")),
                otherwise=score(base("wrong", "identifier"), "SAID"),
            )
        ),
        after=modal("right", "Godt", outcome_name="SAID") + modal("wrong", "Nej", outcome_name="SAID"),
    ),
    "what is said of each": item(
        TWO + outcome("FEEDBACK", "identifier"),
        AB,
        processing(when((RIGHT, gives("1"))), score(RESPONSE, "FEEDBACK")),
        after=modal("A", "Om A") + modal("B", "Om B"),
    ),
    "points that are many": item(mapped({"A": 12.5, "B": 0}), AB, MAP),
}


# More than one interaction.


def added(*names, worth="1"):
    return processing(
        *(when((op("match", variable(name), op("correct", identifier=name)), adds(worth))) for name in names)
    )


def inline(name, *names, words=None, **attributes):
    shown = "".join(op("inlineChoice", text, identifier=each) for each, text in zip(names, words or names, strict=True))
    return op("inlineChoiceInteraction", shown, responseIdentifier=name, **attributes)


R1, R2 = response("R1", correct=["a"]), response("R2", correct=["b"])
C1, C2 = (choice("a", "b", name=name, asked=f"Spørgsmål {name}") for name in ("R1", "R2"))
B1, B2 = (choice("a", "b", name=name, asked="") for name in ("R1", "R2"))
L1, L2 = inline("R1", "a", "b"), inline("R2", "a", "b")
T2 = response("R2", base_type="string", correct=["York"])
E2 = '<textEntryInteraction responseIdentifier="R2"/>'
ADDED = added("R1", "R2")

TOGETHER = {
    "two choices": item(R1 + R2, C1 + C2, ADDED),
    "two choices of halves": item(R1 + R2, C1 + C2, added("R1", "R2", worth="0.5")),
    "two choices with texts": item(R1 + R2, f"<p>Først.</p>{B1}<p>Så.</p>{B2}", ADDED),
    "two choices with texts and prompts": item(R1 + R2, f"<p>Først.</p>{C1}<p>Så.</p>{C2}<p>Sidst.</p>", ADDED),
    "two choices after a quotation": item(R1 + R2, f"<blockquote>Citat</blockquote>{B1}{B2}", ADDED),
    "two choices of other points": item(
        R1 + R2,
        C1 + C2,
        processing(
            when((op("match", variable("R1"), op("correct", identifier="R1")), adds("1"))),
            when((op("match", variable("R2"), op("correct", identifier="R2")), adds("3"))),
        ),
    ),
    "two choices that hang together": item(
        R1 + R2,
        C1 + C2,
        rules(
            (
                op("and", *(op("match", variable(name), op("correct", identifier=name)) for name in ("R1", "R2"))),
                gives("1"),
            )
        ),
    ),
    "two choices that hang together a little": item(
        R1 + R2,
        C1 + C2,
        ADDED.replace(
            "</responseProcessing>",
            when(
                (
                    op("and", *(op("match", variable(name), op("correct", identifier=name)) for name in ("R1", "R2"))),
                    adds("1"),
                )
            )
            + "</responseProcessing>",
        ),
    ),
    "two choices that begin with points": item(
        R1 + R2, C1 + C2, ADDED.replace("<responseProcessing>", "<responseProcessing>" + gives("1"))
    ),
    "a choice and a text": item(R1 + T2, f"{B1}<p>Hvor? {E2}</p>", ADDED),
    "a list and a text": item(R1 + T2, f"<p>Her er {L1} og {E2} [[x]].</p>", ADDED),
    "two lists": item(R1 + R2, f"<p>Her er {L1} og {L2}.</p>", ADDED),
    "two lists of other words": item(R1 + R2, f"<p>Her er {L1} og {inline('R2', 'b', 'c')}.</p>", ADDED),
    "two lists in groups": item(
        R1 + R2,
        f"<p>{inline('R1', 'a', 'b', **{'data-group': 'g'})} og {inline('R2', 'a', 'b', **{'data-group': 'h'})}</p>",
        ADDED,
    ),
    "two lists with a word twice": item(
        R1 + R2, f"<p>Her er {inline('R1', 'a', 'b', words=('ja', 'ja'))} og {L2}.</p>", ADDED
    ),
    "two lists of other points": item(
        R1 + R2,
        f"<p>Her er {L1} og {L2}.</p>",
        processing(
            when((op("match", variable("R1"), op("correct", identifier="R1")), adds("1"))),
            when((op("match", variable("R2"), op("correct", identifier="R2")), adds("2"))),
        ),
    ),
    "two lists of which one gives half": item(
        response("R1", more=mapping({"a": 1, "b": 0.5})) + R2,
        f"<p>Her er {L1} og {L2}.</p>",
        processing(
            score(op("sum", variable("SCORE"), '<mapResponse identifier="R1"/>')),
            when((op("match", variable("R2"), op("correct", identifier="R2")), adds("1"))),
        ).replace("<responseProcessing>", "<responseProcessing>" + gives("0"), 1),
    ),
    "two lists of which one says something": item(
        R1 + R2 + outcome("FEEDBACK1", "identifier"),
        f"<p>Her er {L1} og {L2}.</p>",
        ADDED.replace("<responseProcessing>", "<responseProcessing>" + score(variable("R1"), "FEEDBACK1")),
        after=modal("a", "Om a", outcome_name="FEEDBACK1"),
    ),
    "two choices of which one says something": item(
        R1 + R2.replace('"single"', '"multiple"') + outcome("SAID", "identifier", "multiple"),
        C1 + choice("a", "b", most=0, name="R2"),
        ADDED.replace("<responseProcessing>", "<responseProcessing>" + score(variable("R2"), "SAID")),
        after=modal("a", "Om a", outcome_name="SAID") + modal("b" * 100_000, "Om b", outcome_name="SAID"),
    ),
    "a list and a text that is told of": item(
        R1 + T2 + outcome("SAID", "identifier"),
        f"<p>Her er {L1} og {E2}.</p>",
        processing(
            when((op("match", variable("R1"), op("correct", identifier="R1")), adds("1"))),
            when(
                (
                    op("match", variable("R2"), op("correct", identifier="R2")),
                    adds("1") + score(base("yes", "identifier"), "SAID"),
                )
            ),
        ),
        after=modal("yes", "Netop", outcome_name="SAID"),
    ),
    "two lists after a quotation": item(R1 + R2, f"<blockquote>Citat</blockquote><p>Her er {L1} og {L2}.</p>", ADDED),
    "a list in our own text": item(
        R1,
        f'<div class="prompt"><p>Udfyld</p></div><div class="text" data-kind="cloze">Her er {L1}.</div>',
        added("R1"),
    ),
    "a list in a text of our own": item(
        R1, f'<div class="text" data-kind="gap_select">Her er {L1}.</div>', added("R1")
    ),
    "parts of our own": item(
        R1 + R2,
        f'<div class="prompt"><p>Om det hele</p></div><div class="part"><blockquote>Citat</blockquote>{C1}</div>'
        f'<div class="part">{B2}</div>',
        ADDED,
    ),
    "parts of our own with two": item(
        R1 + R2 + response("R3", correct=["a"]),
        f'<p>Først</p><div class="part">{C1}{C2}</div><div class="part">{choice("a", "b", name="R3")}</div>',
        added("R1", "R2", "R3"),
    ),
}

ITEMS = {**CHOICES, **PLACED, **WRITTEN, **SLIDERS, **PICTURES, **AROUND, **TOGETHER}
