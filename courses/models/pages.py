"""The pages: the index, the modules and their four kinds of part. Public content only."""

from __future__ import annotations

import uuid
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
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import Tag
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtailmedia.edit_handlers import MediaChooserPanel

from content.blocks import BODY_BLOCKS, RuleBlock
from content.models import AUDIENCE_CHOICES, BasePage, Phase, PortalMedia, Theme, stream_text
from content.rules import BadCaptions, Cue
from courses.blocks import ChapterBlock, GoalBlock
from courses.models.attempts import TRIES_CHOICES, Attempt
from courses.models.bank import Question, QuestionState
from courses.models.draws import questions_for
from courses.models.open_form import Draft
from courses.models.sheet import Other, sheet_of
from courses.models.standing import goals_of, progress_of
from courses.rules import PartKind, chapters_of, neighbours, passages_of, reading_minutes, resume_position
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
            part.module = modules[part.path[: -cls.steplen]]
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


SHOWN_CHOICES = [
    ("marks", _("Right or wrong, and the score")),
    ("feedback", _("The explanations")),
    ("key", _("The right answer")),
]
SHOWN_ALWAYS = ["marks", "feedback", "key"]


class SelfTestPageForm(WagtailAdminPageForm):
    """Ticks instead of raw lists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("shown_during", "shown_after", "shown_later"):
            if name in self.fields:
                field = self.fields[name]
                self.fields[name] = forms.MultipleChoiceField(
                    choices=SHOWN_CHOICES,
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                    label=field.label,
                    help_text=field.help_text,
                )


def everything_shown() -> list[str]:
    return list(SHOWN_ALWAYS)


class SelfTestPage(PartPage):
    """A self-test: questions from the bank, fixed or drawn. What a browser may see of one is decided elsewhere."""

    kind = PartKind.SELF_TEST

    tries = models.CharField(_("tries"), max_length=12, choices=TRIES_CHOICES, default="immediate")
    most_tries = models.PositiveSmallIntegerField(
        _("most tries"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("For the modes where one may try again. Empty: as often as one likes."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("In per cent of all the marks. Empty: there is nothing to pass."),
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("In minutes. Empty: no limit. Persons with extra time get more."),
    )
    shuffle_questions = models.BooleanField(_("mix the order of the questions"), default=False)
    shown_during = models.JSONField(_("shown during the test"), default=everything_shown, blank=True)
    shown_after = models.JSONField(_("shown right after"), default=everything_shown, blank=True)
    shown_later = models.JSONField(_("shown later"), default=everything_shown, blank=True)

    base_form_class = SelfTestPageForm
    content_panels = [
        *PartPage.content_panels,
        InlinePanel("questions", heading=_("Questions"), label=_("question")),
        InlinePanel("draws", heading=_("Drawn from the bank"), label=_("draw")),
        MultiFieldPanel(
            [
                FieldPanel("tries"),
                FieldPanel("most_tries"),
                FieldPanel("pass_mark"),
                FieldPanel("time_limit"),
                FieldPanel("shuffle_questions"),
            ],
            _("Rules"),
        ),
        MultiFieldPanel(
            [FieldPanel("shown_during"), FieldPanel("shown_after"), FieldPanel("shown_later")],
            _("What is shown, and when"),
        ),
    ]
    template = "courses/self_test.html"

    class Meta:
        verbose_name = _("self-test")
        verbose_name_plural = _("self-tests")

    def get_context(
        self,
        request: HttpRequest,
        *args: Any,
        attempt: Attempt | None = None,
        draft: Draft | None = None,
        other: Other | None = None,
        **kwargs: Any,
    ) -> Context:
        """`sheet` with a card for each question, None before the test is begun. `?igen=` opens an answered one."""
        context = super().get_context(request, *args, **kwargs)
        person = context["learner"]
        if attempt is None and person is not None:
            attempt = Attempt.objects.newest_of(person, self)
        again = _uuid(request.GET.get("igen"))
        sheet = sheet_of(self, attempt, again=again, draft=draft, other=other) if attempt else None
        return context | {
            "sheet": sheet,
            "problem": sheet.problem if sheet else None,
            "question_count": 0 if sheet else len(questions_for(self, seed="")),
        }

    @property
    def explains(self) -> bool:
        """Whether an explanation comes right after each answer."""
        return "feedback" in self.shown_during

    def clean(self) -> None:
        super().clean()
        waiting = [row.question.title for row in self.questions.all() if row.question.state != QuestionState.READY]
        if waiting:
            raise ValidationError(
                _("Not ready for a self-test: %(titles)s. Make them ready in the question bank, or remove them here."),
                params={"titles": ", ".join(waiting)},
            )


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


class SelfTestDraw(Orderable):
    """So many ready questions at random from the bank, among those that have all that is named here."""

    page = ParentalKey(SelfTestPage, on_delete=models.CASCADE, related_name="draws")
    count = models.PositiveSmallIntegerField(_("how many"), validators=[MinValueValidator(1), MaxValueValidator(50)])
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("case phase")
    )
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("theme")
    )
    tag = models.ForeignKey(
        Tag, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("tag")
    )
    goal = models.PositiveSmallIntegerField(
        _("learning goal"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("The number of the module's learning goal that the questions are about."),
    )

    panels = [FieldPanel("count"), FieldPanel("phase"), FieldPanel("theme"), FieldPanel("tag"), FieldPanel("goal")]

    class Meta(Orderable.Meta):
        verbose_name = _("draw")
        verbose_name_plural = _("draws")


class SelfTestQuestion(Orderable):
    """A question's place in a self-test, and which learning goal of the module it is about (1 is the first)."""

    page = ParentalKey(SelfTestPage, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="placements", verbose_name=_("question")
    )
    goal = models.PositiveSmallIntegerField(
        _("learning goal"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("The number of the module's learning goal that the question is about."),
    )

    panels = [FieldPanel("question"), FieldPanel("goal")]

    class Meta(Orderable.Meta):
        verbose_name = _("question in the self-test")
        verbose_name_plural = _("questions in the self-test")
        constraints = [
            models.UniqueConstraint(fields=["page", "question"], name="courses_question_once_per_self_test"),
        ]
