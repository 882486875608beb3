"""The question bank in the editors' tool, and names of what is written in the audit log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from courses.views.bank import QuestionViewSet

register_snippet(QuestionViewSet)


@hooks.register("register_log_actions")
def course_actions(actions: LogActionRegistry) -> None:
    actions.register_action("courses.regrade", _("Correct a key"), _("Corrected a key and graded the answers again"))
    actions.register_action("courses.give_extra_time", _("Give extra time"), _("Gave extra time in tests"))
    actions.register_action("courses.take_extra_time_away", _("Take extra time away"), _("Took extra time away"))
    actions.register_action("courses.import_questions", _("Import questions"), _("Took the question in from a file"))
    actions.register_action("courses.export_questions", _("Export questions"), _("Took the question out to a file"))
