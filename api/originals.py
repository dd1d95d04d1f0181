"""The files that documents were read from, kept byte for byte beside the store, under their SHA-256."""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
from pathlib import Path
from typing import Final

from graph.store import Store
from ontology.errors import ZelianError
from ontology.names import NS

_CHUNK: Final = 1 << 20
_ENDS: Final = 1 << 16
"""Bytes at either end of a file that tell its type: a zip lists what it holds at its end."""
_BEGINNINGS: Final = (
    (b"%PDF", "application/pdf"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
)
_PACKAGES: Final = (
    (b"word/document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"OFD.xml", "application/ofd"),
)


class Originals:
    """A folder of original files. The same file twice is one; a file appears as a whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, sha256: str) -> Path | None:
        """The file with this SHA-256, None when it was not kept."""
        path = self._place(sha256)
        return path if path is not None and path.is_file() else None

    def keep(self, path: Path, sha256: str) -> None:
        """Copy a file. Raises E140 when it is no longer the file with this SHA-256, E141 when it cannot be written."""
        place = self._place(sha256)
        if place is None or place.is_file():
            return
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as copy:
                try:
                    digest = hashlib.sha256()
                    with path.open("rb") as file:
                        while chunk := file.read(_CHUNK):
                            digest.update(chunk)
                            copy.write(chunk)
                    copy.close()
                    if digest.hexdigest() != sha256:
                        raise ZelianError("E140", path=path.name)
                    Path(copy.name).replace(place)
                finally:
                    Path(copy.name).unlink(missing_ok=True)
        except OSError as error:
            raise ZelianError("E141", path=path.name, folder=self._folder, reason=error.strerror) from error

    def tidy(self, store: Store, sha256: str) -> None:
        """Remove the file with this SHA-256 when no document of ``store`` was read from it (any more)."""
        place = self._place(sha256)
        if place is not None and not store.ask(f'ASK {{ GRAPH ?graph {{ ?document <{NS}sha256> "{sha256}" }} }}'):
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path | None:
        known = re.fullmatch(r"[0-9a-f]{64}", sha256)
        return self._folder / sha256[:2] / sha256 if known else None


def originals_of(store: str, files: str | None) -> Originals | None:
    """Where the originals of a store are: in ``files``, else in its own folder; None for a server without ``files``."""
    if files:
        return Originals(Path(files))
    return None if store.startswith(("http://", "https://")) else Originals(Path(store, "originals"))


def digest_of(store: Store, document: str) -> str | None:
    """The SHA-256 of the file that a document was read from; None when the store does not hold the document."""
    rows = store.select(f"SELECT ?digest {{ GRAPH <{document}> {{ <{document}> <{NS}sha256> ?digest }} }}").rows
    return str(rows[0]["digest"]) if rows else None


def media_type(path: Path) -> str:
    """The media type of a file by its content; one that says nothing of itself is ``text/plain``."""
    with path.open("rb") as file:
        head = file.read(_ENDS)
        file.seek(max(0, path.stat().st_size - _ENDS))
        tail = file.read(_ENDS)
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(b"PK"):
        return next((kind for part, kind in _PACKAGES if part in tail), "application/zip")
    is_page = re.match(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html)", head, re.I | re.S)
    return "text/html" if is_page else "text/plain"
