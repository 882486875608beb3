"""Ways to write a power, and numbers with units, as in Moodle 4.5, question/type/numerical/tests."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import BadResponse
from grading.numbers import Measure, NumberFormat, decimal_or_none, read_measure, written
from tests.unit.grading.strategies import holds_always

DANISH, PLAIN = NumberFormat.DANISH, NumberFormat.PLAIN


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234\u2009567", "1234567"),
        ("1234.56", "1234.56"),
        ("1.234", "1234"),
        ("12.500", "12500"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1.234,", "1234"),
        ("1.5", "1.5"),
        ("1.23", "1.23"),
        ("1.2345", "1.2345"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("1 234.567", "1234.567"),
        ("1,234", "1.234"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("5,", "5"),
        ("5.", "5"),
        ("007", "7"),
        ("-5", "-5"),
        ("+5", "5"),
        ("\u22125,5", "-5.5"),
        ("\u2013 5,5", "-5.5"),
        ("-0", "0"),
        ("0,00", "0"),
        ("5e3", "5000"),
        ("5E-3", "0.005"),
        ("5,5e+2", "550"),
        ("5*10^3", "5000"),
        ("5x10^-3", "0.005"),
        ("5 \u00d7 10^3", "5000"),
        ("5 \u00b7 10 ^ 3", "5000"),
        ("5*10**3", "5000"),
        ("1.e-1", "0.1"),
        ("1e300", "1e300"),
        ("1e-300", "1e-300"),
        ("0,001e303", "1e300"),
        ("0e300", "0"),
        ("9" * 60, "9" * 60),
        ("0" * 70 + "1", "1"),
        ("5" + " " * 196, "5"),  # with the three around it the longest there is
    ],
)
def test_a_number_in_danish(text, number):
    assert read_measure(f"  {text} ", DANISH) == Measure(Decimal(number), "")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.56", "1234.56"),
        ("1,000,000", "1000000"),
        ("1 234.56", "1234.56"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("3.142E-4", "0.0003142"),
        (".2e+2", "20"),
        ("3.00x10**-8", "3e-8"),
        ("0.001\u00d710**7", "10000"),
        ("+1.0", "1"),
        ("1.", "1"),
    ],
)
def test_a_number_in_plain_notation(text, number):
    assert read_measure(text, PLAIN) == Measure(Decimal(number), "")


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("1.234.56", DANISH),
        ("1.234.5678", DANISH),
        ("1,234,567", DANISH),
        ("1,234.56", DANISH),
        ("1.234 567", DANISH),
        ("3,5", PLAIN),
        ("1,23", PLAIN),
        ("1,2345", PLAIN),
        ("1.234,56", PLAIN),
        ("1.2.3", PLAIN),
        ("1 2", DANISH),
        ("1 2345", DANISH),
        ("1234 567", DANISH),
        ("0 123", DANISH),
        ("--5", DANISH),
        ("5-3", DANISH),
        ("5 + 3", DANISH),
        ("5/3", DANISH),
        ("5*3", DANISH),
        ("10^3", DANISH),
        ("=5", DANISH),
        (".", DANISH),
        (",", DANISH),
        ("-", DANISH),
        ("e5", DANISH),
        (".e8", DANISH),
        ("%", DANISH),
        ("frø", DANISH),
        ("nan", DANISH),
        ("inf", DANISH),
        ("-Infinity", PLAIN),
        ("0x10", PLAIN),
        ("5 x 3", PLAIN),
        ("5X-3", PLAIN),
        ("5 e3", PLAIN),
        ("5e3e3", PLAIN),
        ("1_000", PLAIN),
        ("\u0663", PLAIN),
        ("\u00bd", PLAIN),
    ],
)
def test_what_is_no_number_is_never_read_as_another(text, notation):
    with pytest.raises(BadResponse) as caught:
        read_measure(text, notation)
    assert caught.value.reason == "not_a_number"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1e301", "out_of_range"),
        ("1e999", "out_of_range"),
        ("-1e-301", "out_of_range"),
        ("10e300", "out_of_range"),
        ("1e1000", "out_of_range"),
        ("1e99999999999", "out_of_range"),
        ("0e99999999999", "out_of_range"),
        ("9" * 61, "out_of_range"),
        ("1," + "0" * 59 + "1", "out_of_range"),
        ("9" * 201, "too_long"),
        (" " * 201, "too_long"),
        ("5 " + "m" * 61, "too_long"),
        ("5 m\x00", "unstorable_text"),
        ("5 m\ud800", "unstorable_text"),
    ],
)
def test_what_is_too_much_is_refused(text, reason):
    with pytest.raises(BadResponse) as caught:
        read_measure(text, DANISH)
    assert caught.value.reason == reason


@pytest.mark.parametrize("text", ["", "  ", "\u00a0\n"])
def test_blanks_are_no_number(text):
    assert read_measure(text, DANISH) is None


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("3,5kr", "3.5", "kr"),
        ("3,5  kr.  pr. time", "3.5", "kr. pr. time"),
        ("1.234 m", "1234", "m"),
        ("3%", "3", "%"),
        ("3 \u2030", "3", "\u2030"),
        ("20\u00b0", "20", "\u00b0"),
        ("5 \u20ac", "5", "\u20ac"),
        ("1e-6 %", "0.000001", "%"),
        ("1c", "1", "c"),
        ("5e", "5", "e"),
        ("5 e\u0301", "5", "\u00e9"),
        ("314000000x10^-8m", "3.14", "m"),
        ("5 " + "m" * 60, "5", "m" * 60),
    ],
)
def test_a_unit_follows_the_number(text, number, unit):
    assert read_measure(text, DANISH) == Measure(Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("$1332", "1332", "$"),
        ("$ 1,332", "1332", "$"),
        ("frog 1332", "1332", "frog"),
        ("1332", "1332", ""),
        ("-5", "-5", ""),
        ("$-5", "-5", "$"),
        ("kr - 5", "-5", "kr"),
        ("kr. 5", "5", "kr."),
        ("kr.5", "5", "kr."),
        ("k.5", "5", "k."),
        ("$.5", "0.5", "$"),
        (".5", "0.5", ""),
    ],
)
def test_a_unit_stands_before_the_number_where_it_should(text, number, unit):
    assert read_measure(text, PLAIN, units_left=True) == Measure(Decimal(number), unit)


@pytest.mark.parametrize("text", ["1332 $", "$ 1332 $", "-$5", "=5", "$abc", "$", "$5 5"])
def test_a_unit_on_the_wrong_side_is_refused(text):
    with pytest.raises(BadResponse) as caught:
        read_measure(text, PLAIN, units_left=True)
    assert caught.value.reason == "not_a_number"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3.14", "3.14"),
        ("-2", "-2"),
        ("1.6e-19", "1.6e-19"),
        ("2E+3", "2000"),
        ("0.50", "0.5"),
        ("-0.0", "0"),
        ("1e300", "1e300"),
        ("9" * 60, "9" * 60),
    ],
)
def test_an_author_writes_decimals_plainly(text, number):
    found = decimal_or_none(text)
    assert found == Decimal(number)
    assert str(found) == str(decimal_or_none(number))


@pytest.mark.parametrize(
    "text", ["", "3,14", "1 000", ".5", "5.", "+5", " 5", "5 ", "1e301", "1e9999", "nan", "inf", "9" * 61, "\u0663"]
)
def test_what_no_author_can_mean(text):
    assert decimal_or_none(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1234.56", "1234,56"),
        ("-0.5", "-0,5"),
        ("1e3", "1000"),
        ("1e15", "1" + "0" * 15),
        ("1e16", "1e16"),
        ("1.5e20", "1,5e20"),
        ("1e-15", "0,000000000000001"),
        ("1e-16", "1e-16"),
        ("0", "0"),
    ],
)
def test_a_number_is_written_in_one_way(number, text):
    assert written(decimal_or_none(number), DANISH) == text
    assert written(decimal_or_none(number), PLAIN) == text.replace(",", ".")


numbers = st.builds(
    lambda digits, power: Decimal(digits).scaleb(power), st.integers(-(10**25), 10**25), st.integers(-270, 270)
)


@holds_always
@given(numbers, st.sampled_from(NumberFormat))
def test_a_number_written_and_read_is_the_same_number(number, notation):
    assert read_measure(written(number, notation), notation) == Measure(number, "")


@holds_always
@given(numbers)
def test_what_an_author_wrote_can_be_written_again(number):
    assert decimal_or_none(written(number, PLAIN)) == number


@holds_always
@given(st.text("0123456789.,- e*x^%kr\u00a0", max_size=30), st.sampled_from(NumberFormat), st.booleans())
def test_any_text_like_a_number_is_read_or_refused(text, notation, units_left):
    try:
        measure = read_measure(text, notation, units_left=units_left)
    except BadResponse:
        return
    if measure is not None:
        said = written(measure.number, notation)
        again = f"{measure.unit} {said}" if units_left else f"{said} {measure.unit}"
        assert read_measure(again, notation, units_left=units_left) == measure
