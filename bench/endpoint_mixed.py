"""The endpoint under a mixed load with kills: ``uv run python -m bench.endpoint_mixed [--minutes M]``.

Sixteen clients ask point and chain queries and compare each answer with the store's own; meanwhile queries run away,
clients go before the answer comes, and worker processes are killed. At the end: wrong answers, answers by status, and
the server's processes, open handles and memory after the first tenth of the time and at the end. Exit code 1: a wrong
answer, or more than a tenth (and more than 20 MB, four handles, one process) lost.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bench.endpoint import RUNAWAY, anew, ask, ours, request, workload
from bench.queries import filled
from graph.results import read_rows

CLIENTS: Final = 16


@dataclass
class Seen:
    """What the clients met."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: int = 0
    killed: int = 0
    left: int = 0
    broken: int = 0


def children(process: int) -> list[int]:
    """All processes below one, on Linux."""
    try:
        texts = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []  # it has ended meanwhile
    return [one for text in texts for child in text.split() for one in (int(child), *children(int(child)))]


def cmdline(process: int) -> bytes:
    """The command line of a process; b"" when it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def usage(process: int) -> tuple[int, int, int]:
    """Processes, open handles, and bytes of memory of a process and all below it."""
    handles = memory = 0
    everyone = [process, *children(process)]
    for one in everyone:
        try:
            handles += len(list(Path(f"/proc/{one}/fd").iterdir()))
            memory += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            continue  # it has ended meanwhile
    return len(everyone), handles, memory


async def load(
    address: str, server: int, expected: dict[str, list[str]], seconds: float
) -> tuple[Seen, tuple[int, int, int]]:
    """The load for some seconds: what was seen, and the usage after a tenth of the time."""
    url = urlsplit(address)
    chance, seen, end = random.Random(6), Seen(), time.monotonic() + seconds  # noqa: S311 - a load, no secret

    async def client() -> None:
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        while time.monotonic() < end:
            query = chance.choice(list(expected))
            sent = request(address, query)
            try:
                status, body = await ask(reader, writer, chance.choice((sent, anew(sent))))
            except (asyncio.IncompleteReadError, ConnectionError):
                seen.broken += 1
                reader, writer = await asyncio.open_connection(url.hostname, url.port)
                continue
            seen.statuses[status] += 1
            if status == 200 and sorted(map(repr, read_rows(body).rows)) != expected[query]:
                seen.wrong += 1
        writer.close()

    async def leaver() -> None:
        while time.monotonic() < end:
            _, writer = await asyncio.open_connection(url.hostname, url.port)
            writer.write(request(address, RUNAWAY))
            await asyncio.sleep(chance.random())
            writer.close()
            seen.left += 1
            await asyncio.sleep(1)

    async def killer() -> None:
        while time.monotonic() < end:
            await asyncio.sleep(2)
            workers = [one for one in children(server) if b"forkserver" in cmdline(one) and not children(one)]
            if workers:
                os.kill(chance.choice(workers), signal.SIGKILL)
                seen.killed += 1

    async def first() -> tuple[int, int, int]:
        await asyncio.sleep(seconds / 10)
        return usage(server)

    *_, before = await asyncio.gather(*(client() for _ in range(CLIENTS)), leaver(), killer(), first())
    return seen, before


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--triples", type=int, default=50_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        store = filled(Path(scratch), given.triples)
        kinds = workload(store)
        expected = {query: sorted(map(repr, store.select(query).rows)) for query in kinds["point"] + kinds["chain"]}
        store.close()
        with ours(Path(scratch, "store")) as (address, server):
            seen, before = asyncio.run(load(address, server, expected, given.minutes * 60))
            time.sleep(5)
            after = usage(server)
    print(f"wrong answers {seen.wrong}; statuses {dict(seen.statuses)}; connections broken {seen.broken}")
    print(f"workers killed {seen.killed}; runaway queries left {seen.left}")
    for what, first, last in zip(("processes", "handles", "bytes"), before, after, strict=True):
        print(f"{what:10} {first:>14,} after a tenth of the time, {last:>14,} at the end")
    spare = (1, 4, 20_000_000)
    leak = any(last > first * 1.1 + more for first, last, more in zip(before, after, spare, strict=True))
    return 1 if seen.wrong or leak else 0


if __name__ == "__main__":
    sys.exit(main())
