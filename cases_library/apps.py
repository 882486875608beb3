from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesLibraryConfig(AppConfig):
    name = "cases_library"

    def ready(self) -> None:
        from cases_library.models import CasePage
        from cases_library.related import cases_about
        from content import concepts
        from search import sources

        concepts.declare(cases_about)
        sources.register(sources.PageSource("case", CasePage, label=_("Cases")))
