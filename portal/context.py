"""What every template may know: who is here, where we are, and whether this is the demo."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from people.permissions import Permission, can


def shell(request: HttpRequest) -> dict[str, object]:
    """`demo` marks the demo; `is_staff_member` shows the door to the workbench."""
    user = getattr(request, "user", None)
    staff = user is not None and can(user, Permission.SEE_WORKBENCH)
    return {
        "demo": settings.DEMO,
        "is_staff_member": staff,
        "workbench_links": workbench_links(user) if staff else [],
    }


def workbench_links(person: object) -> list[dict[str, str]]:
    """The rooms of the workbench that the person may enter."""
    doors = [
        (Permission.ANSWER_ENQUIRIES, "hotline:queue", _("Hotline")),
        (Permission.SEE_REGISTRATIONS, "themedays:workbench", _("Theme days")),
        (Permission.EDIT_CONTENT, "wagtailadmin_home", _("Editing")),
    ]
    return [{"url": reverse(name), "label": label} for right, name, label in doors if can(person, right)]  # type: ignore[arg-type]

