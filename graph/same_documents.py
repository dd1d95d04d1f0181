"""Which documents that are cited by title alone are those that have the title and a number or a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import Graph, URIRef

from graph.questions import run
from graph.store import Store
from ontology.names import normal_name
from ontology.vocabulary import ZL

_ISSUES: Final = re.compile(
    r"(?:印发|公布|发布|颁布)[^《〈<]{0,20}[《〈<](?P<title>.+)[》〉>](?:的(?:通知|公告|决定|命令))?$"
)
_ISSUES_PLAIN: Final = re.compile(r"关于(?:印发|公布|发布|颁布)(?P<title>.+)的(?:通知|公告|决定|命令)$")
_MARKS: Final = re.compile(r"[《》〈〉<>“”]")


@dataclass(slots=True)
class _Paper:
    """What the store's documents say of one."""

    titles: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    cited_from: set[str] = field(default_factory=set)
    numbered: bool = False
    held: bool = False


def title_key(title: str) -> str:
    """A title as it is compared: a notice that only issues a plan counts by the plan's title.

    >>> title_key("青禾县人民政府关于印发《青禾县河道管理办法》的通知")
    '青禾县河道管理办法'
    """
    flat = normal_name(title)
    inner = _ISSUES.search(flat) or _ISSUES_PLAIN.search(flat)
    return _MARKS.sub("", inner["title"] if inner else flat)


def same_documents(store: Store) -> dict[str, str]:
    """The document that is meant, by the IRI of one that is only cited by its title.

    A title leads to a document when one document alone has it and that document is of the place of those who cite it
    or of one that contains it. Documents with numbers or texts of their own are never merged.
    """
    papers = _papers(store)
    by_title: dict[str, set[str]] = defaultdict(set)
    for iri, paper in papers.items():
        if paper.numbered or paper.held:
            for title in paper.titles:
                by_title[title].add(iri)
    found = {}
    for iri, paper in papers.items():
        if paper.numbered or paper.held:
            continue
        meant = {other for title in paper.titles for other in by_title[title] if _reaches(papers[other], paper)}
        if len(meant) == 1:
            found[iri] = meant.pop()
    return found


def state_same(same: Mapping[str, str]) -> Graph:
    """The derived triples."""
    found = Graph()
    for alias, meant in same.items():
        found.add((URIRef(alias), ZL.sameDocumentAs, URIRef(meant)))
    return found


def _papers(store: Store) -> dict[str, _Paper]:
    papers: dict[str, _Paper] = defaultdict(_Paper)
    for row in run(store, "titles"):
        paper = papers[str(row["paper"])]
        if row["title"]:
            paper.titles.add(title_key(str(row["title"])))
        paper.numbered |= row["number"] is not None
        paper.held |= row["sha256"] is not None
        for value, places in ((row["place"], paper.places), (row["citing"], paper.cited_from)):
            if value:
                places.add(str(value).rpartition("/")[2])
    return dict(papers)


def _reaches(meant: _Paper, cited: _Paper) -> bool:
    """Whether a document can be meant where it is cited: one of elsewhere with the same title is another document."""
    if not meant.places:
        return meant.numbered
    national = "100000" in meant.places
    return national or any(here.startswith(tuple(meant.places)) for here in cited.cited_from)
