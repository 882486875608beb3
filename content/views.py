"""The concepts of FFB, files from the library, and captions."""

from __future__ import annotations

import mimetypes
import uuid
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.concepts import related_to
from content.models import PortalMedia, Subtheme, Theme
from content.rules import CATEGORY_NAMES, FUNCTION_LEVELS, ThemeCategory, byte_range

SHOWN_IN_PAGE = {".jpg", ".jpeg", ".png", ".webp", ".mp4", ".webm"}
PART = 1024 * 1024  # bytes in one answer: a browser asks for the next part by itself (RFC 9110, 14.4)


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A public file. Answers byte ranges (RFC 9110, one range), without which a browser cannot jump in a video."""
    try:
        path = Path(default_storage.path(name))
    except SuspiciousFileOperation as outside:
        raise Http404 from outside
    if not path.is_file() or name.startswith("documents/"):  # documents leave through Wagtail, which asks for rights
        raise Http404
    size = path.stat().st_size
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    response: HttpResponseBase
    wanted = request.headers.get("Range")
    if wanted is None:
        response = FileResponse(path.open("rb"), content_type=content_type)
    elif (span := byte_range(wanted, size)) is None:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        first, last = span[0], min(span[1], span[0] + PART - 1)
        response = HttpResponse(_part(path, first, last), status=206, content_type=content_type)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "public, max-age=3600"
    if path.suffix.lower() not in SHOWN_IN_PAGE:
        response.headers["Content-Disposition"] = "attachment"
    return response


def _part(path: Path, first: int, last: int) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(last - first + 1)


@require_safe
def captions(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The captions of a video, as WebVTT."""
    video = get_object_or_404(PortalMedia, key=key)
    return HttpResponse(video.captions, content_type="text/vtt; charset=utf-8")


@require_safe
def concepts(request: HttpRequest) -> HttpResponse:
    """All themes and subthemes, in FFB's three categories."""
    themes = list(Theme.objects.prefetch_related("subthemes"))
    categories = [
        {"title": title, "themes": [theme for theme in themes if theme.category == category]}
        for category, title in CATEGORY_NAMES.items()
    ]
    versions = sorted({theme.version for theme in themes})
    context = {"categories": categories, "versions": versions, "crumbs": _way_to()}
    return render(request, "content/concepts.html", context)


@require_safe
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """One theme with its subthemes."""
    found = get_object_or_404(Theme.objects.prefetch_related("subthemes"), slug=theme)
    context = {"theme": found, "category": CATEGORY_NAMES[ThemeCategory(found.category)], "crumbs": _way_to(found)}
    return render(request, "content/theme.html", context)


@require_safe
def subtheme(request: HttpRequest, theme: str, subtheme: str) -> HttpResponse:
    """One subtheme: whether it gets a level, what the levels are called, and what practises it."""
    found = get_object_or_404(Subtheme.objects.select_related("theme"), theme__slug=theme, slug=subtheme)
    context = {
        "subtheme": found,
        "theme": found.theme,
        "category": CATEGORY_NAMES[ThemeCategory(found.theme.category)],
        "levels": list(enumerate(FUNCTION_LEVELS)) if found.theme.rated else [],
        "related": related_to(found),
        "crumbs": _way_to(found.theme, found),
        "neighbours": found.theme.subthemes.exclude(pk=found.pk),
    }
    return render(request, "content/subtheme.html", context)


def _way_to(theme: Theme | None = None, subtheme: Subtheme | None = None) -> list[dict[str, str]]:
    """The way here from the front page; the last one is this page."""
    way = [{"title": _("Concepts"), "url": reverse("concepts")}]
    if theme is not None:
        way.append({"title": theme.title, "url": reverse("theme", args=[theme.slug])})
    if subtheme is not None:
        way.append({"title": subtheme.title, "url": ""})
    return way
