from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from content import concepts
        from courses.actions.attempts import finish_overdue
        from courses.models import ModuleCasePage, ModulePage, PracticeExamplePage, SelfTestPage, VideoTalkPage
        from courses.related import modules_about
        from live.chores import register_chore
        from search.sources import PageSource, register

        concepts.declare(modules_about)
        register(PageSource("module", ModulePage, label=_("Modules")))
        register(PageSource("video_talk", VideoTalkPage, label=_("Video talks")))
        register(PageSource("practice_example", PracticeExamplePage, label=_("Practice examples")))
        register(PageSource("module_case", ModuleCasePage, label=_("Cases in modules")))
        register(PageSource("self_test", SelfTestPage, label=_("Self-tests")))
        register_chore("courses.finish_overdue", 60, finish_overdue)
