from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from content.rights import grant

        post_migrate.connect(grant, sender=self, dispatch_uid="content.rights")
