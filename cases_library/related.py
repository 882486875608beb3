"""What the case library has to offer about a concept."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases_library.models import CasePage
from content.concepts import Related
from content.models import Subtheme


def cases_about(subtheme: Subtheme) -> Iterator[Related]:
    """The published cases in which the subtheme is rated."""
    for case in CasePage.objects.for_cards().about(subtheme):
        yield Related(kind=_("Case"), title=case.title, address=case.url, text=case.lead)
