"""The component gallery: each component in its states, also the empty, the long and the wrong ones.

What stands here is sample data in Danish; the components themselves are in templates/cotton/.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONG_TITLE = (
    "Hvordan beskriver vi sammenhængen mellem borgerens ressourcer, udfordringer, omgivelser og ønsker, når "
    "sagsoplysningerne peger i hver sin retning?"
)

PHASES = [
    {"title": title, "note": note, "url": "#thread"}
    for title, note in [
        ("Sagsåbning", "Modul 2 · 2 svar"),
        ("Sagsoplysning", "Modul 2 og 3 · 8 svar"),
        ("Sagsvurdering", "Modul 4 · 3 svar"),
        ("Afgørelse og handleplan", "Modul 5 · 2 svar"),
        ("Bestilling", "Modul 5 · 1 svar"),
        ("Levering og status", "Modul 6 · 1 svar"),
        ("Opfølgning", ""),
    ]
]

PARTS = [
    {
        "title": "Videooplæg: Samme borger – samme niveau?",
        "url": "#parts",
        "state": "done",
        "meta": "6 minutter · set tirsdag den 17. november",
    },
    {
        "title": "Praksiseksempel: Kørestolen, der gav tre svar",
        "url": "#parts",
        "state": "done",
        "meta": "3 minutter · læst i går kl. 14.20",
    },
    {
        "title": "Øvelse: Vurdér Fatima",
        "url": "#parts",
        "state": "now",
        "text": "Seks undertemaer. Bagefter ser du, hvad tre eksperter valgte.",
        "meta": "6 minutter · 2 af 6 undertemaer er vurderet",
        "action": "Fortsæt øvelsen",
    },
    {"title": "Selvtest: 8 spørgsmål", "url": "#parts", "state": "todo", "meta": "5 minutter"},
]

STATEMENTS = [
    {
        "title": "Jeg fik et godt udbytte af dagen",
        "counts": [1, 3, 9, 38, 27],
        "share": 0.83,
        "low": 0.735,
        "high": 0.9,
    },
    {"title": "Formen fungerede godt", "counts": [3, 9, 17, 31, 17], "share": 0.62, "low": 0.512, "high": 0.723},
    {"title": LONG_TITLE, "counts": [0, 0, 0, 0, 6], "share": 1.0, "low": 0.61, "high": 1.0},
]

RULE = [
    {"yes": True, "text": "Medicin og hjælpemidler tæller med"},
    {"yes": False, "text": "Støtte fra tilbud og netværk tæller ikke med"},
]

OPTIONS = [
    {"value": "a", "label": "Aktivitet og deltagelse", "checked": True},
    {"value": "b", "label": "Funktioner og forhold", "hint": "Beskrives uden niveau"},
    {"value": "c", "label": LONG_TITLE},
]

ROWS = [
    {"id": "a", "text": "Borgeren henvender sig", "place": 1},
    {"id": "b", "text": "Borgeren indkaldes til samtale", "place": 2},
    {"id": "c", "text": "Oplysninger indhentes fra læge, hospital, tidligere tilbud og borgerens netværk", "place": 3},
]

LINES = [
    {"start": 0.0, "text": "Lad os se på en borger i kørestol, som kommer rundt overalt på egen hånd."},
    {"start": 6.5, "text": "Tre kolleger vurderer Gå og bevæge sig. De siger 0, 1 og 3."},
    {"start": 14.0, "text": "Kollega C har vurderet borgeren uden kørestolen."},
    {"start": 20.0, "text": "Men kørestolen er et hjælpemiddel. I Aktivitet og deltagelse tæller den med."},
]

CHAPTERS = [
    {"start": 0.0, "title": "Hvorfor siger vi noget forskelligt?", "done": True},
    {"start": 14.0, "title": "Hjælpemidler tæller med", "done": False},
]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Overskrift", max_length=120)
    text = forms.CharField(
        label="Hvad vil du spørge om?",
        help_text="Beskriv situationen i almindelige ord. Skriv aldrig navn, CPR-nummer eller adresse.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv dit spørgsmål, før du sender."},
    )
    phase = forms.ChoiceField(
        label="Fase i sagen",
        required=False,
        choices=[("", "Ikke valgt"), ("1", "Sagsåbning"), ("2", "Sagsoplysning")],
    )
    day = forms.DateField(
        label="Dato",
        required=False,
        help_text="For eksempel 11.3.2027.",
        error_messages={"invalid": "Skriv datoen som dag.måned.år, for eksempel 11.3.2027."},
    )
    public = forms.ChoiceField(
        label="Må andre lære af svaret?",
        choices=[("ja", "Ja, offentliggør det uden navne og steder"), ("nej", "Nej, svar kun mig")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om andre må lære af svaret."},
    )
    themes = forms.MultipleChoiceField(
        label="Temaer",
        required=False,
        choices=[("r", "Relationer"), ("k", "Kommunikation"), ("m", "Mobilitet")],
        widget=forms.CheckboxSelectMultiple,
    )
    terms = forms.BooleanField(
        label="Jeg har læst, hvordan I passer på mine oplysninger",
        error_messages={"required": "Sæt kryds, når du har læst det."},
    )


def samples() -> dict[str, Any]:
    """Everything that the specimens show."""
    return {
        "long_title": LONG_TITLE,
        "phases": PHASES,
        "parts": PARTS,
        "statements": STATEMENTS,
        "rule": RULE,
        "options": OPTIONS,
        "rows": ROWS,
        "lines": LINES,
        "chapters": CHAPTERS,
        "crumbs": [{"title": "Læring", "url": "#breadcrumb"}, {"title": "Modul 3", "url": ""}],
        "long_crumbs": [{"title": "Spørgsmål og svar", "url": "#breadcrumb"}, {"title": LONG_TITLE, "url": ""}],
        "facts": [{"icon": "clock", "text": "Ca. 20 minutter"}, {"icon": "people", "text": "Sagsbehandlere og ledere"}],
        "case_steps": [
            {"label": "Læs", "url": "#steps", "state": "done"},
            {"label": "Vurdér", "url": "#steps", "state": "now"},
            {"label": "Sammenlign", "state": "later"},
        ],
        "day": dt.date(2027, 3, 11),
        "page_one": Paginator(range(60), 25).page(1),
        "page_many": Paginator(range(1000), 25).page(20),
        "levels": range(5),
        "experts": [3, 3, 3],
        "others": [4, 17, 9, 31, 3],
        "empty_form": SampleForm(prefix="tom"),
        "guarded_form": SampleForm(prefix="cpr"),
        "wrong_form": SampleForm({"fejl-day": "i morgen", "fejl-title": LONG_TITLE}, prefix="fejl"),
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """One specimen of each component and state."""
    return render(request, "gallery/index.html", samples())
