"""A chain of responsibility as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from api.lang import say
from graph.links import Body, Chain, Entry, Finding, Paper, Passing, Source
from ontology.names import code_iri
from ontology.vocabulary import Language, label

_SHOWN = {"year": 4, "month": 7}


def chain_lines(chain: Chain, lang: Language) -> Iterator[str]:
    """Level by level: who bears which duties, since when, on which basis, and where it says so; or the break."""
    topic = chain.topic.zh if lang == "zh" else chain.topic.en
    yield say("chain", lang, topic=topic, place=chain.place.name, date=chain.date)
    yield from existence(chain, lang)
    for step in chain.steps:
        if step.entries or step.gap:
            yield ""
            yield concept("level", step.level, lang)
        if step.gap:
            yield f"  {say('break', lang)}: {getattr(step.gap, lang)}"
        for body, entries in _by_body(step.entries):
            yield f"  {_named(body, lang)}"
            for entry in entries:
                yield f"    [{concept('role', entry.role, lang)}] {one_line(entry.quote)}"
                yield f"      {' · '.join(particulars(entry, lang))}"
                yield f"      {located(entry.source, lang)}"
                yield from (f"      {passing(one, lang)}" for one in entry.path)
    yield from _findings(chain.issues, lang)
    yield ""
    yield f"{say('searched', lang)} ({len(chain.papers)})"
    yield from (f"  {cited(paper)}" for paper in chain.papers)
    if chain.uncertain:
        yield say("uncertain", lang, count=chain.uncertain)


def existence(chain: Chain, lang: Language) -> Iterator[str]:
    """For a place that does not exist on the date: what stands there then."""
    if chain.instead is not None:
        names = "、".join(f"{place.name} {place.code}" for place in chain.instead)
        yield say("place_then" if names else "place_gone", lang, place=chain.place.name, names=names)


def particulars(entry: Entry, lang: Language) -> Iterator[str]:
    """Since when, until when, on which basis, and how the text names the bearer."""
    if entry.since:
        yield say("from_day", lang, date=day(entry.since, entry.precision))
    elif entry.ground == "document":
        paper = entry.source.paper
        yield say("from_document", lang, date=day(paper.issued, paper.precision))
    else:
        yield say("from_unknown", lang)
    if entry.until:
        yield say("to_day", lang, date=entry.until)
    if entry.basis:
        yield say("resting_on", lang, papers="、".join(map(short, entry.basis)))
    for one in entry.gone:
        ground = concept("end-ground", one.ground, lang)
        yield say("basis_gone", lang, paper=short(one.basis), date=one.until, ground=ground, act=short(one.act))
    if entry.general:
        yield say("general", lang)
    if entry.via:
        yield say("as_group", lang, name=entry.via.name)


def passing(one: Passing, lang: Language) -> str:
    """How a duty or a body became another's or another, with the sentence and its document."""
    after = one.after.name if one.after else say("no_receiver", lang)
    when = day(one.date, one.precision) + ("" if one.dated else say("by_document", lang))
    kind, words = concept("change-kind", one.kind, lang), one_line(one.quote)
    bases = "、".join(map(short, one.basis))
    said = say("passing", lang, date=when, kind=kind, before=one.before.name, after=after, quote=words)
    return " · ".join(
        part for part in (said, bases and say("resting_on", lang, papers=bases), cited(one.source.paper)) if part
    )


def located(source: Source, lang: Language) -> str:
    """The document and the stretch of its text, counted from 1."""
    place = say("at", lang, paper=cited(source.paper), start=source.start + 1, end=source.end)
    page = say("on_page", lang, page=source.page) if source.page else ""
    told = ", ".join(part for part in (page, source.eid) if part)
    return f"{place} ({told})" if told else place


def cited(paper: Paper) -> str:
    """A document by title, number and date, as far as they are known.

    >>> cited(Paper("x", "关于印发网格化方案的通知", "青府办〔2016〕27号", "2016-07-01", "month"))
    '《关于印发网格化方案的通知》（青府办〔2016〕27号，2016-07）'
    """
    about = "，".join(part for part in (paper.number, day(paper.issued, paper.precision)) if part)
    title = f"《{one_line(paper.title)}》" if paper.title else ""
    return f"{title}（{about}）" if title and about else title or about or paper.iri


def short(paper: Paper) -> str:
    """A document by its number, else by its title."""
    return f"《{one_line(paper.title)}》" if paper.title and not paper.number else paper.called


def day(date: str | None, precision: str | None) -> str:
    """A date as precise as it is.

    >>> day("2020-12-01", "month"), day(None, None)
    ('2020-12', '')
    """
    return (date or "")[: _SHOWN.get(precision or "", 10)]


def concept(scheme: str, key: str | None, lang: Language) -> str:
    """What a key of a code list is called."""
    return label(code_iri(scheme, key), lang) or key if key else ""


def one_line(text: str) -> str:
    """Text without line breaks, so that it stays one line on a terminal."""
    return " ".join(text.split())


def _by_body(entries: Sequence[Entry]) -> Iterable[tuple[Body, list[Entry]]]:
    """The entries of each body together, bodies in the order of their first entry."""
    found: dict[tuple[str, str], tuple[Body, list[Entry]]] = {}
    for entry in entries:
        found.setdefault(entry.bearer.cluster, (entry.bearer, []))[1].append(entry)
    return found.values()


def _named(body: Body, lang: Language) -> str:
    plates = "、".join(dict.fromkeys(plate.name for plate in body.plates))
    same = [say("one_body", lang, name=one.name, why="；".join(one.why)) for one in body.same]
    return "  ".join([body.name, *([say("plates", lang, names=plates)] if plates else []), *same])


def _findings(findings: Sequence[Finding], lang: Language) -> Iterator[str]:
    if findings:
        yield ""
        yield say("findings", lang)
    for finding in findings:
        who = "、".join(f"{each.body.name}（{concept('role', each.role, lang)}）" for each in finding.answerable)
        claim = finding.status and say(
            "claimed", lang, who=finding.claimed_by or "—", status=concept("status", finding.status, lang)
        )
        yield f"  {one_line(finding.quote)}"
        yield f"    {' · '.join(part for part in (finding.raised_by, who, finding.deadline, claim) if part)}"
        yield f"    {located(finding.source, lang)}"
