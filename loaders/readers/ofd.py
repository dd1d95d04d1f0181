"""OFD (GB/T 33190-2016), the format of official documents in print: its documents one after another, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Final

from loaders.readers.build import TextBuilder
from loaders.readers.ofd_marks import POINTS, Marks, numbers, read_objects
from loaders.readers.ofd_package import OfdPackage
from loaders.readers.package import Element, below, children
from loaders.readers.paper.cells import filled
from loaders.readers.paper.columns import blocks_of
from loaders.readers.paper.grid import grids_of
from loaders.readers.paper.lines import pieces_of
from loaders.readers.paper.marks import Page, on_page
from loaders.readers.paper.plausible import Share, are_plausible, share_of
from loaders.readers.paper.writing import number_ranges, write_pages
from loaders.text import Text
from ontology.errors import ZelianError

MAX_PAGES: Final = 5_000
MAX_MARKS: Final = 5_000_000
"""Most objects and characters together that are looked at in a file."""
_A4: Final = (0.0, 0.0, 210.0, 297.0)
_UNSURE: Final = 0.5
"""How sure the characters of a page are whose font has a broken glyph map."""


@dataclass(frozen=True, slots=True)
class _Document:
    """What the pages of a document share: its path, the size of a page, templates and composite objects by their id."""

    path: str
    root: Element
    box: tuple[float, ...]
    templates: Mapping[str, str]
    composites: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page, the path of its document, the characters on it, and whether its part was missing or broken."""

    document: str
    page: Page
    share: Share
    broken: bool


def read(data: bytes, name: str) -> Text:
    """The text of an OFD file; of pages that are broken, or whose characters are implausible, there are notices.

    Raises E108 for a broken file, E111, E118 or E119 for a file that is too large, E112 for an encrypted one, E115 when
    no page has text.
    """
    package = OfdPackage(data, name)
    text = TextBuilder(name)
    sheets = list(_sheets(package, text))
    broken = [sheet.page.number for sheet in sheets if sheet.broken]
    if len(broken) == len(sheets):
        raise ZelianError("E108", path=name, reason="no pages")
    if not any(sheet.share.all for sheet in sheets):
        raise ZelianError("E115", path=name, pages=len(sheets))
    if broken:
        text.notice("L025", pages=number_ranges(broken))
    pages = [sheet.page for sheet in sheets]
    plausible = are_plausible([sheet.share for sheet in sheets])
    unsure = [page for page, good in zip(pages, plausible, strict=True) if not good]
    if unsure:
        text.notice("L024", pages=number_ranges([page.number for page in unsure]))
    for page in unsure:
        page.blocks[:] = [[replace(line, confidence=_UNSURE) for line in block] for block in page.blocks]
    for _, together in groupby(sheets, key=lambda sheet: sheet.document):
        write_pages([sheet.page for sheet in together], text)
    return text.text("ofd")


def _sheets(package: OfdPackage, text: TextBuilder) -> Iterator[_Sheet]:
    number, budget = 0, MAX_MARKS
    for document in _documents(package):
        for name in _attachments(package, document):
            text.attachment(name)
        for page in chain.from_iterable(children(pages, "Page") for pages in children(document.root, "Pages")):
            number += 1
            if number > MAX_PAGES:
                raise ZelianError("E118", path=package.name, limit=f"{MAX_PAGES:,}")
            path = package.resolved(page.get("BaseLoc", ""), document.path)
            marks = Marks(budget)
            yield _sheet(package, document, package.part(path), marks, number)
            budget = marks.budget
            if budget < 0:
                raise ZelianError("E119", path=package.name, limit=f"{MAX_MARKS:,}")


def _documents(package: OfdPackage) -> Iterator[_Document]:
    start = package.root()
    for location in [root.text or "" for root in below(package.part(start), "DocRoot")]:
        path = package.resolved(location, start)
        root = package.part(path)
        if root is None:
            continue
        common = next(children(root, "CommonData"), None)
        area = next(children(common, "PageArea"), None)
        composites: dict[str, Element] = {}
        for kind in ("PublicRes", "DocumentRes"):
            for resource in children(common, kind):
                part = package.part(package.resolved(resource.text or "", path))
                composites |= {unit.get("ID", ""): unit for unit in below(part, "CompositeGraphicUnit")}
        templates = {page.get("ID", ""): page.get("BaseLoc", "") for page in children(common, "TemplatePage")}
        yield _Document(path, root, _box(area) or _A4, templates, composites)


def _attachments(package: OfdPackage, document: _Document) -> Iterator[str]:
    for location in children(document.root, "Attachments"):
        part = package.part(package.resolved(location.text or "", document.path))
        yield from (attachment.get("Name", "") for attachment in below(part, "Attachment"))


def _sheet(package: OfdPackage, document: _Document, part: Element | None, marks: Marks, number: int) -> _Sheet:
    """A page with what its templates show: forms have their rules and labels there."""
    left, top, width, height = _box(next(children(part, "Area"), None)) or document.box
    matrix = (POINTS, 0.0, 0.0, POINTS, -left * POINTS, -top * POINTS)
    for template in children(part, "Template"):
        location = document.templates.get(template.get("TemplateID", ""))
        if location:
            shown = package.part(package.resolved(location, document.path))
            read_objects(children(shown, "Content"), document.composites, marks, matrix)
    read_objects(children(part, "Content"), document.composites, marks, matrix)
    width, height = width * POINTS, height * POINTS
    glyphs = on_page(marks.glyphs, width, height)
    grids, outside = filled(grids_of(on_page(marks.rules, width, height)), glyphs)
    page = Page(number, width, height, blocks_of(pieces_of(outside)), grids)
    return _Sheet(document.path, page, share_of("".join(glyph.char for glyph in glyphs)), part is None)


def _box(area: Element | None) -> tuple[float, ...] | None:
    """Left, top, width and height of a page in millimetres."""
    for box in children(area, "PhysicalBox"):
        values = numbers(box.text)
        if len(values) == 4 and values[2] > 0 and values[3] > 0:
            return tuple(values)
    return None
