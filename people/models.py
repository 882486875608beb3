"""Who there is: people, the organisations they work in, and what they do there."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.privacy import Handling
from people.querysets import OrganisationQuerySet, UserManager
from people.rules import STAFF_ROLES, OrganisationKind, Role, municipality_display_name, region_on

KIND_CHOICES = [
    (OrganisationKind.MUNICIPALITY.value, _("Municipality")),
    (OrganisationKind.PROVIDER.value, _("Provider")),
    (OrganisationKind.EDUCATION.value, _("Place of education")),
    (OrganisationKind.AGENCY.value, _("The agency")),
]
ROLE_CHOICES = [
    (Role.CASEWORKER.value, _("Caseworker")),
    (Role.LEADER.value, _("Leader")),
    (Role.PROVIDER_EMPLOYEE.value, _("Employee at a provider")),
    (Role.TRAINER.value, _("Trainer")),
    (Role.HOTLINE_CONSULTANT.value, _("Hotline consultant")),
    (Role.EDITOR.value, _("Editor")),
    (Role.ANALYST.value, _("Analyst")),
    (Role.ADMINISTRATOR.value, _("Administrator")),
]


class Organisation(models.Model):
    """A municipality (with its four-digit code), a provider, a place of education, or the agency itself."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "kind": Handling.KEEP,
        "name": Handling.KEEP,
        "code": Handling.KEEP,
        "region_2007": Handling.KEEP,
        "active": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=KIND_CHOICES)
    name = models.CharField(_("name"), max_length=150)
    code = models.CharField(_("municipality code"), max_length=4, blank=True)
    region_2007 = models.CharField(_("region in the division of 2007"), max_length=40, blank=True)
    active = models.BooleanField(_("active"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="people_one_organisation_per_municipality_code"
            ),
            models.UniqueConstraint(fields=["kind", "name"], name="people_organisation_name_once_per_kind"),
            models.CheckConstraint(
                condition=~Q(kind=OrganisationKind.MUNICIPALITY) | ~Q(code=""),
                name="people_municipality_has_a_code",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == OrganisationKind.MUNICIPALITY:
            return municipality_display_name(self.name)
        return self.name

    def region(self, on: dt.date | None = None) -> str:
        """The region on a date (today when none is given); empty when it is not a municipality."""
        return region_on(on or timezone.localdate(), region_2007=self.region_2007) if self.region_2007 else ""


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is the name to sign in with."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "email": Handling.ERASE,
        "name": Handling.ERASE,
        "password": Handling.ERASE,
        "last_login": Handling.ERASE,
        "date_joined": Handling.KEEP,
        "is_active": Handling.KEEP,
        "is_superuser": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="people_one_account_per_email")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Django's word for people at the agency."""
        return self.is_superuser or bool(self.roles & STAFF_ROLES)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles of all memberships; an administrator by `createsuperuser` counts as one."""
        roles = {membership.role for membership in self.memberships.all()}
        return frozenset(roles | {Role.ADMINISTRATOR} if self.is_superuser else roles)

    @cached_property
    def membership(self) -> Membership | None:
        """The first membership: where the person works, for greetings and groups in figures."""
        return self.memberships.select_related("organisation").order_by("pk").first()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def belongs_to(self, person: User) -> bool:
        return self.pk == person.pk


class Membership(models.Model):
    """A person's role in an organisation. Staff roles belong to the agency, all other roles elsewhere."""

    privacy = {
        "id": Handling.KEEP,
        "person": Handling.ERASE,
        "organisation": Handling.KEEP,
        "role": Handling.KEEP,
        "since": Handling.KEEP,
    }

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES)
    since = models.DateField(_("since"), default=timezone.localdate)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                name="people_one_membership_per_role_and_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"
