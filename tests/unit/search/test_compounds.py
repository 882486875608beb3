"""A compound is found by its parts, and a word that is no compound is left whole."""

import pytest

from search.danish import DEFAULT, Analysis, Lexicon, current, fingerprint, fold, stem, use

SPLIT = """
støttebehov:støtte+behov funktionsevneniveau:funktionsevne+funktion+evne+niveau børnefaglig:børn+faglig
implementeringsgruppe:implementering+gruppe bostøttemedarbejder:bostøtte+bo+støtte+medarbejder
borgerinddragelse:borger+inddragelse voksenudredningsmetoden:voksen+udredning+metode sagsbehandlerens:sag+behandler
handleplansmøder:handleplan+handle+plan+møde myndighedsperson:myndighed+person udredningsværktøjet:udredning+værktøj
misbrugsbehandlingen:misbrug+behandling socialtilsynets:social+tilsyn undertemaer:under+tema fagsystemer:fag+system
temperaturmålinger:temperatur+måling prøvehandlinger:prøve+handling temadagsmateriale:temadag+tema+dag+materiale
klagevejledningen:klage+vejledning partshøringsbrev:partshøring+part+høring+brev arbejdsgange:arbejde+gang
helhedsvurdering:helhed+vurdering hjælpemiddelbevilling:hjælpemiddel+hjælpe+middel+bevilling
telefonsvarer:telefon+svarer målgruppevurdering:målgruppe+mål+gruppe+vurdering
pårørendesamarbejde:pårørende+samarbejde skoleelever:skole+elev hjemløsetilbud:hjem+løs+tilbud
retssikkerhedsloven:retssikkerhed+ret+sikkerhed+lov drengenavn:dreng+navn kalibreringsrunde:kalibrering+runde
ventelisteplads:venteliste+vente+liste+plads kontaktpersonordning:kontaktperson+ordning
udviklingshæmmet:udvikling+hæmmet voksenspecialundervisning:voksen+specialundervisning+special+undervisning
elæring:e+læring boligsøgende:bolig+søgende spørgeskemaundersøgelse:spørgeskema+undersøgelse
"""
WHOLE = """
behandling forståelse samtykke kommune Aabenraa Frederikshavn Christiansen Vesterbro udredning underretning vejledning
opfølgning transport levering parkering leverandør fællesskab selskab ungdom personlig virkelig naturligvis
myndighed bemærkning oplysning afgørelse fastholdelse medicin interesse internet workshop standardisering november
overhovedet efterfølgende bagefter arbejder forklarer begynder besluttede opdagede forfærdelig forsigtigt
hyppighed tilstedeværende religiøs opmærksom voldsom bestandig utålmodig videnskab landskab regnskab arrogant
"""


@pytest.mark.parametrize("pair", SPLIT.split())
def test_a_compound_gives_its_parts_on_all_levels(pair):
    written, parts = pair.split(":")
    assert {stem(fold(part)) for part in parts.split("+")} <= set(Analysis().word(fold(written)).parts)


@pytest.mark.parametrize("written", WHOLE.split())
def test_what_is_no_compound_stays_whole(written):
    assert Analysis().word(fold(written)).parts == ()


def test_the_outer_part_comes_before_its_own_parts():
    assert Analysis().word("funktionsevneniveau").parts == ("funktionsevn", "funktion", "evn", "niveau")


def test_general_words_need_four_letters_and_words_of_the_field_three():
    assert Analysis(Lexicon(["sag", "notat"])).word("sagsnotat").parts == ("sag", "notat")
    assert Analysis(Lexicon(["notat"], simple=["sag"])).word("sagsnotat").parts == ()


def test_a_line_may_give_the_parts_itself():
    assert Analysis(Lexicon(["bo|støtte"])).word("bostoetten").parts == ("bo", "stoet")
    assert Analysis(Lexicon(["familie|ret"])).word("familie").parts == ()  # both have one stem


def test_whole_words_win_over_a_possible_split():
    assert Analysis(Lexicon(["sam", "tykke"])).word("samtykke").parts == ("sam", "tyk")
    assert Analysis(Lexicon(["sam", "tykke"], whole=["samtykke"])).word("samtykket").parts == ()


def test_extra_words_split_more_and_change_the_fingerprint():
    plain, more = Analysis(), Analysis(extra=["Kvaksalver"])
    assert plain.word("kvaksalverboede").parts == ()
    assert more.word("kvaksalverboede").parts == ("kvaksalv", "boed")
    assert plain.fingerprint != more.fingerprint
    assert more.fingerprint == Analysis(extra=["kvaksalver", "KVAKSALVER"]).fingerprint


def test_the_process_works_with_the_words_it_was_told_to_use():
    before = fingerprint()
    try:
        used = use(["kvaksalver"])
        assert current() is used
        assert use(["kvaksalver"]) is used  # nothing is forgotten when nothing changed
        assert fingerprint() != before
    finally:
        use([])
    assert fingerprint() == before


def test_the_shipped_lists_are_large_and_every_stem_is_its_own_stem():
    assert len(DEFAULT) > 3000
    assert [word for word in DEFAULT.lasts | DEFAULT.atoms if stem(word) != word] == []


def test_a_very_long_word_takes_no_time():
    assert Analysis().word("sag" * 400).parts in ((), ("sag",))
