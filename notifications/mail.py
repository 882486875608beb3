"""Into the outbox, and out of it.

`notify` is what features call, inside their transaction: the mail exists exactly when the change does.
`deliver_due` is what the worker calls: SMTP being down delays mail and loses none.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from notifications.models import Mail
from notifications.rules import FIRST_WAIT, next_wait
from people.models import User

log = logging.getLogger(__name__)
BATCH = 50


@dataclass(frozen=True)
class Attachment:
    """A text file that goes with a mail, for example a calendar file."""

    name: str
    text: str
    mime_type: str


@dataclass(frozen=True)
class Message:
    """What a feature wants to tell a person. The link is absolute or begins with a slash."""

    subject: str
    body: str
    link: str = ""
    attachments: Sequence[Attachment] = field(default=())


def notify(person: User, message: Message) -> Mail:
    """The mail is in the outbox when the surrounding transaction is committed."""
    mail = _mail(person, message)
    mail.save()
    return mail


def notify_all(messages: Iterable[tuple[User, Message]]) -> int:
    """The same for many at once, in few queries; returns how many mails there are."""
    return len(Mail.objects.bulk_create([_mail(person, message) for person, message in messages], batch_size=500))


def _mail(person: User, message: Message) -> Mail:
    body = message.body
    if message.link:
        link = message.link if message.link.startswith("http") else settings.BASE_URL + message.link
        body = f"{body}\n\n{link}"
    return Mail(
        person=person,
        to=person.email,
        subject=message.subject[:200],
        body=body,
        attachments=[[file.name, file.text, file.mime_type] for file in message.attachments],
    )


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend: what others send (account mails) goes into the same outbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            Mail(to=parseaddr(address)[1], subject=str(message.subject)[:200], body=str(message.body))
            for message in email_messages
            for address in message.to
        ]
        Mail.objects.bulk_create(rows)
        return len(email_messages)


def deliver_due(now: dt.datetime | None = None) -> int:
    """Send what is due; returns how many were sent. A mail is claimed before it is sent, so two workers share the work.

    A worker killed between sending and saving sends that one mail again, with the same Message-ID.
    """
    moment = now or timezone.now()
    sent = 0
    for mail in Mail.objects.filter(state=Mail.State.WAITING, next_try__lte=moment).order_by("next_try")[:BATCH]:
        claimed = Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING, tries=mail.tries, next_try=mail.next_try)
        if not claimed.update(tries=mail.tries + 1, next_try=moment + FIRST_WAIT):
            continue
        mail.tries += 1
        sent += _deliver(mail, moment)
    return sent


def _deliver(mail: Mail, now: dt.datetime) -> int:
    try:
        _transport(mail).send()
    except Exception as problem:  # whatever a mail server may do: the mail waits
        wait = next_wait(tries=mail.tries, age=now - mail.created_at)
        mail.problem = f"{type(problem).__name__}: {problem}"[:300]
        if wait is None:
            mail.state = Mail.State.GIVEN_UP
            log.error("mail %s given up after %s tries", mail.key, mail.tries)
        else:
            mail.next_try = now + wait
        mail.save(update_fields=["problem", "state", "next_try"])
        return 0
    with transaction.atomic():
        mail.state, mail.sent_at, mail.problem = Mail.State.SENT, now, ""
        mail.body, mail.attachments = "", []
        mail.save(update_fields=["state", "sent_at", "problem", "body", "attachments"])
    return 1


def _transport(mail: Mail) -> EmailMessage:
    options = dict(settings.DELIVERY)
    backend = options.pop("EMAIL_BACKEND")
    names = {
        "EMAIL_HOST": "host",
        "EMAIL_PORT": "port",
        "EMAIL_HOST_USER": "username",
        "EMAIL_HOST_PASSWORD": "password",
        "EMAIL_USE_TLS": "use_tls",
        "EMAIL_USE_SSL": "use_ssl",
        "EMAIL_FILE_PATH": "file_path",
    }
    arguments = {names[key]: value for key, value in options.items() if key in names and value not in (None, "")}
    if not backend.endswith("filebased.EmailBackend"):
        arguments.pop("file_path", None)
    if not backend.endswith("smtp.EmailBackend"):
        arguments = {key: value for key, value in arguments.items() if key == "file_path"}
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    message = EmailMessage(
        subject=" ".join(mail.subject.split()),
        body=mail.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={"Message-ID": f"<{mail.key}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=get_connection(backend, **arguments),
    )
    for name, text, mime_type in mail.attachments:
        message.attach(name, text, mime_type)
    return message
