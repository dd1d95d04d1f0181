"""The parts of an OFD file (GB/T 33190-2016): a zip; a part names others by paths, absolute or from where it stands."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from loaders.readers.kinds import MAX_UNPACKED
from ontology.errors import ZelianError

MAX_PARTS: Final = 20_000
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    UnicodeError,
    ValueError,
)

Element = etree._Element


class Package:
    """An OFD file; what is read of it together stays under `MAX_UNPACKED` bytes."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises E108 when it is no zip and E111 when it has too many parts."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise ZelianError("E108", path=name, reason=error) from None
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS:
            raise ZelianError("E111", path=name, limit=f"{MAX_PARTS:,}", what="parts")
        self._parts = {_plain(info.filename): info for info in infos}
        self._left = MAX_UNPACKED

    def root(self) -> str:
        """The path of OFD.xml; raises E108 when there is none."""
        found = [path for path in self._parts if posixpath.basename(path) == "ofd.xml"]
        if not found:
            raise ZelianError("E108", path=self.name, reason="OFD.xml")
        return min(found, key=len)

    def resolved(self, location: str, base: str) -> str:
        """The path of a part as another part, at ``base``, names it."""
        location = location.strip()
        beside = _plain(posixpath.join(posixpath.dirname(base), location))
        return beside if not location.startswith("/") and beside in self._parts else _plain(location)

    def xml(self, path: str) -> Element | None:
        """The root element of a part, None when it is missing or broken. Raises E111 and E112 (encrypted)."""
        info = self._parts.get(_plain(path))
        if info is None:
            return None
        if info.flag_bits & 1:
            raise ZelianError("E112", path=self.name)
        try:
            with self._zip.open(info) as part:
                data = part.read(self._left + 1)
            self._left -= len(data)
            if self._left < 0:
                raise ZelianError("E111", path=self.name, limit=f"{MAX_UNPACKED:,}", what="bytes")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
            return etree.fromstring(data, parser)
        except _BROKEN:
            return None


def _plain(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/").lower()


def local(element: Element) -> str:
    """An element's name without its namespace, of which there are several."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of a name."""
    return (child for child in element if local(child) == name) if element is not None else iter(())


def below(element: Element | None, name: str) -> Iterator[Element]:
    """The descendants of a name, in the order of the part."""
    return (child for child in element.iter() if local(child) == name) if element is not None else iter(())
