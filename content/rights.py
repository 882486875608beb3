"""What editors and administrators may do in Wagtail. Set again after every migrate; what is there already stays."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

EDITORS, ADMINISTRATORS = "Redaktører", "Administratorer"  # the names that `people` gives staff
ON_PAGES = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
ON_FILES = {"wagtailimages": "image", "wagtaildocs": "document", "wagtailmedia": "media"}
IN_FILES = ["add", "change", "choose"]


def grant(using: str = DEFAULT_DB_ALIAS, **signal: Any) -> None:
    """Both groups exist, open Wagtail, and have their rights; administrators also manage people."""
    root = Page.objects.using(using).filter(depth=1).first()
    collection = Collection.objects.using(using).filter(depth=1).first()
    if root is None or collection is None:
        return  # Wagtail's own tables are not filled yet; migrate calls again
    snippets = [(model._meta.app_label, model._meta.model_name) for model in get_snippet_models()]
    for label in {"wagtailadmin", "wagtailcore", "people", *ON_FILES, *(label for label, _ in snippets)}:
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)

    def right(app: str, codename: str) -> Permission:
        return Permission.objects.using(using).get(content_type__app_label=app, codename=codename)

    for name in (EDITORS, ADMINISTRATORS):
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(right("wagtailadmin", "access_admin"))
        group.permissions.add(
            *(right(app, f"{do}_{model}") for app, model in snippets for do in ("add", "change", "view"))
        )
        for codename in ON_PAGES:
            GroupPagePermission.objects.using(using).get_or_create(
                group=group, page=root, permission=right("wagtailcore", codename)
            )
        for app, kind in ON_FILES.items():
            for permission in Permission.objects.using(using).filter(
                content_type__app_label=app, codename__in=[f"{do}_{kind}" for do in IN_FILES]
            ):
                GroupCollectionPermission.objects.using(using).get_or_create(
                    group=group, collection=collection, permission=permission
                )
    people = Group.objects.using(using).get(name=ADMINISTRATORS)
    people.permissions.add(*(right("people", f"{do}_user") for do in ("add", "change", "view")))
