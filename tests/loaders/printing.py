"""Makes printed documents: pdf by reportlab (its CID fonts need no font file), OFD by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
_TITLE = ParagraphStyle("title", fontName=FONT, fontSize=22, leading=32, alignment=TA_CENTER, wordWrap="CJK")
_BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
_FLUSH = ParagraphStyle("flush", parent=_BODY, firstLineIndent=0)
_CELL = ParagraphStyle("cell", fontName=FONT, fontSize=11, leading=15, wordWrap="CJK")

Span = tuple[int, int, int, int]


def title(words: str) -> Flowable:
    return Paragraph(escape(words).replace("\n", "<br/>"), _TITLE)


def body(words: str) -> Flowable:
    return Paragraph(escape(words), _BODY)


def flush(words: str) -> Flowable:
    return Paragraph(escape(words), _FLUSH)


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    spans: Sequence[Span] = (),
    header: int = 1,
) -> Flowable:
    """Rows with merged cells: ``spans`` are first column, first row, last column, last row."""
    cells = [[Paragraph(escape(words).replace("\n", "<br/>"), _CELL) if words else "" for words in row] for row in rows]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    style += [("SPAN", (a, b), (c, d)) for a, b, c, d in spans]
    return Table(cells, colWidths=list(widths), style=TableStyle(style), repeatRows=header)


def pdf(story: Sequence[Flowable], header: str = "", footer: str = "", **options: object) -> bytes:
    """A pdf of A4 pages; ``footer`` may hold ``{page}``."""

    def on_page(canvas: Canvas, _: object) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 50, header)
        canvas.drawCentredString(A4[0] / 2, 45, footer.format(page=canvas.getPageNumber()))

    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=80, rightMargin=80, topMargin=105, bottomMargin=100, **options
    )
    document.build(list(story), onFirstPage=on_page, onLaterPages=on_page)
    return stream.getvalue()


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A pdf that is drawn on a canvas."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return stream.getvalue()
