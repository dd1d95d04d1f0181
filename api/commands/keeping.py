"""``validate``, ``export`` and ``info``: what a store holds."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from api.commands.common import Lang, StoreOption, existing_store, out, settings
from api.lang import say
from api.render.load import result_line
from graph.export import export as export_rdf
from graph.network import graphml, whole
from graph.questions import run
from graph.validate import validate_stored
from ontology.errors import ZelianError
from ontology.names import NS
from ontology.vocabulary import label


def validate(*, lang: Lang, store: StoreOption = None) -> int:
    """Check every document of a store against the ontology's shapes (SHACL)."""
    violations = 0
    with existing_store(store) as opened:
        documents = run(opened, "documents").rows
        for document in documents:
            checked = validate_stored(opened, str(document["document"]))
            for word, results in (("violation", checked.violations), ("warning", checked.warnings)):
                for result in results:
                    out(f"{document['file']}  {say(word, lang)}: {result_line(result, lang)}")
            violations += len(checked.violations)
    out(say("violations" if violations else "conforms", lang, documents=len(documents), violations=violations))
    return 1 if violations else 0


def export(
    *,
    lang: Lang,
    format: Annotated[
        Literal["nq", "ttl", "trig", "jsonld", "graphml"], typer.Option(help="Form of the output · 输出形式")
    ] = "nq",
    date: Annotated[
        str | None,
        typer.Option(help="As of this day, YYYY-MM-DD (RDF only) · 截至日期（仅 RDF）", show_default="all time"),
    ] = None,
    store: StoreOption = None,
) -> int:
    """Write the whole store to the output: RDF, or a network in GraphML."""
    if date and format == "graphml":
        raise ZelianError("E308", kind=format)
    with existing_store(store) as opened:
        sys.stdout.writelines(graphml(whole(opened)) if format == "graphml" else export_rdf(opened, format, date))
    return 0


def info(*, lang: Lang, store: StoreOption = None) -> int:
    """What a store holds: things of each class, documents, version."""
    with existing_store(store) as opened:
        out(f"{say('store', lang)}  {store or settings().store}")
        out(f"{say('version', lang)}  {opened.version}")
        out(f"{say('graphs', lang)}  {len(opened.graph_names())}")
        for row in run(opened, "void"):
            if str(row["class"]).startswith(NS):
                out(f"{label(str(row['class']), lang)}  {row['things']}")
        for row in run(opened, "documents"):
            named = "  ".join(str(row[key]) for key in ("issued", "number", "title") if row[key])
            out(f"  {named or row['file']}")
    return 0
