"""Addresses of theme days besides the pages themselves: signing up, one's own registration, and the workbench."""

from django.urls import path

from themedays.views import desk, own, signing_up

app_name = "themedays"
urlpatterns = [
    path("temadage/tilmeld/<uuid:key>/", signing_up.register, name="register"),
    path("temadage/pladser/<uuid:key>/", signing_up.seats, name="seats"),
    path("min-side/temadage/<uuid:key>/", own.receipt, name="receipt"),
    path("min-side/temadage/<uuid:key>/workshop/", own.choose_workshop, name="choose_workshop"),
    path("min-side/temadage/<uuid:key>/afmeld/", own.cancel, name="cancel"),
    path("min-side/temadage/<uuid:key>/kalender.ics", own.calendar, name="calendar"),
    path("arbejdsbord/temadage/", desk.workbench, name="workbench"),
    path("arbejdsbord/temadage/<uuid:key>/", desk.registrations, name="registrations"),
    path("arbejdsbord/temadage/<uuid:key>/tilmeldte.csv", desk.registrations_csv, name="registrations_csv"),
]
