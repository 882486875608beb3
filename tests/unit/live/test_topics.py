"""Only a declared topic can be listened to, and only by those it allows."""

import pytest

from live import topics
from live.topics import declare, group_name, may_listen

KEY = "6f0c1d2e-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def own_declarations(monkeypatch):
    monkeypatch.setattr(topics, "_declared", {})
    declare("queue", allow=lambda person, key: person == "consultant" and key == "")
    declare("enquiry", allow=lambda person, key: (person, key) == ("asker", KEY))


@pytest.mark.parametrize(
    ("person", "topic", "answer"),
    [
        ("consultant", "queue", True),
        ("asker", "queue", False),
        ("asker", f"enquiry.{KEY}", True),
        ("consultant", f"enquiry.{KEY}", False),
        ("asker", "enquiry", False),
        ("consultant", "undeclared", False),
        ("consultant", "queue.", False),
        ("consultant", "QUEUE", False),
        ("consultant", "queue\n", False),
        ("consultant", "que ue", False),
        ("consultant", "", False),
        ("consultant", "x" * 500, False),
        ("asker", f"enquiry.{KEY}.{KEY}", False),
        ("asker", "enquiry.../../etc", False),
    ],
)
def test_who_may_listen_to_what(person, topic, answer):
    assert may_listen(person, topic) is answer


def test_a_topic_is_a_group_of_its_own():
    assert group_name("queue") != group_name(f"enquiry.{KEY}")
