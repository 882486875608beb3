"""Names of what is written in the audit log; a day that people have signed up for cannot be deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from themedays.models import Registration


@hooks.register("register_log_actions")
def theme_day_actions(actions: LogActionRegistry) -> None:
    actions.register_action("themedays.register", _("Sign up"), _("Signed up for a theme day"))
    actions.register_action("themedays.choose_workshop", _("Choose workshop"), _("Chose a workshop"))
    actions.register_action("themedays.cancel", _("Cancel registration"), _("Cancelled the registration"))
    actions.register_action("themedays.promote", _("Move up"), _("Got a seat from the waiting list"))
    actions.register_action("themedays.promote_workshop", _("Move up in workshop"), _("Got a seat in the workshop"))
    actions.register_action("themedays.move", _("Move day"), _("Told people the new time or place"))
    actions.register_action("themedays.set_online_link", _("Set link to the meeting"), _("Set the link to the meeting"))
    actions.register_action("themedays.export", _("Export registrations"), _("Exported the list of registrations"))


@hooks.register("before_delete_page")
def keep_days_with_registrations(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not Registration.objects.filter(day__path__startswith=page.path).exists():
        return None
    messages.error(request, gettext("People have signed up for this theme day. Unpublish it instead of deleting it."))
    return redirect("wagtailadmin_pages:edit", page.pk)
