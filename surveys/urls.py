"""Addresses of surveys: one's own sheet, and the report."""

from django.urls import path

from surveys.views import answering, reporting

app_name = "surveys"
urlpatterns = [
    path("evaluering/<uuid:key>/", answering.answer, name="answer"),
    path("evaluering/<uuid:key>/tak/", answering.thanks, name="thanks"),
    path("arbejdsbord/evaluering/<uuid:key>/", reporting.report, name="report"),
    path("arbejdsbord/evaluering/<uuid:key>/tal.csv", reporting.report_as_csv, name="report_csv"),
    path("arbejdsbord/evaluering/<uuid:key>/tal.xlsx", reporting.report_as_xlsx, name="report_xlsx"),
]
