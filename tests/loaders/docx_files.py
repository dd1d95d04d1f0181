"""Word files made from WordprocessingML that a test writes out."""

from __future__ import annotations

from collections.abc import Mapping

from tests.loaders.packing import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package.relationships+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, **parts: str) -> bytes:
    """A docx file with ``body`` inside ``w:body``; ``parts`` are the insides of numbering, styles, header1 …"""
    files = {"word/document.xml": _xml("document", f"<w:body>{body}<w:sectPr/></w:body>")}
    files |= {f"word/{name}.xml": _xml(_ROOTS.get(name, name), inside) for name, inside in parts.items()}
    files["_rels/.rels"] = _relations({"officeDocument": "word/document.xml"})
    files["word/_rels/document.xml.rels"] = _relations({_kind(name): f"{name}.xml" for name in parts})
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{_WORD}.{_type(path)}+xml"/>'
        for path in files
        if path.startswith("word/") and not path.endswith(".rels")
    )
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_PACKAGE}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    return zipped(files)


_ROOTS = {"header1": "hdr", "footer1": "ftr"}


def p(words: str, *, num: str | None = None, level: int = 0, style: str | None = None) -> str:
    """A paragraph, in list ``num`` on ``level``, in ``style``."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr>{r(words)}</w:p>"


def r(words: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def cell(words: str, *, span: int = 1, merge: str | None = None) -> str:
    """A table cell that spans columns; ``merge`` is "restart" or "continue" of a cell that spans rows."""
    vertical = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    lines = "".join(f"<w:p>{r(line)}</w:p>" for line in words.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{vertical}</w:tcPr>{lines}</w:tc>'


def table(*rows: str) -> str:
    """A table of rows, each the cells of it."""
    grid = '<w:gridCol w:w="2000"/>' * 6
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def level(at: int, kind: str, text: str, extra: str = "") -> str:
    """A level of a list: kind of numeral, text with %1…"""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, nums: str = "") -> str:
    """The numbering part: one abstract list, used by list 1, and further ``nums``."""
    abstract = (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
    )
    return f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'


def _xml(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_NAMESPACES}>{inside}</w:{root}>'


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _type(path: str) -> str:
    name = _kind(path.removeprefix("word/").removesuffix(".xml"))
    return "document.main" if name == "document" else name


def _relations(targets: Mapping[str, str]) -> str:
    rows = (
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'
