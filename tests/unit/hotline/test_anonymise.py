"""What in a text can tell who it is about."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.rules.anonymise import (
    Choice,
    Context,
    Decision,
    Kind,
    apply,
    find,
    gather,
    remaining,
    segments,
    tidy,
    undecided,
)

CONTEXT = Context(
    asker="Maja Lund Holm",
    organisation="Tilbuddet Åkanden",
    municipalities=frozenset({"Odense", "Vejen", "København"}),
    terms=frozenset({"Lave mad", "Håndtere post", "Aktivitet og deltagelse", "Bestilling"}),
)
PROTOTYPE = (
    "Vi har en borger, Henrik Madsen på 43 år, som bor på botilbuddet Solgården i Demo Kommune. Personalet laver al "
    "hans mad. Skal vi regne personalets hjælp med, når vi sætter niveauet for Lave mad? Min leder, Anne Friis, mener, "
    "at niveauet er 0, fordi han altid får varm mad. Ring gerne på 12 34 56 78."
)


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.start : span.end]) for span in find(text, CONTEXT)]


def test_the_prototypes_six_findings_are_found_in_order():
    assert found(PROTOTYPE) == [
        ("person", "Henrik Madsen"),
        ("age", "på 43 år"),
        ("organisation", "botilbuddet Solgården"),
        ("municipality", "Demo Kommune"),
        ("person", "Anne Friis"),
        ("phone", "12 34 56 78"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ring på +45 12345678 i dag.", Kind.PHONE, "+45 12345678"),
        ("Ring på 1234 5678.", Kind.PHONE, "1234 5678"),
        ("Skriv til palle.brink@example.dk.", Kind.E_MAIL, "palle.brink@example.dk"),
        ("Borgeren, 010180-1234, bor alene.", Kind.PERSONAL_NUMBER, "010180-1234"),
        ("En 17-årig dreng.", Kind.AGE, "17-årig"),
        ("Hun er født 12.3.1980.", Kind.AGE, "født 12.3.1980"),
        ("Vi er fra Odense.", Kind.MUNICIPALITY, "Odense"),
        ("Vi er fra Vejen.", Kind.MUNICIPALITY, "Vejen"),
        ("Vi arbejder i Tilbuddet Åkanden.", Kind.ORGANISATION, "Tilbuddet Åkanden"),
        ("Det siger Maja også.", Kind.ASKER, "Maja"),
        ("Han bor på Søndergade 12, 2. th.", Kind.ADDRESS, "Søndergade 12, 2. th."),
        ("Send det til 5000 Odense.", Kind.ADDRESS, "5000 Odense"),
        ("Kollegaen hedder Jytte Vangsted.", Kind.PERSON, "Jytte Vangsted"),
        ("Vi tænker på casen om Leif.", Kind.MAYBE_NAME, "Leif"),
        ("Henrik Madsen bor alene.", Kind.MAYBE_NAME, "Henrik Madsen"),
        ("Kan Henrik lave mad?", Kind.MAYBE_NAME, "Henrik"),
        ("Er det rigtigt?\n\nVenlig hilsen\nRikke, leder", Kind.SIGNATURE, "Venlig hilsen\nRikke, leder"),
    ],
)
def test_each_kind_is_found(text, kind, words):
    assert (kind.value, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Skal vi regne hjælpen med, når vi sætter niveauet for Lave mad?",
        "Håndtere post hører til Aktivitet og deltagelse.",
        "Kan I hjælpe? Vi bruger VUM 2.0 og FFB 2.3.0, og I siger, at De gør det.",
        "Reglen har været der i 3 år, og de sidste 10 år er den ikke ændret.",
        "Vejen frem er lang.",
        "Borgeren kan selv. Det står i Serviceloven § 141 fra 2026.",
        "Sagsnummer 2026-123456 har 14 sider.",
    ],
)
def test_the_words_of_the_method_name_nobody(text):
    assert found(text) == []


def test_the_same_name_twice_is_one_finding_with_one_number():
    findings = gather(["Min leder, Anne Friis, siger 2.", "Hej. Anne Friis har ret."], CONTEXT)
    assert [(finding.number, finding.text) for finding in findings] == [(1, "Anne Friis")]


def test_decisions_are_carried_out_and_leave_no_holes():
    findings = gather([PROTOTYPE], CONTEXT)
    decisions = {
        finding.id: Decision(Choice.REPLACE, finding.suggestion) if finding.suggestion else Decision(Choice.REMOVE)
        for finding in findings
    }
    decisions[findings[4].id] = Decision(Choice.REPLACE, "en leder")
    public = apply(PROTOTYPE, findings, decisions)
    assert public.startswith("Vi har en borger, i fyrrerne, som bor på et botilbud i en kommune.")
    assert "Madsen" not in public
    assert public.endswith("Ring gerne på.")
    assert remaining([public], findings, decisions) == []


def test_a_replacement_at_the_start_of_a_sentence_gets_a_capital():
    text = "Det er svært. Henrik Madsen kan ikke."
    findings = gather([text], CONTEXT)
    assert apply(text, findings, {findings[0].id: Decision(Choice.REPLACE, "borgeren")}).endswith("Borgeren kan ikke.")


def test_a_personal_number_can_never_be_kept():
    findings = gather(["Borgeren, 010180-1234, bor alene."], CONTEXT)
    assert undecided(findings, {findings[0].id: Decision(Choice.KEEP)}) == findings
    assert undecided(findings, {findings[0].id: Decision(Choice.REMOVE)}) == []


def test_a_replacement_that_holds_the_name_is_no_decision():
    findings = gather(["Vi tænker på Henrik Madsen."], CONTEXT)
    assert undecided(findings, {findings[0].id: Decision(Choice.REPLACE, "vores Henrik Madsen")}) == findings
    assert undecided(findings, {findings[0].id: Decision(Choice.REPLACE, "  ")}) == findings


def test_a_name_that_was_to_go_and_still_stands_is_told():
    findings = gather(["Vi tænker på Henrik Madsen."], CONTEXT)
    decisions = {findings[0].id: Decision(Choice.REMOVE)}
    assert remaining(["Se også Henrik Madsen igen."], findings, decisions) == findings


@given(st.text(alphabet="AaBbÆæØøÅå .,?!\n12345678-@KHk", max_size=200))
def test_findings_never_overlap_and_the_pieces_are_the_text(text):
    spans = find(text, CONTEXT)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert "".join(piece.text for piece in segments(text, gather([text], CONTEXT))) == text


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    findings = gather([text], CONTEXT)
    apply(text, findings, {finding.id: Decision(Choice.REMOVE) for finding in findings})


@given(st.text(alphabet="ab ,.;\n", max_size=80))
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)
