"""Modules, parts and questions for tests."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import imageio_ffmpeg
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from content.models import PortalImage, PortalMedia
from content.rules import Cue, write_captions
from courses.models import (
    CourseIndexPage,
    ModuleCasePage,
    ModulePage,
    PracticeExamplePage,
    Question,
    QuestionState,
    SelfTestPage,
    SelfTestQuestion,
    VideoTalkPage,
)
from tests.factories.content import add_page, home_page

CUES = [
    Cue(0.0, 1.0, "Borgerens ønsker er den røde tråd."),
    Cue(1.0, 2.0, "Medicin og hjælpemidler tæller med."),
    Cue(2.0, 4.0, "Støtte fra netværk tæller ikke med."),
]


def an_option(text: str, *, right: bool = False, share: str = "", feedback: str = "") -> dict[str, Any]:
    return {"text": text, "right": right, "share": share, "feedback": feedback or f"Derfor: {text}"}


# What each kind holds, as the block takes it.
CONTENT: dict[str, dict[str, Any]] = {
    "single": {"options": [an_option("Et it-system"), an_option("En metode", right=True), an_option("En test")]},
    "multiple": {
        "options": [
            an_option("Kvalitet", right=True),
            an_option("Afskaffe handleplaner"),
            an_option("Bedre data", right=True),
            an_option("Recovery", right=True),
        ]
    },
    "true_false": {"right": "false", "feedback_true": "Ikke helt.", "feedback_false": "Ja, den går videre."},
    "match": {
        "pairs": [
            {"left": "Sover dårligt", "right": "Sundhedsforhold", "feedback": "Søvn er sundhed."},
            {"left": "Søsteren handler ind", "right": "Omgivelser", "feedback": "Netværk er omgivelser."},
            {"left": "Åbner ikke post", "right": "Samfundsliv", "feedback": "Post er samfundsliv."},
        ],
        "distractors": ["Mobilitet"],
    },
    "order": {"items": ["Ingen", "Let", "Moderat", "Svært"]},
    "rating": {
        "level": "3",
        "near": "1/2",
        "level_feedback": {f"level_{level}": f"Om niveau {level}." for level in range(5)},
    },
}
KINDS = tuple(CONTENT)

NUMBER = {
    "value": "2,5",
    "tolerance": "0,5",
    "tolerance_kind": "absolute",
    "low": "",
    "high": "",
    "include_low": True,
    "include_high": True,
    "right": True,
    "share": "",
    "feedback": "Derfor: to og en halv time.",
}
NUMERIC = {
    "answers": [NUMBER],
    "units": [],
    "unit_rule": "none",
    "unit_penalty": "1/10",
    "unit_penalty_of": "response",
    "number_format": "danish",
}
SHORT_TEXT = {
    "answers": [
        {"pattern": "handleplan", "right": True, "share": "", "feedback": "Derfor: handleplan."},
        {"pattern": "*plan", "right": False, "share": "1/2", "feedback": "Derfor: en plan, men hvilken?"},
    ],
    "match_case": False,
    "ignore_accents": False,
}
GAPS = {
    "text": "Borgerens [[1]] er den røde tråd, og [[2]] tæller med.",
    "gaps": [
        {"right": "ønsker", "group": "1", "feedback": "Derfor: ønsker."},
        {"right": "medicin", "group": "1", "feedback": "Derfor: medicin."},
    ],
    "extras": [{"text": "støtte", "group": "1"}],
}
AREAS = [
    {
        "label": "Døren",
        "shape": "rect",
        "coords": "20, 20, 120, 180",
        "right": True,
        "share": "",
        "feedback": "Derfor: døren.",
    },
    {
        "label": "Trappen",
        "shape": "circle",
        "coords": "300, 100, 40",
        "right": False,
        "share": "",
        "feedback": "Derfor: trappen.",
    },
]

# The kinds that came later, each as the block takes it; the picture is put in by `content_of`.
MORE_CONTENT: dict[str, dict[str, Any]] = {
    "short_text": SHORT_TEXT,
    "numeric": NUMERIC,
    "slider": {
        "low": "0",
        "high": "10",
        "step": "0,5",
        "unit_text": "timer",
        "value": "4,5",
        "tolerance": "",
        "near_tolerance": "1",
        "near": "1/2",
    },
    "gap_select": GAPS,
    "drag_text": GAPS,
    "hotspot": {"alt": "En opgang med en dør og en trappe", "areas": AREAS, "most": None},
    "points": {"alt": "En opgang med en dør og en trappe", "areas": AREAS[:1], "most": None, "miss": ""},
    "cloze": {
        "text": "Planen hedder [[1]], og den tager [[2]] timer. Den er [[3]].",
        "parts": [
            {"type": "short_text", "value": {"prompt": "Planens navn", "answers": SHORT_TEXT, "weight": "1"}},
            {"type": "numeric", "value": {"prompt": "", "answers": NUMERIC, "weight": "1"}},
            {"type": "single", "value": {"prompt": "", "answers": CONTENT["single"], "weight": "2"}},
        ],
    },
    "composite": {
        "parts": [
            {"type": "single", "value": {"prompt": "Hvad er VUM?", "answers": CONTENT["single"], "weight": "1"}},
            {"type": "order", "value": {"prompt": "Ordn niveauerne", "answers": CONTENT["order"], "weight": "1"}},
            {"type": "match", "value": {"prompt": "Par dem", "answers": CONTENT["match"], "weight": "2"}},
        ],
    },
}
ALL_KINDS = (*CONTENT, *MORE_CONTENT)


def a_picture(width: int = 400, height: int = 200) -> PortalImage:
    """A picture of the size, in plain colours."""
    drawn = Image.new("RGB", (width, height), "#d3e3e7")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((20, 20, 120, 180), fill="#6f7a80")
    pen.ellipse((260, 60, 340, 140), fill="#bcd8dd")
    data = BytesIO()
    drawn.save(data, "PNG")
    return PortalImage.objects.create(title="Opgang", file=ContentFile(data.getvalue(), name="opgang.png"))


def content_of(kind: str) -> dict[str, Any]:
    """What a question of the kind holds, as the block takes it; with a picture, where the kind has one."""
    content = CONTENT.get(kind) or MORE_CONTENT[kind]
    return {**content, "image": a_picture().pk} if kind in {"hotspot", "points"} else content


def a_question(kind: str = "single", **fields: Any) -> Question:
    """A question of the kind, saved, with its first version."""
    content = fields.pop("content", None) or content_of(kind)
    question = Question(
        title=fields.pop("title", f"Om {kind}"),
        prompt=fields.pop("prompt", f"Hvad gælder for {kind}?"),
        explanation=fields.pop("explanation", "Forklaringen."),
        rule=fields.pop("rule", "Hjælpemidler tæller med."),
        state=fields.pop("state", QuestionState.READY),
        **fields,
    )
    field = Question._meta.get_field("content")
    question.content = field.to_python([{"type": kind, "value": content}])
    question.save()
    return question


def course_index() -> CourseIndexPage:
    return CourseIndexPage.objects.first() or add_page(home_page(), CourseIndexPage(title="Læring", slug="laering"))


def a_module(number: int = 1, **fields: Any) -> ModulePage:
    fields = {
        "title": f"Modul om emne {number}",
        "slug": f"modul-{number}",
        "minutes": 15,
        "goals": [("goal", "Forklare metoden"), ("goal", "Bruge skalaen")],
    } | fields
    return add_page(course_index(), ModulePage(number=number, **fields))


def a_video(content: bytes = b"not really a film", name: str = "oplaeg.webm", **fields: Any) -> PortalMedia:
    fields = {"title": "Oplæg", "duration": 4.0, "type": "video", "captions": write_captions(CUES)} | fields
    video = PortalMedia(**fields)
    video.file.save(name, ContentFile(content), save=False)
    video.save()
    return video


def a_video_talk(module: ModulePage, **fields: Any) -> VideoTalkPage:
    fields = {
        "title": "Ét sprog",
        "slug": "videooplaeg",
        "minutes": 2,
        "chapters": [("chapter", {"title": "Begyndelsen", "start": 0}), ("chapter", {"title": "Reglen", "start": 1})],
        "reflection": "Hvor bliver borgerens ord væk?",
    } | fields
    fields.setdefault("video", None)
    fields["video"] = fields["video"] or a_video()
    return add_page(module, VideoTalkPage(**fields))


def an_example(module: ModulePage, **fields: Any) -> PracticeExamplePage:
    fields = {
        "title": "To beskrivelser",
        "slug": "praksiseksempel",
        "minutes": 3,
        "body": [("text", "<p>To kolleger skriver om det samme hjem.</p>")],
    } | fields
    return add_page(module, PracticeExamplePage(**fields))


def a_module_case(module: ModulePage, **fields: Any) -> ModuleCasePage:
    fields = {
        "title": "Mød Karin",
        "slug": "case",
        "minutes": 4,
        "task": "Find hendes eget ønske.",
        "body": [("quote", {"text": "Jeg vil gerne klare min økonomi.", "source": "Karin"})],
        "reflection": "Hvilket undertema ligger tættest på?",
    } | fields
    return add_page(module, ModuleCasePage(**fields))


def a_self_test(module: ModulePage, questions: list[Question] | None = None, **fields: Any) -> SelfTestPage:
    """A self-test with the questions in order; goals 1 and 2 by turns."""
    fields = {"title": "Selvtest", "slug": "selvtest", "minutes": 6, "lead": "Svar i ro og mag."} | fields
    page = SelfTestPage(**fields)
    for place, question in enumerate(questions if questions is not None else [a_question()]):
        page.questions.add(SelfTestQuestion(question=question, goal=place % 2 + 1, sort_order=place))
    return add_page(module, page)


def a_whole_module(number: int = 1, kinds: tuple[str, ...] = KINDS) -> ModulePage:
    """A module with its four parts, and a self-test with a question of each kind."""
    module = a_module(number)
    a_video_talk(module)
    an_example(module)
    a_module_case(module)
    a_self_test(module, [a_question(kind) for kind in kinds])
    return module


def a_real_film(seconds: int) -> bytes:
    """A film that a browser can play: a test picture without sound."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "film.mp4"
        picture = ["-f", "lavfi", "-i", f"testsrc=duration={seconds}:size=320x180:rate=8"]
        codec = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "8", "-movflags", "+faststart"]
        subprocess.run(
            [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y", *picture, *codec, str(target)], check=True
        )
        return target.read_bytes()
