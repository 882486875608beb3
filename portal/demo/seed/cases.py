"""The six practice cases with the panel's demo ratings."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from cases_library.models import CaseIndexPage, CaseItem, CasePage, PanelRating, TrainedRuleOfCase
from cases_library.rules import level_named
from content.models import Phase, Subtheme
from portal.demo import script
from portal.site import publish_under


def seed() -> None:
    index = CaseIndexPage.objects.get()
    subthemes = {subtheme.title: subtheme for subtheme in Subtheme.objects.select_related("theme")}
    phases = {phase.slug: phase for phase in Phase.objects.all()}
    for case in script.read_all("cases"):
        publish_under(index, _page(case, phases, subthemes))


def _page(case: dict[str, Any], phases: dict[str, Phase], subthemes: dict[str, Subtheme]) -> CasePage:
    labels = {sentence["id"]: ascii_lowercase[place] for place, sentence in enumerate(case["sentences"])}
    control = case.get("control_question") or {}
    page = CasePage(
        title=case["title"],
        slug=case["slug"],
        lead=case["lead"],
        number=case["number"],
        citizen_name=case["name"],
        citizen_age=case["age"],
        minutes=case["minutes"],
        phase=phases[case["phase"]],
        primary_target_group=case["target_group"]["primary"],
        secondary_target_group=case["target_group"].get("secondary", ""),
        support_need=case["support_need"],
        instructions="\n\n".join(case["paragraphs"]),
        opening=case["opening"],
        body=[
            ("sentence", {"label": labels[sentence["id"]], "text": sentence["text"].strip()})
            for sentence in case["sentences"]
        ],
        control_question=control.get("question", ""),
        control_answer=control.get("answer", ""),
        control_explanation=control.get("explanation", ""),
        checked_on=case.get("checked"),
    )
    page.trained_rules = [TrainedRuleOfCase(rule=rule) for rule in case["rules_practised"]]
    page.items = [_item(item, labels, subthemes, place) for place, item in enumerate(case["items"])]
    return page


def _item(item: dict[str, Any], labels: dict[str, str], subthemes: dict[str, Subtheme], place: int) -> CaseItem:
    row = CaseItem(
        sort_order=place,
        subtheme=subthemes[item["subtheme"]],
        rationale=item["rationale"],
        rule=item.get("rule", ""),
        typical_error=item.get("typical_error", ""),
        typical_error_level=level_named(item.get("typical_error", "")),
        sentence=labels.get(item.get("sentence", ""), ""),
    )
    row.panel = [
        PanelRating(expert=expert, level=level, sort_order=expert)
        for expert, level in enumerate(item["panel"], start=1)
    ]
    return row
