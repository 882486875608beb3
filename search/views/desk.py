"""What the pages of the search desk share: who may enter, and the doors between them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.permissions import Permission, can

DOORS = [
    ("search_desk:log", _("Search log"), Permission.READ_SEARCH_LOG),
    ("search_desk:synonyms", _("Synonyms"), Permission.MANAGE_SEARCH),
    ("search_desk:words", _("Words"), Permission.MANAGE_SEARCH),
    ("search_desk:boosts", _("Shown first"), Permission.MANAGE_SEARCH),
    ("search_desk:index", _("Index"), Permission.MANAGE_SEARCH),
]
PER_PAGE = 25


def only_for(request: HttpRequest, permission: Permission) -> None:
    """Nobody else learns that the page exists."""
    if not can(request.user, permission):
        raise Http404


def desk(request: HttpRequest, here: str) -> dict[str, Any]:
    """The doors that the person may use; `here` is the one that is open."""
    doors = [
        {"url": reverse(name), "label": label, "active": name == here}
        for name, label, permission in DOORS
        if can(request.user, permission)
    ]
    return {
        "doors": doors,
        "here": next((label for name, label, _permission in DOORS if name == here), ""),
        "may_manage": can(request.user, Permission.MANAGE_SEARCH),
    }
