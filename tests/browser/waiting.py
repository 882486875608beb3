"""Waiting for what a page does by itself, without trusting the speed of the machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page


def stop_the_clock(page: Page) -> None:
    """From now on the page's time stands still, until `page.clock.run_for(milliseconds)` moves it.

    The line to the server is as fast as it is: what a test asks of seconds is asked of the page's own.
    """
    page.clock.install()
    page.clock.pause_at(dt.datetime.now() + dt.timedelta(minutes=1))


@contextmanager
def socket_opened(page: Page) -> Iterator[None]:
    """What is done in here opens a socket, and it is open afterwards: from then on the page hears news."""
    opened: list[object] = []
    line = page.context.new_cdp_session(page)
    line.on("Network.webSocketHandshakeResponseReceived", lambda answer: opened.append(answer))
    line.send("Network.enable")
    yield
    for _ in range(400):
        if opened:
            line.detach()
            return
        page.wait_for_timeout(50)
    pytest.fail("no socket was opened")
