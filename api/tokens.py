"""SPARQL text as tokens, and the IRIs that it names.

Only as much of the grammar as is needed to see keywords, brackets and IRIs where an engine sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

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


class Token(NamedTuple):
    """A token: its kind (a group of the pattern), its text, where it begins, and how many brackets are open there."""

    kind: str
    text: str
    start: int
    depth: int

    @property
    def word(self) -> str:
        """The keyword in upper case; "" for what is no bare word."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, without comments and white space. A bracket lies outside of what it encloses.

    >>> [(token.text, token.depth) for token in tokens("ASK { ?机构 a <x:y> } # 注")]
    [('ASK', 0), ('{', 0), ('?机构', 1), ('a', 1), ('<x:y>', 1), ('}', 0)]
    """
    depth = 0
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "other"
        if kind == "skip":
            continue
        depth -= kind == "close"
        yield Token(kind, found[0], found.start(), depth)
        depth += kind == "open"


def named_iris(seen: Sequence[Token], base: str = "") -> Iterator[tuple[str, str]]:
    """Every IRI that a text names outside its prologue, resolved, with the keyword before it ("" when there is none).

    >>> list(named_iris(list(tokens("PREFIX e: <http://e.org/> SELECT * FROM e:g FROM NAMED <h> {}")), "http://b.org/"))
    [('FROM', 'http://e.org/g'), ('NAMED', 'http://b.org/h')]
    """
    prefixes, before = dict[str, str](), ""
    skip = 0
    for place, token in enumerate(seen):
        if skip:
            skip -= 1
            continue
        after = [one.text for one in seen[place + 1 : place + 3]]
        if token.word == "BASE" and after:
            base, skip = urljoin(base, after[0][1:-1]), 1
        elif token.word == "PREFIX" and len(after) == 2:
            prefixes[after[0]], skip = urljoin(base, after[1][1:-1]), 2
        elif token.kind == "iri":
            yield before, urljoin(base, token.text[1:-1])
        elif token.kind == "prefixed":
            prefix, _, local = token.text.partition(":")
            yield before, prefixes.get(prefix + ":", "") + re.sub(r"\\(.)", r"\1", local)
        before = token.word
