"""Reading needs no network, and gets none: what a document points to is never fetched."""

from __future__ import annotations

import socket
import sys
from typing import Final

_OUTWARD: Final = frozenset(
    f"socket.{name}"
    for name in ("connect", "sendto", "sendmsg", "bind", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo")
)


def forbid_network() -> None:
    """From now on this process cannot look up a name, connect, send or listen from Python; local sockets stay.

    Raises ``PermissionError`` in who tries (PEP 578). It cannot be taken back, and does not hold for other programs.
    """
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _OUTWARD and not _is_local(arguments[0]):
        raise PermissionError(f"{event}: reading has no network")


def _is_local(asked: object) -> bool:
    local = getattr(socket, "AF_UNIX", None)
    return local is not None and isinstance(asked, socket.socket) and asked.family == local
