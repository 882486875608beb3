"""Mail leaves through a table: none is lost, and none is sent twice."""

import datetime as dt

import pytest
from django.core import mail as sent
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from notifications import mail as outbox
from notifications.mail import Attachment, Message, deliver_due, notify
from notifications.models import Mail
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


class Down:
    """A mail server that does not answer."""

    def send(self) -> None:
        raise ConnectionRefusedError("[Errno 111] Connection refused")


@pytest.fixture
def server_is_down(monkeypatch):
    monkeypatch.setattr(outbox, "_transport", lambda mail: Down())
    return monkeypatch


def a_mail(**fields) -> Mail:
    mail = notify(UserFactory(), Message("Svar på dit spørgsmål", "Du har fået svar.", "/min-side/"))
    if fields:
        Mail.objects.filter(pk=mail.pk).update(**fields)
        mail.refresh_from_db()
    return mail


def test_a_mail_is_delivered_with_its_link_and_its_attachment(settings):
    settings.BASE_URL = "https://portal.example.dk"
    person = UserFactory(email="anna@example.dk")
    notify(
        person,
        Message("Tilmeldt", "Vi ses.", "/temadage/", [Attachment("dag.ics", "BEGIN:VCALENDAR", "text/calendar")]),
    )
    assert deliver_due() == 1
    (message,) = sent.outbox
    assert message.to == ["anna@example.dk"]
    assert message.body == "Vi ses.\n\nhttps://portal.example.dk/temadage/"
    assert message.attachments[0][:2] == ("dag.ics", "BEGIN:VCALENDAR")


def test_a_change_that_is_rolled_back_sends_no_mail():
    class Regret(Exception):
        pass

    @transaction.atomic
    def regret():
        a_mail()
        raise Regret

    with pytest.raises(Regret):
        regret()
    assert deliver_due() == 0


def test_a_mail_server_that_is_down_delays_mail_and_loses_none(server_is_down):
    mail = a_mail()
    now = timezone.now()
    assert deliver_due(now) == 0
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (Mail.State.WAITING, 1)
    assert "ConnectionRefusedError" in mail.problem
    assert deliver_due(now) == 0  # not due yet: nobody hammers a server that is down
    mail.refresh_from_db()
    assert mail.tries == 1
    server_is_down.undo()
    assert deliver_due(now + dt.timedelta(minutes=2)) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.problem) == (Mail.State.SENT, "")


def test_after_three_days_it_is_given_up_and_kept(server_is_down):
    mail = a_mail(created_at=timezone.now() - dt.timedelta(hours=73))
    deliver_due()
    mail.refresh_from_db()
    assert mail.state == Mail.State.GIVEN_UP
    assert mail.body  # staff can still see what it said


def test_one_bad_address_does_not_stop_the_others(monkeypatch):
    bad, good = a_mail(), a_mail()
    transport = outbox._transport
    monkeypatch.setattr(outbox, "_transport", lambda mail: Down() if mail.pk == bad.pk else transport(mail))
    assert deliver_due() == 1
    good.refresh_from_db()
    assert good.state == Mail.State.SENT


def test_two_workers_share_the_mails_and_send_each_once(monkeypatch):
    for _ in range(3):
        a_mail()
    transport = outbox._transport
    second_worker = []

    def while_sending(mail):
        if not second_worker:
            second_worker.append(0)
            second_worker[0] = deliver_due()  # another worker comes while this one sends its first mail
        return transport(mail)

    monkeypatch.setattr(outbox, "_transport", while_sending)
    first_worker = deliver_due()
    assert (first_worker, second_worker) == (1, [2])
    assert len({message.extra_headers["Message-ID"] for message in sent.outbox}) == len(sent.outbox) == 3


def test_a_worker_killed_after_sending_sends_the_same_message_id_again(monkeypatch):
    mail = a_mail()
    true_save = Mail.save

    def killed(self, *args, **kwargs):
        raise SystemExit

    monkeypatch.setattr(Mail, "save", killed)
    with pytest.raises(SystemExit):
        deliver_due()
    monkeypatch.setattr(Mail, "save", true_save)
    later = timezone.now() + dt.timedelta(minutes=2)
    assert deliver_due(later) == 1
    first, again = (message.extra_headers["Message-ID"] for message in sent.outbox)
    assert first == again
    assert str(mail.key) in first


def test_the_text_is_emptied_once_it_is_sent():
    person = UserFactory()
    notify(person, Message("Emne", "Et hemmeligt link", attachments=[Attachment("a.txt", "b", "text/plain")]))
    deliver_due()
    mail = Mail.objects.get()
    assert (mail.body, mail.attachments, mail.state) == ("", [], Mail.State.SENT)
    assert mail.sent_at is not None


def test_what_others_send_goes_into_the_outbox_too(settings):
    settings.EMAIL_BACKEND = "notifications.mail.OutboxBackend"
    assert send_mail("Bekræft din e-mail", "Hej", None, ["Anna <anna@example.dk>", "bo@example.dk"]) == 1
    assert list(Mail.objects.order_by("pk").values_list("to", "subject")) == [
        ("anna@example.dk", "Bekræft din e-mail"),
        ("bo@example.dk", "Bekræft din e-mail"),
    ]
    assert sent.outbox == []


def test_a_subject_is_one_line_and_not_too_long():
    notify(UserFactory(), Message("En linje\r\nBcc: alle@example.dk " + "x" * 300, "Hej"))
    deliver_due()
    (message,) = sent.outbox
    assert "\n" not in message.subject
    assert message.message()["Bcc"] is None


def test_mails_can_be_written_to_a_folder(settings, tmp_path):
    settings.DELIVERY = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path),
    }
    a_mail()
    assert deliver_due() == 1
    (file,) = tmp_path.iterdir()
    assert "Message-ID" in file.read_text()
