"""Cases with a panel, and people's work on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from cases_library.models import CaseIndexPage, CaseItem, CasePage, PanelRating, TrainedRuleOfCase
from cases_library.rules import TrainedRule
from content.models import Phase, Subtheme
from tests.factories.content import add_page, home_page


@dataclass
class ItemOf:
    """What a test wants to say about an item; the rest is ordinary."""

    subtheme: str
    panel: list[int] = field(default_factory=lambda: [1, 1, 2])
    sentence: str = ""
    rationale: str = "Hun klarer det meste selv."
    rule: str = "Hjælpemidler tæller med."
    typical_error: str = "At vælge 4, fordi hun ikke kan gå."
    typical_error_level: int | None = 4


USUAL_ITEMS = (
    ItemOf("Gøre rent", [3, 3, 3], "c", typical_error="At vælge 1, fordi der er rent.", typical_error_level=1),
    ItemOf("Gå og bevæge sig", [1, 1, 2], "a"),
)
SENTENCES = {
    "a": "Fatima kører rundt i manuel kørestol ude og inde.",
    "b": "Hun har badebænk og vasker sig selv.",
    "c": "Hjemmehjælpen gør rent.",
}


def case_index() -> CaseIndexPage:
    """The case library, made once."""
    return CaseIndexPage.objects.first() or add_page(home_page(), CaseIndexPage(title="Cases", slug="cases"))


def item_of(place: int, item: ItemOf) -> CaseItem:
    return CaseItem(
        sort_order=place,
        subtheme=Subtheme.objects.get(title=item.subtheme),
        rationale=item.rationale,
        rule=item.rule,
        typical_error=item.typical_error,
        typical_error_level=item.typical_error_level,
        sentence=item.sentence,
        panel=[PanelRating(expert=number, level=level) for number, level in enumerate(item.panel, start=1)],
    )


def unpublished_case(
    *, items: tuple[ItemOf, ...] = USUAL_ITEMS, rules: tuple[TrainedRule, ...] = (TrainedRule.AIDS,), **fields: object
) -> CasePage:
    """A case in memory, ready to be put into the tree."""
    number = CasePage.objects.count() + 1
    told: dict[str, object] = {
        "title": f"Fatima {number}, 35 år, vil arbejde som lærer igen",
        "slug": f"fatima-{number}",
        "number": number,
        "citizen_name": "Fatima",
        "citizen_age": 35,
        "lead": "Hvad tæller med, og hvad trækker du fra?",
        "phase": Phase.objects.get(slug="sagsoplysning"),
        "primary_target_group": "Mobilitetsnedsættelse",
        "support_need": 1,
        "instructions": "Casen er opdigtet.",
        "opening": "Fatima er blevet lam i benene efter en rygmarvsskade.",
        "body": [("sentence", {"label": label, "text": text}) for label, text in SENTENCES.items()],
    }
    return CasePage(
        **(told | fields),
        trained_rules=[TrainedRuleOfCase(rule=rule) for rule in rules],
        items=[item_of(place, item) for place, item in enumerate(items)],
    )


def published_case(**fields: object) -> CasePage:
    """A case that people can rate."""
    return add_page(case_index(), unpublished_case(**fields))
