"""Say that something changed, after the transaction that changed it has been committed."""

from __future__ import annotations

import logging

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from live.topics import group_name

log = logging.getLogger(__name__)


def publish(topic: str, what: str) -> None:
    """Tell listeners of `topic` that `what` changed. Only actions call this. A layer that is down costs freshness."""
    transaction.on_commit(lambda: _send(topic, what), robust=True)


def _send(topic: str, what: str) -> None:
    try:
        async_to_sync(get_channel_layer().group_send)(
            group_name(topic), {"type": "changed", "topic": topic, "what": what}
        )
    except Exception:
        log.warning("live message not sent: %s %s", topic, what, exc_info=True)
