"""The clients that people use, against a running endpoint."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from api.app import create_app
from api.settings import Settings
from graph.oxigraph import Embedded
from tests.api.served import served

G, SAYS = "https://example.org/图", "https://example.org/says"
A = URIRef("https://example.org/甲")
WORD = "open-sesame"
ASKED = f"SELECT ?who ?what {{ ?who <{SAYS}> ?what }} ORDER BY ?what"
COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?who <{SAYS}> ?what }}"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    store = Embedded()
    store.replace({G: f'<{A}> <{SAYS}> "负责环保" , "负责治水, \\"含河道\\"" .'.replace(" , ", f" .\n<{A}> <{SAYS}> ")})
    with served(create_app(Settings(query_workers=2, token=WORD), store)) as address:
        yield f"{address}/sparql"


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("how", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper(endpoint: str, method: str, how: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setMethod(method)
    client.setRequestMethod(how)
    client.setQuery(ASKED)
    client.setReturnFormat(JSON)
    if (method, how) == (GET, POSTDIRECTLY):
        return  # not a request of the protocol
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [row["what"]["value"] for row in rows] == ['负责治水, "含河道"', "负责环保"]
    client.setReturnFormat(XML)
    assert len(client.queryAndConvert().getElementsByTagName("result")) == 2
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().splitlines()[0] == "who,what"
    client.setQuery(f"CONSTRUCT WHERE {{ ?who <{SAYS}> ?what }}")
    for kind in (TURTLE, RDFXML, JSONLD):
        client.setReturnFormat(kind)
        found = client.queryAndConvert()
        graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
        assert len(graph) == 2
    client.setQuery("ASK { ?s a <https://example.org/Nothing> }")
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["boolean"] is False


def test_sparqlwrapper_gets_the_place_of_a_syntax_error(endpoint: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setQuery("SELECT * {\n ?s ?p }")
    with pytest.raises(QueryBadFormed) as caught:
        client.query()
    assert '"line":2' in str(caught.value)


def test_rdflib(endpoint: str) -> None:
    graph = Graph(SPARQLStore(endpoint, returnFormat="json"))
    assert {str(what) for what in graph.objects(A, URIRef(SAYS))} == {"负责环保", '负责治水, "含河道"'}
    assert (A, RDF.type, None) not in graph
    assert len(list(graph.query(ASKED))) == 2
    named = Graph(SPARQLStore(endpoint), identifier=URIRef(G))
    assert len(named) == 2


def test_rdflib_with_updates(endpoint: str) -> None:
    store = SPARQLUpdateStore(endpoint, endpoint, headers={"Authorization": f"Bearer {WORD}"})
    graph = Graph(store, identifier=URIRef("https://example.org/own"))
    graph.add((A, RDF.type, URIRef("https://example.org/机构")))
    assert (A, RDF.type, URIRef("https://example.org/机构")) in graph
    graph.remove((A, RDF.type, None))
    assert len(graph) == 0


def test_csv_as_pandas_reads_it(endpoint: str) -> None:
    address = f"{endpoint}?query={quote(ASKED)}"
    request = urllib.request.Request(address, headers={"Accept": "text/csv"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        text = answer.read().decode(answer.headers.get_content_charset())
    assert [row["what"] for row in csv.DictReader(StringIO(text))] == ['负责治水, "含河道"', "负责环保"]
    if importlib.util.find_spec("pandas") is None:
        pytest.skip("pandas is not installed; the same text was read by the csv module")
    import pandas  # noqa: PLC0415

    table = pandas.read_csv(address, storage_options={"Accept": "text/csv"})
    assert list(table["what"]) == ['负责治水, "含河道"', "负责环保"]


def test_curl(endpoint: str, tmp_path: Path) -> None:
    curl = shutil.which("curl") or pytest.skip("no curl")
    query = tmp_path / "query.rq"
    query.write_text(ASKED, "utf-8")
    for given in (["--data-urlencode", f"query@{query}"], ["-G", "--data-urlencode", f"query@{query}"],
                  ["--data-binary", f"@{query}", "-H", "Content-Type: application/sparql-query"]):  # fmt: skip
        command = [curl, "--silent", "--fail", "--compressed", "-H", "Accept: text/csv", *given, endpoint]
        assert subprocess.run(command, check=True, capture_output=True).stdout.decode().count("负责") == 2
    head = subprocess.run([curl, "--silent", "--head", f"{endpoint}?query=ASK%7B%7D"], check=True, capture_output=True)
    assert head.stdout.startswith(b"HTTP/1.1 200")


COMUNICA = """
const { QueryEngine } = require('@comunica/query-sparql');
new QueryEngine().queryBindings(process.argv[3], { sources: [{ type: 'sparql', value: process.argv[2] }] })
  .then(stream => stream.toArray())
  .then(rows => console.log(JSON.stringify(rows.map(row => row.get('what').value))));
"""


def test_comunica(endpoint: str, tmp_path: Path) -> None:
    node = shutil.which("node") or pytest.skip("no Node.js")
    modules = os.environ.get("ZELIAN_TEST_COMUNICA", "")
    if not Path(modules, "node_modules/@comunica/query-sparql").is_dir():
        pytest.skip("no Comunica: npm install --prefix FOLDER @comunica/query-sparql@4; ZELIAN_TEST_COMUNICA=FOLDER")
    script = tmp_path / "ask.js"
    script.write_text(COMUNICA, "utf-8")
    environment = os.environ | {"NODE_PATH": str(Path(modules, "node_modules"))}
    filtered = f'SELECT ?what {{ ?who <{SAYS}> ?what FILTER(CONTAINS(?what, "环保")) }}'
    for query, expected in ((ASKED, ['负责治水, "含河道"', "负责环保"]), (filtered, ["负责环保"])):
        command = [node, str(script), endpoint, query]
        done = subprocess.run(command, check=True, capture_output=True, env=environment, timeout=120)
        assert json.loads(done.stdout) == expected
