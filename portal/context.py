"""What every template may know: who is here, where we are, and whether this is the demo."""

from __future__ import annotations

from typing import Any

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
        "workbench_links": workbench_links(user, request.path) if staff else [],
    }


def workbench_links(person: Any, path: str) -> list[dict[str, Any]]:
    """The rooms of the workbench that the person may enter; `active` marks the one the path lies in."""
    doors = [
        (
            Permission.ANSWER_ENQUIRIES,
            "hotline:queue",
            _("Hotline"),
            _("Answer questions, and publish what others can learn from."),
        ),
        (
            Permission.SEE_REGISTRATIONS,
            "themedays:workbench",
            _("Theme days"),
            _("Registrations, waiting lists and evaluations."),
        ),
        (
            Permission.READ_ITEM_ANALYSIS,
            "courses:question_desk",
            _("Questions"),
            _("Which questions of the self-tests to mend, and corrections of keys."),
        ),
        (
            Permission.READ_SEARCH_LOG,
            "search_desk:log",
            _("Searching"),
            _("What people search for, synonyms, and what stands first."),
        ),
        (Permission.EDIT_CONTENT, "wagtailadmin_home", _("Editing"), _("Modules, cases, answers and pages.")),
    ]
    if can(person, Permission.APPROVE_PUBLICATION) and not can(person, Permission.ANSWER_ENQUIRIES):
        text = _("Approve what the hotline wants to publish.")
        doors.insert(0, (Permission.APPROVE_PUBLICATION, "hotline:approvals", _("Approval"), text))
    return [
        {"url": reverse(name), "label": label, "text": text, "active": path.startswith(reverse(name))}
        for right, name, label, text in doors
        if can(person, right)
    ]
