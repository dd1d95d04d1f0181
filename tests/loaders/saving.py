"""One document of ours saved in every format that an office keeps."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from loaders.readers.office import to_docx
from tests.loaders import docx_files, printing
from tests.loaders.ofd_maker import ofd, page, rule, words

Rows = Sequence[Sequence[str]]
_LINE: Final = 30  # characters on a line of the OFD page
_STEP: Final = 8.0
_LEFT, _TOP, _BOTTOM = 30.0, 30.0, 270.0
_SIZE, _TITLE = 5.0, 5.5
_WIDTHS: Final = (15.0, 75.0, 60.0)


class Written:
    """A title, paragraphs, a table of three columns and paragraphs after it.

    ``merged``: the last column of the row below the header covers the next row too.
    """

    def __init__(self, title: str, before: Sequence[str], rows: Rows, after: Sequence[str], *, merged: bool) -> None:
        self.title, self.before, self.rows, self.after, self.merged = title, before, rows, after, merged

    def txt(self) -> bytes:
        """Lines, cells divided by tabs."""
        table = ["\t".join(row) for row in self.rows]
        return "\n".join([self.title, *self.before, *table, *self.after, ""]).encode()

    def gb18030(self) -> bytes:
        """The same in the national character set."""
        return self.txt().decode().encode("gb18030")

    def html(self) -> bytes:
        """A page of a government site that declares gb2312."""
        rows = "".join(
            f"<tr>{''.join(self._td(r, c) for c in range(len(row)))}</tr>" for r, row in enumerate(self.rows)
        )
        parts = [f"<p>{line}</p>" for line in self.before], [f"<p>{line}</p>" for line in self.after]
        page = (
            '<!DOCTYPE html><html><head><meta charset="gb2312"><title>青禾县人民政府网站</title></head><body>'
            '<div class="nav"><a href="/">首页</a> <a href="/a">政务公开</a> <a href="/b">办事服务</a></div>'
            f'<div class="article"><h1>{self.title}</h1><div class="share">分享到：<a href="#">微信</a></div>'
            f'<div class="TRS_Editor">{"".join(parts[0])}<table>{rows}</table>{"".join(parts[1])}</div></div>'
            '<div class="footer">主办：青禾县人民政府办公室　<a href="/map">网站地图</a></div></body></html>'
        )
        return page.encode("gb18030")

    def _td(self, r: int, c: int) -> str:
        if self._covered(r, c):
            return ""
        return f"<td{' rowspan=2' if self._merges(r, c) else ''}>{self.rows[r][c]}</td>"

    def _merges(self, r: int, c: int) -> bool:
        return self.merged and (r, c) == (1, len(self.rows[0]) - 1)

    def _covered(self, r: int, c: int) -> bool:
        return self.merged and (r, c) == (2, len(self.rows[0]) - 1)

    def docx(self) -> bytes:
        """Paragraphs and a table."""

        def cell(r: int, c: int) -> str:
            merge = "restart" if self._merges(r, c) else "continue" if self._covered(r, c) else None
            return docx_files.cell(self.rows[r][c], merge=merge)

        table = docx_files.table(*("".join(cell(r, c) for c in range(3)) for r in range(len(self.rows))))
        lines = [[docx_files.p(line) for line in part] for part in ([self.title, *self.before], self.after)]
        return docx_files.docx("".join([*lines[0], table, *lines[1]]))

    def pdf(self) -> bytes:
        """Pages with page numbers."""
        spans = [(2, 1, 2, 2)] if self.merged else []
        table = printing.table(self.rows, [40, 220, 170], spans)
        story = [printing.title(self.title), *map(printing.body, self.before), table, *map(printing.body, self.after)]
        return printing.pdf(story, footer="— {page} —")

    def ofd(self) -> bytes:
        """Pages whose lines and rules are drawn one by one."""
        return _Page().all(self)


class _Page:
    """Where the next line of an OFD file stands."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.drawn: list[str] = []
        self.y = _TOP

    def all(self, written: Written) -> bytes:
        self.line(_LEFT + (150 - _TITLE * len(written.title)) / 2, written.title, _TITLE)
        for line in written.before:
            self.paragraph(line)
        self.table(written)
        for line in written.after:
            self.paragraph(line)
        return ofd(*self.pages, page("".join(self.drawn)))

    def line(self, x: float, string: str, size: float = _SIZE) -> None:
        if self.y > _BOTTOM:
            self.pages.append(page("".join(self.drawn)))
            self.drawn, self.y = [], _TOP
        self.drawn.append(words(x, self.y, string, size))
        self.y += _STEP

    def paragraph(self, string: str) -> None:
        first, rest = string[: _LINE - 2], string[_LINE - 2 :]
        self.line(_LEFT + 2 * _SIZE, first)
        for at in range(0, len(rest), _LINE):
            self.line(_LEFT, rest[at : at + _LINE])

    def table(self, written: Written) -> None:
        top, height = self.y, 2 * _STEP
        edges = [_LEFT, *(_LEFT + sum(_WIDTHS[: c + 1]) for c in range(3))]
        bottom = top + height * len(written.rows)
        assert bottom < _BOTTOM
        for x in edges:
            self.drawn.append(rule(x, top, x, bottom))
        for r in range(len(written.rows) + 1):
            right = edges[2] if written.merged and r == 2 else edges[3]
            self.drawn.append(rule(_LEFT, top + r * height, right, top + r * height))
        for r, row in enumerate(written.rows):
            for c, string in enumerate(row):
                each = int((_WIDTHS[c] - 4) / _SIZE)
                for n, at in enumerate(range(0, len(string), each)):
                    self.drawn.append(words(edges[c] + 2, top + r * height + 6 + n * 7, string[at : at + each], _SIZE))
        self.y = bottom + _STEP


def doc(docx: bytes) -> bytes:
    """An old Word file, by LibreOffice."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(docx)
        profile = (folder / "profile").as_uri()
        command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "doc:MS Word 97"]
        subprocess.run([*command, "--outdir", name, str(folder / "a.docx")], check=True, capture_output=True)
        return (folder / "a.doc").read_bytes()


def reread(old: bytes) -> bytes:
    """What the program's own conversion makes of an old Word file."""
    with TemporaryDirectory() as name:
        file, folder = Path(name, "a.doc"), Path(name, "out")
        file.write_bytes(old)
        folder.mkdir()
        return to_docx([file], folder, seconds=120)[file].read_bytes()


OFFICE: Final = bool(shutil.which("soffice"))
FORMATS: Final[Mapping[str, Callable[[Written], bytes]]] = {
    "txt": Written.txt,
    "gb18030": Written.gb18030,
    "html": Written.html,
    "docx": Written.docx,
    "pdf": Written.pdf,
    "ofd": Written.ofd,
}
