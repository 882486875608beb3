from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "hotline"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from content.models import Phase
        from hotline.models import AnswerPage
        from hotline.topics import declare_topics
        from search.sources import PageSource, register

        declare_topics()
        touched_by = {AnswerPage: "superseded_by", Phase: "phases"}
        register(PageSource("answer", AnswerPage, label=_("Questions and answers"), touched_by=touched_by))
