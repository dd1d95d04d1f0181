"""Named questions: SPARQL files in ``queries/``, their parameters, and their answers.

A file begins with comment lines that describe it::

    # zh: 这些机构承担哪些职责？
    # en: What duties do these bodies bear?
    # parameter: bearers iris
    # columns: duty bearer

A parameter stands in the query as ``$bearers`` and is replaced by safely written terms. Its kind is ``iri``, ``iris``
(written one after the other, for VALUES), ``text``, ``date`` or ``integer``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from rdflib import XSD, Literal, URIRef

from graph.results import Rows
from graph.store import Store
from ontology.dates import precision
from ontology.errors import ZelianError

Parameter = str | int | Iterable[str]
_BAD_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_HEAD: Final = re.compile(r"^# (zh|en|parameter|columns): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A named query. ``parameters`` maps names to kinds; ``columns`` are those of its answer."""

    name: str
    zh: str
    en: str
    parameters: Mapping[str, str]
    columns: tuple[str, ...]
    query: str

    def bind(self, **values: Parameter) -> str:
        """The query with its parameters filled in, values in ``IN ($name)`` with commas between them.

        Raises E302 or E303 when they do not fit.
        """
        if values.keys() != self.parameters.keys():
            expected, given = (", ".join(sorted(names)) or "–" for names in (self.parameters, values))
            raise ZelianError("E302", name=self.name, expected=expected, given=given)
        written = {name: _written(name, self.parameters[name], value) for name, value in values.items()}
        listed = re.sub(r"IN \(\$(\w+)\)", lambda found: f"IN ({', '.join(written[found[1]].split())})", self.query)
        return re.sub(r"\$(\w+)", lambda found: written.get(found[1], found[0]), listed)


def questions() -> tuple[Question, ...]:
    """All named questions, by name."""
    return tuple(_all().values())


def question(name: str) -> Question:
    """The question of that name. Raises E301 when there is none."""
    if name not in _all():
        raise ZelianError("E301", name=name, known="、".join(_all()))
    return _all()[name]


def run(store: Store, name: str, **values: Parameter) -> Rows:
    """The answer to a named question."""
    return store.select(question(name).bind(**values))


@lru_cache(maxsize=1)
def _all() -> Mapping[str, Question]:
    folder = files("graph").joinpath("queries")
    texts = {file.name.removesuffix(".rq"): file.read_text("utf-8") for file in folder.iterdir()}
    return {name: _read(name, texts[name]) for name in sorted(texts)}


def _read(name: str, text: str) -> Question:
    head = _HEAD.findall(text)
    said = dict(head)
    parameters = dict(value.split() for key, value in head if key == "parameter")
    return Question(name, said["zh"], said["en"], parameters, tuple(said["columns"].split()), text)


def _written(name: str, kind: str, value: Parameter) -> str:
    """A value in SPARQL's syntax."""
    if kind == "iris" and not isinstance(value, str | int):
        return " ".join(_iri(name, item) for item in value)
    if kind == "iri" and isinstance(value, str):
        return _iri(name, value)
    if kind == "date" and isinstance(value, str) and precision(value) == "day":
        return Literal(value, datatype=XSD.date).n3()
    if kind == "integer" and str(value).isdecimal():
        return str(value)
    if kind == "text" and isinstance(value, str):
        return Literal(value).n3()
    raise ZelianError("E303", parameter=name, value=value, kind=kind)


def _iri(name: str, value: str) -> str:
    if _BAD_IN_IRI.search(value) or ":" not in value:
        raise ZelianError("E303", parameter=name, value=value, kind="iri")
    return URIRef(value).n3()
