"""How long the competency questions take on a store of about a million triples, beside one plain query in the same run.

The store is many copies of the sample county, each with codes, bodies and documents of its own, under one regulation of
the province: ``uv run python -m bench.queries [--triples N]``.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import pyoxigraph as ox

from api.ingest import load, select
from graph.oxigraph import Embedded
from graph.questions import Parameter, questions, run
from graph.reach import units_around
from graph.store import Store
from ontology.names import DATA, NS, code_iri, topic_iri, unit_iri

TRIPLES: Final = 1_000_000
TIMES: Final = 5
LIMIT: Final = 1.0
"""Seconds that no competency question may take."""
DATE: Final = "2022-06-01"
COMPETENCY: Final = re.compile(r"\bCQ\d\d\b")
_TEMPLATE: Final = "990121"
_OWN: Final = re.compile(rf"({re.escape(DATA)}(?!unit/)[a-z-]+/)([0-9a-f]{{20}})")
_UNIT: Final = re.compile(rf"({re.escape(DATA)}unit/|\"){_TEMPLATE}(?=\d*[>\"])")
COUNTY: Final = "991001"
REFERENCE: Final = f"SELECT DISTINCT ?body WHERE {{ ?body <{NS}jurisdiction> <{unit_iri(COUNTY)}> }}"


def sample() -> tuple[str, str]:
    """The sample county as N-Quads: the province's regulation, and all the rest."""
    store = Embedded()
    with as_file(files("api").joinpath("samples/qinghe")) as folder:
        list(load(store, select([folder]).files, lang="en", max_bytes=1 << 24))
    shared = {str(row["document"]) for row in run(store, "documents") if str(row["file"]).startswith("01")}
    parts: tuple[list[str], list[str]] = ([], [])
    for graph in store.graph_names():
        lines = "".join(f"{line[:-2]} <{graph}> .\n" for line in store.triples(graph))
        parts[0 if graph.removesuffix("/inferred") in shared else 1].append(lines)
    return "".join(parts[0]), "".join(parts[1])


def copies(template: str, count: int) -> Iterator[str]:
    """The template for ``count`` counties, each with six digits and identifiers of its own."""
    for number in range(count):
        code = f"99{number + 1000:04d}"
        own = _OWN.sub(lambda found: f"{found[1]}{found[2][:14]}{number:06x}", template)  # noqa: B023
        yield _UNIT.sub(lambda found: f"{found[1]}{code}", own)  # noqa: B023


def filled(folder: Path, triples: int) -> Embedded:
    """A store of about ``triples`` triples in ``folder``."""
    province, county = sample()
    count = max(2, triples // county.count("\n"))
    made = ox.Store(str(folder / "store"))
    quads = folder / "counties.nq"
    with quads.open("w", encoding="utf-8") as file:
        file.write(province)
        file.writelines(copies(county, count))
    made.bulk_load(path=quads, format=ox.RdfFormat.N_QUADS)
    made.flush()
    del made
    return Embedded(folder / "store", read_only=True)


def known(store: Store) -> dict[str, Parameter]:
    """What the questions are asked about here: one county, its cooking fumes, its bodies, an issue and a duty."""
    units = units_around(store, COUNTY)
    topics = tuple(map(topic_iri, ("env-air-fume", "env-air", "env")))
    bearers = tuple(map(str, run(store, "bodies-in", units=(unit_iri(COUNTY),)).column("body")))
    duties = run(store, "duties-on", bearers=bearers, topics=topics).rows
    issues = run(store, "issues-on", topics=topics, units=units).rows
    return {
        "units": units, "place": unit_iri(COUNTY), "topics": topics, "bearers": bearers, "bodies": bearers,
        "level": code_iri("level", "township"), "called": "城市管理局", "body": str(duties[0]["bearer"]),
        "duty": str(duties[0]["duty"]), "document": str(issues[0]["document"]), "issues": (str(issues[0]["issue"]),),
        "date": DATE, "since": "2015-01-01", "until": DATE,
    }  # fmt: skip


def timed(ask: Callable[[], object]) -> float:
    """The median of several runs, in seconds."""
    seconds = []
    for _ in range(TIMES):
        begin = perf_counter()
        ask()
        seconds.append(perf_counter() - begin)
    return median(seconds)


def main() -> int:
    """Print a line for each question; 1 when one takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=TRIPLES)
    slow = 0
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder), parser.parse_args().triples) as store:
        (counted,) = store.select("SELECT (COUNT(*) AS ?triples) { GRAPH ?graph { ?thing ?property ?value } }")
        reference = timed(lambda: store.select(REFERENCE))
        print(f"{int(counted['triples'] or 0):,} triples")
        print(f"{'reference':28} {1000 * reference:8.2f} ms, the bodies of one county")
        values = known(store)
        for asked in questions():
            if not COMPETENCY.search(asked.query):
                continue
            given = {name: values[name] for name in asked.parameters}
            rows = len(run(store, asked.name, **given))
            seconds = timed(lambda: run(store, asked.name, **given))  # noqa: B023 - called at once
            slow += seconds > LIMIT
            mark = "  TOO SLOW" if seconds > LIMIT else ""
            times = f"{1000 * seconds:8.1f} ms {seconds / reference:8.0f} x"
            print(f"{asked.name:28} {times} {rows:6} rows{mark}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
