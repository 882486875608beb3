"""Names of what is written in the audit log. That somebody answered is not among it."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def survey_actions(actions: LogActionRegistry) -> None:
    actions.register_action("surveys.create", _("Make survey"), _("Made the survey"))
    actions.register_action("surveys.invite", _("Invite to survey"), _("Invited people to the survey"))
    actions.register_action("surveys.export", _("Export evaluation"), _("Exported the evaluation"))
