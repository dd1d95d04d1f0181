"""What a query may not do: the check of its text before any engine sees it.

The engine recurses over nested brackets *and* over long chains of operators (4,000 OPTIONAL crash it), plans many
patterns slowly (250 take 12 s, 150 take 2 s), and takes a keyword that is glued to the word before it. So brackets,
keywords and operators are counted, and a word that merely contains SERVICE is refused.
Unicode escapes are seen both as they stand and resolved, since engines differ in when they resolve them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

from ontology.errors import ZelianError

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_TOKEN = re.compile(
    r"""(?P<skip>[#][^\r\n]*|\s+)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<name>[?$]\w+|@[\w-]+)
    |(?P<prefixed>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<word>\w+)
    |(?P<open>[({\[])
    |(?P<close>[)}\]])
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00[0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest query in bytes, the deepest nesting of brackets, the most keywords, operators and brackets."""

    size: int
    depth: int
    parts: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run: its form, and the graphs that its FROM and FROM NAMED name."""

    form: Form
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def check(query: str, limits: Limits) -> Checked:
    """What a query is, when it may run.

    Raises E401 (no query form), E402 (an update), E403 (SERVICE), E407 (too long) and E408 (nested too deeply, or too
    many parts).
    """
    if len(query.encode("utf-8", "replace")) > limits.size:
        raise ZelianError("E407", limit=limits.size)
    tokens = list(_tokens(query))
    for seen in (tokens, list(_tokens(_ESCAPE.sub(_resolved, query)))):
        _measure(seen, limits)
        _no_service(seen)
    graphs = list(_graphs(tokens))
    return Checked(
        _form(tokens),
        tuple(iri for word, iri in graphs if word == "FROM"),
        tuple(iri for word, iri in graphs if word == "NAMED"),
    )


def _resolved(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else escape[0]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "other"
        if kind != "skip":
            yield kind, found[0]


def _measure(tokens: list[tuple[str, str]], limits: Limits) -> None:
    depth = 0
    for kind, _ in tokens:
        depth += (kind == "open") - (kind == "close")
        if depth > limits.depth:
            raise ZelianError("E408", what="depth", limit=limits.depth)
    if sum(kind in ("word", "open", "other") for kind, _ in tokens) > limits.parts:
        raise ZelianError("E408", what="parts", limit=limits.parts)


def _no_service(tokens: list[tuple[str, str]]) -> None:
    for kind, text in tokens:
        if kind in ("word", "prefixed") and "SERVICE" in text.partition(":")[0].upper():
            raise ZelianError("E403")


def _form(tokens: Iterable[tuple[str, str]]) -> Form:
    for kind, text in tokens:
        word = text.upper()
        if kind == "word" and word in _UPDATES:
            raise ZelianError("E402")
        for form in _FORMS:
            if kind == "word" and word.startswith(form):
                return form
    raise ZelianError("E401")


def _graphs(tokens: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    base, prefixes = "", dict[str, str]()
    for before, (kind, text), (_, after) in zip(tokens, tokens[1:], [*tokens[2:], ("", "")], strict=False):
        word = before[1].upper() if before[0] == "word" else ""
        if word == "BASE":
            base = text[1:-1]
        elif word == "PREFIX":
            prefixes[text] = after[1:-1]
        elif word in ("FROM", "NAMED") and kind == "iri":
            yield word, urljoin(base, text[1:-1])
        elif word in ("FROM", "NAMED") and kind == "prefixed":
            prefix, _, local = text.partition(":")
            yield word, prefixes.get(prefix + ":", "") + re.sub(r"\\(.)", r"\1", local)


def require_graphs(asked: Iterable[str], graphs: Collection[str]) -> None:
    """Raise E405 for the first graph that the store does not hold."""
    for iri in asked:
        if iri not in graphs:
            raise ZelianError("E405", graph=iri)
