"""``judge``: whether two institutions are one body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from api.commands.asked import place_in
from api.commands.common import Lang, StoreOption, existing_store, out
from api.lang import say
from graph.candidates import Candidate
from graph.judgements import judge as record
from graph.work import Log, Sentence, log, open_candidates, sentences
from ontology.errors import ZelianError
from ontology.names import code_iri
from ontology.vocabulary import Language, label


def judge(
    first: Annotated[
        str | None, typer.Argument(help="Institution: name or IRI · 机构：名称或 IRI", show_default=False)
    ] = None,
    second: Annotated[str | None, typer.Argument(help="The other one · 另一机构", show_default=False)] = None,
    verdict: Annotated[
        str | None, typer.Argument(help="same, different or unsure · 同一、不同或存疑", show_default=False)
    ] = None,
    *,
    lang: Lang,
    why: Annotated[str | None, typer.Option(help="The reason · 理由")] = None,
    by: Annotated[str | None, typer.Option(help="Who says so · 认定人")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List candidates · 列出候选")] = False,
    logged: Annotated[bool, typer.Option("--log", help="List judgements · 列出已有认定")] = False,
    place: Annotated[str | None, typer.Option(help="With --list: only of this place · 只列此地")] = None,
    store: StoreOption = None,
) -> int:
    """Say whether two institutions are one, list candidates, or list what was said."""
    if listed or logged:
        with existing_store(store) as opened:
            if logged:
                return _print(_log_lines(log(opened), lang), lang)
            found = open_candidates(opened, [place_in(opened, place)] if place else ())
            return _print(_lines(found, sentences(opened, found), lang), lang)
    if first is None or second is None or verdict is None or not why:
        raise ZelianError("E540")
    with existing_store(store, read_only=False) as opened:
        made = record(opened, first, second, verdict, why, by)
        conflict = next((each for each in log(opened).clusters.conflicts if each.same.iri == made.iri), None)
    out(say("judged", lang, verdict=label(code_iri("verdict", verdict), lang), iri=made.iri))
    if conflict:
        out(say("judged_conflict", lang, why=conflict.against.why))
    return 0


def _print(lines: Iterable[str], lang: Language) -> int:
    shown = list(lines)
    for line in shown or [say("nothing", lang)]:
        out(line)
    return 0 if shown else 1


def _lines(found: Iterable[Candidate], said: dict[str, tuple[Sentence, ...]], lang: Language) -> Iterable[str]:
    for one in found:
        yield f"{one.score:.2f}"
        for body in (one.first, one.second):
            yield f"  {body.name}  <{body.iri}>"
            for each in said[body.iri]:
                paper = each.source.paper
                yield f"    “{each.quote}” {paper.called}"
        for reason in one.reasons:
            yield f"  {reason.weight:+.1f}  {_said(reason.zh, reason.en, lang)}"


def _said(zh: str, en: str, lang: Language) -> str:
    return zh if lang == "zh" else en


def _log_lines(found: Log, lang: Language) -> Iterable[str]:
    for ruled in found.ruled:
        one, (first, second) = ruled.judgement, ruled.names
        verdict = label(code_iri("verdict", one.verdict), lang)
        late = "" if ruled.counts else f"  {say('judged_before', lang)}"
        yield f"{one.when}  {verdict}  {first} = {second}  {one.by or ''}  {one.why}{late}"
    for conflict in found.clusters.conflicts:
        names = [found.names[iri] for iri in (*conflict.same.pair, *conflict.against.pair)]
        yield say("conflict", lang, same=" = ".join(names[:2]), against=" ≠ ".join(names[2:]))
