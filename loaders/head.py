"""The head and the foot of a document: title, number, addressee, sign-off, date and attachments (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.adoption import read_adoption
from loaders.find.bodies import read_phrase
from loaders.find.dates import DateMention, find_dates
from loaders.find.lexicon import Words
from loaders.find.papers import read_number
from loaders.find.patterns import patterns
from loaders.foot import read_attachments, read_print_line, read_sign_off
from loaders.metadata import read_metadata
from loaders.structure import Unit
from loaders.text import plain as as_plain

_RE = patterns("head")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_GOVERNMENT = re.compile("(?<!人民)政府$")
_LONGEST_TITLE = 120
_LONGEST_ADDRESSEE = 160
_TITLE_LINES = 5
_NUMBER_LINES = 6
_ADDRESSEE_LINES = 4
_BEGINS_TEXT = ("chapter", "article", "cn", "roman", "cn-paren")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head and foot say, in the words of the text.

    ``body`` is the offset at which the text proper begins, ``apart`` are the lines of the sign-off and of the list of
    attachments.
    """

    title: str | None = None
    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    addressee: str | None = None
    date: DateMention | None = None
    attachments: tuple[str, ...] = ()
    body: int = 0
    apart: tuple[tuple[int, int], ...] = ()

    def proper(self, units: Sequence[Unit]) -> list[Unit]:
        """The units of the text proper: without head, sign-off and list of attachments."""
        return [u for u in units if u.start >= self.body and not any(a <= u.start < b for a, b in self.apart)]


def read_head(text: str, plain: str, units: Sequence[Unit]) -> Head:
    """Reads head and foot; whatever is not there is None.

    >>> from loaders.structure import read_structure
    >>> t = (
    ...     "青禾县人民政府办公室关于做好巡查工作的通知\\n青府办〔2021〕3号\\n各街道办事处：\\n现通知如下。\\n"
    ...     "青禾县人民政府办公室\\n2021年3月2日\\n"
    ... )
    >>> h = read_head(t, t, read_structure(t))
    >>> h.number, h.issuer, h.addressee, h.date.value
    ('青府办〔2021〕3号', '青禾县人民政府办公室', '各街道办事处', '2021-03-02')
    """
    lines = _Lines(text, plain, units)
    meta = read_metadata(text, plain, units)
    at = lines.skip_noise(meta.lines)
    above, at = lines.number(at) if lines.is_number(at) else (None, at)
    title, at = (meta.title, at) if meta.title else lines.title(at)
    dated, at = lines.bracketed_date(at)
    number, at = lines.number(at)
    if not dated:
        dated, at = lines.bracketed_date(at)
    adopted, at = read_adoption(plain, units, at)
    addressee, at = (None, at) if adopted.who else lines.addressee(at)
    signed = read_sign_off(text, plain, units, at)
    signed = signed or (None if meta.date or dated or adopted.date else read_print_line(text, plain, units))
    attachments, listed = read_attachments(text, plain, units, at)
    kind = _RE["title-end"].search(as_plain(title)) if title else None
    return Head(
        title=title,
        type=kind["type"] if kind else _type_in_text(plain),
        number=above or number or adopted.order or meta.number,
        issuer=(signed and signed.body) or meta.issuer or adopted.who or _issuer_in_title(title),
        addressee=addressee,
        date=(signed and signed.date) or adopted.date or dated or meta.date,
        attachments=attachments,
        body=units[at].start if at < len(units) else len(plain),
        apart=tuple(span for span in (signed and signed.lines, listed) if span),
    )


class _Lines:
    """The lines of the head, read one kind after the other; each method tells where it stopped."""

    def __init__(self, text: str, plain: str, units: Sequence[Unit]) -> None:
        self.text, self.plain, self.units = text, plain, units

    def line(self, at: int) -> str:
        return self.plain[self.units[at].start : self.units[at].end]

    def skip_noise(self, metadata: frozenset[int]) -> int:
        """Passes lines without Chinese, the path of a web page, its metadata and what only says 附件."""
        for at, unit in enumerate(self.units):
            line = self.line(at)
            if unit.index in metadata or not _HAN.search(line):
                continue
            if not _RE["breadcrumb"].match(line) and not _RE["attachment-label"].match(line):
                return at
        return len(self.units)

    def bracketed_date(self, at: int) -> tuple[DateMention | None, int]:
        """The day that stands in brackets under the title."""
        if at >= len(self.units) or not _RE["bracketed-date"].match(self.line(at)):
            return None, at
        start = self.units[at].start
        day = next((d for d in find_dates(self.line(at))), None)
        return (day._replace(start=start + day.start, end=start + day.end) if day else None), at + 1

    def is_number(self, at: int) -> bool:
        return at < len(self.units) and bool(_RE["number-line"].match(self.line(at)))

    def number(self, at: int) -> tuple[str | None, int]:
        """The document number; head lines repeated after it (as the State Council's site prints them) are passed."""
        number, last = None, at
        for i in range(at, min(at + _NUMBER_LINES, len(self.units))):
            if self.is_number(i):
                number = number or read_number(self.plain, self.units[i].start, self.units[i].end)
                last = i + 1
        return number, last

    def title(self, first: int) -> tuple[str | None, int]:
        """A title may run over lines; it ends with the line that ends with a kind of document."""
        joined = ""
        for at in range(first, min(first + _TITLE_LINES, len(self.units))):
            if self._ends_title(at):
                return (self._untyped(joined, first, at), at) if joined else (None, first)
            part = self.text[self.units[at].start : self.units[at].end].strip()
            part = "".join(part.split()) if _RE["spaced"].match(self.line(at)) else part
            joined = re.sub(r"\s+", " ", f"{joined} {part}" if joined[-1:].isascii() and joined else joined + part)
            if len(joined) > _LONGEST_TITLE:
                return None, first
            if any(_RE[key].search(as_plain(joined)) for key in ("title-end", "title-of-duties")):
                return joined, at + 1
        return self._untyped(joined, first, first + 1), first

    def _ends_title(self, at: int) -> bool:
        line = self.line(at)
        mark = "。" in line or line.endswith(("：", "；"))
        return bool(self.units[at].style) or mark or self.is_number(at) or bool(_RE["sign-date"].match(line))

    def _untyped(self, joined: str, first: int, last: int) -> str | None:
        """A line that does not end in a kind of document is a title only when numbered parts follow it at once."""
        following = self.units[last] if last < len(self.units) else None
        titled = joined and last - first == 1 and following is not None and following.style in _BEGINS_TEXT
        return joined if titled else None

    def addressee(self, at: int) -> tuple[str | None, int]:
        """The line that ends in a colon before the text begins."""
        for i in range(at, min(at + _ADDRESSEE_LINES, len(self.units))):
            line = self.line(i)
            if self.units[i].style or "。" in line:
                break
            if line.endswith("：") and len(line) < _LONGEST_ADDRESSEE and not _RE["leads-to-text"].search(line[-6:]):
                return self.text[self.units[i].start : self.units[i].end].rstrip("：: "), i + 1
        return None, at


def _issuer_in_title(title: str | None) -> str | None:
    """国务院办公厅关于…: the body before 关于; two bodies side by side are joined by 、."""
    lead = _RE["after-issuer"].search(title) if title else None
    if not title or not lead or lead.start() < 3:
        return None
    names = [_GOVERNMENT.sub("人民政府", name) for name in re.split(r"[\s、]+", title[: lead.start()].strip(" 、"))]
    whole = [name for name in names if (p := read_phrase(Words(name), 0, len(name))) and p.end == len(name)]
    return "、".join(names) if len(whole) == len(names) else None


def _type_in_text(plain: str) -> str | None:
    """Without a title, what the text calls itself: 现公示如下, 特此通报."""
    match = _RE["calls-itself"].search(plain)
    return match[1] if match else None
