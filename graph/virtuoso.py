"""Virtuoso 7 as the store: where it differs from SPARQL 1.1, and what makes it behave alike.

- Each operation of an update is committed by itself, and an update that fails leaves what came before. So `replace`
  first writes what it will do into a journal on the server; who opens it for writing after a crash does it then.
- An update with more than about 5,000 triples is not read ("memory exhausted"): they are inserted in batches.
- Answers are cut at ResultSetMaxRows of virtuoso.ini. Tables say so in a header; graphs do not, so the limit is asked.
- Its own graphs of settings are in the union too. Rows come twice in spite of DISTINCT, truth values come as 0 and 1.
- DISTINCT of 7.2.5 loses a row now and then, most often in a sub-select. So it is left out where that changes only how
  often a row comes, and the rows are made distinct here.
- ``DEFINE`` and the functions ``bif:`` and ``sql:`` reach files and the network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, ClassVar, Final

from graph.oxigraph import rewritten_results
from graph.remote import Remote, ask_server
from graph.results import XSD
from graph.store import GRAPHS, JSON_RESULTS, N_TRIPLES, RESULTS
from graph.tokens import Token, tokens
from ontology.errors import ZelianError
from ontology.names import NS

JOURNAL: Final = f"{GRAPHS}journal"
"""Holds the steps of a replacement that has begun, and ``<journal> zl:complete true`` once all of them are there."""
_STEP, _COMPLETE = f"{NS}step", f"{NS}complete"
_OWN: Final = re.compile(r"\b(bif|sql)\s*:|^\s*define\b", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5})")
_DISTINCT: Final = re.compile(
    r"(?:#[^\n]*\n|\s|(?:PREFIX\s*[\w.-]*:|BASE)\s*<[^>]*>)*SELECT\s+DISTINCT\b", re.IGNORECASE
)
_COUNTS: Final = frozenset(
    ["LIMIT", "OFFSET", "GROUP", "HAVING", "COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"]
)
"""The keywords by which it matters how often a row comes."""
_SYSTEM: Final = "http://www.openlinksw.com/schemas/virtrdf#"
_MANY: Final = 1_000
"""A graph with fewer triples was not cut: no server is set up with a lower limit."""


class Virtuoso(Remote):
    """The server at ``url``. ``read_only``: a replacement that was broken off is left to who opens it for writing."""

    batch: ClassVar[int] = 2_000

    def __init__(self, url: str, *, read_only: bool) -> None:
        super().__init__(url)
        if not read_only:
            self._recover()

    def _asked(
        self, sparql: str, base: str | None, accept: str, graphs: Sequence[tuple[str, str]], most: int | None
    ) -> bytes:
        if _OWN.search(_ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), sparql)):
            raise ZelianError("E209")
        if accept not in RESULTS:
            body = super()._asked(sparql, base, accept, graphs, most)
            if accept == N_TRIPLES and (triples := body.count(b"\n")) >= _MANY:
                self._require_room(triples)
            return body
        body, headers = self._sent(sparql, base, JSON_RESULTS, graphs)
        if "x-sparql-maxrows" in headers:
            raise ZelianError("E211", rows=headers["x-sparql-maxrows"])
        return rewritten_results(_usual(body, distinct=bool(_DISTINCT.match(sparql))), accept)

    def _written(self, sparql: str, base: str | None) -> str:
        return super()._written(without_distinct(sparql), base)

    def _require_room(self, triples: int) -> None:
        """Raise E211 when the server would cut an answer with so many rows."""
        pair = f"GRAPH <{_SYSTEM}> {{ ?a ?b ?c }} GRAPH <{_SYSTEM}> {{ ?d ?e ?f }}"
        _, headers = ask_server(self._query, f"SELECT (1 AS ?x) {{ {pair} }} LIMIT {triples}", JSON_RESULTS, ())
        if "x-sparql-maxrows" in headers:
            raise ZelianError("E211", rows=headers["x-sparql-maxrows"])

    def run_steps(self, steps: Sequence[str]) -> None:
        """See `Store.run_steps`: the journal is complete before the first step and empty after the last."""
        if len(steps) > 1:
            for place, step in enumerate(steps):
                text = json.dumps(step, ensure_ascii=False)
                self.update(f"INSERT DATA {{ GRAPH <{JOURNAL}> {{ <{JOURNAL}/{place}> <{_STEP}> {text} }} }}")
            self.update(f"INSERT DATA {{ GRAPH <{JOURNAL}> {{ <{JOURNAL}> <{_COMPLETE}> true }} }}")
        for step in steps:
            self.update(step)
        if len(steps) > 1:
            self.update(f"CLEAR SILENT GRAPH <{JOURNAL}>")

    def _recover(self) -> None:
        """Do again what a complete journal says (each step gives the same a second time), or forget a partial one."""
        if self.ask(f"ASK {{ GRAPH <{JOURNAL}> {{ <{JOURNAL}> <{_COMPLETE}> ?yes }} }}"):
            rows = self.select(f"SELECT ?place ?step {{ GRAPH <{JOURNAL}> {{ ?place <{_STEP}> ?step }} }}").rows
            for row in sorted(rows, key=lambda row: int(str(row["place"]).rpartition("/")[2])):
                self.update(str(row["step"]))
        if self.ask(f"ASK {{ GRAPH <{JOURNAL}> {{ ?s ?p ?o }} }}"):
            self.update(f"CLEAR SILENT GRAPH <{JOURNAL}>")


def without_distinct(sparql: str) -> str:
    """A query that is SELECT DISTINCT without each DISTINCT that changes only how often a row comes.

    The outermost stays where rows are counted or limited outside of braces, those of sub-selects where it is done at
    all. Any other query is given as it is.

    >>> without_distinct("SELECT DISTINCT ?a { { SELECT distinct ?a ?b { ?a ?b 'SELECT DISTINCT' } } }")
    "SELECT ?a { { SELECT ?a ?b { ?a ?b 'SELECT DISTINCT' } } }"
    >>> without_distinct("SELECT DISTINCT ?n { { SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a { ?a ?b ?c } } } }")
    'SELECT ?n { { SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a { ?a ?b ?c } } } }'
    >>> without_distinct("SELECT DISTINCT ?a { ?a ?b ?c } LIMIT 5")
    'SELECT DISTINCT ?a { ?a ?b ?c } LIMIT 5'
    """
    if not _DISTINCT.match(sparql):
        return sparql
    depth, counted, distinct = 0, set[bool](), list[tuple[Token, Token]]()
    for token, after in pairwise(tokens(sparql)):
        depth += (token.text == "{") - (token.text == "}")
        if token.word in _COUNTS:
            counted.add(depth == 0)
        if (token.word, after.word) == ("SELECT", "DISTINCT"):
            distinct.append((token, after))
    if True in counted:
        return sparql
    for select, word in reversed(distinct[:1] if counted else distinct):
        sparql = sparql[: select.start + len(select.text)] + sparql[word.start + len(word.text) :]
    return sparql


def _usual(body: bytes, *, distinct: bool) -> bytes:
    """JSON results with truth values as SPARQL writes them, and each row once when they are to be distinct."""
    answer: dict[str, Any] = json.loads(body)
    rows = answer.get("results", {}).get("bindings", [])
    if distinct:
        rows[:] = {json.dumps(row, sort_keys=True): row for row in rows}.values()
    for row in rows:
        for cell in row.values():
            if cell.get("datatype") == f"{XSD}boolean":
                cell["value"] = {"1": "true", "0": "false"}.get(cell["value"], cell["value"])
    return json.dumps(answer, ensure_ascii=False).encode()
