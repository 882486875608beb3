"""Every block of the editors is shown, and shows what it was given."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from wagtail.images.tests.utils import get_test_image_file

from content.models import PortalDocument, PortalImage, StandardPage
from content.rules import Audience
from portal.models import EntryPage
from tests.factories.content import add_page, home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = PortalImage.objects.create(title="Skala", file=get_test_image_file())
    document = PortalDocument.objects.create(title="Skema", file=ContentFile(b"tekst", name="skema.txt"))
    return [
        ("text", "<h2>Spørg åbent</h2><p>Skriv borgerens egne ord.</p>"),
        ("rule", {"title": "Hvad tæller med?", "text": "<p>Medicin tæller med.</p>"}),
        ("quote", {"text": "Jeg vil bo i min egen bolig.", "source": "En borger"}),
        ("steps", {"items": ["Afgræns formålet", "Vælg temaer"]}),
        (
            "compare",
            {"left_title": "Før", "left": "<p>Dårligt.</p>", "right_title": "Efter", "right": "<p>Enkelt.</p>"},
        ),
        (
            "schedule",
            {"caption": "Fire faser", "rows": [{"phase": "1", "activity": "Møde", "when": "Marts", "outcome": "Plan"}]},
        ),
        ("image", {"image": image, "alt": "Skalaen fra 0 til 4", "caption": "Fem niveauer"}),
        ("file", {"document": document, "title": "Hent skemaet"}),
        ("reflection", {"question": "Hvad ville du have skrevet?"}),
        (
            "links",
            {
                "title": "Gå videre",
                "links": [{"page": home_page(), "title": "Til forsiden"}, {"url": "/cases/", "title": "Øv"}],
            },
        ),
        ("law", {"text": "Serviceloven § 141", "url": "", "checked_on": "2026-11-02"}),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [StandardPage, EntryPage])
def test_a_page_shows_each_block(client, body, kind):
    more = {"audience": Audience.LEADER} if kind is EntryPage else {}
    page = add_page(home_page(), kind(title="Om <metoden>", slug="om-metoden", lead="Kort & godt.", body=body, **more))
    answer = client.get(page.url)
    text = answer.content.decode()
    assert answer.status_code == 200
    for shown in (
        "Om &lt;metoden&gt;</h1>",
        "Kort &amp; godt.",
        "<h2",
        "Skriv borgerens egne ord.",
        "Hvad tæller med?",
        "Medicin tæller med.",
        "Jeg vil bo i min egen bolig.",
        "En borger",
        "<li>Vælg temaer</li>",
        "Efter",
        "Enkelt.",
        "<caption>Fire faser</caption>",
        "Plan",
        'alt="Skalaen fra 0 til 4"',
        "Fem niveauer",
        "Hent skemaet",
        "Hvad ville du have skrevet?",
        "Til forsiden",
        'href="/cases/"',
        "Serviceloven § 141",
        "2. november 2026",
    ):
        assert shown in text, shown


def test_a_link_to_a_page_that_is_withdrawn_is_left_out(client):
    home = home_page()
    gone = add_page(home, StandardPage(title="Væk", slug="vaek"))
    body = [("links", {"title": "", "links": [{"page": gone, "title": "Den gamle side"}]})]
    page = add_page(home, StandardPage(title="Ny", slug="ny", body=body))
    gone.unpublish()
    assert "Den gamle side" not in client.get(page.url).content.decode()
