"""A SPARQL 1.1 server as the store, over its HTTP protocol."""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Final

from graph.oxigraph import canonical, check_query, rewritten_results, rewritten_triples
from graph.store import DIGEST, JSON_RESULTS, N_TRIPLES, RESULTS, STATE, Store
from ontology.errors import ZelianError

TIMEOUT: Final = 120.0
"""Seconds that a server may take for one answer."""
_VERSION_SECONDS: Final = 1.0
_NO_GRAPH: Final = "urn:x-zelian:none"


class Remote(Store):
    """The server at ``url``: ``url/query`` and ``url/update``, or one address for both when it ends in ``/sparql``.

    Its default graph must be the union of the named graphs (E208 when it is not). What it answers is written anew by
    our own engine, so that every server gives the same formats.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._query, self._update = _addresses(url)
        self._version: tuple[float, str] | None = None
        held = f"?graph <{DIGEST}> ?digest"
        if self.ask(f"ASK {{ GRAPH <{STATE}> {{ {held} }} }}") and not self.ask(f"ASK {{ {held} }}"):
            raise ZelianError("E208", url=url)

    def raw(
        self,
        sparql: str,
        accept: str,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        most: int | None = None,
        base: str | None = None,
    ) -> bytes:
        """See `Store.raw`. A graph of the lists that is empty stands for no graph at all, not for all graphs."""
        graphs = [("default-graph-uri", iri) for iri in default_graphs or ()]
        graphs += [("named-graph-uri", iri) for iri in named_graphs or ()]
        if default_graphs is not None or named_graphs is not None:
            graphs += [("default-graph-uri", _NO_GRAPH)] * (not default_graphs)
            graphs += [("named-graph-uri", _NO_GRAPH)] * (not named_graphs)
        return self._asked(sparql, base, accept, graphs, most)

    def _asked(
        self, sparql: str, base: str | None, accept: str, graphs: Sequence[tuple[str, str]], most: int | None
    ) -> bytes:
        wanted = JSON_RESULTS if accept in RESULTS else N_TRIPLES
        body, _ = self._sent(sparql, base, wanted, graphs)
        return rewritten_results(body, accept) if wanted == JSON_RESULTS else rewritten_triples(body, accept, most)

    def _sent(
        self, sparql: str, base: str | None, accept: str, graphs: Sequence[tuple[str, str]]
    ) -> tuple[bytes, Mapping[str, str]]:
        """What the server answers, and its headers. Raises E202 for what the server and our own engine do not read."""
        try:
            return ask_server(self._query, self._written(sparql, base), accept, graphs)
        except ZelianError as error:
            if error.about.get("status") == 400:
                check_query(sparql, base)
            raise

    def _written(self, sparql: str, base: str | None) -> str:
        """What is sent for a text: its base is on its first line, so that lines in errors are those of the text."""
        return f"BASE <{base}> {sparql}" if base else sparql

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """See `Store.update`; that it is one transaction is the server's promise (SPARQL 1.1 Update, 2.2)."""
        send(self._update, "application/sparql-update", Remote._written(self, sparql, base).encode(), "*/*")
        self._version = None

    def close(self) -> None:
        """Nothing to let go of: every request stands alone."""

    def published(self) -> str:
        """See `Store.published`."""
        return self._url

    @property
    def settled(self) -> bool:
        """See `Store.settled`."""
        return self._version is not None and time.monotonic() - self._version[0] < _VERSION_SECONDS

    def withdraw(self, place: str) -> None:
        """See `Store.withdraw`: a URL stays."""

    def triples(self, graph: str) -> list[str]:
        """See `Store.triples`."""
        return canonical(self.raw(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", N_TRIPLES))

    @property
    def version(self) -> str:
        """See `Store.version`; asked again after a second, since others may write to the server."""
        now = time.monotonic()
        if self._version is None or now - self._version[0] > _VERSION_SECONDS:
            self._version = (now, super().version)
        return self._version[1]


def connect(url: str, *, read_only: bool) -> Remote:
    """The server at ``url``, as what it is. Raises E206 when it does not answer."""
    _, headers = ask_server(_addresses(url)[0], "ASK {}", JSON_RESULTS, ())
    if "virtuoso" in headers.get("server", "").lower():
        from graph.virtuoso import Virtuoso  # noqa: PLC0415 - it is made of what is here

        return Virtuoso(url, read_only=read_only)
    return Remote(url)


def _addresses(url: str) -> tuple[str, str]:
    base = url.rstrip("/")
    return (base, base) if base.endswith("/sparql") else (f"{base}/query", f"{base}/update")


def ask_server(
    url: str, sparql: str, accept: str, graphs: Sequence[tuple[str, str]]
) -> tuple[bytes, Mapping[str, str]]:
    """The answer to a query and its headers, by form (Virtuoso 7.2.5 never answers a query that is the body itself)."""
    form = urllib.parse.urlencode([("query", sparql), *graphs]).encode()
    return send(url, "application/x-www-form-urlencoded", form, accept)


def send(url: str, content_type: str, body: bytes, accept: str) -> tuple[bytes, Mapping[str, str]]:
    """The answer to a POST and its headers, names in lower case. Raises E206 and E207."""
    headers = {"Content-Type": content_type, "Accept": accept}
    request = urllib.request.Request(url, body, headers)  # noqa: S310 - open_store lets only http(s) through
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        with error:
            reason = error.read(500).decode("utf-8", "replace").strip() or error.reason
        raise ZelianError("E207", url=url, status=error.code, reason=reason) from None
    except OSError as error:
        raise ZelianError("E206", url=url, reason=error) from None
