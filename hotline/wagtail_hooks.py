"""Names of what is written in the audit log, and the title that a new answer begins with."""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.signals import init_new_page

from hotline.models import AnswerPage


@hooks.register("register_log_actions")
def hotline_actions(actions: LogActionRegistry) -> None:
    actions.register_action("hotline.ask", _("Ask the hotline"), _("Asked the hotline"))
    actions.register_action("hotline.take", _("Take enquiry"), _("Took the enquiry"))
    actions.register_action("hotline.put_back", _("Put enquiry back"), _("Put the enquiry back"))
    actions.register_action("hotline.ask_back", _("Ask the asker"), _("Asked the asker for more"))
    actions.register_action("hotline.answer", _("Answer enquiry"), _("Answered the enquiry"))
    actions.register_action("hotline.follow_up", _("Ask again"), _("The asker wrote again"))
    actions.register_action("hotline.note", _("Write a note"), _("Wrote an internal note"))
    actions.register_action("hotline.close", _("Close enquiry"), _("Closed the enquiry"))
    actions.register_action("hotline.begin_publication", _("Begin publication"), _("Began to anonymise"))
    actions.register_action("hotline.anonymise", _("Anonymise"), _("Saved the anonymised text"))
    actions.register_action("hotline.submit_publication", _("Send for approval"), _("Sent the text for approval"))
    actions.register_action("hotline.send_back", _("Send back"), _("Sent the text back"))
    actions.register_action("hotline.approve", _("Approve and publish"), _("Approved and published"))


@hooks.register("before_create_page")
def remember_wanted_title(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """The signal below knows the page and its parent, but not the request."""
    if page_class is AnswerPage and request.method == "GET":
        parent.wanted_title = request.GET.get("titel", "")[:200]  # type: ignore[attr-defined]


@receiver(init_new_page)
def begin_with_wanted_title(sender: Any, page: Page, parent: Page, **kwargs: Any) -> None:
    """What people searched for in vain stands in the title field already."""
    if isinstance(page, AnswerPage) and getattr(parent, "wanted_title", ""):
        page.title = parent.wanted_title[:1].upper() + parent.wanted_title[1:]
