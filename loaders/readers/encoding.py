"""Bytes of text to characters: the encoding is told by BOM, then strict UTF-8, then strict GB18030, then UTF-16."""

from __future__ import annotations

import codecs

from ontology.errors import ZelianError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_KIN = {"utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030"}
_MENDABLE = 20
"""One broken character in so many is a few."""
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 27}


def decode(data: bytes, name: str) -> str:
    """The characters of a text file, line ends as ``\\n``. Raises E102 (nothing but blanks), E104 (binary) or E105.

    >>> decode("责任单位：县水利局".encode("gb18030"), "a.txt")
    '责任单位：县水利局'
    """
    string = _decoded(data, name)
    string = string.replace("\r\n", "\n").replace("\r", "\n")
    if not string.strip():
        raise ZelianError("E102", path=name)
    return string


def decode_mended(data: bytes, name: str, declared: str = "") -> tuple[str, int]:
    """The characters of a file that may be broken in a few places, and how many of them stand as U+FFFD instead.

    ``declared`` is the encoding that the file says it has. Raises as `decode` does when more is broken.

    >>> decode_mended(("县水利局负责组织河道巡查，" * 3).encode()[:-1], "a.html", "utf-8")[1]
    1
    """
    told = _KIN.get(declared.lower(), declared.lower())
    if told == "utf-8" and _strict(data, "utf-8") is None:
        mended = _mended(data, "utf-8")
        if mended:
            return mended
    try:
        return decode(data, name), 0
    except ZelianError as error:
        if error.code == "E102":
            raise
        tried = [found for found in (_mended(data, "utf-8"), _mended(data, "gb18030")) if found]
        if not tried:
            raise
        return min(tried, key=lambda found: found[1])


def _mended(data: bytes, encoding: str) -> tuple[str, int] | None:
    """The characters and how many are replaced; None when they are more than a few, or no text."""
    string = data.replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
    string = string.replace("\r\n", "\n").replace("\r", "\n")
    broken = string.count("\ufffd") + sum(ord(c) in _CONTROL for c in string) + data.count(b"\0")
    return (string, max(broken, 1)) if string.strip() and broken * _MENDABLE <= len(string) else None


def _decoded(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise ZelianError("E105", path=name) from None
    if b"\0" in data[:4096]:
        for encoding in ("utf-16-le", "utf-16-be"):
            wide = _strict(data, encoding)
            if wide is not None and _is_text(wide):
                return wide
        raise ZelianError("E104", path=name, offset=data.index(b"\0"))
    for encoding in ("utf-8", "gb18030"):
        string = _strict(data, encoding)
        if string is not None:
            control = next((i for i, c in enumerate(string) if ord(c) in _CONTROL), None)
            if control is not None and sum(ord(c) in _CONTROL for c in string) > len(string) // 100:
                raise ZelianError("E104", path=name, offset=control)
            return string
    wide = _strict(data, "utf-16-le")
    if wide is not None and _is_text(wide):
        return wide
    raise ZelianError("E105", path=name)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_text(string: str) -> bool:
    """Is most of it Chinese, Latin or white space (and not what a wrong decoding gives)?"""
    sample = string[:4000]
    good = sum("\u4e00" <= c <= "\u9fff" or c.isascii() or c in "，。；：、（）“”《》　" for c in sample)
    return good > 0.9 * len(sample) and "\0" not in sample
