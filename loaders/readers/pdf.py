"""Pdf: text and rules by PDFium, a page at a time; pages without text that can be read go to OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pypdfium2 import PdfDocument, PdfiumError

from loaders.readers import ocr
from loaders.readers.build import TextBuilder
from loaders.readers.paper.cells import filled
from loaders.readers.paper.columns import blocks_of
from loaders.readers.paper.grid import grids_of
from loaders.readers.paper.lines import pieces_of
from loaders.readers.paper.marks import Page, on_page
from loaders.readers.paper.plausible import ENOUGH, Share, are_plausible, share_of
from loaders.readers.paper.writing import number_ranges, write_pages
from loaders.readers.pdf_marks import drawings_of, glyphs_of
from loaders.text import Text
from ontology.errors import ZelianError

MAX_PAGES: Final = 5_000
MAX_OCR_PAGES: Final = 200
_LOCKED: Final = ("password", "security")
_WHOLE_PICTURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Layer:
    """A page as its text layer has it, the characters in it, and whether a picture can hold the page's words.

    A ``broken`` page cannot be opened.
    """

    page: Page
    share: Share
    pictured: bool
    broken: bool = False


def read(data: bytes, name: str) -> Text:
    """The text of a pdf; of pages that were read by OCR, or could not be read, there are notices.

    Raises E108 for a broken file, E118 for one with too many pages, E112 for one that needs a password, E115 when no
    page has text.
    """
    document = _opened(data, name)
    try:
        if len(document) > MAX_PAGES:
            raise ZelianError("E118", path=name, limit=f"{MAX_PAGES:,}")
        text = TextBuilder(name)
        layers = [_layer(document, index) for index in range(len(document))]
        if broken := [layer.page.number for layer in layers if layer.broken]:
            text.notice("L025", pages=number_ranges(broken))
        pages = _with_pictures(document, layers, text)
    finally:
        document.close()
    if not any(page.blocks or page.grids for page in pages):
        raise ZelianError("E115", path=name, pages=len(pages))
    write_pages(pages, text)
    return text.text("pdf")


def _opened(data: bytes, name: str) -> PdfDocument:
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if any(word in str(error).lower() for word in _LOCKED):
            raise ZelianError("E112", path=name) from None
        raise ZelianError("E108", path=name, reason=error) from None
    if not len(document):
        document.close()
        raise ZelianError("E108", path=name, reason="no pages")
    return document


def _layer(document: PdfDocument, index: int) -> _Layer:
    try:
        page = document[index]
    except PdfiumError:
        return _Layer(Page(index + 1, 0, 0, []), Share(0, 0, 0, 0), pictured=False, broken=True)
    try:
        glyphs, view = glyphs_of(page)
        drawings = drawings_of(page, view)
    finally:
        page.close()
    glyphs = on_page(glyphs, view.width, view.height)
    share = share_of("".join(glyph.char for glyph in glyphs))
    grids, outside = filled(grids_of(on_page(drawings.rules, view.width, view.height)), glyphs)
    pictured = drawings.picture > _WHOLE_PICTURE or (drawings.any and not share.all)
    return _Layer(Page(index + 1, view.width, view.height, blocks_of(pieces_of(outside)), grids), share, pictured)


def _with_pictures(document: PdfDocument, layers: Sequence[_Layer], text: TextBuilder) -> list[Page]:
    """The pages, those whose text layer is missing or implausible as OCR reads them, or without words."""
    plausible = are_plausible([layer.share for layer in layers])
    wanted = [
        layer.page.number
        for layer, good in zip(layers, plausible, strict=True)
        if not good or (layer.pictured and layer.share.han < ENOUGH)
    ]
    pages = {layer.page.number: layer.page for layer in layers}
    by_ocr = wanted[:MAX_OCR_PAGES] if ocr.is_installed() else []
    pages |= {number: _page_by_ocr(document, number) for number in by_ocr}
    left = wanted[len(by_ocr) :]
    pages |= {number: Page(number, pages[number].width, pages[number].height, []) for number in left}
    if by_ocr:
        text.notice("L021", pages=number_ranges(by_ocr))
    if left:
        code, about = ("L023", {"limit": MAX_OCR_PAGES}) if by_ocr else ("L022", {})
        text.notice(code, pages=number_ranges(left), **about)
    return list(pages.values())


def _page_by_ocr(document: PdfDocument, number: int) -> Page:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = ocr.scale_for(width, height)
        picture = page.render(scale=scale).to_numpy()
    finally:
        page.close()
    return Page(number, width, height, blocks_of(ocr.pieces_of_picture(picture, scale)))
