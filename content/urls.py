"""Files of the library, and captions."""

from django.conf import settings
from django.urls import path

from content import views

urlpatterns = [
    path(f"{settings.MEDIA_URL.strip('/')}/<path:name>", views.media, name="media"),
    path("undertekster/<uuid:key>.vtt", views.captions, name="captions"),
]
