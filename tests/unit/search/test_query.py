"""A query says what counts as each of its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import danish, elsewhere
from search.danish import Analysis
from search.danish.spelling import Speller
from search.query import MOST_WORDS, Expander, Query, Synonyms, parse

ANALYSIS = Analysis()


class Known:
    """A vocabulary: how many things each word is in, with the parts of compounds."""

    def __init__(self, **words: int) -> None:
        self.things: dict[str, int] = {}
        self.written: dict[str, str] = {}
        for written, count in words.items():
            word = ANALYSIS.word(danish.fold(written))
            for token in (word.stem, *word.parts):
                self.things[token] = max(self.things.get(token, 0), count)
            self.written[word.stem] = written
        self.lookups = 0

    def known(self, tokens):
        self.lookups += 1
        return {token: self.things[token] for token in tokens if token in self.things}

    def beginning(self, start, limit):
        return sorted((token for token in self.things if token.startswith(start)), key=self.things.get)[:limit]

    def correct(self, folded):
        forms = {token: [danish.fold(written)] for token, written in self.written.items()}
        return Speller(self.things, forms, ANALYSIS).correct(folded)

    def near(self, token):
        return [other for other in self.things if other != token and sorted(other) == sorted(token)]

    def surface(self, token):
        return self.written.get(token, "")


def expand(query: str, vocabulary: Known, meanings=(), *, exact: bool = False, elsewhere=frozenset()):
    expander = Expander(ANALYSIS, vocabulary, Synonyms(meanings, ANALYSIS), elsewhere)
    return expander.expand(parse(query, ANALYSIS), exact=exact)


def ways(query: str, vocabulary: Known, meanings=()) -> list[set[str]]:
    """Of each word the reasons why something counts as it."""
    found = expand(query, vocabulary, meanings).query.words
    return [{each.why for each in word.alternatives} for word in found]


def stem(word: str) -> str:
    return danish.token(word)


def test_stop_words_leave_unless_there_is_nothing_else():
    assert [word.text for word in parse("hvad er et samtykke?", ANALYSIS).words] == ["samtykke"]
    assert [word.text for word in parse("hvad er det", ANALYSIS).words] == ["hvad", "er", "det"]


def test_a_word_counts_once_and_only_so_many_are_read():
    assert len(parse("samtykke samtykket SAMTYKKE", ANALYSIS).words) == 1
    assert len(parse(" ".join(f"ord{n}" for n in range(40)), ANALYSIS).words) == MOST_WORDS


@pytest.mark.parametrize(
    "quoted", ['"faglig vurdering"', "«faglig vurdering»", "»faglig vurdering«", "“faglig vurdering”"]
)
def test_words_in_quotation_marks_stand_together(quoted):
    assert parse(f"om {quoted} nu", ANALYSIS).phrases == ((stem("faglig"), stem("vurdering")),)
    assert parse('"og i det"', ANALYSIS).phrases == ()


@pytest.mark.parametrize(("words", "least"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (12, 6)])
def test_half_of_the_words_rounded_up_are_enough(words, least):
    assert parse(" ".join(f"ord{n}x" for n in range(words)), ANALYSIS).at_least == least


def test_a_compound_is_met_by_its_parts():
    assert ways("støttebehov", Known(støtte=3, behov=5)) == [{"parts"}]
    assert ways("støttebehov", Known(støttebehov=3)) == [{"word", "parts"}]
    assert ways("haveskur", Known(have=3)) == [set()]


def test_words_that_together_are_one_known_word_count_as_it():
    found = expand("flex bolig", Known(flexbolig=2)).query.words
    assert all((stem("flexbolig"),) in [each.tokens for each in word.alternatives] for word in found)


def test_an_unknown_word_may_be_two_known_ones_written_as_one():
    found = expand("zumbaklovn nu", Known(zumba=2, klovn=1)).query.words
    assert found[0].alternatives[0].tokens == (stem("zumba"), stem("klovn"))


def test_a_synonym_counts_in_whole_phrases_and_in_parts_of_compounds():
    meanings = [("vum", ("voksenudredningsmetoden",)), ("hjælp", ("støtte",)), ("nedsat evne", ("handicap",))]
    known = Known(voksenudredningsmetode=2, støtte=4, behov=4, handicap=1)
    assert ways("vum", known, meanings) == [{"synonym"}]
    assert {"synonym"} <= ways("hjælpebehov", known, meanings)[0]
    assert ways("nedsat evne", known, meanings) == [{"synonym"}, {"synonym"}]
    assert ways("nedsat syn", known, meanings) == [set(), set()]


def test_a_phrase_of_which_one_word_matters_is_met_as_it_stands():
    meanings = [("skrive under", ("underskrift",)), ("med det samme", ("straks",))]
    known = Known(skrive=9, underskrift=1, straks=2, samme=3)
    assert ways("skal han skrive under", known, meanings) == [{"word", "synonym"}]
    assert ways("skrive en status", known, meanings)[0] == {"word"}
    assert ways("begynd med det samme", known, meanings)[1] == {"word", "synonym"}
    assert ways("det samme", known, meanings) == [{"word"}]


def test_a_slip_is_mended_only_when_nothing_answers_the_word():
    known = Known(samtykke=3, netværk=2)
    assert expand("samtykek", known).corrected == {"samtykek": "samtykke"}
    assert expand("netværkets", known).corrected == {}
    assert expand("samtykek", known, exact=True).query.words[0].alternatives == ()
    assert expand("samtykek", known, [("samtykek", ("netværk",))]).corrected == {}


def test_the_last_word_may_be_unfinished():
    found = expand("nyt samtyk støtteb", Known(støttebehov=2, samtykke=1))
    assert [each.why for each in found.query.words[-1].alternatives] == ["prefix"]
    found = expand("støtteb samtykke", Known(støttebehov=2, samtykke=1))
    assert "prefix" not in [each.why for each in found.query.words[0].alternatives]


def test_a_known_word_is_doubted_when_a_like_one_is_in_clearly_more_things():
    expander = Expander(ANALYSIS, Known(mental=1, metnal=20), Synonyms((), ANALYSIS))
    assert expander.meant(expander.expand(parse("mental", ANALYSIS))) == {"mental": "metnal"}
    assert expander.meant(expander.expand(parse("metnal", ANALYSIS))) == {}


@given(st.text(max_size=600))
def test_any_text_can_be_asked(text):
    found = expand(text, Known(samtykke=1, støttebehov=2), [("vum", ("samtykke",))])
    assert len(found.query.words) <= MOST_WORDS
    for word in found.query.words:
        assert found.query.text[word.start : word.end] == word.text
        assert all(token in found.things for each in word.alternatives for token in each.tokens)


@given(st.lists(st.sampled_from(["støttebehov", "behov", "vum", "hjælp", "samtykke", "og"]), max_size=30))
def test_known_words_are_looked_up_once(words):
    known = Known(støttebehov=1, behov=1, vum=1, hjælp=1, samtykke=1, og=1)
    expand(" ".join(words), known)
    assert known.lookups == 1


def test_nothing_is_asked_for_by_an_empty_query():
    assert parse("", ANALYSIS) == Query()
    assert Query().tokens == frozenset()


def test_danish_letters_typed_without_are_read_when_the_word_is_nowhere():
    found = expand("kobe pa nettet", Known(købe=3, nettet=2))
    assert [word.text for word in found.query.words] == ["kobe", "nettet"]
    assert found.corrected == {"kobe": "købe"}
    assert expand("kobe pa nettet", Known(kobe=1, købe=3, pa=1, nettet=2)).corrected == {}
    assert expand("kobe", Known(købe=3), exact=True).corrected == {}


def test_beside_other_words_one_part_of_an_unknown_compound_counts_a_little():
    vocabulary = Known(klage=4, borger=9)
    assert ways("borgerens klagefrist", vocabulary) == [{"word"}, {"part"}]


def test_alone_a_compound_of_the_field_counts_by_what_it_is_about():
    assert ways("klagefrist", Known(klage=4)) == [{"part"}]
    assert ways("klagefrist", Known(frist=4)) == [set()], "not by what kind of thing it is"
    assert ways("klagebod", Known(klage=4)) == [set()], "not a word of the field"


def test_parts_of_everyday_compounds_are_chance_beside_words_that_nobody_knows():
    vocabulary = Known(køre=4, kort=9, plads=1)
    assert ways("kørekort", vocabulary) == [{"parts"}]
    assert ways("kørekort til trailer", vocabulary) == [set(), set()]
    assert ways("kørekort plads", vocabulary) == [{"parts"}, {"word"}]
    assert ways("støttehjul til trailer", Known(støtte=4, hjul=9)) == [set(), set()], "«støtte» alone is of the field"
    assert ways("støttebehov til trailer", Known(støtte=4, behov=9)) == [{"parts"}, set()]
    assert ways("støtteblad", Known(støtte=4)) == [{"part"}]
    assert ways("støtteblad zzz", Known(støtte=4)) == [set(), set()]


def test_a_word_is_everyday_when_neither_it_nor_what_it_means_is_of_the_field():
    def everyday(query: str, meanings=()) -> list[bool]:
        vocabulary = Known(kat=3, samtykke=2, støttebehov=4)
        return [word.everyday for word in expand(query, vocabulary, meanings).query.words]

    assert everyday("kat samtykke") == [True, False]
    assert everyday("kat støttebehovv") == [True, False], "a slip for a word of the field"
    assert everyday("kat", [("kat", ("samtykke",))]) == [False]


def test_a_matter_of_others_is_told_unless_something_has_it_or_it_is_a_word_of_the_field():
    def of_others(query: str, meanings=(), **words: int) -> tuple[str, ...]:
        others = frozenset(map(stem, ("skat", "vaccine", "handleplan")))
        return expand(query, Known(klage=3, skal=9, **words), meanings, elsewhere=others).query.elsewhere

    assert of_others("klage over Skatten") == ("Skatten",), "nor is it a slip for «skal»"
    assert of_others("skat klage", skat=1) == ()
    assert of_others("skat", [("skat", ("klage",))]) == (), "staff have said what it means here"
    assert of_others("skattevejledning", skat=1, vejledning=1) == ("skattevejledning",), "parts are chance"
    assert of_others("corona-vaccine og børnevaccine") == ("vaccine", "børnevaccine"), "a compound that nobody knows"
    assert of_others("handleplanen") == ("handleplanen",), "what is on the list counts, although it is of the field"
    assert expand("skat", Known(klage=3), elsewhere=frozenset({stem("skat")}), exact=True).query.elsewhere == ()


def test_what_is_a_matter_of_others_comes_with_the_portal():
    assert {stem("ejendomsskat"), stem("byggetilladelser")} <= elsewhere.shipped()
    assert elsewhere.shipped().isdisjoint(map(stem, ("støttebehov", "borger", "samtykke", "økonomi", "pension")))


# ── Short forms and numbers ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("b.p.a. til unge", ["bpa", "unge"]),
        ("p.g.a. alder", ["alder"]),
        ("f.eks. alder", ["alder"]),
        ("§ 82 a", ["82", "a"]),
        ("plan b alder", ["plan", "alder"]),
        ("VUM 2.0 alder", ["vum", "2", "alder"]),
        ("1.234", ["1"]),
        ("a", ["a"]),
    ],
)
def test_what_says_nothing_alone_is_not_counted(query, words):
    assert [word.folded for word in parse(query, ANALYSIS).words] == words


def test_the_places_of_words_are_those_of_the_query_with_its_points():
    query = "b.p.a. til unge"
    assert [query[word.start : word.end] for word in parse(query, ANALYSIS).words] == ["b.p", "unge"]


def test_a_word_with_a_point_after_it_may_be_cut_short():
    vocabulary = Known(opfølgning=3, frist=2)
    assert ways("opf. frist", vocabulary) == [{"prefix"}, {"word"}]
    assert ways("opf frist", vocabulary) == [set(), {"word"}]


def test_a_number_written_to_a_short_form_counts():
    meanings = [("§ 85", ("bostøtte",))]
    found = expand("SEL85", Known(bostøtte=2, **{"85": 1}), meanings).query.words
    assert {each.tokens for each in found[0].alternatives} >= {("85",), (stem("bostøtte"),)}
    assert ways("SEL86", Known(**{"85": 1})) == [set()]


def test_a_section_of_the_law_is_met_however_its_letter_is_written():
    meanings = [("§ 82 a", ("samtykke",))]
    apart, together = Known(samtykke=2, **{"82": 3, "a": 5}), Known(**{"82a": 1})
    found = expand("§ 82a", apart, meanings).query.words
    assert {each.tokens for each in found[0].alternatives} == {("82", "a"), (stem("samtykke"),)}
    assert ways("§ 82 a", together) == [{"joined"}, {"joined"}]
    assert ways("82 borgere", Known(**{"82borgere": 1})) == [set(), set()]


def test_a_slip_comes_before_two_words_that_happen_to_be_written_as_one():
    vocabulary = Known(magt=9, anvendelse=9, anvise=3, magtanvendelse=1)
    assert expand("magtanvenelse", vocabulary).corrected == {"magtanvenelse": "magtanvendelse"}
    assert ways("magtanvise", vocabulary) == [{"parts"}]
