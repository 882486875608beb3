"""The six modules: films, examples, cases, self-tests from the question bank, and a test at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Page

from cases_library.models import CasePage
from content.models import Phase, PortalMedia, Theme
from content.rules import write_captions
from courses.models import (
    CourseIndexPage,
    ModuleCasePage,
    ModulePage,
    PracticeExamplePage,
    SelfTestDraw,
    SelfTestPage,
    SelfTestQuestion,
    VideoTalkPage,
)
from portal.demo import film, script
from portal.demo.seed import bank
from portal.site import publish_under


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
        if "final" in module:
            _final_test(parent, module["final"], phases)
    for text in script.read("bank"):
        bank.question(text, phases)


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
        SelfTestQuestion(question=bank.question(text, phases), goal=text.get("goal"), sort_order=place)
        for place, text in enumerate(test["questions"])
    ]
    publish_under(parent, page)


def _final_test(parent: Page, test: dict[str, Any], phases: dict[str, Phase]) -> None:
    """A test that draws from the whole bank, with tries, a pass mark and a time limit."""
    page = SelfTestPage(
        title=test["title"],
        slug=test["slug"],
        lead=test["lead"],
        minutes=test["minutes"],
        tries=test["tries"],
        most_tries=test["most_tries"],
        pass_mark=test["pass_mark"],
        time_limit=test["time_limit"],
        shuffle_questions=test["shuffle"],
    )
    page.draws = [
        SelfTestDraw(
            count=draw["count"],
            phase=phases[draw["phase"]] if "phase" in draw else None,
            theme=Theme.objects.get(title=draw["theme"]) if "theme" in draw else None,
            goal=draw.get("goal"),
            sort_order=place,
        )
        for place, draw in enumerate(test["draws"])
    ]
    publish_under(parent, page)
