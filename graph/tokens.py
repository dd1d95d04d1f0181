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
    """A token: its kind (a group of the pattern), its text, where it begins, and how many brackets are open there.

    ``word`` is the keyword in upper case; "" for what is no bare word.
    """

    kind: str
    text: str
    start: int
    depth: int
    word: str


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
        said = found[0]
        yield Token(kind, said, found.start(), depth, said.upper() if kind == "word" else "")
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
        if token.word == "BASE" and len(seen) > place + 1:
            base, skip = urljoin(base, seen[place + 1].text[1:-1]), 1
        elif token.word == "PREFIX" and len(seen) > place + 2:
            prefixes[seen[place + 1].text], skip = urljoin(base, seen[place + 2].text[1:-1]), 2
        elif token.kind == "iri":
            yield before, urljoin(base, token.text[1:-1])
        elif token.kind == "prefixed":
            prefix, _, local = token.text.partition(":")
            yield before, prefixes.get(prefix + ":", "") + re.sub(r"\\(.)", r"\1", local)
        before = token.word
