"""The case library as a shelf: cases by phase, by rule, by theme. Filters are addresses, so a choice can be linked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from cases_library.rules import RULE_SLUGS, TrainedRule

RULE_NAMES = {
    TrainedRule.AIDS: _("Aids and medicine count"),
    TrainedRule.NETWORK_SUPPORT: _("Support from the network is set aside"),
    TrainedRule.SERVICE_SUPPORT: _("Support from services is set aside"),
    TrainedRule.RESOURCES: _("Resources are described too"),
    TrainedRule.CATEGORY: _("What gets a level, and what is described"),
}


@dataclass(frozen=True)
class Choice:
    """A filter as a link: `address` is the shelf with this choice taken, or taken away when it is `active`."""

    title: Any
    count: int
    active: bool
    address: str


@dataclass(frozen=True)
class Filter:
    """One row of choices."""

    name: str
    title: Any
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.active), None)


@dataclass(frozen=True)
class Shelf:
    """What is on the shelf, and the filters that lead to more or fewer."""

    cases: list[Any]
    filters: list[Filter]

    @property
    def chosen(self) -> list[Choice]:
        return [chosen for row in self.filters if (chosen := row.chosen)]


def shelf(cases: list[Any], query: Mapping[str, str]) -> Shelf:
    """The cases that the query asks for. A choice that does not exist is no choice."""
    marks: dict[str, dict[str, dict[str, Any]]] = {"fase": {}, "regel": {}, "tema": {}}
    slugs_of_rules = {rule.value: slug for slug, rule in RULE_SLUGS.items()}
    order_of_rules = list(RULE_SLUGS)
    tags: list[dict[str, set[str]]] = []
    for case in cases:
        themes = {item.subtheme.theme for item in case.items.all()}
        rules = {
            slugs_of_rules[trained.rule]: RULE_NAMES[TrainedRule(trained.rule)] for trained in case.trained_rules.all()
        }
        marks["fase"][case.phase.slug] = {"title": case.phase.title, "order": case.phase.order}
        for slug, name in rules.items():
            marks["regel"][slug] = {"title": name, "order": order_of_rules.index(slug)}
        marks["tema"].update({theme.slug: {"title": theme.title, "order": theme.order} for theme in themes})
        tags.append({"fase": {case.phase.slug}, "regel": set(rules), "tema": {theme.slug for theme in themes}})
    chosen = {name: query[name] for name in marks if query.get(name) in marks[name]}

    def fits(tagged: dict[str, set[str]], wanted: dict[str, str]) -> bool:
        return all(value in tagged[name] for name, value in wanted.items())

    def row(name: str) -> list[Choice]:
        others = {key: value for key, value in chosen.items() if key != name}
        choices = [
            Choice(
                title=mark["title"],
                count=sum(fits(tagged, {**others, name: slug}) for tagged in tags),
                active=chosen.get(name) == slug,
                address="?" + urlencode(others if chosen.get(name) == slug else {**others, name: slug}),
            )
            for slug, mark in sorted(marks[name].items(), key=lambda entry: entry[1]["order"])
        ]
        return [choice for choice in choices if choice.count or choice.active]

    titles = {"fase": _("Case phase"), "regel": _("Rule you train"), "tema": _("Theme")}
    return Shelf(
        cases=[case for case, tagged in zip(cases, tags, strict=True) if fits(tagged, chosen)],
        filters=[Filter(name, title, row(name)) for name, title in titles.items()],
    )
