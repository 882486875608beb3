from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from django.db.models import Q
        from django.db.models.functions import MD5
        from django.utils.translation import gettext_lazy as _

        from content import concepts
        from content.models import Phase, PortalMedia
        from courses.actions.attempts import finish_overdue
        from courses.models import ModuleCasePage, ModulePage, PracticeExamplePage, SelfTestPage, VideoTalkPage
        from courses.related import modules_about
        from live.chores import register_chore
        from search.sources import PageSource, TouchedBy, register

        concepts.declare(modules_about)
        # A part is for those that its module is for.
        the_module: TouchedBy = {ModulePage: lambda module: Q(path__startswith=module.path)}
        register(PageSource("module", ModulePage, label=_("Modules"), touched_by={Phase: "phases"}))
        register(
            PageSource(
                "video_talk",
                VideoTalkPage,
                label=_("Video talks"),
                touched_by={PortalMedia: "video", **the_module},
                made_of=MD5("video__captions"),
            )
        )
        register(
            PageSource("practice_example", PracticeExamplePage, label=_("Practice examples"), touched_by=the_module)
        )
        register(PageSource("module_case", ModuleCasePage, label=_("Cases in modules"), touched_by=the_module))
        register(PageSource("self_test", SelfTestPage, label=_("Self-tests"), touched_by=the_module))
        register_chore("courses.finish_overdue", 60, finish_overdue)
