"""What a reader gives: one string, and the tables in it. Offsets count Unicode code points of that string."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDTH = {ord("０") + i: ord("0") + i for i in range(10)}
_WIDTH |= {ord("Ａ") + i: ord("A") + i for i in range(26)} | {ord("ａ") + i: ord("a") + i for i in range(26)}
_PUNCTUATION = str.maketrans(
    {
        ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！", "．": ".", "﹒": ".", "〈": "<", "〉": ">", "＜": "<", "＞": ">",
        "[": "〔", "]": "〕", "［": "〔", "］": "〕", "【": "〔", "】": "〕", "〖": "〔", "〗": "〕", "『": "“", "』": "”", "「": "“", "」": "”",
        "\u3000": " ", "\u00a0": " ", "\t": " ", "\u200b": " ", "\ufeff": " ", "\r": "\n", "\x0b": " ", "\x0c": " ", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
    } | {chr(k): chr(v) for k, v in _WIDTH.items()}
)  # fmt: skip
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]{0,200}>|&(?:nbsp|ensp|emsp|lt|gt|amp|quot|#\d{1,6});|\{[a-z]+=\"[^\"\n]{0,60}\"\}"
    r"|〔[^〔〕\n]{0,40}〕（#[^（）\n]{0,40}）|(?m:^ {0,3}#{1,6} )|\*\*"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its row and column (from 0) and where its words stand in the text."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet or a csv file; merged cells repeat their content in every row and column that they cover."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A document as read: its string, the name of the reader and the tables in it."""

    string: str
    reader: str
    tables: tuple[Table, ...] = ()


def plain(string: str) -> str:
    """The string as rules see it, character for character: one width, one style of brackets, markup as blanks.

    The result has the length of ``string``, so offsets hold for both.

    >>> plain("<b>第一条</b> 由市政府(区政府)负责,国办发[2014]56号")
    '   第一条     由市政府（区政府）负责，国办发〔2014〕56号'
    """
    same_length = string.translate(_PUNCTUATION)
    return _MARKUP.sub(lambda m: " " * len(m[0]), same_length)
