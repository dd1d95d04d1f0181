"""Requests a second and waiting times of ``/sparql``, beside the servers of Oxigraph and rdflib in the same run.

``uv run python -m bench.endpoint [--triples N] [--seconds S] [--rdflib]``

All servers hold the same synthetic counties and get the same queries over loopback, by connections that stay open:
a point query (all about one body), the chain of a topic at a street, and the overlaps in a county. Each round is made
twice: with queries that nobody asked before (a comment makes each another), and with queries that are asked again and
again. Then one slot of ours runs a query that does not end while the others are asked.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, product
from pathlib import Path
from statistics import quantiles
from typing import Final
from urllib.parse import quote, urlsplit

from bench.queries import COUNTY, DATE, filled
from graph.questions import question
from graph.reach import units_around
from graph.store import Store
from ontology.names import topic_iri, unit_iri

TRIPLES: Final = 200_000
CLIENTS: Final = (1, 16, 64)
POINTS: Final = 500
RUNAWAY: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?i) }"
_NUMBERS: Final = count(1)
AIM: Final = {"oxigraph": 0.8, "rdflib-endpoint": 10.0}


@dataclass
class Measured:
    """What became of the requests of one round."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def percentiles(self) -> tuple[float, float, float]:
        """The times in which 50, 95 and 99 of 100 requests were answered, in milliseconds."""
        cuts = quantiles(self.times, n=100) if len(self.times) > 1 else [*self.times, 0.0] * 100
        return cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, bytes]:
    """Send a request over an open connection; gives the status and the body."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), None)
    if length is not None:
        return int(head[9:12]), await reader.readexactly(length)
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return int(head[9:12]), body


def request(address: str, query: str) -> bytes:
    """The request for the answer to a query."""
    host, _, path = address.removeprefix("http://").partition("/")
    return (f"GET /{path}?query={quote(query, safe='')} HTTP/1.1\r\nHost: {host}\r\n"
            "Accept: application/sparql-results+json\r\n\r\n").encode()  # fmt: skip


def anew(sent: bytes) -> bytes:
    """A request for the same answer that was never sent before: a comment stands behind the query."""
    return sent.replace(b" HTTP/", b"%%0A%%23%d HTTP/" % next(_NUMBERS), 1)


async def clients(address: str, queries: Sequence[str], many: int, seconds: float, *, new: bool = True) -> Measured:
    """That many clients ask one query after the other for some seconds; ``new`` makes each one that was never asked."""
    url = urlsplit(address)
    requests = [request(address, query) for query in queries]
    measured = Measured()
    end = time.perf_counter() + seconds

    async def client(number: int) -> None:
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        place = number * 7
        while time.perf_counter() < end:
            sent = requests[place % len(requests)]
            began = time.perf_counter()
            status, _ = await ask(reader, writer, anew(sent) if new else sent)
            measured.times.append(time.perf_counter() - began)
            measured.failed += status != 200
            place += 1
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(many)))
    measured.seconds = time.perf_counter() - began
    return measured


def workload(store: Store) -> dict[str, list[str]]:
    """The queries of each kind."""
    bodies = store.select(
        "PREFIX zl: <https://w3id.org/zelian/ns#> SELECT DISTINCT ?body { ?body a zl:Institution } ORDER BY ?body"
    ).column("body")
    step = max(1, len(bodies) // POINTS)
    units = units_around(store, f"{COUNTY}001")
    return {
        "point": [f"SELECT DISTINCT ?p ?o {{ <{body}> ?p ?o }}" for body in bodies[::step]],
        "chain": [question("cq05-handed-down").bind(units=units, topics=[topic_iri("env-air-fume")], date=DATE)],
        "overlap": [question("cq21-overlaps").bind(units=[unit_iri(COUNTY)], date=DATE)],
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], port: int, path: str, patience: float = 60) -> Iterator[tuple[str, int]]:
    """A server in a process of its own: its endpoint's address and its process number."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    address = f"http://127.0.0.1:{port}{path}"
    try:
        latest = time.monotonic() + patience
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > latest:
                raise SystemExit(f"{command[0]} does not answer at {address}")
            time.sleep(0.2)
        yield address, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5) as answer:  # noqa: S310 - loopback
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def ours(store: Path) -> Iterator[tuple[str, int]]:
    """Our server on a store."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("zelian")), "serve", "--store", str(store), "--port", str(port)]
    with serving(command, port, "/sparql") as served:
        yield served


@contextmanager
def oxigraph(store: Path) -> Iterator[tuple[str, int]]:
    """The server of Oxigraph on a store."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--location", str(store),
               "--bind", f"127.0.0.1:{port}", "--union-default-graph"]  # fmt: skip
    with serving(command, port, "/query") as served:
        yield served


RDFLIB: Final = """
import sys
import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
data = Dataset(default_union=True)
data.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=data, path="/"), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@contextmanager
def rdflib_endpoint(quads: Path) -> Iterator[tuple[str, int]]:
    """rdflib-endpoint with the same data in memory."""
    port = free_port()
    uv = shutil.which("uv") or str(Path(__file__).parents[1] / ".uv/bin/uv")
    command = [uv, "run", "--no-project", "--with", "rdflib-endpoint", "--with", "uvicorn", "python", "-c", RDFLIB,
               str(quads), str(port)]  # fmt: skip
    with serving(command, port, "/", patience=600) as served:
        yield served


Round = tuple[str, bool, int]
"""The kind of query, whether each was new, and how many clients asked."""


def measure(name: str, address: str, queries: dict[str, list[str]], seconds: float) -> dict[Round, Measured]:
    """All rounds against one server, printed as they come."""
    found: dict[Round, Measured] = {}
    for kind, new, many in product(queries, (True, False), CLIENTS):
        asyncio.run(clients(address, queries[kind], min(many, 4), min(seconds, 1), new=new))
        one = found[kind, new, many] = asyncio.run(clients(address, queries[kind], many, seconds, new=new))
        middle, slow, slowest = one.percentiles()
        print(f"{name:16} {said(kind, new, many)} {one.rate:9.1f}/s  p50 {middle:7.1f}  p95 {slow:7.1f}  "
              f"p99 {slowest:7.1f} ms" + (f"  {one.failed} failed" if one.failed else ""), flush=True)  # fmt: skip
    return found


def said(kind: str, new: bool, many: int) -> str:
    """A round in words of one width."""
    return f"{kind:8} {'new' if new else 'again':6} {many:3} clients"


def compare(of: dict[Round, Measured], with_: dict[Round, Measured], name: str) -> None:
    """The ratios of two servers' rates."""
    for which, other in with_.items():
        ratio = of[which].rate / other.rate
        missed = "" if ratio >= AIM[name] else "below the aim"
        print(f"ours / {name:16} {said(*which)} {ratio:6.2f}  {missed}")


def beside_a_runaway(store: Path, queries: list[str], seconds: float) -> None:
    """How long point queries take while one slot runs a query that does not end."""

    async def both(address: str) -> tuple[Measured, Measured]:
        alone = await clients(address, queries, 2, seconds)
        stuck = asyncio.create_task(clients(address, [RUNAWAY], 1, 0.1))
        await asyncio.sleep(0.5)
        beside = await clients(address, queries, 2, min(seconds, 15))
        stuck.cancel()
        return alone, beside

    with ours(store) as (address, _):
        alone, beside = asyncio.run(both(address))
    before, after = alone.percentiles()[1], beside.percentiles()[1]
    print(f"p95 of point queries: {before:.1f} ms alone, {after:.1f} ms beside a runaway query: {after / before:.2f} x")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=TRIPLES)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each round")
    parser.add_argument("--rdflib", action="store_true", help="also rdflib-endpoint (point query only)")
    parser.add_argument("--only", default="", help="one kind of query")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        store = filled(folder, given.triples)
        queries = {kind: texts for kind, texts in workload(store).items() if given.only in ("", kind)}
        store.close()
        shutil.copytree(folder / "store", folder / "other")
        with ours(folder / "store") as (address, _):
            mine = measure("ours", address, queries, given.seconds)
        with oxigraph(folder / "other") as (address, _):
            compare(mine, measure("oxigraph", address, queries, given.seconds), "oxigraph")
        if given.rdflib:
            with rdflib_endpoint(folder / "counties.nq") as (address, _):
                points = {"point": queries["point"]}
                compare(mine, measure("rdflib-endpoint", address, points, given.seconds), "rdflib-endpoint")
        beside_a_runaway(folder / "store", queries["point"], given.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
