"""What happens to a person's account."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from wagtail.log_actions import log

from people.models import User


@transaction.atomic
def rename(*, person: User, name: str, by: User) -> User:
    """The person goes by the new name."""
    if person.name != name:
        person.name = name
        person.save(update_fields=["name"])
        log(person, "people.rename", user=by)
    return person


def trust_address(*, person: User) -> EmailAddress:
    """The person's address counts as confirmed, without a mail: for accounts that the agency or the demo makes."""
    address, _ = EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return address
