"""The registrations of a day as a file that a Danish spreadsheet opens, and in which nothing is carried out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from content.templatetags.danish import moment
from surveys.rules import safe_cell
from themedays.models import Registration

BYTE_ORDER_MARK = "\ufeff"


def as_csv(registrations: Iterable[Registration]) -> bytes:
    """UTF-8 with a byte order mark, semicolons, and no cell that begins a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([_("Name"), _("E-mail"), _("Organisation"), _("Place"), _("Workshop"), _("Signed up")])
    for registration in registrations:
        writer.writerow([safe_cell(cell) for cell in _cells(registration)])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _cells(registration: Registration) -> list[str]:
    person = registration.person
    workshop = registration.workshop.title if registration.workshop else ""
    if workshop and registration.workshop_place != "seat":
        workshop = _("%(title)s (waiting list)") % {"title": workshop}
    return [
        person.name if person else _("(erased)"),
        person.email if person else "",
        registration.organisation_name,
        registration.get_place_display(),
        workshop,
        moment(registration.created_at),
    ]
