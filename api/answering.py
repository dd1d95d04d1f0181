"""What a worker process does with a read query: check it, ask the store's published version, write the answer down."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit
from zlib import crc32

from api.cut import bounded, cut
from api.formats import TRIPLES, offered
from api.guard import Checked, Form, Limits, check, require_graphs
from api.negotiate import best
from graph.oxigraph import check_query, rewritten
from graph.store import N_TRIPLES, Store, open_store
from ontology.errors import ZelianError

ZIP_BYTES: Final = 1_400
"""A shorter body is not worth compressing: it fits one packet."""
EVERY: Final = 2**60
"""More triples than any graph has."""
Graphs = tuple[tuple[str, ...], tuple[str, ...]]
"""The default graphs and the named graphs of a dataset."""


class Asked(NamedTuple):
    """A read query with what its request says of the answer.

    ``graphs`` is the dataset that the request names, ``accept`` its Accept header, ``base`` the IRI that relative IRIs
    are resolved against, ``known`` the ETags that the client has (If-None-Match), ``zipped`` whether it takes gzip,
    ``whole`` whether the answer is given as a whole, however long it is.
    """

    text: str
    graphs: Graphs | None
    accept: str
    base: str
    known: str
    zipped: bool
    whole: bool


class Answer(NamedTuple):
    """The status (200 or 304), the headers that depend on the query, and the body."""

    status: int
    headers: dict[str, str]
    content: bytes


class Job(NamedTuple):
    """A query for a worker: the folder or URL to ask, the version of the content there, and what is asked."""

    place: str
    version: str
    asked: Asked


def start(limits: Limits, rows: int) -> Callable[[Job], Answer]:
    """The function of a worker; it keeps the store open from one query to the next.

    ``limits`` are those on the text of a query, ``rows`` the most rows or triples of an answer. The function raises
    E202 (syntax), E401 to E403 and E405 to E408 (see `api.guard` and `api.negotiate`).
    """
    opened: dict[str, Store] = {}

    def answer(job: Job) -> Answer:
        if job.place not in opened:
            for earlier in opened.values():
                earlier.close()
            opened.clear()
            opened[job.place] = open_store(job.place, read_only=True)
        return _answered(opened[job.place], job, limits, rows)

    return answer


def _answered(store: Store, job: Job, limits: Limits, rows: int) -> Answer:
    asked = job.asked
    checked = check(asked.text, limits, asked.base)
    media = _media(asked.accept, checked.form)
    if media is None:
        raise ZelianError("E406", accept=asked.accept, offered="、".join(offered(checked.form)))
    most = EVERY if asked.whole else rows
    graphs, headers = _dataset(store, asked.graphs, checked)
    headers["Content-Type"] = f"{media}; charset=utf-8" if media.startswith("text/") else media
    if checked.repeatable:
        tag = f'"{job.version}.{crc32(f"{media} {most}".encode()):x}"'
        headers["ETag"] = f"W/{tag}"
        if tag in asked.known:
            return Answer(304, headers, b"")
    body, short = _asked(store, asked, checked, offered(checked.form)[media], graphs, most)
    if short:
        headers["Zelian-Truncated"] = f"rows={most}"
    if asked.zipped and len(body) > ZIP_BYTES:
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 4, mtime=0)
    return Answer(200, headers, body)


@lru_cache(maxsize=64)
def _media(accept: str, form: Form) -> str | None:
    return best(accept, list(offered(form)))


def _dataset(store: Store, given: Graphs | None, checked: Checked) -> tuple[Graphs | None, dict[str, str]]:
    """The graphs to read, and a header that names those of the request that the store does not have.

    They are empty, as the protocol says. Raises E405 for what FROM or FROM NAMED name and the store does not have, and
    for files.
    """
    named = checked.default_graphs, checked.named_graphs
    if not given and not any(named):
        return None, {}
    held = store.graph_names()
    if given is None:
        require_graphs((*named[0], *named[1]), held)
        return named, {}
    unknown = [iri for graphs in given for iri in graphs if iri not in held]
    require_graphs((iri for iri in unknown if urlsplit(iri).scheme.lower() not in ("http", "https", "urn")), held)
    return given, {"Zelian-Unknown-Graphs": _listed(unknown)} if unknown else {}


def _listed(iris: Iterable[str]) -> str:
    return ", ".join(f"<{quote(iri, safe=':/?#[]@!&+;=%')}>" for iri in iris)


def _asked(
    store: Store, asked: Asked, checked: Checked, media: str, graphs: Graphs | None, rows: int
) -> tuple[bytes, bool]:
    """The body as the engine's media type ``media``, and whether rows were left off."""
    default, named = graphs or (None, None)
    text = bounded(asked.text, checked.tokens, rows) if checked.form == "SELECT" else asked.text
    wanted, most = (N_TRIPLES, rows + 1) if media in TRIPLES else (media, None)
    try:
        body = store.raw(text, wanted, default_graphs=default, named_graphs=named, most=most, base=asked.base)
    except ZelianError as error:
        if error.code == "E202":  # where it is in the query as it was sent
            check_query(asked.text, asked.base)
        raise
    return _graph(body, media, rows) if media in TRIPLES else cut(body, media, rows, f"{asked.base}#rows-{rows}")


def _graph(body: bytes, media: str, rows: int) -> tuple[bytes, bool]:
    lines = body.splitlines(keepends=True)
    written = rewritten(b"".join(lines[:rows]), media)
    if len(lines) <= rows:
        return written, False
    said = f"cut after {rows} triples · 只给出前 {rows} 条三元组"
    if media == "application/rdf+xml":
        head, _, rest = written.partition(b"?>")
        return head + f"?><!-- {said} -->".encode() + rest, True
    if media == "application/ld+json":
        return written, True
    return f"# {said}\n".encode() + written, True
