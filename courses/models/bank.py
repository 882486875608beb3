"""The question bank: what editors write, and the versions that answers are graded against."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin
from wagtail.search import index

from content.models import Phase, Subtheme, Theme
from courses.blocks import QUESTION_BLOCKS
from courses.messages import NO_QUESTION, about_question
from courses.models.trial import Trial, framed_by_ourselves
from courses.querysets import AppendOnly, QuestionVersionQuerySet
from grading import BadQuestion, read_question, write_question
from grading.kinds.base import Question as EngineQuestion
from people.privacy import Handling

KIND_LABELS = {name: block.label for name, block in QUESTION_BLOCKS}
PENALTIES = [
    ("0", _("Nothing")),
    ("1/10", _("A tenth")),
    ("1/4", _("A quarter")),
    ("1/3", _("A third")),
    ("1/2", _("Half")),
    ("1", _("Everything")),
]
STEM_FIELDS = frozenset(
    {"prompt", "quote", "explanation", "rule", "feedback_right", "feedback_near", "feedback_wrong", "hints", "penalty"}
)


class QuestionTag(TaggedItemBase):
    """An editor's free word on a question."""

    privacy = {"id": Handling.KEEP, "tag": Handling.KEEP, "content_object": Handling.KEEP}

    content_object = ParentalKey("courses.Question", on_delete=models.CASCADE, related_name="tagged_items")


class QuestionState(models.TextChoices):
    """Only ready questions are drawn; a retired one stays in the attempts and tests that have it."""

    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")
    RETIRED = "retired", _("Retired")


class Question(PreviewableMixin, index.Indexed, ClusterableModel):
    """A question as editors write it. Saving what a learner can notice makes a new version; old versions stay."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=QuestionState.choices,
        default=QuestionState.DRAFT,
        help_text=_("Self-tests draw ready questions only."),
    )
    title = models.CharField(_("title"), max_length=150, help_text=_("The name in the bank. Only editors see it."))
    prompt = models.TextField(_("question"), help_text=_("One question in one or two sentences."))
    quote = models.TextField(
        _("text to judge"), blank=True, help_text=_("A quote or a short case, shown above the answers.")
    )
    content = StreamField(QUESTION_BLOCKS, verbose_name=_("answers"), min_num=1, max_num=1)
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        help_text=_("Shown after the answer. Say which rule decides. At most 40 words."),
    )
    rule = models.TextField(_("rule"), blank=True, help_text=_("The rule in one sentence, shown after the answer."))
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where the answer comes from."))
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("case phase")
    )
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("theme")
    )
    subtheme = models.ForeignKey(
        Subtheme,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("subtheme"),
        help_text=_("For questions where a level is rated."),
    )
    tags = ClusterTaggableManager(through=QuestionTag, blank=True, verbose_name=_("tags"))
    feedback_right = models.TextField(
        _("to a right answer"), blank=True, help_text=_("Shown whatever was chosen, before the explanation.")
    )
    feedback_near = models.TextField(_("to a close answer"), blank=True)
    feedback_wrong = models.TextField(_("to an answer that is not there yet"), blank=True)
    hints = models.TextField(
        _("hints"),
        blank=True,
        help_text=_("One on each line. The first is given after the first try that was not right, and so on."),
    )
    penalty = models.CharField(
        _("a try that was not right costs"),
        max_length=10,
        choices=PENALTIES,
        default="1/3",
        help_text=_("Only where a self-test takes several tries at a question."),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("state"),
        FieldPanel("prompt"),
        FieldPanel("quote"),
        FieldPanel("content"),
        FieldPanel("explanation"),
        FieldPanel("rule"),
        MultiFieldPanel(
            [
                FieldPanel("feedback_right"),
                FieldPanel("feedback_near"),
                FieldPanel("feedback_wrong"),
                FieldPanel("hints"),
                FieldPanel("penalty"),
            ],
            _("Feedback and help"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("phase"),
                FieldPanel("theme"),
                FieldPanel("subtheme"),
                FieldPanel("tags"),
            ],
            _("Where it belongs"),
        ),
    ]
    search_fields = [
        index.SearchField("title"),
        index.SearchField("prompt"),
        index.AutocompleteField("title"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("question bank")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> str:
        return self.content[0].block_type if len(self.content) else ""

    @property
    def current(self) -> QuestionVersion:
        """The version a learner is given now."""
        return self.versions.order_by("-number")[0]

    def engine_data(self) -> dict[str, Any]:
        """The question in the grading engine's words. Raises BadQuestion when it cannot be used."""
        block = self.content[0]
        return write_question(
            read_question(
                {
                    "kind": block.block_type,
                    "prompt": self.prompt,
                    "quote": self.quote,
                    "explanation": self.explanation,
                    "rule": self.rule,
                    "feedback": {
                        "right": self.feedback_right,
                        "near": self.feedback_near,
                        "wrong": self.feedback_wrong,
                    },
                    "hints": [hint.strip() for hint in self.hints.splitlines() if hint.strip()],
                    "penalty": self.penalty,
                    **block.block.engine_data(block.value),
                }
            )
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "courses/try_question.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The question as a learner meets it, to be tried; or what stands in the way of that."""
        self.content.get_prep_value()
        try:
            return {"trial": Trial.of(self._checked_data()), "kind_label": KIND_LABELS.get(self.kind, "")}
        except ValidationError as fault:
            return {"faults": fault.messages}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The preview is shown in a frame of the editor, and nowhere else."""
        return framed_by_ourselves(super().serve_preview(request, mode_name))

    def clean(self) -> None:
        super().clean()
        self._checked_data()

    def _checked_data(self) -> dict[str, Any]:
        if len(self.content) != 1:
            raise ValidationError({"content": NO_QUESTION})
        try:
            return self.engine_data()
        except BadQuestion as fault:
            field = str(fault.params.get("where", ""))
            field = field.split("[")[0].replace(".", "_")
            known = field if field in STEM_FIELDS else "content"
            raise ValidationError({known: about_question(fault)}) from fault

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saved, with a version of its own for what it says now. Raises ValidationError when it cannot be used."""
        self.content.get_prep_value()  # gives ids to new rows before they are read
        data = self._checked_data()
        super().save(*args, **kwargs)  # holds the row, so that two editors cannot make the same number
        newest = self.versions.order_by("-number").first()
        if newest is None or digest_of(write_question(newest.engine)) != digest_of(data):
            self.versions.create(
                number=newest.number + 1 if newest else 1, kind=data["kind"], data=data, digest=digest_of(data)
            )


def digest_of(data: dict[str, Any]) -> str:
    """One digest for equal data."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class QuestionVersion(models.Model):
    """What a question said at one time, in the grading engine's words. Written once, never changed."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "question": Handling.KEEP,
        "number": Handling.KEEP,
        "kind": Handling.KEEP,
        "data": Handling.KEEP,
        "digest": Handling.KEEP,
        "created": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    created = models.DateTimeField(default=timezone.now)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="courses_version_number_once_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("a version is never changed")
        super().save(*args, **kwargs)

    @property
    def engine(self) -> EngineQuestion:
        """The question as the grading engine knows it, key included. Never reaches a template before the answer."""
        return read_question(self.data)
