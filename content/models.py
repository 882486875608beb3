"""What every page is made of: the base page, the library of files, the taxonomy of VUM and FFB, and the plain pages."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtailmedia.models import AbstractMedia, Media

from content.blocks import BODY_BLOCKS
from content.querysets import SubthemeQuerySet
from content.rules import CATEGORY_NAMES, Audience, BadCaptions, Cue, ThemeCategory, plain_text, read_captions

AUDIENCE_CHOICES = [
    (Audience.CASEWORKER.value, _("Caseworkers")),
    (Audience.LEADER.value, _("Leaders")),
    (Audience.PROVIDER_EMPLOYEE.value, _("Employees at providers")),
    (Audience.TRAINER.value, _("Trainers")),
    (Audience.CITIZEN.value, _("Citizens")),
]
CATEGORY_CHOICES = [
    (ThemeCategory.FUNCTIONS_AND_CONDITIONS.value, _("Functions and conditions")),
    (ThemeCategory.ACTIVITY_PARTICIPATION.value, _("Activity and participation")),
    (ThemeCategory.ENVIRONMENTAL_FACTORS.value, _("Environmental factors")),
]


# ── The library ─────────────────────────────────────────────────────────────────────────────────────────────
class PortalImage(AbstractImage):
    """An image; the alternative text says what one must know when the image is missing."""

    admin_form_fields = Image.admin_form_fields


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="content_one_rendition")
        ]


class PortalDocument(AbstractDocument):
    """A file to download."""

    admin_form_fields = WagtailDocument.admin_form_fields


class PortalMedia(AbstractMedia):
    """A video with its captions (WebVTT). The transcript beside the video is read from the captions."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    captions = models.TextField(
        _("captions (WebVTT)"),
        blank=True,
        help_text=_("The text of what is said, in the WebVTT format. A video without captions cannot be published."),
    )
    admin_form_fields = (*Media.admin_form_fields, "captions")

    class Meta(AbstractMedia.Meta):
        verbose_name = _("video or sound")
        verbose_name_plural = _("video and sound")

    def clean(self) -> None:
        super().clean()
        if self.captions:
            try:
                read_captions(self.captions)
            except BadCaptions as problem:
                raise ValidationError(
                    {
                        "captions": _(
                            "The captions cannot be read: look at line %(line)s. A caption begins with a line such "
                            "as 00:00:01.000 --> 00:00:04.000, and the captions stand in order."
                        )
                        % {"line": problem.line}
                    }
                ) from problem

    @property
    def cues(self) -> list[Cue]:
        """The captions in order; empty when there are none."""
        return read_captions(self.captions) if self.captions else []


# ── The taxonomy ────────────────────────────────────────────────────────────────────────────────────────────
class Phase(models.Model):
    """A phase of a case, in order. Editors may mend the description; the seven phases are loaded by a migration."""

    slug = models.SlugField(_("address"), unique=True)
    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    title = models.CharField(_("title"), max_length=60)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("case phase")
        verbose_name_plural = _("case phases")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title

    def search_text(self) -> str:
        return self.description

    def search_phases(self) -> list[str]:
        return [self.slug]


class Theme(models.Model):
    """One of the 11 themes of FFB. Codes are those of KL's code system."""

    code = models.UUIDField(_("code"), unique=True)
    slug = models.SlugField(_("address"), unique=True)
    category = models.CharField(_("category"), max_length=30, choices=CATEGORY_CHOICES)
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=60)
    description = models.TextField(_("description"), blank=True)
    version = models.CharField(_("version of FFB"), max_length=20)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title

    @property
    def rated(self) -> bool:
        """Whether its subthemes are given a level 0-4."""
        return self.category == ThemeCategory.ACTIVITY_PARTICIPATION

    def search_text(self) -> str:
        names = [subtheme.title for subtheme in self.subthemes.all()]
        return "\n".join([self.description, CATEGORY_NAMES[ThemeCategory(self.category)], *names])

    def search_themes(self) -> list[str]:
        return [self.slug]


class Subtheme(models.Model):
    """One of the 67 subthemes of FFB; the 31 under activity and participation can be rated."""

    code = models.UUIDField(_("code"), unique=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="subthemes", verbose_name=_("theme"))
    slug = models.SlugField(_("address"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=80)
    version = models.CharField(_("version of FFB"), max_length=20)

    objects = SubthemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("subtheme")
        verbose_name_plural = _("subthemes")
        ordering = ["theme__order", "order"]
        constraints = [models.UniqueConstraint(fields=["theme", "slug"], name="content_subtheme_slug_once_per_theme")]

    def __str__(self) -> str:
        return self.title

    def search_text(self) -> str:
        return f"{self.theme.title}\n{CATEGORY_NAMES[ThemeCategory(self.theme.category)]}"

    def search_themes(self) -> list[str]:
        return [self.theme.slug]


# ── What the search reads ───────────────────────────────────────────────────────────────────────────────────
def stream_text(stream: Any) -> str:
    """The words in the blocks of a StreamField, as they are stored: no template is rendered, and nothing is fetched."""
    block = stream.stream_block
    return "\n".join(_words_in(block, [{"type": each["type"], "value": each["value"]} for each in stream.raw_data]))


def _words_in(block: Any, stored: Any) -> Iterator[str]:
    if isinstance(block, blocks.BaseStreamBlock):
        for child in stored or ():
            if child["type"] in block.child_blocks:
                yield from _words_in(block.child_blocks[child["type"]], child["value"])
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if name != "url":  # an address is no words
                yield from _words_in(child, (stored or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in stored or ():
            wrapped = isinstance(item, dict) and item.get("type") == "item"
            yield from _words_in(block.child_block, item["value"] if wrapped else item)
    elif isinstance(block, blocks.RichTextBlock) and stored:
        yield plain_text(str(stored))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and stored:
        yield str(stored)


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────
class BasePage(Page):
    """What all pages share. Public content only: whoever has the editors' tool can read what a page holds."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences that say what you get here."))
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The day an expert last checked the content.")
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = [MultiFieldPanel([FieldPanel("checked_on")], _("Quality")), *Page.promote_panels]
    show_in_menus_default = False

    class Meta:
        abstract = True

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The way here from the front page, which is not named; the last one is this page."""
        above = self.get_ancestors().filter(depth__gt=2)
        return [*({"title": page.title, "url": page.url} for page in above), {"title": self.name_in_crumbs, "url": ""}]

    @property
    def name_in_crumbs(self) -> str:
        return self.title

    def search_text(self) -> str:
        """The text that the portal's search reads; pages with more than a lead add to it."""
        return self.lead


class BodyPage(BasePage):
    """A page with a body of blocks."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        abstract = True

    def search_text(self) -> str:
        return f"{self.lead}\n{stream_text(self.body)}"


class StandardPage(BodyPage):
    """A plain page of text, for example about the portal, privacy, or the outline of a programme."""

    template = "content/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
