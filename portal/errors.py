"""The pages for what went wrong. Each is complete without a database and says what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request_page(request: HttpRequest, sentence: str, status: int = 400) -> HttpResponse:
    return render(request, "400.html", {"sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return bad_request_page(request, _("We could not read what was sent. Go back and try again."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale form: the text is still in the page that sent it."""
    return bad_request_page(
        request,
        _(
            "The page has been open too long, or you have signed in or out in another tab. "
            "Go back, reload the page and send again."
        ),
        status=403,
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what does not exist and for what belongs to somebody else."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request's context: it must stand also when the database is what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
