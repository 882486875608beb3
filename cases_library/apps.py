from django.apps import AppConfig


class CasesLibraryConfig(AppConfig):
    name = "cases_library"
