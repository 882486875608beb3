"""The pages: the index, the modules, and their parts to watch, read and do. Public content only."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtailmedia.edit_handlers import MediaChooserPanel

from content.blocks import BODY_BLOCKS, RuleBlock
from content.models import AUDIENCE_CHOICES, BasePage, Phase, PortalMedia, stream_text
from content.rules import BadCaptions, Cue
from courses.blocks import ChapterBlock, GoalBlock
from courses.models.standing import goals_of, progress_of
from courses.rules import PartKind, Shown, chapters_of, neighbours, passages_of, reading_minutes, resume_position
from people.models import User
from people.permissions import Permission, can

MINUTES = [MinValueValidator(1), MaxValueValidator(240)]


Context = dict[str, Any]


def learner(request: HttpRequest) -> User | None:
    """Who learns here with an account; None for passers-by."""
    person = getattr(request, "user", None)
    return person if isinstance(person, User) and can(person, Permission.TAKE_MODULES) else None


class ModulePageForm(WagtailAdminPageForm):
    audiences = forms.MultipleChoiceField(
        choices=AUDIENCE_CHOICES, widget=forms.CheckboxSelectMultiple, required=False, label=_("Audiences")
    )


class CourseIndexPage(BasePage):
    """All modules."""

    template = "courses/course_index.html"
    subpage_types = ["courses.ModulePage"]
    max_count = 1

    class Meta:
        verbose_name = _("all modules")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """`modules` with progress, narrowed by `?fase=` when it names a phase."""
        modules = ModulePage.objects.child_of(self).live().public().order_by("number", "path")
        phases = list(Phase.objects.all())
        chosen = next((phase for phase in phases if phase.slug == request.GET.get("fase")), None)
        if chosen is not None:
            modules = modules.filter(phases=chosen)
        return super().get_context(request, *args, **kwargs) | {
            "modules": progress_of(learner(request), list(modules)),
            "phases": phases,
            "chosen_phase": chosen,
            "learner": learner(request),
        }


class ModulePage(BasePage):
    """A module: a quarter of an hour on one subject, in four parts on a thread."""

    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    minutes = models.PositiveSmallIntegerField(_("minutes in all"), validators=MINUTES)
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    phases = ParentalManyToManyField(Phase, blank=True, related_name="+", verbose_name=_("case phases"))
    goals = StreamField(
        [("goal", GoalBlock(max_length=200))],
        verbose_name=_("learning goals"),
        blank=True,
        help_text=_("What one can do after the module. The questions of the self-test point at them by number."),
    )
    rules = StreamField(
        [("rule", RuleBlock())],
        verbose_name=_("rules to remember"),
        blank=True,
        help_text=_("Shown beside the module."),
    )

    base_form_class = ModulePageForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("number"), FieldPanel("minutes"), FieldPanel("audiences"), FieldPanel("phases")],
            _("About the module"),
        ),
        FieldPanel("goals"),
        FieldPanel("rules"),
    ]
    template = "courses/module.html"
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = [
        "courses.VideoTalkPage",
        "courses.PracticeExamplePage",
        "courses.ModuleCasePage",
        "courses.SelfTestPage",
    ]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @property
    def goal_texts(self) -> list[str]:
        return [str(block.value) for block in self.goals]

    @property
    def audience_text(self) -> str:
        """«Sagsbehandlere, ledere og undervisere»; empty when it is for everyone."""
        labels = [str(label).lower() for value, label in AUDIENCE_CHOICES if value in self.audiences]
        if len(labels) > 1:
            last = labels.pop()
            labels = [gettext("%(most)s and %(last)s") % {"most": ", ".join(labels), "last": last}]
        return capfirst(", ".join(labels))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        person = learner(request)
        progress = progress_of(person, [self])[0]
        siblings = {page.pk: page for page in ModulePage.objects.sibling_of(self).live().public().order_by("number")}
        before, after = neighbours(list(siblings), self.pk)
        return super().get_context(request, *args, **kwargs) | {
            "learner": person,
            "progress": progress,
            "goals": goals_of(person, progress),
            "module_count": len(siblings),
            "previous_module": siblings.get(before) if before else None,
            "next_module": siblings.get(after) if after else None,
        }

    def search_summary(self) -> str:
        return self.lead

    def search_phases(self) -> list[str]:
        return [phase.slug for phase in self.phases.all()]

    def search_audiences(self) -> list[str]:
        return list(self.audiences)

    def search_text(self) -> str:
        return "\n".join([self.lead, stream_text(self.goals), stream_text(self.rules)])

    @classmethod
    def search_prepared(cls, pages: Any) -> Any:
        return pages.prefetch_related("phases")


class PartPage(BasePage):
    """What the parts of a module share. Posts name a part by its `translation_key`, which is random."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=MINUTES)

    kind: ClassVar[PartKind]
    content_panels = [*BasePage.content_panels, FieldPanel("minutes")]
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @cached_property
    def module(self) -> ModulePage:
        found: ModulePage = self.get_parent().specific
        return found

    def search_summary(self) -> str:
        return self.lead

    def search_phases(self) -> list[str]:
        return self.module.search_phases()

    def search_audiences(self) -> list[str]:
        return self.module.search_audiences()

    @classmethod
    def search_prepared(cls, pages: Any) -> list[Any]:
        """With their modules, so that ten more parts cost no more queries."""
        parts = list(pages)
        above = {part.path[: -cls.steplen] for part in parts}
        modules = {page.path: page for page in ModulePage.objects.filter(path__in=above).prefetch_related("phases")}
        for part in parts:
            if module := modules.get(part.path[: -cls.steplen]):  # none above it: it was moved, and is not shown
                part.module = module
        return parts

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """The part among the parts of its module: `part` (None while unpublished), `next_part`, `module`."""
        person = learner(request)
        module = self.get_parent().specific
        progress = progress_of(person, [module])[0]
        cards = {card.page.pk: card for card in progress.parts}
        _before, after = neighbours(list(cards), self.pk)
        return super().get_context(request, *args, **kwargs) | {
            "learner": person,
            "module": module,
            "module_progress": progress,
            "part": cards.get(self.pk),
            "next_part": cards.get(after) if after else None,
        }


class VideoTalkPage(PartPage):
    """A video talk with captions, chapters and the text beside it. To read it is as good as to watch it."""

    kind = PartKind.VIDEO

    video = models.ForeignKey(
        PortalMedia, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("video")
    )
    chapters = StreamField([("chapter", ChapterBlock())], verbose_name=_("chapters"), blank=True)
    reflection = models.TextField(_("think about it"), blank=True, help_text=_("A question; nothing is stored."))

    content_panels = [
        *PartPage.content_panels,
        MediaChooserPanel("video", media_type="video"),
        FieldPanel("chapters"),
        FieldPanel("reflection"),
    ]
    template = "courses/video_talk.html"

    class Meta:
        verbose_name = _("video talk")
        verbose_name_plural = _("video talks")

    def clean(self) -> None:
        super().clean()
        if self.video and not self.video.captions:
            raise ValidationError(
                {"video": _("The video has no captions and cannot be published. Add the captions to the video first.")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """`cues` (the text), `chapters` with their text and whether they are `done`, `resume` in seconds.

        `?vis=tekst` is the talk to read, without the player.
        """
        context = super().get_context(request, *args, **kwargs)
        progress = context["part"].progress if context["part"] else None
        duration = float(self.video.duration or 0) if self.video else 0.0
        cues = self.video.cues if self.video else []
        chapters = chapters_of(
            [(block.value["title"], block.value["start"]) for block in self.chapters],
            cues=[(cue.start, cue.text) for cue in cues],
            furthest=progress.furthest_seconds if progress else 0,
            completed=bool(progress and progress.completed),
            duration=duration,
        )
        return context | {
            "cues": cues,
            "chapters": chapters,
            "reading": request.GET.get("vis") == "tekst",
            "resume": resume_position(position=progress.position_seconds if progress else 0, duration=duration),
        }

    @property
    def reading_minutes(self) -> int:
        return reading_minutes(sum(len(cue.text.split()) for cue in self.video.cues)) if self.video else 0

    def search_text(self) -> str:
        """The words around the talk, then what is said in it, every white space single: see `search_passages`."""
        return " ".join([*self._around(), *(cue.text for cue in self._spoken())])

    def search_passages(self) -> list[tuple[int, int, str]]:
        """(where a caption begins in `search_text`, its second in the video, the chapter it belongs to)."""
        chapters = [(block.value["title"], block.value["start"]) for block in self.chapters]
        cues = [(cue.start, cue.text) for cue in self._spoken()]
        return passages_of(cues, chapters=chapters, after=sum(len(text) + 1 for text in self._around()))

    @classmethod
    def search_prepared(cls, pages: Any) -> list[Any]:
        return super().search_prepared(pages.select_related("video"))

    def _around(self) -> list[str]:
        return " ".join([self.lead, self.reflection]).split()

    def _spoken(self) -> list[Cue]:
        try:
            cues = self.video.cues if self.video else []
        except BadCaptions:  # they came in past the editors' form; the rest of the talk can still be found
            cues = []
        return [replace(cue, text=text) for cue in cues if (text := " ".join(cue.text.split()))]


class PracticeExamplePage(PartPage):
    """An example from practice, to read."""

    kind = PartKind.EXAMPLE

    body = StreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True)

    content_panels = [*PartPage.content_panels, FieldPanel("body")]
    template = "courses/practice_example.html"

    class Meta:
        verbose_name = _("practice example")
        verbose_name_plural = _("practice examples")

    def search_text(self) -> str:
        return f"{self.lead}\n{stream_text(self.body)}"


class ModuleCasePage(PartPage):
    """An exercise with a practice case, and a door to the whole case in the library."""

    kind = PartKind.CASE

    task = models.TextField(_("the task"), blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True)
    reflection = models.TextField(_("think about it"), blank=True, help_text=_("A question; nothing is stored."))
    case = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("case in the library"),
    )

    content_panels = [
        *PartPage.content_panels,
        FieldPanel("task"),
        PageChooserPanel("case", "cases_library.CasePage"),
        FieldPanel("body"),
        FieldPanel("reflection"),
    ]
    template = "courses/module_case.html"

    class Meta:
        verbose_name = _("case in a module")
        verbose_name_plural = _("cases in modules")

    def search_text(self) -> str:
        return f"{self.lead}\n{self.task}\n{stream_text(self.body)}\n{self.reflection}"


def everything_shown() -> list[str]:
    """What a self-test shows of an answered question when its page says nothing. Migrations name it here."""
    return [each.value for each in Shown]
