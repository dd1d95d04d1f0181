"""Why a clause that looks like a duty is none: a key of ``data/reasons.toml``, None when nothing speaks against it."""

from __future__ import annotations

from loaders.find.bodies import Phrase, read_phrase
from loaders.find.lexicon import Tag
from loaders.find.patterns import patterns
from loaders.state.segments import Segments

_RE = patterns("sentence")


def why_no_order(segments: Segments, start: int, end: int) -> str | None:
    """A whole sentence that orders nothing: 为规范…，制定本规定; 坚持…的原则 without a bearer.

    >>> from loaders.find.lexicon import Words
    >>> from loaders.state.clauses import Clauses
    >>> text = "为规范巡查工作，制定本规定"
    >>> why_no_order(Segments(Clauses(Words(text)), 0, len(text), "，"), 0, len(text))
    'purpose'
    """
    if _RE["makes-this"].search(segments.text, start, end):
        return "purpose"
    if not segments.text.endswith("原则", start, end):
        return None
    return None if any(read_phrase(segments.words, a, b) for a, b in segments.spans[:1]) else "principle"


def why_no_duty(segments: Segments, phrase: Phrase, end: int, sentence_end: int, *, reporting: bool) -> str | None:
    """What is said of the bearer in ``phrase`` up to ``end``, without an order: an appointment, a report, a state."""
    rest = segments.text[phrase.end : end].strip(" ：")
    handed = rest.startswith("由") and (_RE["appoints"].search(rest) or rest.endswith("组成"))
    if handed or _RE["takes-post"].match(rest):
        return "procedure"
    if reporting and not _RE["bears-standing"].match(rest):
        return "report"
    if all(_RE["whole-area"].match(body.mention) for body in phrase.bodies):
        return "principle"
    if _RE["no-act"].search(rest):
        return "definition"
    following = segments.words.at(phrase.end)
    begun = segments.spans[0][0]
    told = _RE["done"].search(segments.text, phrase.end, sentence_end) and not _RE["strong"].match(rest)
    done = told or _RE["was-done"].search(segments.text, begun, sentence_end)
    intends = following and following.tags & Tag.FUTURE and not _RE["puts-in"].match(rest)
    return "report" if done or intends else None


def why_nobody(text: str, left: str, start: int, end: int, *, named: bool) -> str | None:
    """河道整治应当符合规划: what stands ``left`` of 应当 is no bearer; ``named``: the sentence has one.

    >>> text = "河道整治应当及时完成"
    >>> why_nobody(text, "河道整治", 6, len(text), named=False)
    'no-bearer'
    """
    if _RE["condition-end"].search(left):
        return None
    if _RE["principle"].match(text[start:end]):
        return "principle"
    if named or (_RE["findings"].search(left) and _RE["tells"].search(text, start, end)):
        return None
    return "no-bearer"
