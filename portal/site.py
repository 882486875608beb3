"""The skeleton of a site: the front page and the sections. The same for the demo and the real thing."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from wagtail.models import Page, Site

from cases_library.models import CaseIndexPage
from courses.models import CourseIndexPage
from hotline.models import AnswerIndexPage
from portal.models import HomePage
from themedays.models import ThemeDayIndexPage

AnyPage = TypeVar("AnyPage", bound=Page)


def publish_under(parent: Page, page: AnyPage) -> AnyPage:
    """The page, published as the last child of its parent; a page with its address there already is left as it is."""
    parent.refresh_from_db()
    existing = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    if existing is not None:
        return existing
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


@transaction.atomic
def build_site() -> HomePage:
    """The front page is the root of the default site, with a page for each section. Changes nothing that exists."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.objects.get(depth=1)
        Page.objects.filter(depth=2, slug="home").delete()  # Wagtail's own welcome page
        root.refresh_from_db()
        home = root.add_child(
            instance=HomePage(
                title="VUM-portalen",
                slug="forside",
                hero="Én metode. Ét sprog. Fra første henvendelse til opfølgning.",
                lead="Lær Voksenudredningsmetoden (VUM 2.0) og Fælles Faglige Begreber. "
                "Øv dig på cases, og få svar fra metodehotlinen.",
            )
        )
        home.save_revision().publish()
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "VUM-portalen"},
        )
    for page in (
        CourseIndexPage(
            title="Læring",
            slug="laering",
            lead="Seks moduler med videooplæg, praksiseksempel, case og selvtest. Tag dem i din egen rækkefølge.",
        ),
        CaseIndexPage(
            title="Cases",
            slug="cases",
            lead="Vurdér en øvelsescase, og se, hvor du og ekspertpanelet er enige.",
        ),
        AnswerIndexPage(
            title="Spørgsmål og svar",
            slug="spoergsmaal-og-svar",
            lead="Svar fra metodehotlinen. Hvert svar viser, hvad det bygger på, og hvornår det er kontrolleret.",
        ),
        ThemeDayIndexPage(
            title="Temadage",
            slug="temadage",
            lead="To virtuelle dage om året med oplæg og workshops for myndighed og udfører.",
        ),
    ):
        publish_under(home, page)
    return home
