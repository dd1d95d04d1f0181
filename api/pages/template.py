"""Templates: Jinja2 with everything escaped."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.pages.language import translations
from api.pages.view import View
from ontology.errors import message
from ontology.names import code_iri
from ontology.records import LEVELS, ROLES
from ontology.vocabulary import Language, label


@cache
def environment(lang: Language) -> Environment:
    """The templates of one language."""
    made = Environment(
        loader=PackageLoader("api", "pages/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(translations(lang), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(levels=LEVELS, roles=ROLES, lang=lang, message=message)
    made.filters.update(
        level=lambda key: _label("level", key, lang),
        change=lambda key: _label("change-kind", key, lang),
        difference=lambda key: _label("difference", key, lang),
        role=lambda key: _label("role", key, lang),
        concept=lambda iri: (iri and label(str(iri), lang)) or "",
        reason=lambda key: _reasons().get(key, {}).get(lang, key),
        local=lambda iri: str(iri).rpartition("/")[2].rpartition("#")[2],
    )
    return made


def render(template: str, view: View, data: Mapping[str, Any]) -> str:
    """A page as HTML."""
    return environment(view.lang).get_template(template).render(view=view, **data)


@cache
def _reasons() -> Mapping[str, Mapping[str, str]]:
    """Why a sentence was not taken as a duty, in words."""
    return tomllib.loads(files("loaders").joinpath("data/reasons.toml").read_text("utf-8"))


def _label(scheme: str, key: str | None, lang: Language) -> str:
    if not key:
        return ""
    return label(key if ":" in key else code_iri(scheme, key), lang) or key
