"""The connection to Elasticsearch, from the settings: addresses, who we are, and answers that come in time."""

from __future__ import annotations

import http.client
import io
import socket
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from elastic_transport import NodeConfig, Urllib3HttpNode
from elasticsearch import Elasticsearch as Client
from urllib3.connection import HTTPConnection, HTTPSConnection

CONNECTIONS = 20  # kept per node and process: more than there are readers at once, so that none waits for another


def connect(*, timeout: float) -> Client:
    """A client for the cluster of the settings. Nothing is sent yet. `timeout` in seconds holds for a whole answer."""
    return Client(
        [address.strip() for address in settings.ELASTICSEARCH_URL.split(",")],
        node_class=TimelyNode,
        connections_per_node=CONNECTIONS,
        request_timeout=timeout,
        max_retries=1,  # another node is asked when one refuses, but never after one that let us wait
        retry_on_timeout=False,
        retry_on_status=(),
        dead_node_backoff_factor=1.0,  # seconds that a node which failed is left out, doubled each time …
        max_dead_node_backoff=10.0,  # … up to this
        **_identity(),
    )


def _identity() -> Mapping[str, Any]:
    known: dict[str, Any] = {}
    if settings.ELASTICSEARCH_CA_FILE:
        known["ca_certs"] = settings.ELASTICSEARCH_CA_FILE
    if settings.ELASTICSEARCH_API_KEY:
        known["api_key"] = settings.ELASTICSEARCH_API_KEY
    elif settings.ELASTICSEARCH_USER:
        known["basic_auth"] = (settings.ELASTICSEARCH_USER, settings.ELASTICSEARCH_PASSWORD)
    return known


class _Until(io.RawIOBase):
    """What comes from a socket until a moment. A socket's own timeout starts again with each byte that arrives."""

    def __init__(self, stream: io.RawIOBase, connection: socket.socket, end: float) -> None:
        self.stream, self.connection, self.end = stream, connection, end

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int | None:
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer did not end in time")
        self.connection.settimeout(left)
        return self.stream.readinto(into)

    def close(self) -> None:
        self.stream.close()
        super().close()


class _TimelyResponse(http.client.HTTPResponse):
    """Headers and body arrive in the time that the socket has for a single read."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        if (patience := sock.gettimeout()) is not None:
            raw = self.fp.detach()
            self.fp = io.BufferedReader(_Until(raw, sock, time.monotonic() + patience))


class _TimelyHTTP(HTTPConnection):
    response_class = _TimelyResponse


class _TimelyHTTPS(HTTPSConnection):
    response_class = _TimelyResponse


class TimelyNode(Urllib3HttpNode):
    """A node whose `request_timeout` is for the whole answer: one that dribbles a byte at a time is late too."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self.pool.ConnectionCls = _TimelyHTTPS if config.scheme == "https" else _TimelyHTTP
