"""One socket a page: listens to the topics in its address, and passes on what changed."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs

from channels.auth import get_user
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from live.topics import group_name, may_listen

RECHECK_SECONDS = (
    8  # a signed-out person's socket is closed within ten seconds (facts: Channels fixes the user at connect)
)
TOPICS_PER_PAGE = 8


class TopicConsumer(AsyncJsonWebsocketConsumer):
    """States: refused (no topic may be heard), listening, closed. The page never sends anything that matters."""

    topics: tuple[str, ...] = ()
    watch: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        wanted = parse_qs(self.scope["query_string"].decode("ascii", "replace")).get("topics", [""])[0]
        topics = [topic for topic in wanted.split(",") if topic][:TOPICS_PER_PAGE]
        allowed = [topic for topic in topics if await self.allowed(topic)]
        if not allowed or len(allowed) != len(topics):
            await self.close(code=4403)
            return
        self.topics = tuple(allowed)
        for topic in self.topics:
            await self.channel_layer.group_add(group_name(topic), self.channel_name)
        await self.accept()
        self.watch = asyncio.create_task(self.close_when_no_longer_allowed())

    async def disconnect(self, code: int) -> None:
        if self.watch is not None:
            self.watch.cancel()
        for topic in self.topics:
            await self.channel_layer.group_discard(group_name(topic), self.channel_name)

    async def receive(self, *args: Any, **kwargs: Any) -> None:
        """What a page sends is ignored."""

    async def changed(self, message: dict[str, str]) -> None:
        await self.send_json({"topic": message["topic"], "what": message["what"]})

    async def close_when_no_longer_allowed(self) -> None:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            self.scope["user"] = await self.current_person()
            if not all([await self.allowed(topic) for topic in self.topics]):
                await self.close(code=4403)
                return

    async def current_person(self) -> Any:
        session = self.scope["session"]
        fresh = type(session._wrapped if hasattr(session, "_wrapped") else session)(session.session_key)
        return await get_user({"session": fresh})

    async def allowed(self, topic: str) -> bool:
        return await database_sync_to_async(may_listen)(self.scope["user"], topic)
