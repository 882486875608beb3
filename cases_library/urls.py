"""Rating and comparing. Reading is a page of Wagtail's: /cases/<slug>/."""

from django.urls import path

from cases_library import views

app_name = "cases_library"
urlpatterns = [
    path("cases/<slug:slug>/begynd/", views.begin, name="begin"),
    path("cases/vurder/<uuid:key>/", views.rate, name="rate"),
    path("cases/vurder/<uuid:key>/gem/", views.autosave, name="autosave"),
    path("cases/sammenlign/<uuid:key>/", views.comparison, name="compare"),
]
