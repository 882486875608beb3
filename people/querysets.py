"""Which people and organisations?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import BaseUserManager
from django.db import models

from people.rules import STAFF_ROLES, OrganisationKind, Role

if TYPE_CHECKING:
    from people.models import Organisation, User  # noqa: F401


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def municipalities(self) -> OrganisationQuerySet:
        return self.filter(kind=OrganisationKind.MUNICIPALITY)

    def open_for_signup(self) -> OrganisationQuerySet:
        return self.exclude(kind=OrganisationKind.AGENCY).filter(active=True)


class UserQuerySet(models.QuerySet["User"]):
    def with_role(self, *roles: Role) -> UserQuerySet:
        return self.filter(memberships__role__in=roles).distinct()

    def staff(self) -> UserQuerySet:
        return self.with_role(*STAFF_ROLES)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """E-mail is the name. E-mails are stored in lower case: one address, one account."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())
