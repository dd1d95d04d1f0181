"""A SPARQL 1.1 server as the store, over its HTTP protocol."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from typing import Final

from graph.oxigraph import canonical
from graph.store import DIGEST, N_TRIPLES, STATE, Store
from ontology.errors import ZelianError

TIMEOUT: Final = 120.0
"""Seconds that a server may take for one answer."""


class Remote(Store):
    """The server at ``url``: ``url/query`` and ``url/update``, or one address for both when it ends in ``/sparql``.

    Its default graph must be the union of the named graphs (E208 when it is not).
    """

    def __init__(self, url: str) -> None:
        self._url = url
        base = url.rstrip("/")
        both = base.endswith("/sparql")
        self._query = base if both else f"{base}/query"
        self._update = base if both else f"{base}/update"
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
        """See `Store.raw`."""
        graphs = [("default-graph-uri", iri) for iri in default_graphs or ()]
        graphs += [("named-graph-uri", iri) for iri in named_graphs or ()]
        url = f"{self._query}?{urllib.parse.urlencode(graphs)}" if graphs else self._query
        return _post(url, "application/sparql-query", sparql, accept)

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """See `Store.update`; that it is one transaction is the server's promise (SPARQL 1.1 Update, 2.2)."""
        _post(self._update, "application/sparql-update", sparql, "*/*")

    def close(self) -> None:
        """Nothing to let go of: every request stands alone."""

    def published(self) -> str:
        """See `Store.published`."""
        return self._url

    def withdraw(self, place: str) -> None:
        """See `Store.withdraw`: a URL stays."""

    def triples(self, graph: str) -> list[str]:
        """See `Store.triples`."""
        return canonical(self.raw(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", N_TRIPLES))


def _post(url: str, content_type: str, body: str, accept: str) -> bytes:
    headers = {"Content-Type": f"{content_type}; charset=utf-8", "Accept": accept}
    request = urllib.request.Request(url, body.encode(), headers)  # noqa: S310 - open_store lets only http(s) through
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            content: bytes = answer.read()
            return content
    except urllib.error.HTTPError as error:
        with error:
            reason = error.read(500).decode("utf-8", "replace").strip() or error.reason
        raise ZelianError("E207", url=url, status=error.code, reason=reason) from None
    except OSError as error:
        raise ZelianError("E206", url=url, reason=error) from None
