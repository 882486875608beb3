from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from django.urls import reverse

        from content.models import Phase, StandardPage, Subtheme, Theme
        from portal.models import EntryPage
        from search import sources

        sources.register(sources.PageSource("page", StandardPage, label=_("Pages")))
        sources.register(sources.PageSource("door", EntryPage, label=_("Ways in")))
        sources.register(
            sources.RowSource(
                "phase", Phase, label=_("Case phases"), address=lambda phase: reverse("phase", args=[phase.slug])
            )
        )
        sources.register(
            sources.RowSource(
                "theme",
                Theme,
                label=_("Themes of FFB"),
                address=lambda theme: reverse("theme", args=[theme.slug]),
                related=["subthemes"],
                touched_by={Subtheme: "subthemes"},
            )
        )
        sources.register(
            sources.RowSource(
                "subtheme",
                Subtheme,
                label=_("Subthemes of FFB"),
                address=lambda subtheme: reverse("subtheme", args=[subtheme.theme.slug, subtheme.slug]),
                related=["theme"],
                touched_by={Theme: "theme"},
            )
        )
