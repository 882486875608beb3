"""The six modules: films, examples, cases, and self-tests from the question bank."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Page

from cases_library.models import CasePage
from content.models import Phase, PortalMedia, Subtheme, Theme
from content.rules import write_captions
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
from portal.demo import film, script
from portal.site import publish_under

NAMES = uuid.UUID("9b1f0f0e-4f2c-4d5e-9a53-2f3b7d1c6a10")  # the same rows get the same ids in every seed


def seed(*, films: bool) -> None:
    index = CourseIndexPage.objects.get()
    phases = {phase.slug: phase for phase in Phase.objects.all()}
    for module in script.read_all("modules"):
        page = ModulePage(
            title=module["title"],
            slug=module["slug"],
            lead=module["lead"],
            number=module["number"],
            minutes=module["minutes"],
            audiences=module["audiences"],
            goals=[("goal", goal) for goal in module["goals"]],
            rules=_rules(module),
            checked_on=module["checked"],
        )
        page.phases = [phases[slug] for slug in module["phases"]]
        parent = publish_under(index, page)
        _video(parent, module["video"], module["number"], films=films)
        _example(parent, module["example"])
        _case(parent, module["case"])
        _self_test(parent, module["self_test"], phases)


def _rules(module: dict[str, Any]) -> list[script.Block]:
    """The module's rules, beside it: those that its example and case name, each once."""
    blocks = [*module["example"]["blocks"], *module["case"]["blocks"]]
    return script.blocks(block for block in blocks if block["type"] == "rule")[:1]


def _video(parent: Page, video: dict[str, Any], number: int, *, films: bool) -> None:
    target = Path(settings.MEDIA_ROOT) / "media" / f"modul-{number}.mp4"
    talk = film.render(video, target) if films else film.time_talk(video)
    media = PortalMedia(
        title=video["title"],
        type="video",
        duration=talk.length,
        width=film.WIDTH,
        height=film.HEIGHT,
        captions=write_captions(talk.cues),
    )
    if films:
        media.file.name = f"media/{target.name}"
    else:
        media.file.save(target.name, ContentFile(b""), save=False)
    media.save()
    publish_under(
        parent,
        VideoTalkPage(
            title=video["title"],
            slug=video["slug"],
            lead=video["lead"],
            minutes=video["minutes"],
            video=media,
            chapters=[("chapter", {"title": chapter.title, "start": int(chapter.start)}) for chapter in talk.chapters],
            reflection=video.get("reflection", ""),
        ),
    )


def _example(parent: Page, example: dict[str, Any]) -> None:
    publish_under(
        parent,
        PracticeExamplePage(
            title=example["title"],
            slug=example["slug"],
            lead=example["lead"],
            minutes=example["minutes"],
            body=script.blocks(example["blocks"]),
        ),
    )


def _case(parent: Page, case: dict[str, Any]) -> None:
    publish_under(
        parent,
        ModuleCasePage(
            title=case["title"],
            slug=case["slug"],
            lead=case["lead"],
            minutes=case["minutes"],
            task=case["task"],
            case=CasePage.objects.filter(slug=case["case"]).first(),
            body=script.blocks(case["blocks"]),
            reflection=case.get("reflection", ""),
        ),
    )


def _self_test(parent: Page, test: dict[str, Any], phases: dict[str, Phase]) -> None:
    page = SelfTestPage(title=test["title"], slug=test["slug"], lead=test["lead"], minutes=test["minutes"])
    page.questions = [
        SelfTestQuestion(question=_question(text, phases), goal=text.get("goal"), sort_order=place)
        for place, text in enumerate(test["questions"])
    ]
    publish_under(parent, page)


def _question(text: dict[str, Any], phases: dict[str, Phase]) -> Question:
    question = Question(
        key=_name(text["id"]),
        state=QuestionState.READY,
        title=text["prompt"][:150],
        prompt=text["prompt"],
        quote=text.get("quote", "").strip(),
        content=json.dumps([{"type": text["kind"], "id": str(_name(text["id"], "content")), "value": _answers(text)}]),
        explanation=text.get("explanation", ""),
        rule=text.get("rule", ""),
        source=text.get("source", ""),
        phase=phases.get(text.get("phase", "")),
        theme=Theme.objects.filter(title=text.get("theme", "")).first(),
        subtheme=Subtheme.objects.filter(title=text.get("subtheme", "")).first(),
    )
    question.save()
    return question


def _answers(text: dict[str, Any]) -> dict[str, Any]:
    """The value of the kind's block."""

    def rows(name: str, values: list[Any]) -> list[dict[str, Any]]:
        return [
            {"type": "item", "id": str(_name(text["id"], f"{name}{place}")), "value": value}
            for place, value in enumerate(values)
        ]

    match text["kind"]:
        case "single" | "multiple":
            options = [
                {"text": item["text"], "right": item["right"], "share": "", "feedback": item["feedback"]}
                for item in text["options"]
            ]
            return {"options": rows("option", options)}
        case "true_false":
            return {
                "right": "true" if text["right"] else "false",
                "feedback_true": text["feedback_true"],
                "feedback_false": text["feedback_false"],
            }
        case "match":
            pairs = [{key: pair.get(key, "") for key in ("left", "right", "feedback")} for pair in text["pairs"]]
            return {"pairs": rows("pair", pairs), "distractors": rows("distractor", text.get("distractors", []))}
        case "order":
            return {"items": rows("item", text["items"])}
        case "rating":
            return {
                "level": str(text["level"]),
                "near": "1/2",
                "level_feedback": {f"level_{level}": words for level, words in text["level_feedback"].items()},
            }
        case other:
            raise ValueError(f"unknown kind of question in the script: {other}")


def _name(*parts: str) -> uuid.UUID:
    return uuid.uuid5(NAMES, "/".join(parts))
