"""What the courses have to offer about a concept."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from content.concepts import Related
from content.models import Subtheme
from courses.models import ModulePage, SelfTestPage


def modules_about(subtheme: Subtheme) -> Iterator[Related]:
    """The published modules whose self-test asks about the subtheme, or about its theme as a whole."""
    asked = Q(questions__question__subtheme=subtheme) | Q(
        questions__question__theme=subtheme.theme_id, questions__question__subtheme=None
    )
    tests = SelfTestPage.objects.live().public().filter(asked).distinct()
    inside = Q()
    for test in tests:
        inside |= Q(path=test.path[: -test.steplen])
    if not inside:
        return
    for module in ModulePage.objects.live().public().filter(inside).order_by("number"):
        yield Related(kind=_("Module"), title=module.title, address=module.url, text=module.lead)
