from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from content.models import StandardPage
        from portal.models import EntryPage
        from search import sources

        sources.register(sources.PageSource("page", StandardPage, label=_("Pages")))
        sources.register(sources.PageSource("door", EntryPage, label=_("Ways in")))
