"""Account mails go the way they go in production: into the outbox."""

import pytest


@pytest.fixture(autouse=True)
def mails_go_into_the_outbox(settings):
    settings.EMAIL_BACKEND = "notifications.mail.OutboxBackend"  # the test runner puts its own in this place
