"""The store: atomic replacement, versions, errors; the embedded one and a server alike."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from rdflib import Graph, Literal, URIRef

from graph.export import ntriples
from graph.oxigraph import Embedded
from graph.remote import Remote
from graph.results import Iri
from graph.store import STATE, Store, digest, open_store
from ontology.errors import ZelianError

A, B = "http://example.org/a", "http://example.org/b"
ONE = '<http://example.org/s> <http://example.org/p> "责" .'
TWO = '<http://example.org/s> <http://example.org/p> "链" .\n<http://example.org/s> <http://example.org/q> "5" .'


class Handler(BaseHTTPRequestHandler):
    """A SPARQL 1.1 server for tests, over an embedded store."""

    store: Embedded

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.headers["Content-Type"] == "application/x-www-form-urlencoded":
            body = parse_qs(body)["query"][0]
        try:
            if self.path.startswith("/update"):
                self.store.update(body)
                self.send_response(204)
                self.end_headers()
                return
            answer = self.store.raw(body, self.headers["Accept"])
        except ZelianError as error:
            self.send_response(400)
            self.end_headers()
            self.wfile.write(str(error).encode())
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    handler = type("Bound", (Handler,), {"store": Embedded()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["memory", "folder", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield Embedded()
    elif request.param == "folder":
        with open_store(tmp_path / "store") as opened:
            yield opened
    else:
        yield open_store(request.getfixturevalue("address"))


def test_replacing_a_graph_changes_that_graph_only(store: Store) -> None:
    store.replace({A: ONE, B: ONE})
    store.replace({A: TWO})
    assert store.triples(B) == [ONE]
    assert len(store.triples(A)) == 2
    assert store.graph_names() == (A, B)
    store.replace({A: ""})
    assert store.graph_names() == (B,)
    assert store.triples(A) == []


def test_the_version_follows_the_content(store: Store) -> None:
    empty = store.version
    store.replace({A: ONE})
    first = store.version
    store.replace({A: TWO})
    assert len({empty, first, store.version}) == 3
    store.replace({A: ONE})
    assert store.version == first
    store.replace({A: ""})
    assert store.version == empty


def test_answers_are_plain_values(store: Store) -> None:
    store.replace({A: TWO})
    rows = store.select("SELECT ?p ?o (3 AS ?n) (true AS ?yes) (1/0 AS ?none) { ?s ?p ?o FILTER(?o = '5') }")
    assert rows.columns == ("p", "o", "n", "yes", "none")
    assert list(rows) == [{"p": "http://example.org/q", "o": "5", "n": 3, "yes": True, "none": None}]
    assert isinstance(rows.rows[0]["p"], Iri)
    assert rows.column("n") == (3,)
    assert store.ask("ASK { GRAPH <http://example.org/a> { ?s ?p '链' } }")
    assert not store.ask("ASK { ?s ?p '没有' }")
    assert len(store.construct("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <http://example.org/a> { ?s ?p ?o } }")) == 2


def test_any_text_comes_back_as_it_was(store: Store) -> None:
    words = 'a"b\\c\\u0041\n\r\t\x01 } ; DROP ALL # 責𠀀'
    graph = Graph()
    graph.add((URIRef("http://example.org/s"), URIRef("http://example.org/p"), Literal(words)))
    store.replace({A: ntriples(graph)})
    assert store.select(f"SELECT ?o {{ GRAPH <{A}> {{ ?s ?p ?o }} }}").rows == ({"o": words},)
    assert store.graph_names() == (A,)


def test_nothing_is_written_when_a_part_is_wrong(store: Store) -> None:
    store.replace({A: ONE})
    with pytest.raises(ZelianError):
        store.replace({A: TWO, B: "<http://example.org/s> nonsense ."})
    assert store.triples(A) == [ONE]
    assert store.graph_names() == (A,)


def test_a_syntax_error_says_where() -> None:
    with pytest.raises(ZelianError) as caught:
        Embedded().select("SELECT ?s {\n ?s ?p }")
    assert caught.value.code == "E202"
    assert (caught.value.about["line"], caught.value.about["column"]) == (2, 9)
    assert "第 2 行" in caught.value.text("zh")


@pytest.mark.parametrize(
    ("query", "accept", "start"),
    [
        ("SELECT ?o { ?s ?p ?o }", "text/csv", b"o\r\n"),
        ("ASK {}", "application/sparql-results+xml", b"<?xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle", b"<http://example.org/s>"),
    ],
)
def test_answers_in_the_media_type_asked_for(query: str, accept: str, start: bytes) -> None:
    store = Embedded()
    store.update(f"INSERT DATA {{ GRAPH <{A}> {{ {ONE} }} }}")
    assert store.raw(query, accept).startswith(start)


def test_a_media_type_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ZelianError) as caught:
        Embedded().raw("SELECT ?s { ?s ?p ?o }", "text/turtle")
    assert caught.value.code == "E203"


def test_graph_lists_restrict_the_dataset() -> None:
    store = Embedded()
    store.replace({A: ONE, B: TWO})
    query = "SELECT ?o { ?s ?p ?o }"
    assert store.raw(query, "text/csv", default_graphs=[A]) == "o\r\n责\r\n".encode()
    assert store.raw(query, "text/csv", named_graphs=[A]) == b"o\r\n"


def test_a_folder_has_one_writer_and_readers_write_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "s") as store:
        store.replace({A: ONE})
        with pytest.raises(ZelianError) as caught:
            open_store(tmp_path / "s")
        assert caught.value.code == "E201"
    reader = open_store(tmp_path / "s", read_only=True)
    assert reader.triples(A) == [ONE]
    with pytest.raises(ZelianError) as caught:
        reader.replace({A: TWO})
    assert caught.value.code == "E205"


def test_what_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no store")
    with pytest.raises(ZelianError) as caught:
        open_store(tmp_path / "file")
    assert caught.value.code == "E204"


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(ZelianError) as caught:
        open_store("http://127.0.0.1:9")
    assert caught.value.code == "E206"


def test_a_server_whose_default_graph_is_no_union_is_refused(address: str) -> None:
    Remote(address).replace({A: ONE})

    class Plain(Embedded):
        def raw(self, sparql: str, accept: str, **_: object) -> bytes:
            return Embedded.raw(self, sparql, accept, default_graphs=["urn:none"], named_graphs=[A, STATE])

    plain = Plain()
    plain.replace({A: ONE})
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"store": plain}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with pytest.raises(ZelianError) as caught:
            Remote(f"http://127.0.0.1:{server.server_port}")
        assert caught.value.code == "E208"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


WRITER = """
import sys
from graph.store import open_store
store = open_store(sys.argv[1])
line = '<http://example.org/s{n}> <http://example.org/p> "{round}" .'
for round in range(10_000):
    text = "\\n".join(line.format(n=n, round=round) for n in range(5_000))
    store.replace({"http://example.org/a": text, "http://example.org/b": text})
    print(round, flush=True)
"""


def test_a_killed_load_leaves_whole_graphs(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"0\n"
    time.sleep(0.05)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    with open_store(folder) as store:
        for graph in (A, B):
            lines = store.triples(graph)
            assert len(lines) == 5000
            assert len({line.split('"')[1] for line in lines}) == 1
            assert store.digests()[graph] == digest("\n".join(lines))
        assert store.triples(A) == store.triples(B)
