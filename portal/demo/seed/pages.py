"""The doors for audiences, the standard pages, and the implementation section."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from content.models import Phase, StandardPage, Theme
from portal.demo import script
from portal.models import EntryPage, HomePage
from portal.site import publish_under


def seed(home: HomePage) -> None:
    text = script.read("pages")
    for phase in text["phases"]:
        Phase.objects.filter(slug=phase["slug"]).update(description=phase["description"])
    for theme in text["themes"]:
        Theme.objects.filter(slug=theme["slug"]).update(description=theme["description"])
    for page in text["entry_pages"]:
        body = [*script.blocks(page["blocks"]), *script.links(page["links"], "Gå videre")]
        publish_under(
            home,
            EntryPage(title=page["title"], slug=page["slug"], lead=page["lead"], audience=page["audience"], body=body),
        )
    for page in text["pages"]:
        _standard(home, page)
    _citizen(home, text["citizen_page"])
    _implementation(home, text["implementation"], text["programme"])


def _standard(parent: Any, page: dict[str, Any]) -> StandardPage:
    body = [*script.blocks(page["blocks"]), *script.links(page.get("links", []), "Gå videre")]
    return publish_under(
        parent, StandardPage(title=page["title"], slug=page["slug"], lead=page.get("lead", ""), body=body)
    )


def _citizen(home: HomePage, page: dict[str, Any]) -> None:
    """One plain page under /borger/ that helps a citizen prepare."""
    questions = [
        ("text", script.heading(f"{item['number']}. {item['question']}") + script.paragraphs(item["help"]))
        for item in page["questions"]
    ]
    section = publish_under(
        home,
        EntryPage(
            title="Til borgere",
            slug="borger",
            audience="citizen",
            lead="Skal du snart tale med kommunen? Her kan du forberede dig.",
            body=script.links([{"url": "/borger/forbered-dig/", "text": page["title"], "description": page["lead"]}]),
        ),
    )
    publish_under(
        section,
        EntryPage(
            title=page["title"],
            slug=page["slug"],
            lead=page["lead"],
            audience="citizen",
            body=[
                *questions,
                ("text", script.heading(page["bring"]["title"]) + script.bullet_list(page["bring"]["items"])),
                ("rule", {"title": "Godt at vide", "text": script.bullet_list(page["notes"])}),
                ("text", script.paragraphs(page["contact"])),
            ],
        ),
    )


def _implementation(home: HomePage, section: dict[str, Any], programme: dict[str, Any]) -> None:
    packages = [
        {
            "url": f"/implementering/{item['slug']}/",
            "text": f"Pakke {item['code']}: {item['title']}",
            "description": item["lead"],
        }
        for item in section["packages"]
    ]
    index = publish_under(
        home,
        StandardPage(
            title=section["title"],
            slug=section["slug"],
            lead=section["lead"],
            body=[
                (
                    "rule",
                    {"title": "Forbehold", "text": script.paragraphs(section["notice"].removeprefix("Forbehold: "))},
                ),
                *script.blocks(section["blocks"]),
                *script.links(packages, "De fire pakker"),
                *script.links(section["links"], "Gå videre"),
            ],
        ),
    )
    for item in section["packages"]:
        publish_under(
            index,
            StandardPage(
                title=f"Pakke {item['code']}: {item['title']}",
                slug=item["slug"],
                lead=item["lead"],
                body=[
                    ("text", script.heading("Det kan I arbejde med") + script.bullet_list(item["areas"])),
                    *script.links(
                        [
                            {
                                "url": "/laering/",
                                "text": _modules(item["modules"]),
                                "description": "Tag det i teamet, før I begynder.",
                            }
                        ],
                        "Begynd her",
                    ),
                ],
            ),
        )
    rows = [
        {
            "phase": row["phase"],
            "activity": row["activity"],
            "when": f"{date_format(row['date'], 'j. F Y')} {row['time']}",
            "outcome": row["deliverable"],
        }
        for row in programme["table"]["rows"]
    ]
    temperature = programme["temperature"]
    measured = [
        f"{item['text']}: {_comma(item['before'])} før og {_comma(item['after'])} efter"
        for item in temperature["items"]
    ]
    publish_under(
        index,
        StandardPage(
            title=programme["title"],
            slug=programme["slug"],
            lead=programme["lead"],
            body=[
                ("rule", {"title": "Demodata", "text": script.paragraphs(programme["notice"])}),
                *script.blocks(programme["blocks"]),
                ("schedule", {"caption": programme["table"]["caption"], "rows": rows}),
                (
                    "text",
                    script.heading(temperature["title"])
                    + script.paragraphs(f"Skala: {temperature['scale']}.")
                    + script.bullet_list(measured),
                ),
            ],
        ),
    )


def _modules(numbers: list[int]) -> str:
    return "Modul " + " og ".join(str(number) for number in numbers)


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
