"""What a query or an update may not do: the check of its text before any engine sees it.

The engine recurses over nested brackets *and* over long chains of operators (4,000 OPTIONAL crash it), plans many
patterns slowly (250 take 12 s, 150 take 2 s), and takes a keyword that is glued to the word before it. So brackets,
keywords and operators are counted, and a word that merely contains SERVICE is refused.
Unicode escapes are seen both as they stand and resolved, since engines differ in when they resolve them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.tokens import Token, named_iris, tokens
from ontology.errors import ZelianError

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_EACH_TIME_ANOTHER = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE"])
_OF_DATASETS = ("FROM", "NAMED")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00[0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest query in bytes, the deepest nesting of brackets, the most keywords, operators and brackets."""

    size: int
    depth: int
    parts: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run: its form, its tokens, the graphs of its FROM and FROM NAMED, whether it answers alike."""

    form: Form
    tokens: Sequence[Token]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    repeatable: bool


def check(query: str, limits: Limits, base: str = "") -> Checked:
    """What a query is, when it may run. ``base`` is the IRI that relative IRIs are resolved against.

    Raises E401 (no query form), E402 (an update), E403 (SERVICE), E407 (too long) and E408 (nested too deeply, or too
    many parts).
    """
    if len(query.encode("utf-8", "replace")) > limits.size:
        raise ZelianError("E407", limit=limits.size)
    seen = _read(query, limits.depth, limits.parts)
    words = {token.word for token in seen}
    graphs = list(named_iris(seen, base)) if any(word.endswith(_OF_DATASETS) for word in words) else []
    return Checked(
        _form(seen),
        seen,
        tuple(iri for word, iri in graphs if word.endswith("FROM")),
        tuple(iri for word, iri in graphs if word.endswith("NAMED")),
        words.isdisjoint(_EACH_TIME_ANOTHER),
    )


def check_update(update: str, limits: Limits) -> Sequence[Token]:
    """The tokens of an update that may run. Raises E403 (SERVICE, LOAD) and E408 (nested too deeply)."""
    return _read(update, limits.depth, may_load=False)


def _read(text: str, depth: int, parts: int | None = None, *, may_load: bool = True) -> list[Token]:
    """The tokens of a text, after the checks that hold for it as it stands and with its escapes resolved."""
    seen = list(tokens(text))
    resolved = _ESCAPE.sub(_resolved, text)
    for spelled in (seen,) if resolved == text else (seen, list(tokens(resolved))):
        _measure(spelled, depth, parts)
        _nothing_from_elsewhere(spelled, may_load)
    return seen


def _resolved(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else escape[0]


def _measure(seen: list[Token], depth: int, parts: int | None) -> None:
    if any(token.kind == "open" and token.depth >= depth for token in seen):
        raise ZelianError("E408", what="depth", limit=depth)
    if parts is not None and sum(token.kind in ("word", "open", "other") for token in seen) > parts:
        raise ZelianError("E408", what="parts", limit=parts)


def _nothing_from_elsewhere(seen: list[Token], may_load: bool) -> None:
    for token in seen:
        if token.kind in ("word", "prefixed"):
            word = token.text.partition(":")[0].upper()
            if "SERVICE" in word or (not may_load and word.startswith("LOAD")):
                raise ZelianError("E403")


def _form(seen: Iterable[Token]) -> Form:
    for token in seen:
        if token.word in _UPDATES:
            raise ZelianError("E402")
        for form in _FORMS:
            if token.word.startswith(form):
                return form
        if token.word not in ("", "BASE", "PREFIX"):
            break  # a pragma of some engine's own
    raise ZelianError("E401")


def require_graphs(asked: Iterable[str], graphs: Collection[str]) -> None:
    """Raise E405 for the first graph that the store does not hold."""
    for iri in asked:
        if iri not in graphs:
            raise ZelianError("E405", graph=iri)
