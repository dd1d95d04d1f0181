"""Records and chains as pages that stand alone: one file, no script, no request to anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup

from api.lang import say
from api.pages.reader import Highlight, segments
from api.pages.template import environment
from api.render.chain import cited, concept, existence, located, particulars, passing
from graph.links import Chain
from graph.swimlane import swimlane
from ontology.records import Record
from ontology.vocabulary import Language


def record_page(record: Record, lang: Language) -> str:
    """The text of a record with its facts highlighted, and a card for each; whatever the text holds is escaped."""
    notes = [(item.start, item.end, item.why) for item in record.coverage.rejected]
    notes += [(span.start, span.end, "unexplained") for span in record.coverage.unexplained]
    return _template("record.html", lang).render(
        record=record,
        notes=[(f"note{number}", record.text[start:end], why) for number, (start, end, why) in enumerate(notes)],
        segments=segments(record.text, _highlights(record)),
        told=_told(record, lang),
    )


def chain_page(chain: Chain, lang: Language) -> str:
    """A chain as a picture and as the table of the same entries."""
    picture = swimlane(chain, lang, lambda row: "#" + (getattr(row, "duty", "") or getattr(row, "iri", "")))
    return _template("chain.html", lang).render(chain=chain, picture=Markup(picture))  # noqa: S704 - made by an XML serialiser


def _highlights(record: Record) -> Iterator[Highlight]:
    for number, duty in enumerate(record.duties):
        yield Highlight(f"duty{number}", "duty", duty.start, duty.end)
    for number, issue in enumerate(record.issues):
        yield Highlight(f"issue{number}", "issue", issue.start, issue.end)
    for number, measure in enumerate(record.measures):
        yield Highlight(f"measure{number}", "measure", measure.start, measure.end)
    for number, plate in enumerate(record.nameplates):
        yield Highlight(f"plate{number}", "plate", plate.start, plate.end)
    for number, item in enumerate(record.coverage.rejected):
        yield Highlight(f"note{number}", "rejected", item.start, item.end)
    for number, span in enumerate(record.coverage.unexplained, len(record.coverage.rejected)):
        yield Highlight(f"note{number}", "unexplained", span.start, span.end)


def _told(record: Record, lang: Language) -> dict[str, str]:
    """What hovering over a highlight says, by its identifier."""
    told = {
        f"duty{number}": "、".join(f"{concept('role', each.role, lang)} {each.name}" for each in duty.holders)
        + f" · {duty.rule} · {duty.confidence}"
        for number, duty in enumerate(record.duties)
    }
    told |= {f"plate{number}": f"{plate.office} → {plate.plate}" for number, plate in enumerate(record.nameplates)}
    reason = environment(lang).filters["reason"]
    told |= {f"note{number}": reason(item.why) for number, item in enumerate(record.coverage.rejected)}
    begin = len(record.coverage.rejected)
    return told | {
        f"note{number}": say("unexplained", lang) for number, _ in enumerate(record.coverage.unexplained, begin)
    }


def _template(name: str, lang: Language) -> Template:
    return _environment(lang).get_template(name)


@cache
def _environment(lang: Language) -> Environment:
    """The filters of the server's pages with templates of our own, and the style sheet to put into each page."""
    made = environment(lang).overlay(loader=PackageLoader("api", "render/templates"))
    style = Markup(files("api").joinpath("pages/static/zelian.css").read_text("utf-8"))  # noqa: S704 - our own file
    made.globals = {
        **made.globals, "style": style, "say": say, "cited": cited, "existence": existence, "located": located,
        "particulars": particulars, "passing": passing,
    }  # fmt: skip
    return made
