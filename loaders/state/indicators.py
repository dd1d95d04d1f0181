"""Assessment indicators: code, name and points (C1污染物减排情况1分), with the year that stands before them."""

from __future__ import annotations

import re

from loaders.find.dates import find_dates
from ontology.records import Indicator

_CODED = re.compile(
    r"(?P<code>[A-Z]\d{1,3}(?:[-.]\d{1,2})?)[ ]*(?P<name>[^\d，、；。：（）\n]{2,40}?)[ ]*[（(]?(?P<points>\d{1,3}(?:\.\d+)?)[ ]*分"
)
_NAMED = re.compile(
    r"(?<=[，；：（、。\n ])(?P<name>[\u4e00-\u9fff]{3,24}?)[ ]*[（(]?[ ]*(?P<points>\d{1,3}(?:\.\d+)?)[ ]*分(?:[）)])(?=[，；。、\n]|$)"
)
_SCHEME = re.compile(
    r"(?P<scheme>[\u4e00-\u9fff]{2,30}?(?:考核指标体系|考核专项|考核指标|评分方案|考核方案|考核办法|考核细则))"
)


def state_indicators(text: str, flat: str) -> tuple[Indicator, ...]:
    """Indicators in reading order; year and scheme are those named last before, in the same paragraph."""
    found = []
    taken: list[tuple[int, int]] = []
    for pattern in (_CODED, _NAMED):
        for match in pattern.finditer(flat):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            if pattern is _NAMED and not re.search(
                r"考核|评分|指标|分值", flat[max(0, match.start() - 200) : match.start()]
            ):
                continue
            taken.append(match.span())
            begin = flat.rfind("\n", 0, match.start()) + 1
            before = flat[begin : match.start()]
            years = [d.value[:4] for d in find_dates(before) if d.value]
            schemes = list(_SCHEME.finditer(before))
            scheme = re.sub(r"^(?:在|将|区|按照|根据|纳入)", "", schemes[-1]["scheme"]) if schemes else None
            code = match["code"] if pattern is _CODED else None
            name = match["name"].strip()
            found.append(
                Indicator(
                    int(years[-1]) if years else None,
                    code,
                    name,
                    float(match["points"]),
                    match.start(),
                    match.end(),
                    scheme,
                )
            )
    return tuple(sorted(found, key=lambda i: i.start))
