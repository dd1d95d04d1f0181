"""Where a text names the documents that it cites, at every mention and not only at the first."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from loaders.text import plain
from ontology.records import Citation


class Naming(NamedTuple):
    """One place at which a citation's document is named; ``citation`` is its index."""

    start: int
    end: int
    citation: int
    by_title: bool


class Cited:
    """The places at which the documents of ``citations`` are named: by title, by number, as at the first mention."""

    def __init__(self, flat: str, citations: tuple[Citation, ...]) -> None:
        self.citations = citations
        names: dict[tuple[str, int], bool] = {}
        for index, citation in enumerate(citations):
            names[(flat[citation.start : citation.end], index)] = citation.title is not None
            if citation.number:
                names[(citation.number, index)] = False
            if citation.title:
                names[(plain(f"《{citation.title}》"), index)] = True
        about = [(index, by_title) for (_, index), by_title in names.items()]
        automaton = AhoCorasick([name for name, _ in names], matchkind=MatchKind.Standard)
        matches = automaton.find_matches_as_indexes(flat, overlapping=True) if names else []
        self._places = sorted(Naming(start, end, *about[which]) for which, start, end in matches)
        self._starts = [place.start for place in self._places]

    def within(self, start: int, end: int) -> list[Naming]:
        """The places in ``start:end``, in order."""
        here = self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [place for place in here if place.end <= end]

    def names(self, places: list[Naming]) -> tuple[str, ...]:
        """Numbers, else titles, of the documents named at the places: each once, in the order of the citations."""
        cited = (self.citations[index] for index in sorted({place.citation for place in places}))
        return tuple(citation.number or citation.title or "" for citation in cited)
