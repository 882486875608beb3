"""The outbox: every mail that leaves the portal is a row here first."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.privacy import Handling


class Mail(models.Model):
    """A mail to one person. States: waiting (due at `next_try`) → sent, or given up after the last try.

    The text is emptied once the mail is sent: confirmation links and answers do not stay here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "person": Handling.ERASE,
        "to": Handling.ERASE,
        "subject": Handling.ERASE,
        "body": Handling.ERASE,
        "attachments": Handling.ERASE,
        "state": Handling.KEEP,
        "tries": Handling.KEEP,
        "next_try": Handling.KEEP,
        "created_at": Handling.KEEP,
        "sent_at": Handling.KEEP,
        "problem": Handling.ERASE,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # also the Message-ID: no doubles
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)  # [[file name, text, mime type], …]
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["state", "next_try"], name="notifications_mail_due")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"
