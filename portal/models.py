"""The front page, and a door for each audience."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.models import AUDIENCE_CHOICES, BasePage, BodyPage
from portal.front import front_page


class HomePage(BasePage):
    """The front page: search, resume, phases, time, theme day, new answers. The portal fills in what is new."""

    hero = models.CharField(_("headline"), max_length=120)
    template = "portal/home.html"
    content_panels = [*BasePage.content_panels, FieldPanel("hero")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | front_page(request.user)


class EntryPage(BodyPage):
    """A door for one audience."""

    audience = models.CharField(_("audience"), max_length=20, choices=AUDIENCE_CHOICES)
    template = "content/entry_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("audience"), FieldPanel("body")]

    class Meta:
        verbose_name = _("entry page")

    def search_audiences(self) -> list[str]:
        return [self.audience]
