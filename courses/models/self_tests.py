"""The self-test: its rules, and its questions, fixed or drawn from the bank. Public content only."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import Tag
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from content.models import Phase, Theme
from courses.models.attempts import TRIES_CHOICES, Attempt
from courses.models.bank import Question, QuestionState
from courses.models.draws import questions_for
from courses.models.open_form import Draft
from courses.models.pages import Context, PartPage, everything_shown
from courses.models.sheet import Other, sheet_of
from courses.rules import PartKind

SHOWN_CHOICES = [
    ("marks", _("Right or wrong, and the score")),
    ("feedback", _("The explanations")),
    ("key", _("The right answer")),
]


def optional_number(name: Any, *, highest: int, help_text: Any) -> models.PositiveSmallIntegerField:
    """1 to `highest`, or nothing."""
    return models.PositiveSmallIntegerField(
        name,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(highest)],
        help_text=help_text,
    )


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


class SelfTestPage(PartPage):
    """A self-test: questions from the bank, fixed or drawn. What a browser may see of one is decided elsewhere."""

    kind = PartKind.SELF_TEST

    tries = models.CharField(_("tries"), max_length=12, choices=TRIES_CHOICES, default="immediate")
    most_tries = optional_number(
        _("most tries"),
        highest=10,
        help_text=_("For the modes where one may try again. Empty: as often as one likes."),
    )
    pass_mark = optional_number(
        _("pass mark"),
        highest=100,
        help_text=_("In per cent of all the marks. Empty: there is nothing to pass."),
    )
    time_limit = optional_number(
        _("time limit"),
        highest=240,
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
    goal = optional_number(
        _("learning goal"),
        highest=20,
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
    goal = optional_number(
        _("learning goal"),
        highest=20,
        help_text=_("The number of the module's learning goal that the question is about."),
    )

    panels = [FieldPanel("question"), FieldPanel("goal")]

    class Meta(Orderable.Meta):
        verbose_name = _("question in the self-test")
        verbose_name_plural = _("questions in the self-test")
        constraints = [
            models.UniqueConstraint(fields=["page", "question"], name="courses_question_once_per_self_test"),
        ]
