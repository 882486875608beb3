"""Names of what is written in the audit log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def people_actions(actions: LogActionRegistry) -> None:
    actions.register_action("people.join", _("Join organisation"), _("Joined an organisation"))
    actions.register_action("people.rename", _("Change name"), _("Changed name"))
