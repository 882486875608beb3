from django.apps import AppConfig

EVERY_MINUTES = 10


class ThemedaysConfig(AppConfig):
    name = "themedays"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from live.chores import register_chore
        from search.sources import PageSource, register
        from themedays import receivers
        from themedays.actions.evaluations import open_surveys
        from themedays.models import ThemeDayPage, Workshop
        from themedays.topics import declare_topics

        declare_topics()
        receivers.connect()
        register(PageSource("theme_day", ThemeDayPage, label=_("Theme days"), touched_by={Workshop: "workshops"}))
        register_chore("themedays.open_surveys", EVERY_MINUTES * 60, open_surveys)
