"""The head and the foot of a document: title, number, addressee, sign-off, date and attachments (GB/T 9704)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.find.bodies import read_phrase
from loaders.find.dates import DateMention, find_dates
from loaders.find.lexicon import Tag, Words, data
from loaders.find.papers import clean_title, read_number
from loaders.structure import Unit

_WORDS = data("head.toml")
_TYPES = "|".join(sorted(_WORDS["types"]["words"], key=len, reverse=True))
_TITLE_END = re.compile(rf"(?P<type>{_TYPES})(?P<note>(?:（[^（）]{{1,24}}）)*)$")
_NUMBER_LINE = re.compile(r"^.{0,3}[\u4e00-\u9fff]{1,14} ?〔(?:19|20)\d\d〕 ?第? ?\d{1,5} ?号$")
_SIGNED = re.compile(
    r"^(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九十]{2}年 ?[\d一二三四五六七八九十]{1,2}月 *(?:[\d一二三四五六七八九十]{1,3} ?日|日)?$"
)
_ADOPTED = re.compile(
    r"(?P<who>[^\d，。（） ]{2,40}?)(?:第[一二三四五六七八九十百\d]+届)?(?P<rest>[^\d，。（） ]{0,24}?)(?:第[一二三四五六七八九十百\d]+次)?(?:全体)?(?:会议|常务会议)?(?:审议)?(?P<act>通过|批准|修订|修正|公布|发布)"
)
_CHAIN = re.compile(r"^(?:当前位置|您(?:当前)?的?位置|首页)")
_LEAD_BODY = re.compile(r"(?:印发|关于|转发|发布)")
_MAX_TITLE = 120


@dataclass(frozen=True, slots=True)
class Head:
    """What the head and foot say, in the words of the text. ``body`` is the offset at which the text proper begins,
    ``apart`` are the lines of the sign-off and of the list of attachments."""

    title: str | None
    type: str | None
    number: str | None
    issuer: str | None
    addressee: str | None
    date: DateMention | None
    attachments: tuple[str, ...]
    body: int
    apart: tuple[tuple[int, int], ...]

    def proper(self, units: list[Unit]) -> list[Unit]:
        """The units of the text proper: without head, sign-off and list of attachments."""
        return [u for u in units if u.start >= self.body and not any(a <= u.start < b for a, b in self.apart)]


@dataclass(slots=True)
class _Metadata:
    """What a web page's metadata block gives, and the lines it takes."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: DateMention | None = None
    lines: set[int] = field(default_factory=set)


def read_head(text: str, plain: str, units: list[Unit], words: Words) -> Head:
    """Reads head and foot; whatever is not there is None.

    >>> from loaders.structure import read_structure
    >>> t = "青禾县人民政府办公室关于做好巡查工作的通知\\n青府办〔2021〕3号\\n各街道办事处：\\n现通知如下。\\n青禾县人民政府办公室\\n2021年3月2日\\n"
    >>> h = read_head(t, t, read_structure(t), Words(t))
    >>> h.number, h.issuer, h.addressee, h.date.value
    ('青府办〔2021〕3号', '青禾县人民政府办公室', '各街道办事处', '2021-03-02')
    """
    meta = _metadata(text, plain, units[:16])
    first = next((i for i, u in enumerate(units) if not _is_noise(plain, u) and u.index not in meta.lines), len(units))
    above, first = (
        _number(plain, units, first)
        if first < len(units) and _NUMBER_LINE.match(plain[units[first].start : units[first].end])
        else (None, first)
    )
    title, last = (None, first) if meta.title else _title(text, plain, units, first)
    title = meta.title or title
    number, last = _number(plain, units, last)
    number = above or number
    adopted, order, last = _adoption(text, plain, units, last)
    addressee, last = (None, last) if adopted else _addressee(text, plain, units, last)
    signed = _sign_off(text, plain, units, last, words)
    issuer = (signed and signed[0]) or meta.issuer or (adopted and adopted[0]) or _issuer_in_title(title)
    date = (signed and signed[1]) or (adopted and adopted[1]) or meta.date
    attachments, listed = _attachments(text, plain, units, last)
    kind = _TITLE_END.search(title.translate(str.maketrans("()", "（）"))) if title else None
    return Head(
        title=title,
        type=kind["type"] if kind else _type_in_text(plain, units),
        number=number or order or meta.number,
        issuer=issuer,
        addressee=addressee,
        date=date,
        attachments=attachments,
        body=units[last].start if last < len(units) else len(plain),
        apart=(*((signed[2],) if signed else ()), *listed),
    )


def _is_noise(plain: str, unit: Unit) -> bool:
    line = plain[unit.start : unit.end]
    return bool(_CHAIN.match(line)) or not re.search(r"[\u4e00-\u9fff]", line)


def _metadata(text: str, plain: str, units: list[Unit]) -> _Metadata:
    """The key-value block that web pages put before a document; keys may be spaced (名  称)."""
    found = _Metadata()
    keys = {key: meaning for meaning, names in _WORDS["metadata"].items() for key in names}
    spaced = {key: r"\s*".join(key) for key in keys}
    pattern = re.compile("|".join(rf"(?P<k{i}>{p})(?=[\s：:]|$)" for i, p in enumerate(spaced.values())))
    order = list(spaced)
    lines: set[int] = set()
    for unit in units:
        matches = list(pattern.finditer(plain, unit.start, unit.end))
        if (
            not matches
            or matches[0].start() != unit.start
            or (
                len(matches) < 2
                and "：" not in plain[unit.start : unit.end]
                and matches[0].end() - unit.start < 4
                and "  " not in plain[unit.start : unit.end]
            )
        ):
            continue
        lines.add(unit.index)
        for match, following in zip(matches, [*matches[1:], None], strict=True):
            key = order[int(str(match.lastgroup)[1:])]
            end = following.start() if following else unit.end
            value = text[match.end() : end].strip(" ：:\u3000")
            meaning = keys[key]
            if not value or meaning == "other":
                continue
            if meaning == "date":
                dates = find_dates(plain[match.end() : end])
                found.date = found.date or (dates[0] if dates else None)
            elif meaning == "number":
                number = read_number(plain, match.end(), end)
                found.number = number[0] if number else None
            elif meaning == "title":
                found.title = found.title or value
            else:
                found.issuer = found.issuer or value
    found.lines = lines
    return found if len(lines) > 1 else _Metadata()


def _title(text: str, plain: str, units: list[Unit], first: int) -> tuple[str | None, int]:
    """A title may run over lines; it ends where a line ends with a kind of document, and is at most repeated once."""
    joined = ""
    for i in range(first, min(first + 5, len(units))):
        unit = units[i]
        line = plain[unit.start : unit.end]
        if unit.style or "。" in line or line.endswith(("：", "；")) or _NUMBER_LINE.match(line) or _SIGNED.match(line):
            return (None, first) if i == first or not joined else (_if_title(joined, units, first, i), i)
        joined += (
            text[unit.start : unit.end].strip()
            if not joined or not joined[-1].isascii()
            else " " + text[unit.start : unit.end].strip()
        )
        if len(joined) > _MAX_TITLE:
            return None, first
        joined = re.sub(r"\s+", " ", joined)
        if _TITLE_END.search(joined.translate(str.maketrans("()", "（）"))):
            return joined, i + 1
    return _if_title(joined, units, first, first + 1), first


def _if_title(joined: str, units: list[Unit], first: int, last: int) -> str | None:
    """Lines that do not end in a kind of document are a title only when the text goes on with numbered parts."""
    following = units[last] if last < len(units) else None
    return (
        joined
        if joined
        and following is not None
        and following.style in ("chapter", "article", "cn", "cn-paren")
        and last - first == 1
        else None
    )


def _number(plain: str, units: list[Unit], at: int) -> tuple[str | None, int]:
    """The line of the document number; head lines repeated after it (as the central government's site prints them) are passed."""
    number = None
    last = at
    for i in range(at, min(at + 6, len(units))):
        line = plain[units[i].start : units[i].end]
        if _NUMBER_LINE.match(line):
            found = read_number(plain, units[i].start, units[i].end)
            number = number or (found[0] if found else None)
            last = i + 1
    return number, last


def _addressee(text: str, plain: str, units: list[Unit], at: int) -> tuple[str | None, int]:
    for i in range(at, min(at + 4, len(units))):
        unit = units[i]
        line = plain[unit.start : unit.end]
        if unit.style or "。" in line:
            return None, at
        if line.endswith("：") and len(line) < 160 and not re.search(r"如下|通知|办法|方案|内容|时间", line[-6:]):
            return text[unit.start : unit.end].rstrip("：: "), i + 1
    return None, at


def _adoption(
    text: str, plain: str, units: list[Unit], at: int
) -> tuple[tuple[str, DateMention] | None, str | None, int]:
    """Adoption lines of a law: 2017年4月26日 …常务委员会…通过; the issuer is the adopting body, the date that of adoption."""
    adopted: tuple[str, DateMention] | None = None
    order = None
    last = at
    for i in range(at, min(at + 6, len(units))):
        unit = units[i]
        line = plain[unit.start : unit.end]
        if unit.style or "。" in line or not re.search(r"通过|批准|公布|发布|修订|修正|施行", line):
            break
        last = i + 1
        found = read_number(plain, unit.start, unit.end)
        order = order or (found[0] if found else None)
        for day in find_dates(line):
            act = _ADOPTED.search(line, day.end)
            if act and act["act"] in ("通过", "公布", "发布") and adopted is None:
                who = re.sub(r"第[一二三四五六七八九十百\d]+届", "", act["who"] + act["rest"])
                who = re.sub(r"(?:令|第[一二三四五六七八九十百\d]+次.*|常务会议|会议|审议|经)+$", "", who)
                adopted = (
                    re.sub(r"^(?:经|由)", "", who),
                    day._replace(start=day.start + unit.start, end=day.end + unit.start),
                )
            if found and adopted is None:
                adopted = (found[0].partition("令")[0], day)
    return adopted, order, last


def _sign_off(
    text: str, plain: str, units: list[Unit], at: int, words: Words
) -> tuple[str | None, DateMention, tuple[int, int]] | None:
    """The date line and the lines of the signing body above it."""
    for i in range(at, len(units)):
        unit = units[i]
        if not _SIGNED.match(plain[unit.start : unit.end]):
            continue
        dates = find_dates(plain[unit.start : unit.end])
        if not dates:
            continue
        day = dates[0]._replace(start=unit.start + dates[0].start, end=unit.start + dates[0].end)
        lines: list[str] = []
        foot = unit.start
        for above in reversed(units[max(at, i - 3) : i]):
            line = plain[above.start : above.end]
            if above.style or len(line) > 40 or re.search(r"[。：，；！]", line):
                break
            lines[:0] = re.split(r"[\s\u3000]+", text[above.start : above.end].strip())
            foot = above.start
        whole = ("、" if lines and all(_is_body(line) for line in lines) else "").join(lines)
        return (whole if _is_body(whole) else None), day, (foot, unit.end)
    return None


def _is_body(name: str) -> bool:
    """Does the name end like that of a body, and is it more than the end of one broken over two lines?"""
    last = Words(name).tokens[-1:]
    return bool(last) and bool(last[0].tags & Tag.HEAD) and last[0].end == len(name) and len(name) > 5


def _issuer_in_title(title: str | None) -> str | None:
    """国务院办公厅关于…: the body before 关于; two bodies side by side are joined by 、."""
    if not title:
        return None
    lead = _LEAD_BODY.search(title)
    if not lead or lead.start() < 3:
        return None
    names = [part for part in re.split(r"[\s、]+", title[: lead.start()]) if part]
    whole = [n for n in names if (p := read_phrase(Words(n), 0, len(n))) and p.end == len(n)]
    return "、".join(names) if names and len(whole) == len(names) else None


def _type_in_text(plain: str, units: list[Unit]) -> str | None:
    """Without a title, what the text calls itself: 现公示如下, 特此通报."""
    match = re.search(r"(?:现(?:将[^。\n]{0,60})?|特此)(公示|通知|通报|公告|报告|通告|函复)", plain)
    return match[1] if match else None


def _attachments(text: str, plain: str, units: list[Unit], at: int) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """Titles after 附件：, one a number or one a line, and where the list stands."""
    found: list[str] = []
    for i in range(at, len(units)):
        head = re.compile(r"附件[：:] *").match(plain, units[i].start)
        if not head or units[i].style:
            continue
        last = units[i]
        if rest := text[head.end() : units[i].end].strip():
            found.append(_attachment(rest))
        for item in units[i + 1 :]:
            if item.style not in ("arabic", "arabic-paren"):
                break
            found.append(_attachment(text[item.start : item.end]))
            last = item
        return tuple(found), [(units[i].start, last.end)]
    return (), []


def _attachment(raw: str) -> str:
    title = clean_title(re.sub(r"^\d{1,2}[.、．]\s*", "", raw.strip())).rstrip("；;。.")
    quoted = re.fullmatch(r"《(.+)》(?:[（(〔\[].*)?", title)
    return quoted[1] if quoted else re.sub(r"[（(][^（()）]*〔\d{4}〕\d+号[）)]$", "", title)
