"""The shortest way to an endpoint: past the application's layers and routes, which take as long as a short query."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]
Failed = Callable[[Request, Exception], Awaitable[Response]]


class Straight:
    """Gives requests to some paths to their endpoint at once, all others to the application.

    ``failed`` makes the answer to what the endpoint raises.
    """

    def __init__(
        self, app: ASGIApp, *, paths: Collection[str], methods: Collection[str], endpoint: Endpoint, failed: Failed
    ) -> None:
        self._app, self._paths, self._methods = app, paths, methods
        self._endpoint, self._failed = endpoint, failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request (ASGI)."""
        if scope["type"] != "http" or scope["path"] not in self._paths or scope["method"] not in self._methods:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._endpoint(request)
        except Exception as error:
            response = await self._failed(request, error)
        await response(scope, receive, send)
