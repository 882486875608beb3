"""Names of what is written in the audit log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def search_actions(actions: LogActionRegistry) -> None:
    actions.register_action("search.save_synonym", _("Save a synonym"), _("Saved a synonym"))
    actions.register_action("search.take_synonym_away", _("Remove a synonym"), _("Removed a synonym"))
    actions.register_action("search.bring_synonym_back", _("Bring a synonym back"), _("Brought a synonym back"))
    actions.register_action("search.add_word", _("Add a word to the search"), _("Added a word to the search"))
    actions.register_action("search.take_word_away", _("Remove a word from the search"), _("Removed a word"))
    actions.register_action("search.add_boost", _("Put a result first"), _("Put a result first for a query"))
    actions.register_action("search.take_boost_away", _("Remove a first result"), _("Removed a first result"))
    actions.register_action("search.move_boost", _("Move a first result"), _("Moved a first result"))
    actions.register_action("search.reindex", _("Make the index again"), _("Asked for the index to be made again"))
