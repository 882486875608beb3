"""A socket hears what its person may hear, as long as the person may, and nothing else."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from live import consumers, topics
from live.publish import publish
from live.topics import declare
from people.rules import Role
from portal.asgi import application
from tests.browser.conftest import session_of
from tests.factories.people import person_with
from tests.integration.live.communicator import Socket

pytestmark = pytest.mark.django_db(transaction=True)
HERE = [(b"host", b"testserver"), (b"origin", b"http://testserver")]


@pytest.fixture(autouse=True)
def own_declarations(monkeypatch):
    monkeypatch.setattr(topics, "_declared", {})
    declare("queue", allow=lambda person, key: bool(person.is_authenticated and person.is_staff))
    declare("news", allow=lambda person, key: True)


@pytest.fixture
def consultant():
    return person_with(Role.HOTLINE_CONSULTANT)


def socket(wanted: str, session: str = "", headers=HERE) -> Socket:
    cookie = [(b"cookie", f"sessionid={session}".encode())] if session else []
    return Socket(application, f"/ws/live/?topics={wanted}", [*headers, *cookie])


@async_to_sync
async def is_accepted(wanted: str, session: str = "", headers=HERE) -> bool:
    communicator = socket(wanted, session, headers)
    accepted = await communicator.connect()
    await communicator.disconnect()
    return accepted


def test_staff_may_listen_to_what_is_declared_for_staff(consultant):
    assert is_accepted("queue", session_of(consultant))
    assert is_accepted("queue,news", session_of(consultant))


def test_others_may_not(caseworker):
    assert not is_accepted("queue", session_of(caseworker))
    assert not is_accepted("queue")
    assert not is_accepted("queue", "no-such-session")


def test_one_topic_too_many_refuses_them_all(caseworker):
    assert not is_accepted("news,queue", session_of(caseworker))


@pytest.mark.parametrize("wanted", ["", "undeclared", "queue.%00", "..", ",,,", "%F0%9F%98%80"])
def test_an_undeclared_or_malformed_topic_is_refused(consultant, wanted):
    assert not is_accepted(wanted, session_of(consultant))


@pytest.mark.parametrize("origin", [b"https://evil.example", b"http://testserver.evil.example", b"null"])
def test_a_page_of_another_site_is_refused(consultant, origin):
    headers = [(b"host", b"testserver"), (b"origin", origin)]
    assert not is_accepted("news", session_of(consultant), headers)


def test_a_published_change_reaches_the_listener_after_commit(consultant):
    session = session_of(consultant)

    def change():
        with transaction.atomic():
            publish("queue", "new-enquiry")

    @async_to_sync
    async def listen():
        communicator = socket("queue", session)
        await communicator.connect()
        await sync_to_async(change)()
        heard = await communicator.hear()
        await communicator.disconnect()
        return heard

    assert listen() == {"topic": "queue", "what": "new-enquiry"}


def test_a_change_that_is_rolled_back_is_never_heard(consultant):
    session = session_of(consultant)

    def regret():
        try:
            with transaction.atomic():
                publish("queue", "new-enquiry")
                raise ValueError
        except ValueError:
            pass

    @async_to_sync
    async def listen() -> bool:
        communicator = socket("queue", session)
        await communicator.connect()
        await sync_to_async(regret)()
        silent = await communicator.receive_nothing(timeout=0.3)
        await communicator.disconnect()
        return silent

    assert listen()


def test_what_a_page_sends_is_ignored(consultant):
    session = session_of(consultant)

    @async_to_sync
    async def send() -> bool:
        communicator = socket("news", session)
        await communicator.connect()
        await communicator.send_text("{not json")
        await communicator.send_text('{"type": "changed", "topic": "queue"}')
        silent = await communicator.receive_nothing(timeout=0.3)
        await communicator.disconnect()
        return silent

    assert send()


def closed_after(monkeypatch, session: str, change) -> dict:
    monkeypatch.setattr(consumers, "RECHECK_SECONDS", 0.1)

    @async_to_sync
    async def listen():
        communicator = socket("queue", session)
        assert await communicator.connect()
        await sync_to_async(change)()
        return await communicator.receive_output(timeout=5)

    return listen()


def test_the_socket_of_who_signs_out_is_closed(monkeypatch, consultant):
    session = session_of(consultant)
    closed = closed_after(monkeypatch, session, SessionStore(session).delete)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4403)


def test_the_socket_of_who_loses_the_role_is_closed(monkeypatch, consultant):
    closed = closed_after(monkeypatch, session_of(consultant), consultant.memberships.all().delete)
    assert closed["type"] == "websocket.close"


def test_ten_seconds_is_the_promise():
    assert consumers.RECHECK_SECONDS < 10


def test_a_channel_layer_that_is_down_costs_freshness_only(monkeypatch, caplog):
    from live import publish as module

    class Down:
        async def group_send(self, *args):
            raise ConnectionError

    monkeypatch.setattr(module, "get_channel_layer", lambda: Down())
    publish("queue", "new-enquiry")
    assert "live message not sent" in caplog.text
