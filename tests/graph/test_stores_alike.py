"""One behaviour on every store: each named query, the load path and what a store promises, on servers of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pytest

from api.commands.common import sample_files
from api.ingest import load
from graph.oxigraph import Embedded
from graph.questions import Parameter, Question, question, questions, run
from graph.results import Row, Rows
from graph.store import Store, digest, open_store
from ontology.errors import ZelianError
from tests.graph.samples import sample_store
from tests.graph.servers import oxigraph, virtuoso

A, B = "http://example.org/a", "http://example.org/b"
XSD = "http://www.w3.org/2001/XMLSchema#"
ITS_OWN = ("http://www.openlinksw.com/", "http://www.w3.org/ns/sparql-service-description#")
SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
DATES = ("2017-01-01", "2022-12-31")
FEW = 6
"""Things that a query says something about and that it is asked about."""


@pytest.fixture(scope="module")
def embedded() -> Store:
    return sample_store()


@pytest.fixture(scope="module", params=SERVERS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as (url, _):
        yield url


@pytest.fixture(scope="module")
def remote(address: str) -> Store:
    store = open_store(address)
    with sample_files() as files:
        assert {report.outcome for report in load(store, files, lang="en", max_bytes=1 << 24)} == {"new"}
    return store


def things(store: Store) -> dict[str, tuple[str, ...]]:
    """Up to forty IRIs of each class, and the topics that duties have."""
    rows = store.select("SELECT DISTINCT ?class ?thing { ?thing a ?class } ORDER BY ?class ?thing")
    topics = store.select("SELECT DISTINCT ?topic { ?duty <https://w3id.org/zelian/ns#topic> ?topic } ORDER BY ?topic")
    found: dict[str, tuple[str, ...]] = {"topic": tuple(str(topic) for topic in topics.column("topic"))}
    for row in rows:
        found[str(row["class"])] = (*found.get(str(row["class"]), ()), str(row["thing"]))[:40]
    return found


def names(store: Store) -> list[str]:
    rows = store.select(
        "SELECT DISTINCT ?name { ?a <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name"
    )
    return [str(name) for name in rows.column("name")]


@lru_cache(maxsize=1)
def values(store: Store) -> dict[str, Sequence[Parameter]]:
    """What is asked about, by the kind of parameter."""
    each = things(store).values()
    everything = tuple(sorted({one for some in each for one in some}))
    return {
        "iri": everything,
        "iris": [*[everything] * len(DATES), *each],
        "text": names(store),
        "date": DATES,
        "integer": [2],
    }


def asked(store: Store, question: Question) -> list[dict[str, Parameter]]:
    """What a query is asked: of single things one and a few that it says something about, of many all there are."""
    kinds, given = question.parameters, values(store)
    turns = max((len(given[kind]) for kind in kinds.values()), default=1)
    all_ = [{key: given[kind][turn % len(given[kind])] for key, kind in kinds.items()} for turn in range(turns)]
    if not {"iri", "text"} & set(kinds.values()):
        return all_
    everything = [{**one, **{key: given["iris"][0] for key, kind in kinds.items() if kind == "iris"}} for one in all_]
    dated = [
        {**one, **{key: date for key, kind in kinds.items() if kind == "date"}} for date in DATES for one in everything
    ]
    answered = (one for one in dated if len(run(store, question.name, **one)))
    return [dated[0], *islice(answered, FEW)]


def comparable(rows: Rows) -> Counter[tuple[object, ...]]:
    def value(cell: object) -> object:
        return round(cell, 9) if isinstance(cell, float) else cell

    def key(row: Row) -> tuple[object, ...]:
        return tuple(value(row[name]) for name in rows.columns)

    return Counter(key(row) for row in rows)


def without_its_own(rows: Counter[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    """Without what Virtuoso says of its own settings, which are in graphs like any other."""
    return Counter({row: count for row, count in rows.items() if not str(row[0]).startswith(ITS_OWN)})


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_every_named_query_has_the_same_answer(embedded: Store, remote: Store, name: str) -> None:
    found = 0
    for given in asked(embedded, question(name)):
        ours, theirs = run(embedded, name, **given), run(remote, name, **given)
        assert theirs.columns == ours.columns
        assert without_its_own(comparable(theirs)) == comparable(ours), given
        found += len(ours)
    _FOUND[name] = found


_FOUND: dict[str, int] = {}


def test_most_of_the_answers_hold_something() -> None:
    """Else the test above compares nothing with nothing."""
    assert sum(found > 0 for found in _FOUND.values()) >= 0.8 * len(_FOUND), [n for n, f in _FOUND.items() if not f]


def test_the_load_path_gives_the_same_graphs(embedded: Store, remote: Store) -> None:
    assert remote.digests() == embedded.digests()
    assert remote.version == embedded.version
    for graph in embedded.graph_names():
        assert len(remote.triples(graph)) == len(embedded.triples(graph)), graph
    with sample_files() as files:
        again = load(remote, files, lang="en", max_bytes=1 << 24)
        assert {report.outcome for report in again} == {"unchanged"}


LINES = {
    "text": f'<{A}/s> <{A}/p> "责𠀀 \\"q\\" \\\\ \\n\\t\\r {{ }} ; DROP ALL #" .',
    "language": f'<{A}/s> <{A}/p> "县水利局"@zh .',
    "integer": f'<{A}/s> <{A}/p> "7"^^<{XSD}integer> .',
    "true": f'<{A}/s> <{A}/p> "true"^^<{XSD}boolean> .',
    "false": f'<{A}/s> <{A}/p> "false"^^<{XSD}boolean> .',
    "date": f'<{A}/s> <{A}/p> "2020-08-14"^^<{XSD}date> .',
    "month": f'<{A}/s> <{A}/p> "2020-08"^^<{XSD}gYearMonth> .',
    "year": f'<{A}/s> <{A}/p> "2020"^^<{XSD}gYear> .',
    "decimal": f'<{A}/s> <{A}/p> "0.95"^^<{XSD}decimal> .',
    "iri": f"<{A}/s> <{A}/p> <https://example.org/%E8%B4%A3> .",
}


@pytest.mark.parametrize("kind", LINES)
def test_values_come_back_as_they_were(remote: Store, kind: str) -> None:
    remote.replace({A: LINES[kind]})
    ours = Embedded()
    ours.replace({A: LINES[kind]})
    assert remote.triples(A) == ours.triples(A)
    asked = f"SELECT ?o (DATATYPE(?o) AS ?type) {{ GRAPH <{A}> {{ ?s ?p ?o }} }}"
    if kind not in ("iri", "language"):  # an error for an IRI; Virtuoso knows no rdf:langString
        assert remote.select(asked) == ours.select(asked)
    for media in ("application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
        plain = f"SELECT ?o {{ GRAPH <{A}> {{ ?s ?p ?o }} }}"
        assert remote.raw(plain, media) == ours.raw(plain, media)
    remote.replace({A: ""})


@pytest.mark.parametrize(("default", "named"), [((A,), ()), ((), (A,)), ((A, B), (B,)), (("urn:x:unknown",), ())])
def test_datasets_of_a_request(remote: Store, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    data = {A: LINES["text"], B: LINES["integer"]}
    remote.replace(data)
    ours = Embedded()
    ours.replace(data)
    for where in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"):
        asked = f"SELECT (COUNT(*) AS ?n) {{ {where} }}"
        theirs, expected = (
            store.raw(asked, "text/csv", default_graphs=default, named_graphs=named) for store in (remote, ours)
        )
        assert theirs == expected
    remote.replace({A: "", B: ""})


def test_a_large_graph_is_written_and_read_as_a_whole(remote: Store) -> None:
    lines = sorted(f'<{A}/{number}> <{A}/p> "责任 {number}" .' for number in range(12_000))
    remote.replace({A: "\n".join(lines)})
    assert remote.triples(A) == lines
    assert remote.digests()[A] == digest("\n".join(lines))
    remote.replace({A: ""})
    assert A not in remote.digests()


def test_errors_are_the_same(remote: Store, embedded: Store) -> None:
    for store in (remote, embedded):
        with pytest.raises(ZelianError) as caught:
            store.select("SELECT ?s {\n ?s ?p }")
        assert (caught.value.code, caught.value.about["line"], caught.value.about["column"]) == ("E202", 2, 9)


def test_a_table_cut_by_virtuoso_is_an_error(tmp_path: Path) -> None:
    with virtuoso(tmp_path, rows=1_000) as (address, _):
        store = open_store(address)
        store.replace({A: "\n".join(f'<{A}/{number}> <{A}/p> "{number}" .' for number in range(1_500))})
        for ask in (lambda: store.select(f"SELECT ?s {{ GRAPH <{A}> {{ ?s ?p ?o }} }}"), lambda: store.triples(A)):
            with pytest.raises(ZelianError) as caught:
                ask()
            assert (caught.value.code, caught.value.about["rows"]) == ("E211", "1000")


@pytest.mark.parametrize("query", [
    'DEFINE get:soft "replace" SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }',
    "SELECT (<bif:file_to_string>('/etc/passwd') AS ?x) {}",
    "PREFIX b: <bif:> SELECT (b:http_get('http://127.0.0.1:9/') AS ?x) {}",
    "SELECT (<\\u0062if:rnd>(10) AS ?x) {}",
    "SELECT (sql:rnd(10) AS ?x) {}",
])  # fmt: skip
def test_virtuosos_own_language_is_refused(tmp_path: Path, query: str) -> None:
    with virtuoso(tmp_path) as (address, _), pytest.raises(ZelianError) as caught:
        open_store(address).select(query)
    assert caught.value.code == "E209"
