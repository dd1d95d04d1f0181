"""What a worker process does: open the version of the store that a query is about, ask it, write the answer down."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from api.cut import cut
from api.formats import TRIPLES
from graph.oxigraph import check_query, rewritten
from graph.store import N_TRIPLES, Store, open_store
from ontology.errors import ZelianError

ZIP_BYTES: Final = 1_400
"""A shorter body is not worth compressing: it fits one packet."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query for a worker.

    ``store`` is the folder or URL to ask, ``bounded`` the query with a limit of rows, ``media`` the engine's media
    type, ``graphs`` the default and the named graphs (None: the whole store), ``base`` the IRI that relative IRIs are
    resolved against, ``rows`` the most rows or triples of the answer, ``zipped`` whether the client takes gzip.
    """

    store: str
    query: str
    bounded: str
    media: str
    graphs: tuple[tuple[str, ...], tuple[str, ...]] | None
    base: str
    rows: int
    zipped: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The body of an answer, whether rows were left off, and whether it is compressed."""

    content: bytes
    cut: bool
    zipped: bool


def start() -> Callable[[Job], Body]:
    """The function of a worker; it keeps the store open from one query to the next."""
    opened: dict[str, Store] = {}

    def answer(job: Job) -> Body:
        if job.store not in opened:
            for earlier in opened.values():
                earlier.close()
            opened.clear()
            opened[job.store] = open_store(job.store, read_only=True)
        content, short = _asked(opened[job.store], job)
        zipped = job.zipped and len(content) > ZIP_BYTES
        return Body(gzip.compress(content, 4, mtime=0) if zipped else content, short, zipped)

    return answer


def _asked(store: Store, job: Job) -> tuple[bytes, bool]:
    default, named = job.graphs or (None, None)
    triples = job.media in TRIPLES
    media, most = (N_TRIPLES, job.rows + 1) if triples else (job.media, None)
    try:
        body = store.raw(job.bounded, media, default_graphs=default, named_graphs=named, most=most, base=job.base)
    except ZelianError as error:
        if error.code == "E202":  # where it is in the query as it was sent
            check_query(job.query, job.base)
        raise
    return _graph(body, job) if triples else cut(body, job.media, job.rows, f"{job.base}#rows-{job.rows}")


def _graph(body: bytes, job: Job) -> tuple[bytes, bool]:
    lines = body.splitlines(keepends=True)
    written = rewritten(b"".join(lines[: job.rows]), job.media)
    if len(lines) <= job.rows:
        return written, False
    said = f"cut after {job.rows} triples · 只给出前 {job.rows} 条三元组"
    if job.media == "application/rdf+xml":
        head, _, rest = written.partition(b"?>")
        return head + f"?><!-- {said} -->".encode() + rest, True
    if job.media == "application/ld+json":
        return written, True
    return f"# {said}\n".encode() + written, True
