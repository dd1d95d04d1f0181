"""Killed at any moment: after the store is opened again a document is there as it was before or as it was to be."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store import Store, digest, open_store
from tests.graph.servers import kill, oxigraph, virtuoso

A, B = "http://example.org/a", "http://example.org/b"
TRIPLES = 3_000
WRITER = f"""
import sys
from graph.store import open_store
store = open_store(sys.argv[1])
for round in range(int(sys.argv[2]), 1_000_000):
    text = "\\n".join(f'<http://example.org/s{{n}}> <http://example.org/p> "{{round}}" .' for n in range({TRIPLES}))
    print(round, flush=True)
    store.replace({{"{A}": text, "{B}": text}})
"""
ROUNDS = 4


def whole(store: Store) -> int:
    """The round that both graphs hold, each with all its triples and its digest."""
    seen = set()
    for graph in (A, B):
        lines = store.triples(graph)
        assert len(lines) == TRIPLES
        assert store.digests()[graph] == digest("\n".join(lines))
        seen |= {int(line.split('"')[1]) for line in lines}
    assert len(seen) == 1
    return seen.pop()


def write_and_be_killed(location: str, first: int, chance: random.Random) -> int:
    """The round that was being written when the writer was killed."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, location, str(first)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    for _ in range(2):  # one replacement has been made, the second begins
        line = writer.stdout.readline()
    time.sleep(chance.random() * 0.8)
    kill(writer)
    rest = (line + writer.stdout.read()).split()
    writer.stdout.close()
    return int(rest[-1])


@pytest.mark.parametrize("kind", ["folder", "oxigraph", "virtuoso"])
def test_the_writer_is_killed(kind: str, tmp_path: Path) -> None:
    chance = random.Random(20_261_128)  # noqa: S311 - any moment will do
    if kind == "folder":
        _kill_again_and_again(str(tmp_path / "store"), chance)
        return
    with (oxigraph if kind == "oxigraph" else virtuoso)(tmp_path) as (address, _):
        _kill_again_and_again(address, chance)


def _kill_again_and_again(location: str, chance: random.Random) -> None:
    begun = 0
    for _ in range(ROUNDS):
        begun = write_and_be_killed(location, begun + 1, chance)
        if location.startswith("http"):
            time.sleep(1.5)  # a server goes on with a request whose sender is gone
        with open_store(location) as store:
            assert whole(store) in (begun - 1, begun)


def test_the_server_is_killed(tmp_path: Path) -> None:
    """Oxigraph's own server: the update that it was about is in its log or it is not."""
    chance = random.Random(7)  # noqa: S311
    begun = 0
    for _ in range(ROUNDS):
        with oxigraph(tmp_path) as (address, server):
            command = [sys.executable, "-c", WRITER, address, str(begun + 1)]
            writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            assert writer.stdout is not None
            writer.stdout.readline()
            writer.stdout.readline()
            time.sleep(chance.random() * 0.5)
            kill(server)
            writer.wait(30)
            writer.stdout.close()
        with oxigraph(tmp_path) as (address, _), open_store(address) as store:
            begun = whole(store)
