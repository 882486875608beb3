"""Where learners' forms go. The pages under /laering/ are Wagtail's."""

from django.urls import path

from courses import views, views_desk, views_regrades

app_name = "courses"
urlpatterns = [
    path("laering/del/<uuid:key>/position/", views.save_position, name="save_position"),
    path("laering/del/<uuid:key>/gennemfoert/", views.complete_part, name="complete_part"),
    path("laering/selvtest/<uuid:key>/begynd/", views.start_attempt, name="start_attempt"),
    path("laering/forsoeg/<uuid:attempt_key>/afslut/", views.finish, name="finish"),
    path("laering/forsoeg/<uuid:attempt_key>/<uuid:question_key>/", views.answer, name="answer"),
    path("arbejdsbord/spoergsmaal/", views_desk.question_desk, name="question_desk"),
    path("arbejdsbord/spoergsmaal/selvtest/<uuid:key>/", views_desk.test_analysis, name="test_analysis"),
    path(
        "arbejdsbord/spoergsmaal/selvtest/<uuid:key>/<uuid:question_key>/",
        views_desk.question_analysis,
        name="question_analysis",
    ),
    path("arbejdsbord/spoergsmaal/<uuid:key>/ret-noeglen/", views_regrades.regrade, name="regrade"),
]
