"""Word files (ECMA-376 WordprocessingML) as they are read when all changes are accepted.

Automatic numbers are written out, insertions are in and deletions out, text boxes stand after the paragraph that holds
them, footnotes at the end; headers and footers are kept apart. Tables of contents and hidden text are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from loaders.readers.build import CellWords, TextBuilder
from loaders.readers.docx_numbering import Numbering
from loaders.readers.package import Element, Package, attribute, local
from loaders.text import Text

_MAIN: Final = "word/document.xml"
_LEFT_OUT: Final = frozenset(
    ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "rt", "rubyPr", "commentReference", "annotationRef",
     "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "tblGrid", "object", "footnoteRef", "endnoteRef", "altChunk")
)  # fmt: skip
_OFF: Final = ("0", "false", "off", "none")
_CONTENTS: Final = re.compile(r"toc ?\d|目录 ?\d", re.IGNORECASE)
_SIGNS: Final = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read(data: bytes, name: str) -> Text:
    """The text of a docx file. Raises E102 without words, E108 when it is broken, E111 and E113 when it is hostile."""
    package = Package(data, name)
    parts = _Parts(package)
    text = TextBuilder(name)
    reader = _Reader(parts, text)
    reader.body(parts.main)
    for kind in ("footnotes", "endnotes"):
        reader.notes(parts.related(kind), kind)
    for root in [*parts.all_related("header"), *parts.all_related("footer")]:
        for paragraph in (element for element in root.iter() if local(element) == "p"):
            text.margin("".join(_Inline(parts).pieces(paragraph)))
    return text.text("docx")


class _Parts:
    """The parts of a package that the main document refers to, by the kind of relation."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._path = next((path for kind, path in self._relations("") if kind == "officeDocument"), _MAIN)
        self.main = package.xml(self._path)
        self._related = list(self._relations(self._path))
        self.styles = _Styles(self.related("styles"))
        self.numbering = Numbering(self.related("numbering"))

    def related(self, kind: str) -> Element | None:
        """The first part of a kind; None when there is none."""
        return next(self.all_related(kind), None)

    def all_related(self, kind: str) -> Iterator[Element]:
        """All parts of a kind."""
        for told, path in self._related:
            if told == kind and self._package.has(path):
                yield self._package.xml(path)

    def _relations(self, path: str) -> Iterator[tuple[str, str]]:
        folder, file = posixpath.split(path)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self._package.has(listed):
            return
        for relation in self._package.xml(listed):
            if attribute(relation, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target") or ""))
                yield (attribute(relation, "Type") or "").rpartition("/")[2], target


class _Styles:
    """What paragraph styles say of numbering, and which are those of a table of contents."""

    def __init__(self, root: Element | None) -> None:
        self._numbering: dict[str, tuple[str | None, str | None]] = {}
        self._based_on: dict[str, str] = {}
        self.contents: set[str] = set()
        for style in root if root is not None else ():
            key = attribute(style, "styleId") or ""
            for child in style:
                value = attribute(child, "val") or ""
                if local(child) == "name" and _CONTENTS.match(value):
                    self.contents.add(key)
                elif local(child) == "basedOn":
                    self._based_on[key] = value
                elif local(child) == "pPr":
                    self._numbering[key] = _numbering(child)

    def numbering(self, style: str | None) -> tuple[str | None, str | None]:
        """List and level that a style gives, itself or by what it is based on."""
        num = level = None
        seen: set[str] = set()
        while style and style not in seen and not (num and level):
            own_num, own_level = self._numbering.get(style, (None, None))
            num, level = num or own_num, level or own_level
            seen.add(style)
            style = self._based_on.get(style)
        return num, level


def _numbering(properties: Element) -> tuple[str | None, str | None]:
    found = {local(e): attribute(e, "val") for e in properties.iter() if local(e) in ("numId", "ilvl")}
    return found.get("numId"), found.get("ilvl")


@dataclass(slots=True)
class _Inline:
    """The words of one paragraph; on the way the boxes in it are noted and the notes that it refers to."""

    parts: _Parts
    boxes: list[Element] = field(default_factory=list)

    def pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "br":
                yield "" if attribute(child, "type") in ("page", "column") else "\n"
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "AlternateContent":
                yield from self._alternative(child)
            elif name not in _LEFT_OUT and not (name == "r" and _is_hidden(child)):
                yield from self.pieces(child)

    def _alternative(self, element: Element) -> Iterator[str]:
        """The first choice that has words or a box, else the fallback."""
        for choice in element:
            before = len(self.boxes)
            words = "".join(self.pieces(choice))
            if words or len(self.boxes) > before:
                yield words
                return


def _is_hidden(run: Element) -> bool:
    properties = next((child for child in run if local(child) == "rPr"), None)
    return any(
        local(child) == "vanish" and (attribute(child, "val") or "") not in _OFF
        for child in (properties if properties is not None else ())
    )


class _Reader:
    """Reads blocks in the order of the document."""

    def __init__(self, parts: _Parts, text: TextBuilder) -> None:
        self.parts, self.text = parts, text
        self._held = ""  # words whose paragraph mark was deleted: they run on in the next paragraph

    def body(self, root: Element) -> None:
        """The paragraphs and tables of a part."""
        self._blocks(root)
        if self._held:
            self.text.paragraph(self._held)
            self._held = ""

    def notes(self, root: Element | None, kind: str) -> None:
        """Footnotes or endnotes, a paragraph each; the lines that separate them from the text are none."""
        for note in root if root is not None else ():
            own = local(note) == kind.removesuffix("s") and attribute(note, "type") in (None, "normal")
            if own and (words := "\n".join(self._lines(note)).strip()):
                self.text.paragraph(words, "footnote")

    def _blocks(self, element: Element) -> None:
        for child in element:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name not in _LEFT_OUT:
                self._blocks(child)

    def _paragraph(self, element: Element) -> None:
        read = self._read(element)
        if read is None:
            return
        words, boxes, unmarked = read
        words = self._held + words
        self._held = words if unmarked else ""
        if not unmarked:
            self.text.paragraph(words)
        for box in boxes:
            for line in self._lines(box):
                self.text.paragraph(line, "text-box")

    def _read(self, element: Element) -> tuple[str, list[Element], bool] | None:
        """Words with the number, boxes, and whether the paragraph's mark was deleted; None for a line of contents."""
        properties = next((child for child in element if local(child) == "pPr"), None)
        found = properties if properties is not None else ()
        style = next((attribute(child, "val") for child in found if local(child) == "pStyle"), None)
        if style in self.parts.styles.contents:
            return None
        inline = _Inline(self.parts)
        words = "".join(inline.pieces(element))
        mark = next((child for child in found if local(child) == "rPr"), ())
        deleted = any(local(child) in ("del", "moveFrom") for child in mark)
        number = "" if deleted and not words else self._number(properties, style)
        return number + words, inline.boxes, deleted

    def _number(self, properties: Element | None, style: str | None) -> str:
        own_num, own_level = _numbering(properties) if properties is not None else (None, None)
        num, level = self.parts.styles.numbering(style)
        num, level = own_num or num, own_level or level
        return self.parts.numbering.label(num, int(level or 0)) if num and (level or "0").isdecimal() else ""

    def _lines(self, element: Element) -> Iterator[str]:
        """The lines of a box, a note or a cell; rows of a table inside, cells joined by blanks."""
        for child in element:
            name = local(child)
            if name == "p":
                read = self._read(child)
                if read:
                    yield read[0]
                    for box in read[1]:
                        yield from self._lines(box)
            elif name == "tr":
                yield " ".join(line for line in self._lines(child) if line.strip())
            elif name not in _LEFT_OUT:
                yield from self._lines(child)

    def _table(self, element: Element) -> None:
        cells = list(self._cells(element))
        if max((cell.column + cell.columns for cell in cells), default=0) > 1:
            self.text.table(cells)
            return
        for cell in cells:  # a frame around paragraphs
            for line in cell.words.split("\n"):
                self.text.paragraph(line)

    def _cells(self, element: Element) -> Iterator[CellWords]:
        placed: list[CellWords] = []
        merged: dict[int, int] = {}  # column → index of the cell that goes on downwards there
        for r, row in enumerate(_children(element, "tr")):
            if any(local(child) == "del" for properties in _children(row, "trPr") for child in properties):
                continue
            column = sum(
                int(attribute(e, "val") or 0) for p in _children(row, "trPr") for e in p if local(e) == "gridBefore"
            )
            for cell in _children(row, "tc"):
                span, vertical = _spans(cell)
                if vertical == "continue" and column in merged:
                    above = placed[merged[column]]
                    placed[merged[column]] = replace(above, rows=r - above.row + 1)
                else:
                    merged.pop(column, None)
                    if vertical == "restart":
                        merged[column] = len(placed)
                    words = "\n".join(self._lines(cell))
                    placed.append(CellWords(r, column, words, 1, span))
                column += span
        return iter(placed)


def _spans(cell: Element) -> tuple[int, str | None]:
    """How many columns a cell covers, and "restart" or "continue" when it is merged downwards."""
    columns, vertical = 1, None
    for properties in _children(cell, "tcPr"):
        for child in properties:
            value = attribute(child, "val")
            if local(child) == "gridSpan" and (value or "").isdecimal():
                columns = min(max(int(value or 1), 1), 1000)
            elif local(child) == "vMerge":
                vertical = value or "continue"
    return columns, vertical


def _children(element: Element, name: str) -> Iterator[Element]:
    """The children of a name, also those inside content controls and insertions."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _children(child, name)
