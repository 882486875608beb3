from django.apps import AppConfig


class ThemedaysConfig(AppConfig):
    name = "themedays"
