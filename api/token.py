"""Writing over HTTP: only with the token, in the header, so that no other site can make a browser write."""

from __future__ import annotations

from hmac import compare_digest

from fastapi import Request

from ontology.errors import ZelianError


def with_token(request: Request) -> None:
    """Let a request through that carries the token. Raises E546 without a token in the settings, E547 and E548."""
    token = request.app.state.settings.token
    if not token:
        raise ZelianError("E546")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise ZelianError("E547")
    if not compare_digest(given.strip().encode("latin-1"), token.get_secret_value().encode()):
        raise ZelianError("E548")


def may_write(request: Request) -> bool:
    """Whether a request carries the token."""
    try:
        with_token(request)
    except ZelianError:
        return False
    return True
