"""Texts of official words in broken layouts: numbering that skips, restarts and mixes, brackets that never close."""

from __future__ import annotations

from hypothesis import strategies as st

from loaders.find.lexicon import data

_CHINESE = st.sampled_from("一二三四五六七八九十").flatmap(lambda a: st.sampled_from(["", "十", "百"]).map(a.__add__))
_ANY_NUMBER = st.integers(0, 1_000).map(str) | _CHINESE
_STYLES = [
    "第{}编",
    "第{}章 ",
    "第{}节",
    "第{}条　",
    "第{}条之一 ",
    "{}、",
    "（{}）",
    "({})",
    "{}.",
    "{}．",
    "{}）",
    "【{}】",
    "附件{}：",
    "{}",
]
_CIRCLED = st.sampled_from("①⑨⑳㈠⒈❶")
NUMBERING = st.builds(str.format, st.sampled_from(_STYLES), _ANY_NUMBER) | _CIRCLED | st.just("")

_TIERS = ["", "县", "市", "各", "区、县", "县级以上", "本", "汕头市金平区", "青禾县临江街道", "各街道（镇）"]
_HEADS = [word for entry in data("bodies.toml").values() for word in entry["words"]]
BODIES = st.builds(str.__add__, st.sampled_from(_TIERS), st.sampled_from(_HEADS))
_CLOSED = [word for entry in data("words.toml").values() for word in entry["words"]]
_LABELS = [word for table in data("issues.toml").values() for words in table.values() for word in words]
_MATTERS = [
    "河道巡查",
    "C1 污染物减排5分",
    "二级网格",
    "《办法》",
    "青府办〔2016〕38号",
    "2020年2月30日",
    "二〇二〇年底前",
    "牌子",
    "主要职责",
    "的",
]
WORDS = BODIES | st.sampled_from(_CLOSED) | st.sampled_from(_LABELS) | st.sampled_from(_MATTERS)

MARKS = st.sampled_from(["，", "、", "；", "：", "。", "", "", ",", ";", "？”", "……", "——", "的，"])
_CONTROL = "\t\u3000\u00a0\u200b\u200f\u202e\u2066\ufeff\x0b\x0c\x1a\x1b\x7f\r\x85\u2028\u0301\U00020000㎡|"
HOSTILE = st.sampled_from([*_CONTROL, "&nbsp;", "<b>", "**", " "])
_BRACKETS = [
    "（）",
    "()",
    "“”",
    "《》",
    "〔〕",
    "[]",
    "【】",
    "『』",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "〔",
    "]",
    "“（”）",
]


def _within(brackets: str, inner: str) -> str:
    half = len(brackets) // 2
    return f"{brackets[:half]}{inner}{brackets[half:]}"


_CLAUSE = st.lists(WORDS | WORDS | MARKS | HOSTILE, max_size=7).map("".join)
_NESTED = st.recursive(
    _CLAUSE,
    lambda inner: st.lists(st.builds(_within, st.sampled_from(_BRACKETS), inner) | _CLAUSE, min_size=1, max_size=3).map(
        "".join
    ),
    max_leaves=6,
)
_SENTENCE = st.builds("{}{}{}".format, NUMBERING, _NESTED, MARKS)
_LONG = st.builds(str.__mul__, _SENTENCE, st.integers(2, 40))
_ROW = st.builds(str.join, st.sampled_from(["\t", "|", "  ", ","]), st.lists(_CLAUSE, min_size=2, max_size=5))
_LINE = st.builds(str.__add__, HOSTILE | st.just("") | st.just("　　"), _SENTENCE | _SENTENCE | _ROW | _LONG)
_END = st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\u2028", "。\n"])
DOCUMENTS = st.lists(st.builds(str.__add__, _LINE, _END), max_size=12).map("".join)
"""Whole texts."""
