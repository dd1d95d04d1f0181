"""Word 97–2003 and WPS files without LibreOffice: the characters of the main text ([MS-DOC] 2.4.1), by the piece table.

What the characters alone do not tell is lost: automatic numbers, which changes are tracked, merged cells.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import Final

import olefile

from loaders.readers.build import CellWords, TextBuilder
from loaders.text import Text
from ontology.errors import ZelianError

_MARK: Final = 0xA5EC
_FLAGS, _LENGTH, _CLX = 0x0A, 0x4C, 0x01A2
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
_NARROW: Final = 0x4000_0000
_FIELD: Final = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_DEEPEST_FIELDS: Final = 10
_SIGNS: Final = str.maketrans({"\x0b": "\n", "\x1e": "-", "\xa0": " ", "\x0c": "\r"})
_UNSEEN: Final = re.compile("[\x00-\x06\x08\x0e-\x1f]")
_CELL: Final = "\x07"
_CELLS: Final = re.compile("((?:[^\r\x07]*\x07)+)")


def read(data: bytes, name: str) -> Text:
    """The main text of a doc or wps file. Raises E102 without words, E108 when it is broken, E112 when encrypted."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            string = _main_text(ole, name)
    except ZelianError:
        raise
    except (OSError, ValueError, IndexError, TypeError, KeyError, struct.error) as error:
        raise ZelianError("E108", path=name, reason=error) from None
    text = TextBuilder(name)
    text.notice("L012")
    for part in _CELLS.split(string.translate(_SIGNS)):
        if _CELL in part:
            _table(part, text)
        else:
            for line in part.removesuffix("\r").split("\r"):
                text.paragraph(_UNSEEN.sub("", line))
    return text.text("doc")


def _main_text(ole: olefile.OleFileIO[str], name: str) -> str:
    main = ole.openstream("WordDocument").read()
    mark, flags = struct.unpack_from("<H", main)[0], struct.unpack_from("<H", main, _FLAGS)[0]
    if mark != _MARK:
        raise ValueError("no Word 97 mark")
    if flags & _ENCRYPTED:
        raise ZelianError("E112", path=name)
    start, size = struct.unpack_from("<II", main, _CLX)
    table = ole.openstream("1Table" if flags & _TABLE_ONE else "0Table").read()
    length = struct.unpack_from("<I", main, _LENGTH)[0]
    string = "".join(_pieces(main, table[start : start + size]))[:length]
    for _ in range(_DEEPEST_FIELDS):
        string, count = _FIELD.subn(lambda m: m[1] or "", string)
        if not count:
            break
    return string


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    """The pieces of the text in order: two bytes a character, or one of code page 1252."""
    at = 0
    while clx[at] == 1:  # property changes come first
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plan = clx[at + 5 : at + 5 + size]
    count = (len(plan) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plan)
    for i in range(count):
        place = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * i + 2)[0]
        width = ends[i + 1] - ends[i]
        if place & _NARROW:
            begin = (place & ~_NARROW) // 2
            yield main[begin : begin + width].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * width].decode("utf-16-le", "replace")


def _table(string: str, text: TextBuilder) -> None:
    """Cells end with a mark and so do rows. Of rows that differ in length it cannot be told where they end: lines."""
    cells = [_UNSEEN.sub("", cell) for cell in string.split(_CELL)[:-1]]
    widths = (width for width in range(1, len(cells)) if len(cells) % (width + 1) == 0)
    width = next((width for width in widths if not any(cells[width :: width + 1])), None)
    if width is None:
        for cell in filter(None, cells):
            text.paragraph(cell)
        return
    rows = [cells[at : at + width] for at in range(0, len(cells), width + 1)]
    text.table(CellWords(r, c, words) for r, row in enumerate(rows) for c, words in enumerate(row))
