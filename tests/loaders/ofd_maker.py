"""Makes OFD files (GB/T 33190-2016) part by part."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.loaders.packing import zipped

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 5.0


def words(x: float, y: float, string: str, size: float = MM, deltas: str | None = None) -> str:
    """A text object whose first character stands at ``x``, ``y`` (its base line), in millimetres."""
    deltas = f"g {len(string) - 1} {size}" if deltas is None else deltas
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} 150 {size}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.88}" DeltaX="{deltas}">{escape(string)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x: float, y: float, to_x: float, to_y: float) -> str:
    """A drawn line."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{x} {y} {to_x - x} {to_y - y}">'
        f"<ofd:AbbreviatedData>M 0 0 L {to_x - x} {to_y - y}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(objects: str, template: str = "") -> str:
    shown = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    return f'<ofd:Page {NS}>{shown}<ofd:Content><ofd:Layer ID="9">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def document(pages: Sequence[str], more: str = "", common: str = "") -> str:
    """Document.xml with pages at the given locations."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="{location}"/>' for i, location in enumerate(pages))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    head = f"<ofd:CommonData>{area}{common}</ofd:CommonData>"
    return f"<ofd:Document {NS}>{head}<ofd:Pages>{listed}</ofd:Pages>{more}</ofd:Document>"


def root(*documents: str) -> str:
    """OFD.xml with documents at the given locations."""
    bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>{location}</ofd:DocRoot></ofd:DocBody>" for location in documents)
    return f"<ofd:OFD {NS}>{bodies}</ofd:OFD>"


def ofd(*pages: str, common: str = "", more: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A file of one document with pages."""
    places = [f"Pages/Page_{i}/Content.xml" for i in range(len(pages))]
    return zipped(
        {
            "OFD.xml": root("Doc_0/Document.xml"),
            "Doc_0/Document.xml": document(places, more, common),
            **{f"Doc_0/{place}": content for place, content in zip(places, pages, strict=True)},
            **(parts or {}),
        }
    )
