"""Updates of the SPARQL 1.1 Protocol: the graphs they may read and write, and the digests of what they changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from threading import Lock
from typing import Final

from api.answering import Graphs
from api.guard import Limits, check_update
from api.sparql import Update
from graph.oxigraph import check_update as check_syntax
from graph.store import STATE, Store
from graph.tokens import Token, named_iris
from ontology.errors import ZelianError

WRITING: Final = Lock()
"""Held while something that was read is written again."""
_EVERY: Final = frozenset(["ALL", "NAMED", "DEFAULT"])


def update(store: Store, asked: Update, limits: Limits, base: str) -> None:
    """Run an update: all of it or nothing.

    Raises E210 (syntax), E403 (SERVICE, LOAD), E408 (nested too deeply), E420 (two datasets) and E421 (our own graph).
    """
    seen = check_update(asked.text, limits)
    if not seen:
        return
    touched = _touched(seen, base)
    if touched and STATE in touched:
        raise ZelianError("E421", graph=STATE)
    text = asked.text[: seen[-1].start] if seen[-1].text == ";" else asked.text
    text = _using(text, seen, asked.graphs) if asked.graphs else text
    try:
        with WRITING:
            store.change(text, touched, base)
    except ZelianError as error:
        if error.code == "E210":  # where it is in the update as it was sent
            check_syntax(asked.text, base)
        raise


def _touched(seen: Sequence[Token], base: str) -> set[str] | None:
    """The IRIs that an update names, its graphs among them; None when it may change graphs that it does not name."""
    pairs = pairwise(seen)
    unnamed = any(token.word == "GRAPH" and after.kind == "name" for token, after in pairs)
    if unnamed or any(token.word in _EVERY for token in seen):
        return None
    return {iri for _, iri in named_iris(seen, base)}


def _using(text: str, seen: Sequence[Token], graphs: Graphs) -> str:
    """The update with USING clauses for the dataset of the request (SPARQL 1.1 Protocol, 2.2.3)."""
    pairs = list(pairwise(seen))
    if any(token.word in ("USING", "WITH") for token in seen) or any(
        token.word == "DELETE" and after.word == "WHERE" for token, after in pairs
    ):
        raise ZelianError("E420")
    default, named = graphs
    clauses = "".join(f"USING <{iri}> " for iri in default) + "".join(f"USING NAMED <{iri}> " for iri in named)
    for token in reversed(seen):
        if token.word == "WHERE" and token.depth == 0:
            text = f"{text[: token.start]}{clauses}{text[token.start :]}"
    return text
