"""Pages and taxonomy for tests."""

from __future__ import annotations

from wagtail.models import Page, Site

from portal.models import HomePage


def home_page() -> HomePage:
    """The front page, made once, at the root of the default site."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.objects.get(depth=1)
        home = root.add_child(instance=HomePage(title="VUM-portalen", slug="forside", hero="Én metode. Ét sprog."))
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "root_page": home, "site_name": "VUM-portalen"},
        )
    return home


def add_page(parent: Page, page: Page) -> Page:
    """The page, published under the parent."""
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page
