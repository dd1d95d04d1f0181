"""Other documents that a text names: by 《title》, by number (汕金府办〔2016〕38号), or by both."""

from __future__ import annotations

import re
from typing import NamedTuple

_SPACE = r"[ \n]{0,8}"
NUMBER = re.compile(
    rf"(?P<code>[\u4e00-\u9fff]{{1,14}}){_SPACE}〔{_SPACE}(?P<year>(?:19|20)\d\d){_SPACE}年?〕{_SPACE}第?{_SPACE}(?P<no>\d{{1,5}}){_SPACE}号"
)
ORDER = re.compile(r"(?P<code>[\u4e00-\u9fff]{1,14}令)[ ]?(?:〔(?P<year>(?:19|20)\d\d)〕)?第?[ ]?(?P<no>\d{1,4})[ ]?号")
_BEFORE_CODE = re.compile(
    r"^.*?(?:根据|按照|依据|依照|印发了?|转发|落实|执行|下发|贯彻|关于|参照|以及|和|与|及|见|以|经|由|在|对|日|年)(?=[\u4e00-\u9fff]{2,})"
)
_BEFORE_ORDER = re.compile(r"^.*(?:日|由|据|照|以|和)(?=[\u4e00-\u9fff]{2,})")
_UNQUOTED = re.compile(
    r"(?:(?<=[\n。；：、，（ .]))(?P<title>(?:[\u4e00-\u9fff]{2,30})?关于[^。；\n]{4,120}?的(?:通知|意见|函|决定|批复|通告|公告|通报|请示|报告|复函))$"
)
_FORM = re.compile(r"(?:表|登记证|许可证|证书|(?<![清名])单|台账|卡|册|问卷|日报|晚报|时报|新闻|杂志|奖)$")
_ALIAS = re.compile(r"(?:以下简称|下称|简称为?)[:：“ ]*$")


class PaperMention(NamedTuple):
    """A document named at ``start:end``; ``title`` has its spaces and line breaks taken out."""

    title: str | None
    number: str | None
    start: int
    end: int


def clean_title(raw: str) -> str:
    """A title without the white space that layout puts inside it."""
    return re.sub(r"\s+", "", raw)


def read_number(plain: str, start: int, end: int) -> tuple[str, int] | None:
    """A document number that begins in ``plain[start:end]``: its normal form and where its code begins."""
    match = NUMBER.search(plain, start, end) or ORDER.search(plain, start, end)
    return (_normal(match), match.start() + _code_offset(match)) if match else None


def _code_offset(match: re.Match[str]) -> int:
    before = (_BEFORE_ORDER if "令" in match["code"] else _BEFORE_CODE).match(match["code"])
    return before.end() if before else 0


def _normal(match: re.Match[str]) -> str:
    code = match["code"][_code_offset(match) :]
    if not match["year"]:
        return f"{code}第{int(match['no'])}号"
    return f"{code}〔{match['year']}〕{int(match['no'])}号"


def _titles(text: str, plain: str) -> list[tuple[int, int]]:
    """Spans of outermost 《…》, marks included; one that does not close within 200 characters is passed over."""
    spans, depth, begin = [], 0, 0
    for match in re.finditer("[《》]", plain):
        if match[0] == "《":
            if depth and match.start() - begin > 200:
                depth = 0
            if not depth:
                begin = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth and match.end() - begin <= 202:
                spans.append((begin, match.end()))
    return spans


def find_papers(text: str, plain: str) -> list[PaperMention]:
    """All documents the text names, in order; title and number that stand together are one mention.

    >>> t = "根据《关于印发<工作方案>的通知》（青府办〔2016〕38号）和国办发[2013]5号文件"
    >>> from loaders.text import plain
    >>> [(p.title, p.number) for p in find_papers(t, plain(t))]
    [('关于印发<工作方案>的通知', '青府办〔2016〕38号'), (None, '国办发〔2013〕5号')]
    """
    found: list[PaperMention] = []
    taken: list[tuple[int, int]] = []
    for begin, end in _titles(text, plain):
        title = clean_title(text[begin + 1 : end - 1])
        following = re.compile(r"[ \n]{0,6}[（〔]?[ ]?").match(plain, end)
        at = following.end() if following else end
        number = NUMBER.match(plain, at) or ORDER.match(plain, at)
        taken.append((begin, number.end() if number else end))
        if _ALIAS.search(plain[max(0, begin - 8) : begin]) or (_FORM.search(title) and not number) or len(title) < 2:
            continue
        found.append(PaperMention(title, _normal(number) if number else None, begin, taken[-1][1]))
    for match in [*NUMBER.finditer(plain), *ORDER.finditer(plain)]:
        if any(a <= match.start() < b for a, b in taken):
            inside = next((i for i, p in enumerate(found) if p.start < match.start() < p.end), None)
            if inside is None or found[inside].number:
                continue
        before = plain[max(0, match.start() - 160) : match.start()]
        unquoted = _UNQUOTED.search(before.rstrip("（ "))
        start = match.start() + _code_offset(match)
        named: str | None = None
        if unquoted and before.rstrip(" ").endswith("（"):
            begin = match.start() - len(before) + unquoted.start("title")
            named = clean_title(text[begin : begin + len(unquoted["title"])])
            found = [p for p in found if not begin <= p.start < match.start()]
            start = begin
        found.append(PaperMention(named, _normal(match), start, match.end()))
    return sorted(found, key=lambda p: p.start)
