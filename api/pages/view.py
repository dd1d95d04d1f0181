"""How a reader looks at the data: the language, the date, the addresses that keep both."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import quote, urlencode

from fastapi import Request

from api.settings import Settings
from graph.store import Store
from ontology import names
from ontology.errors import ZelianError
from ontology.vocabulary import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")
KINDS = {
    "document": "/documents/",
    "institution": "/institutions/",
    "duty": "/duties/",
    "issue": "/issues/",
    "unit": "/places/",
}
"""Kind of thing in a data IRI → start of its page's address."""


@dataclass(frozen=True, slots=True)
class View:
    """One request's store and settings, its language, and its date (``chosen``: the reader set it)."""

    store: Store
    settings: Settings
    path: str
    query: Mapping[str, str]
    lang: Language
    date: str
    chosen: bool

    def href(self, path: str, fragment: str = "", **parameters: object) -> str:
        """An address on this server, with the language and the date kept.

        ``parameters`` that are None or empty are left out.
        """
        kept = {"lang": self.lang if self.lang != "zh" else None, "date": self.date if self.chosen else None}
        given = {key: str(value) for key, value in {**kept, **parameters}.items() if value not in (None, "")}
        return quote(path) + ("?" + urlencode(given) if given else "") + ("#" + fragment if fragment else "")

    def here(self, path: str = "", **changes: object) -> str:
        """The present address with some parameters changed, or the same parameters at another ``path``."""
        given = {**self.query, **changes}
        kept = {key: str(value) for key, value in given.items() if value not in (None, "")}
        return quote(path or self.path) + ("?" + urlencode(kept) if kept else "")

    def page_of(self, iri: str) -> str | None:
        """The address of the page about a thing; None when there is no page of its kind.

        Only data IRIs of the shape ``<base>/<kind>/<identifier>`` have pages.
        """
        kind, _, identifier = iri.removeprefix(names.DATA).partition("/")
        if not iri.startswith(names.DATA) or kind not in KINDS or not re.fullmatch(r"[\w.-]+", identifier):
            return None
        return self.href(KINDS[kind] + identifier)

    def holds(self, document: str) -> bool:
        """Whether a document is in the store, not only cited there."""
        return document in self.store.graph_names()

    def sentence(self, document: str, fact: str) -> str:
        """The address of the sentence of a fact in the document that states it."""
        return f"{self.page_of(document) or ''}#d={fact.rpartition('/')[2]}"


def iri_of(kind: str, identifier: str) -> str:
    """The data IRI of a thing. Raises E404 for an identifier that can be none."""
    if not re.fullmatch(r"[\w.-]+", identifier):
        raise ZelianError("E404", what=identifier)
    return f"{names.DATA}{kind}/{identifier}"


Clock = Callable[[], date]


def view(request: Request) -> View:
    """The view that a request asks for, for use as a dependency.

    Raises E413 for an unknown language or a date that is not YYYY-MM-DD.
    """
    query = dict(request.query_params)
    lang = query.get("lang") or "zh"
    if lang not in LANGUAGES:
        raise ZelianError("E413", name="lang", value=lang, expected="zh / en")
    clock = cast(Clock, request.app.state.clock)
    day = query.get("date")
    return View(
        store=request.app.state.store,
        settings=request.app.state.settings,
        path=request.url.path,
        query=query,
        lang=lang,
        date=_checked(day) if day else clock().isoformat(),
        chosen=bool(day),
    )


def _checked(day: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            return date.fromisoformat(day).isoformat()
    except ValueError:
        pass
    raise ZelianError("E413", name="date", value=day, expected="YYYY-MM-DD")
