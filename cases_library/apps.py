from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesLibraryConfig(AppConfig):
    name = "cases_library"

    def ready(self) -> None:
        from cases_library.models import CasePage
        from cases_library.related import cases_about
        from content import concepts
        from content.models import Phase, Subtheme, Theme
        from search import sources

        concepts.declare(cases_about)
        touched_by = {Phase: "phase", Subtheme: "items__subtheme", Theme: "items__subtheme__theme"}
        sources.register(sources.PageSource("case", CasePage, label=_("Cases"), touched_by=touched_by))
