"""Answers that were given before, for the same request about the same content of the store (RFC 9111)."""

from __future__ import annotations

from operator import attrgetter
from typing import Final, NamedTuple

from cachetools import LRUCache
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.open import OPEN
from graph.store import Store

_TELLING: Final = frozenset([b"host", b"accept", b"accept-encoding", b"if-none-match"])
"""The request headers that an answer depends on."""
_SHARE: Final = 16
"""No answer may take more than this part of the memory."""
_AROUND: Final = 1_500
"""Bytes of a kept answer beside its body and its request."""
_GIVEN_AGAIN: Final = (b"cache-status", b"zelian; hit")
"""RFC 9211."""


class _Kept(NamedTuple):
    began: Message
    ended: Message
    size: int


class Recall:
    """Keeps the answers whose ETag names the store's version, and gives them again as long as that is its version.

    ``most`` is how many bytes they may take in all; those that were not asked for the longest go first.
    """

    def __init__(self, app: ASGIApp, *, store: Store, most: int) -> None:
        self._app, self._store, self._most = app, store, most
        self._kept: LRUCache[tuple[object, ...], _Kept] = LRUCache(most, attrgetter("size"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request (ASGI)."""
        asked = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(OPEN)
        if not asked or not self._store.settled:
            await self._app(scope, receive, send)
            return
        version = self._store.version
        telling = (header for header in scope["headers"] if header[0] in _TELLING)
        key = version, scope["scheme"], scope["path"], scope["query_string"], *telling
        if kept := self._kept.get(key):
            await send(kept.began)
            await send(kept.ended)
        else:
            spoken = len(scope["query_string"]) + _AROUND
            await self._app(scope, receive, self._keeping(key, f'W/"{version}.'.encode(), spoken, send))

    def _keeping(self, key: tuple[object, ...], tag: bytes, spoken: int, send: Send) -> Send:
        began: Message = {}

        async def send_and_keep(message: Message) -> None:
            nonlocal began
            await send(message)
            if dict(began.get("headers", ())).get(b"etag", b"").startswith(tag) and not message.get("more_body"):
                self._keep(key, began, message, spoken)
            began = message if message["type"] == "http.response.start" and message["status"] == 200 else {}

        return send_and_keep

    def _keep(self, key: tuple[object, ...], began: Message, ended: Message, spoken: int) -> None:
        size = len(ended.get("body", b"")) + spoken
        if size * _SHARE <= self._most:
            self._kept[key] = _Kept({**began, "headers": [*began["headers"], _GIVEN_AGAIN]}, ended, size)
