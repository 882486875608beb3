"""What every template may know: who is here, where we are, and whether this is the demo."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from people.permissions import Permission, can


def shell(request: HttpRequest) -> dict[str, object]:
    """`demo` marks the demo; `is_staff_member` shows the door to the workbench."""
    user = getattr(request, "user", None)
    return {
        "demo": settings.DEMO,
        "is_staff_member": user is not None and can(user, Permission.SEE_WORKBENCH),
    }
