"""Addresses of surveys: one's own sheet, and the report."""

from django.urls import path

from surveys import views

app_name = "surveys"
urlpatterns = [
    path("evaluering/<uuid:key>/", views.answer, name="answer"),
    path("evaluering/<uuid:key>/tak/", views.thanks, name="thanks"),
    path("arbejdsbord/evaluering/<uuid:key>/", views.report, name="report"),
    path("arbejdsbord/evaluering/<uuid:key>/tal.csv", views.report_as_csv, name="report_csv"),
    path("arbejdsbord/evaluering/<uuid:key>/tal.xlsx", views.report_as_xlsx, name="report_xlsx"),
]
