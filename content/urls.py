"""Concepts, files of the library, and captions."""

from django.conf import settings
from django.urls import path

from content import views

urlpatterns = [
    path(f"{settings.MEDIA_URL.strip('/')}/<path:name>", views.media, name="media"),
    path("begreber/", views.concepts, name="concepts"),
    path("begreber/<slug:theme>/", views.theme, name="theme"),
    path("begreber/<slug:theme>/<slug:subtheme>/", views.subtheme, name="subtheme"),
    path("undertekster/<uuid:key>.vtt", views.captions, name="captions"),
]
