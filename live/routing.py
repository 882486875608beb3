"""Sockets."""

from django.urls import path

from live.consumers import TopicConsumer

urlpatterns = [path("ws/live/", TopicConsumer.as_asgi())]
