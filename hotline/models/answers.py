"""Public: the published questions and answers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks import BODY_BLOCKS, LawReferenceBlock
from content.models import AUDIENCE_CHOICES, BasePage, Phase, stream_text
from hotline.querysets import AnswerPageManager
from people.privacy import Handling

PAGE_SIZE = 25
MOMENTS = ("first_published_at", "last_published_at")
VALID_FOR = "VUM 2.0 og FFB 2.3.0"  # content: what an answer written today is valid for


class AnswerIndexPage(BasePage):
    """The list of published questions and answers; `?fase=` narrows it to one phase, `?side=` turns the page."""

    template = "hotline/answer_index_page.html"
    subpage_types = ["hotline.AnswerPage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of questions and answers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        phases = list(Phase.objects.all())
        counts = AnswerPage.objects.counts_per_phase()
        chosen = next((phase for phase in phases if phase.slug == request.GET.get("fase")), None)
        answers = AnswerPage.objects.newest()
        if chosen is not None:
            answers = answers.in_phase(chosen)
        context["phases"] = [(phase, counts.get(phase.slug, 0)) for phase in phases]
        context["chosen_phase"] = chosen
        context["total"] = AnswerPage.objects.newest().count()
        context["page_of_answers"] = Paginator(answers, PAGE_SIZE).get_page(request.GET.get("side"))
        return context


class AnswerTag(TaggedItemBase):
    """A tag on a published answer."""

    privacy = {
        "id": Handling.KEEP,
        "tag": Handling.KEEP,
        "content_object": Handling.KEEP,
    }

    content_object = ParentalKey("hotline.AnswerPage", on_delete=models.CASCADE, related_name="tagged_items")


class AnswerPageForm(WagtailAdminPageForm):
    """Audiences are ticked, not typed."""

    audiences = forms.MultipleChoiceField(
        label=_("Audiences"), choices=AUDIENCE_CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )


class AnswerPage(BasePage):
    """A published question and its answer. The title is the question; `short` answers it in one sentence.

    An answer that no longer holds stays readable, says until when it held, and points to the one that replaced it.
    """

    short = models.CharField(
        _("short answer"),
        max_length=400,
        help_text=_("One sentence that answers the question: yes, no, or what to do."),
    )
    question = models.TextField(
        _("the question in full"), blank=True, help_text=_("What the asker described, without names and places.")
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("answer"), blank=True)
    phases = ParentalManyToManyField("content.Phase", verbose_name=_("phases"), blank=True, related_name="answers")
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    sources = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))
    law_references = StreamField(
        [("law", LawReferenceBlock())], verbose_name=_("references to law"), blank=True, use_json_field=True
    )
    valid_for = models.CharField(_("valid for"), max_length=80, default=VALID_FOR)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day the answer held."))
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
    )
    related = StreamField(
        [("page", blocks.PageChooserBlock(label=_("Page")))], verbose_name=_("related pages"), blank=True
    )
    tags = ClusterTaggableManager(through=AnswerTag, blank=True, verbose_name=_("tags"))

    objects = AnswerPageManager()
    base_form_class = AnswerPageForm
    template = "hotline/answer_page.html"
    parent_page_types = ["hotline.AnswerIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *Page.content_panels,
        FieldPanel("short"),
        FieldPanel("question"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("law_references"),
        FieldPanel("related"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("phases", widget=forms.CheckboxSelectMultiple), FieldPanel("audiences"), FieldPanel("tags")],
            _("Where it is found"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("checked_on"),
                FieldPanel("valid_for"),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                PageChooserPanel("superseded_by"),
            ],
            _("Quality"),
        ),
        *Page.promote_panels,
    ]

    prepared_phases: list[str] | None = None  # what `search_prepared` has read for many pages at once
    prepared_tags: list[str] | None = None

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def search_text(self) -> str:
        return _lines(self.search_prose(), self.sources, *self._law_texts(), *self.tag_names())

    def search_prose(self) -> str:
        return _lines(self.short, self.question, stream_text(self.body))

    def search_summary(self) -> str:
        return self.short

    def search_phases(self) -> list[str]:
        return [phase.slug for phase in self.phases.all()] if self.prepared_phases is None else self.prepared_phases

    def search_audiences(self) -> list[str]:
        return list(self.audiences)

    def search_year(self) -> int | None:
        """When the answer began to hold; when it was published, if nobody has said."""
        return day.year if (day := self._first_day()) else None

    def search_validity(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day it holds. A replaced answer ends when the one that replaced it begins.

        A replacement that nobody can read yet has no beginning: then the answer ended when it was said to be replaced.
        """
        newer = self.superseded_by
        if newer is None:
            return self.valid_from, self.valid_to
        begins = newer._first_day() or _day(self.last_published_at) or timezone.localdate()
        ended = begins - dt.timedelta(days=1)
        return self.valid_from, min(self.valid_to or ended, ended)

    @classmethod
    def search_prepared(cls, pages: Any) -> Any:
        """Names instead of rows: a manager for each page and relation would cost ten times as much."""
        found = list(pages.prefetch_related("superseded_by"))
        ids = [page.pk for page in found]
        phases = cls.phases.through.objects.filter(answerpage__in=ids).order_by("phase__order")
        tags = AnswerTag.objects.filter(content_object__in=ids).order_by("pk")
        slugs, names = defaultdict(list), defaultdict(list)
        for pk, slug in phases.values_list("answerpage_id", "phase__slug"):
            slugs[pk].append(slug)
        for pk, name in tags.values_list("content_object_id", "tag__name"):
            names[pk].append(name)
        for page in found:
            page.prepared_phases, page.prepared_tags = slugs[page.pk], names[page.pk]
        return found

    @classmethod
    def search_shown(cls, pages: Any) -> Any:
        read = ("title", "slug", "path", "url_path", "short", "question", "body", "valid_from", "valid_to", *MOMENTS)
        return pages.only(*read, "superseded_by").prefetch_related("superseded_by")  # few have one

    def _first_day(self) -> dt.date | None:
        return self.valid_from or _day(self.first_published_at)

    def _law_texts(self) -> list[str]:
        return [row["value"]["text"] for row in self.law_references.raw_data]

    def tag_names(self) -> list[str]:
        return [tag.name for tag in self.tags.all()] if self.prepared_tags is None else self.prepared_tags

    @property
    def source_lines(self) -> list[str]:
        return [line.strip() for line in self.sources.splitlines() if line.strip()]

    def is_outdated(self, on: dt.date | None = None) -> bool:
        """Whether the answer no longer holds (today when no day is given). A replacement that holds later changes
        nothing before."""
        today = on or timezone.localdate()
        newer = self.superseded_by
        replaced = newer is not None and not (newer.valid_from and newer.valid_from > today)
        return replaced or (self.valid_to is not None and self.valid_to < today)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        newer = self.superseded_by
        context["outdated"] = self.is_outdated()
        context["newer"] = newer if newer is not None and newer.live else None
        context["related"] = [
            block.value.specific_deferred for block in self.related if block.value is not None and block.value.live
        ]
        return context


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None
