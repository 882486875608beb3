"""What every answer carries, and what every request must look like."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from portal.errors import bad_request_page

Handler = Callable[[HttpRequest], HttpResponseBase]


EDITOR = "/redaktion/"  # Wagtail's editor shows previews in a frame of its own, and needs inline script and style


class SecurityHeaders:
    """Headers that neither Django nor django-csp sets. Only the editor may be shown in a frame, and only by itself."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if request.path.startswith(EDITOR):
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy everywhere; Wagtail's editor alone may use inline script and style, under its own path."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(EDITOR):
            response._csp_replace = {  # type: ignore[attr-defined]
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "frame-ancestors": [SELF],
            }
        return super().process_response(request, response)


class WellFormedRequests:
    """A null byte in the address or a form field is nobody's text: 400 with a sentence, before a database sees it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path or _has_null(request.GET.lists()):
            return self.refuse(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        if request.method == "POST" and _has_null(request.POST.lists()):
            return self.refuse(request)
        return None

    def refuse(self, request: HttpRequest) -> HttpResponse:
        return bad_request_page(request, _("The text holds a character that cannot be stored. Type it again."))


def _has_null(lists: object) -> bool:
    return any("\x00" in key or any("\x00" in value for value in values) for key, values in lists)  # type: ignore[attr-defined]
