"""Practice cases, the panel behind them, and what people have rated.

What the panel chose, why, and which error is typical is the key of a case. It is public content to editors, but no
browser gets any of it before that person has handed in a rating: pages show it only through a submitted `CaseWork`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cases_library.querysets import CaseManager, CaseWorkQuerySet
from cases_library.rules import FEWEST_EXPERTS, LEVELS, LONGEST_REASON, median
from cases_library.shelf import RULE_NAMES, shelf
from content.models import BasePage, Phase, Subtheme
from content.rules import FUNCTION_LEVELS, SUPPORT_LEVELS
from people.models import User
from people.privacy import Handling

FFB_VERSION = "2.3.0"
LEVEL_CHOICES = [(level, f"{level} {FUNCTION_LEVELS[level]}") for level in LEVELS]
SUPPORT_CHOICES = [(level, f"{level} {SUPPORT_LEVELS[level]}") for level in LEVELS]
RULE_CHOICES = [(rule.value, name) for rule, name in RULE_NAMES.items()]


class SentenceValue(blocks.StructValue):
    """The label is set on the sentence's first word, so that they never part at the end of a line."""

    @property
    def first_word(self) -> str:
        return str(self["text"]).partition(" ")[0]

    @property
    def other_words(self) -> str:
        return str(self["text"]).partition(" ")[2]


class SentenceBlock(blocks.StructBlock):
    """A sentence of the case that an item can point at by its label."""

    label = blocks.CharBlock(label=_("Label"), max_length=3, help_text=_("A letter, used once in the case: a, b, c …"))
    text = blocks.TextBlock(label=_("Sentence"))

    class Meta:
        icon = "pilcrow"
        label = _("Sentence")
        value_class = SentenceValue
        preview_value = {"label": "a", "text": "Hun handler selv ind efter en liste fra appen."}


CASE_BLOCKS = [
    ("sentence", SentenceBlock()),
    ("paragraph", blocks.TextBlock(label=_("Paragraph without a label"), icon="pilcrow")),
]


class CaseIndexPage(BasePage):
    """The case library."""

    template = "cases_library/index.html"
    max_count = 1
    subpage_types = ["cases_library.CasePage"]

    class Meta:
        verbose_name = _("case library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        person = request.user
        cases = list(CasePage.objects.child_of(self).for_cards())
        if person.is_authenticated:
            done: set[int] = set()
            under_way: set[int] = set()
            for case, submitted_at in CaseWork.objects.of(person).values_list("case", "submitted_at"):
                (under_way if submitted_at is None else done).add(case)
            for case in cases:
                case.state = "open" if case.pk in under_way else "done" if case.pk in done else ""
        return super().get_context(request, *args, **kwargs) | {"shelf": shelf(cases, request.GET.dict())}


class CasePage(BasePage):
    """A fictive case with subthemes to rate. Published only when at least three experts have rated every item."""

    number = models.PositiveSmallIntegerField(_("number"))
    citizen_name = models.CharField(_("the citizen's first name"), max_length=40, help_text=_("Fictive."))
    citizen_age = models.PositiveSmallIntegerField(_("the citizen's age"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="+", verbose_name=_("case phase"))
    primary_target_group = models.CharField(_("primary target group"), max_length=80)
    secondary_target_group = models.CharField(_("secondary target group"), max_length=80, blank=True)
    support_need = models.PositiveSmallIntegerField(
        _("the panel's level of support need"),
        choices=SUPPORT_CHOICES,
        null=True,
        blank=True,
        help_text=_("One for the whole case. Shown with the panel's levels, never before."),
    )
    instructions = models.TextField(
        _("what to do"), blank=True, help_text=_("Stands above the case. A blank line begins a new paragraph.")
    )
    opening = models.TextField(_("the opening of the case"))
    body = StreamField(CASE_BLOCKS, verbose_name=_("the case"))
    ffb_version = models.CharField(_("version of FFB"), max_length=20, default=FFB_VERSION)
    control_question = models.CharField(_("control question"), max_length=250, blank=True)
    control_answer = models.CharField(_("answer to the control question"), max_length=250, blank=True)
    control_explanation = models.TextField(_("explanation of the answer"), blank=True)

    objects = CaseManager()

    template = "cases_library/read.html"
    parent_page_types = ["cases_library.CaseIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("minutes"), FieldPanel("phase")]),
                FieldRowPanel([FieldPanel("citizen_name"), FieldPanel("citizen_age")]),
                FieldRowPanel([FieldPanel("primary_target_group"), FieldPanel("secondary_target_group")]),
                FieldPanel("ffb_version"),
            ],
            _("About the case"),
        ),
        InlinePanel("trained_rules", heading=_("Rules the case trains"), label=_("Rule")),
        MultiFieldPanel([FieldPanel("instructions"), FieldPanel("opening"), FieldPanel("body")], _("The case")),
        InlinePanel("items", heading=_("Subthemes to rate"), label=_("Subtheme"), min_num=1),
        FieldPanel("support_need"),
        MultiFieldPanel(
            [FieldPanel("control_question"), FieldPanel("control_answer"), FieldPanel("control_explanation")],
            _("Control question"),
        ),
    ]

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Reading is open to everybody; who has rated the case sees where to go on."""
        works: list[CaseWork] = []
        if request.user.is_authenticated:
            works = list(CaseWork.objects.of(request.user).on(self).newest_first())
        return super().get_context(request, *args, **kwargs) | {
            "open_work": next((work for work in works if not work.submitted), None),
            "submitted_work": next((work for work in works if work.submitted), None),
            "to_rate": [(item.subtheme.title, item.subtheme.theme.title) for item in self.items_in_order()],
        }

    @property
    def citizen(self) -> str:
        """«Fatima, 35 år»"""
        return f"{self.citizen_name}, {self.citizen_age} år"

    @property
    def name_in_crumbs(self) -> str:
        return self.citizen_name

    def items_in_order(self) -> models.QuerySet[CaseItem]:
        return CaseItem.objects.filter(case=self).select_related("subtheme__theme").order_by("sort_order", "pk")

    def passages(self, decided: Mapping[str, Any] | None = None) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """The body for reading: runs of sentences flow together, paragraphs stand alone.

        Each sentence comes with what it decides, by label, or None.
        """
        links = decided or {}
        return [
            (kind, [(block.value, links.get(block.value["label"]) if kind == "sentence" else None) for block in run])
            for kind, run in groupby(self.body, lambda block: block.block_type)
        ]

    @property
    def sentences(self) -> dict[str, str]:
        """Label and text of each sentence, in order."""
        return {block.value["label"]: block.value["text"] for block in self.body if block.block_type == "sentence"}

    def search_text(self) -> str:
        """The case as everybody can read it; nothing of the key."""
        told = [block.value if block.block_type == "paragraph" else block.value["text"] for block in self.body]
        groups = [self.primary_target_group, self.secondary_target_group]
        return "\n".join([self.lead, self.opening, *told, *groups, *self._subthemes_to_rate()])

    def search_summary(self) -> str:
        return self.lead

    def search_phases(self) -> tuple[str, ...]:
        return (self.phase.slug,)

    def search_themes(self) -> list[str]:
        return list(dict.fromkeys(item.subtheme.theme.slug for item in self.items.all()))

    @classmethod
    def search_prepared(cls, pages: Any) -> Any:
        return pages.select_related("phase").prefetch_related("items__subtheme__theme")

    def _subthemes_to_rate(self) -> list[str]:
        """Their names: the page asks for a level for each."""
        return [item.subtheme.title for item in self.items.all()]

    def obstacles_to_publishing(self) -> list[str]:
        """What an editor must mend before the case can be published, in words."""
        items = list(self.items.all())
        if not items:
            return [str(_("Add at least one subtheme to rate."))]
        labels = [block.value["label"] for block in self.body if block.block_type == "sentence"]
        found = []
        if len(labels) != len(set(labels)):
            found.append(str(_("Two sentences have the same label. Give each a letter of its own.")))
        for item in items:
            about = {"subtheme": item.subtheme.title, "count": item.panel.count(), "fewest": FEWEST_EXPERTS}
            if item.panel.count() < FEWEST_EXPERTS:
                found.append(
                    _("«%(subtheme)s» has ratings from %(count)s experts. It takes at least %(fewest)s.") % about
                )
            if not item.subtheme.theme.rated:
                found.append(_("«%(subtheme)s» is described without a level. Choose another subtheme.") % about)
            if item.sentence and item.sentence not in labels:
                found.append(_("«%(subtheme)s» points at a sentence that is not in the case.") % about)
        return found

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        """A case is never live without a panel: a new one becomes a draft, and to publish a draft is refused."""
        goes_live: bool = self.live  # type: ignore[has-type]  # Wagtail's own field is untyped
        if clean and goes_live and (obstacles := self.obstacles_to_publishing()):
            if not self._state.adding:
                raise ValidationError(obstacles)
            self.live = False
            self.has_unpublished_changes = True
        return super().save(clean=clean, **kwargs)


class TrainedRuleOfCase(Orderable):
    """A rule that a case trains."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="trained_rules")
    rule = models.CharField(_("rule"), max_length=20, choices=RULE_CHOICES)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["case", "rule"], name="cases_rule_once_per_case")]


class CaseItem(Orderable, ClusterableModel):
    """A subtheme to rate. `key` stays the same through editors' revisions, so that ratings keep their item."""

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    subtheme = models.ForeignKey(
        Subtheme,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("subtheme"),
        limit_choices_to={"theme__category": "activity_participation"},
        help_text=_("Only subthemes under activity and participation get a level."),
    )
    rationale = models.TextField(_("the experts' reason"), help_text=_("Which facts decide the level?"))
    rule = models.CharField(_("the rule that decides"), max_length=200, blank=True)
    typical_error = models.CharField(_("typical error"), max_length=250, blank=True)
    typical_error_level = models.PositiveSmallIntegerField(
        _("level that the typical error gives"),
        choices=LEVEL_CHOICES,
        null=True,
        blank=True,
        help_text=_("Empty: the error is shown for every difference."),
    )
    sentence = models.CharField(
        _("label of the sentence that decides"), max_length=3, blank=True, help_text=_("For example: c")
    )

    panels = [
        FieldPanel("subtheme"),
        FieldPanel("sentence"),
        FieldPanel("rationale"),
        FieldPanel("rule"),
        FieldRowPanel([FieldPanel("typical_error"), FieldPanel("typical_error_level")]),
        InlinePanel("panel", heading=_("The panel"), label=_("Expert"), min_num=1),
    ]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="cases_item_key_once_per_case")]

    def __str__(self) -> str:
        return self.subtheme.title

    def clean(self) -> None:
        super().clean()
        if self.subtheme_id and not self.subtheme.theme.rated:
            raise ValidationError({"subtheme": _("This subtheme is described without a level. Choose another.")})

    @property
    def panel_levels(self) -> list[int]:
        """The experts' levels, expert 1 first."""
        return [rating.level for rating in sorted(self.panel.all(), key=lambda rating: rating.expert)]

    @property
    def consensus(self) -> int:
        """The experts' middle level."""
        return median(self.panel_levels)


class PanelRating(Orderable):
    """The level one expert chose. Experts are numbers, not people."""

    item = ParentalKey(CaseItem, on_delete=models.CASCADE, related_name="panel")
    expert = models.PositiveSmallIntegerField(_("expert number"))
    level = models.PositiveSmallIntegerField(_("level"), choices=LEVEL_CHOICES, validators=[MaxValueValidator(4)])

    panels = [FieldRowPanel([FieldPanel("expert"), FieldPanel("level")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["item", "expert"], name="cases_expert_once_per_item"),
            models.CheckConstraint(condition=Q(level__lte=4), name="cases_panel_level_0_to_4"),
        ]


class KeyVersion(models.Model):
    """The key of a case as it was when somebody handed in: never changed. Results name the version they were marked by.

    `content` is {"support_need": int|null, "items": [{"key", "subtheme", "theme", "panel": [int], "consensus",
    "rationale", "rule", "typical_error", "typical_error_level", "sentence": {"label", "text"}|null}]}.
    """

    privacy = {
        "id": Handling.KEEP,
        "case": Handling.KEEP,
        "digest": Handling.KEEP,
        "content": Handling.KEEP,
        "made": Handling.KEEP,
    }
    wagtail_reference_index_ignore = True

    case = models.ForeignKey(CasePage, on_delete=models.PROTECT, related_name="key_versions")
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="cases_key_version_once")]


class CaseWork(models.Model):
    """One person's rating of one case: open (answers are saved as they are typed), then submitted for good.

    `number` counts the person's tries at the case. `version` counts saves and `tab` is the page that saved last, so
    that an older page in another tab cannot overwrite without being told.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "person": Handling.ANONYMISE,
        "case": Handling.KEEP,
        "number": Handling.KEEP,
        "started": Handling.KEEP,
        "saved": Handling.KEEP,
        "version": Handling.KEEP,
        "tab": Handling.KEEP,
        "submitted_at": Handling.KEEP,
        "key_version": Handling.KEEP,
        "engine_version": Handling.KEEP,
    }
    wagtail_reference_index_ignore = True

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="case_works")
    case = models.ForeignKey(CasePage, on_delete=models.PROTECT, related_name="works")
    number = models.PositiveSmallIntegerField(default=1)
    started = models.DateTimeField(default=timezone.now)
    saved = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    tab = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    key_version = models.ForeignKey(KeyVersion, on_delete=models.PROTECT, null=True, related_name="works")
    engine_version = models.CharField(max_length=20, blank=True)

    objects = CaseWorkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "case"], condition=Q(submitted_at=None), name="cases_one_open_work"
            ),
            models.UniqueConstraint(fields=["person", "case", "number"], name="cases_work_number_once"),
            models.CheckConstraint(
                condition=Q(submitted_at=None, key_version=None, engine_version="")
                | (Q(submitted_at__isnull=False, key_version__isnull=False) & ~Q(engine_version="")),
                name="cases_submitted_work_names_its_key",
            ),
        ]
        indexes = [models.Index(fields=["case", "number", "submitted_at"], name="cases_work_by_case")]

    @property
    def submitted(self) -> bool:
        return self.submitted_at is not None

    def belongs_to(self, person: User) -> bool:
        return self.person_id == person.pk


class ItemRating(models.Model):
    """The level and reason for one item. Before submission neither need be there; `score` and `consensus` come with it.

    Nothing chosen yet: `level` empty and `not_assessed` False.
    """

    privacy = {
        "id": Handling.KEEP,
        "work": Handling.KEEP,
        "item_key": Handling.KEEP,
        "subtheme": Handling.KEEP,
        "level": Handling.KEEP,
        "not_assessed": Handling.KEEP,
        "reason": Handling.ERASE,
        "updated": Handling.KEEP,
        "consensus": Handling.KEEP,
        "score": Handling.KEEP,
    }
    wagtail_reference_index_ignore = True

    work = models.ForeignKey(CaseWork, on_delete=models.CASCADE, related_name="ratings")
    item_key = models.UUIDField()
    subtheme = models.ForeignKey(Subtheme, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)
    not_assessed = models.BooleanField(default=False)
    reason = models.TextField(blank=True, max_length=LONGEST_REASON)
    updated = models.DateTimeField(default=timezone.now)
    consensus = models.PositiveSmallIntegerField(null=True)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "item_key"], name="cases_one_rating_per_item"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__lte=4), name="cases_level_0_to_4"),
            models.CheckConstraint(
                condition=Q(not_assessed=False) | Q(level=None), name="cases_not_assessed_has_no_level"
            ),
        ]

    @property
    def chosen(self) -> bool:
        """Whether the person has chosen a level, or «not assessed»."""
        return self.level is not None or self.not_assessed
