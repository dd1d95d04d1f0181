"""What a reader gives: one string, and the tables in it. Offsets count Unicode code points of that string."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_WIDE = "".join(chr(ord(first) + i) for first, size in (("０", 10), ("Ａ", 26), ("ａ", 26)) for i in range(size))
_NARROW = "".join(chr(ord(c) - 0xFEE0) for c in _WIDE)
_ONE_STYLE = str.maketrans(
    ",;:()?!．﹒〈〉＜＞[]［］【】〖〗﹝﹞『』「」〝〞｡､﹐﹑﹔﹕﹙﹚•‧∙・" + _WIDE,
    "，；：（）？！..<><>〔〕〔〕〔〕〔〕〔〕“”“”“”。、，、；：（）····" + _NARROW,
)
_BLANKS: dict[int, int | str] = dict.fromkeys(
    map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f\t\u200b\ufeff\x0b\x0c"), " "
)
_LINE_ENDS: dict[int, int | str] = dict.fromkeys(map(ord, "\r\u2028\u2029\x85"), "\n")
_PUNCTUATION: dict[int, int | str] = {**_ONE_STYLE, **_BLANKS, **_LINE_ENDS}
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]{0,200}>|&(?:nbsp|ensp|emsp|lt|gt|amp|quot|#\d{1,6});|\{[a-z]+=\"[^\"\n]{0,60}\"\}"
    r"|〔[^〔〕\n]{0,40}〕（#[^（）\n]{0,40}）|(?m:^ {0,3}#{1,6} )|\*\*"
)
_YEAR = re.compile(r"（((?:19|20)\d\d)）(?= ?第? ?\d{1,5} ?号(?![楼院线井]))")
_STRAIGHT = re.compile(r"[\"＂]([^\"＂\n]{1,400})[\"＂]")
_NOUGHT = re.compile(r"(?<=[一二三四五六七八九〇○零])[0OoＯ◯](?=[一二三四五六七八九〇○零0OoＯ◯年])")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its row and column (from 0), where its words stand, how many rows and columns it covers.

    The cells that a merged one covers are left out.
    """

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its file has it: a sheet, a csv file, a table among paragraphs. ``name`` is that of the sheet."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def start(self) -> int:
        """Where its first cell begins."""
        return min((cell.start for cell in self.cells), default=0)

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return max((cell.end for cell in self.cells), default=0)


BlockKind = Literal["paragraph", "table", "text-box", "footnote"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text as its file sets it: a paragraph or a table, on a ``page`` (from 1) where there are pages.

    ``confidence`` is how sure the characters are: below 1 where they were read from a picture.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    page: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the reading that a person should know: a code of ``messages.toml`` and what fills it in."""

    code: str
    about: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A document as read: its string, the name of the reader, its tables and blocks in the order of the text.

    ``sheets``: it holds tables and nothing else (csv, xlsx). ``margins`` are running headers and footers, each once,
    which are no part of the string; so are the names of the files that a web page offers as ``attachments``.
    """

    string: str
    reader: str
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()
    sheets: bool = False
    margins: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def plain(string: str) -> str:
    """The string as rules see it, character for character: one width, one style of brackets, markup as blanks.

    The result has the length of ``string``, so offsets hold for both.

    >>> plain("<b>第一条</b> 由市政府(区政府)负责,国办发[2014]56号")
    '   第一条     由市政府（区政府）负责，国办发〔2014〕56号'
    >>> plain('二○二O年"回头看",国办发(2014)56号')
    '二○二〇年“回头看”，国办发〔2014〕56号'
    """
    same_length = string.translate(_PUNCTUATION)
    same_length = _MARKUP.sub(lambda m: " " * len(m[0]), same_length)
    same_length = _YEAR.sub(r"〔\1〕", same_length)
    same_length = _NOUGHT.sub("〇", same_length)
    return _STRAIGHT.sub(r"“\1”", same_length)


def trimmed(text: str, start: int, end: int, before: str, after: str | None = None) -> tuple[int, int]:
    """``start:end`` without the characters of ``before`` at its start and of ``after`` (else ``before``) at its end.

    >>> trimmed("：负责巡查。", 0, 6, " ：", "。")
    (1, 5)
    """
    after = before if after is None else after
    while start < end and text[start] in before:
        start += 1
    while end > start and text[end - 1] in after:
        end -= 1
    return start, end
