"""Where an editor's tries in the preview go."""

from django.urls import path

from courses import views_bank

app_name = "question_bank"
urlpatterns = [
    path("arbejdsbord/spoergsmaal/proev/", views_bank.try_question, name="try"),
]
