"""What editors meet when they publish or delete a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cases_library.models import CasePage, CaseWork


@hooks.register("before_publish_page")
def a_case_needs_its_panel(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is kept; the case is not published before the panel is there."""
    if not isinstance(page, CasePage) or not (obstacles := page.obstacles_to_publishing()):
        return None
    sentence = _("The case is saved as a draft. It cannot be published yet:")
    messages.error(request, " ".join([sentence, *obstacles]))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_delete_page")
def a_case_that_people_have_rated_is_kept(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Their history would go with it: unpublish instead."""
    if not CaseWork.objects.filter(case__path__startswith=page.path).exists():
        return None
    messages.error(request, _("People have rated this case, so it cannot be deleted. Unpublish it instead."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def nor_with_others(
    request: HttpRequest, action_type: str, objects: list[Page], action_class_instance: object
) -> HttpResponse | None:
    if action_type == "delete":
        for page in objects:
            if isinstance(page, Page) and (answer := a_case_that_people_have_rated_is_kept(request, page)):
                return answer
    return None
