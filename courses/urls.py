"""Where learners' forms go. The pages under /laering/ are Wagtail's."""

from django.urls import path

from courses.views import bank, desk, extra_time, imports, parts, regrades, self_tests

app_name = "courses"
urlpatterns = [
    path("laering/del/<uuid:key>/position/", parts.save_position, name="save_position"),
    path("laering/del/<uuid:key>/gennemfoert/", parts.complete_part, name="complete_part"),
    path("laering/selvtest/<uuid:key>/begynd/", self_tests.start_attempt, name="start_attempt"),
    path("laering/forsoeg/<uuid:attempt_key>/afslut/", self_tests.finish, name="finish"),
    path("laering/forsoeg/<uuid:attempt_key>/<uuid:question_key>/", self_tests.answer, name="answer"),
    path("laering/forsoeg/<uuid:attempt_key>/<uuid:question_key>/kladde/", self_tests.save_draft, name="save_draft"),
    path("arbejdsbord/ekstra-tid/", extra_time.extra_time, name="extra_time"),
    path("arbejdsbord/spoergsmaal/proev/", bank.try_question, name="try_question"),
    path("arbejdsbord/spoergsmaal/", desk.question_desk, name="question_desk"),
    path("arbejdsbord/spoergsmaal/import/", imports.upload, name="import_questions"),
    path("arbejdsbord/spoergsmaal/import/<uuid:key>/", imports.preview, name="import_preview"),
    path("arbejdsbord/spoergsmaal/eksport/", imports.export, name="export_questions"),
    path("arbejdsbord/spoergsmaal/selvtest/<uuid:key>/", desk.test_analysis, name="test_analysis"),
    path(
        "arbejdsbord/spoergsmaal/selvtest/<uuid:key>/<uuid:question_key>/",
        desk.question_analysis,
        name="question_analysis",
    ),
    path("arbejdsbord/spoergsmaal/<uuid:key>/ret-noeglen/", regrades.regrade, name="regrade"),
]
