"""Zipped XML formats (docx, ofd): parts by name, and their XML without entities, network or unbounded size."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from loaders.readers.kinds import BROKEN_ZIP, MAX_UNPACKED
from ontology.errors import ZelianError

MAX_PARTS: Final = 20_000
_ENCRYPTED: Final = 1

Element = etree._Element


class Package:
    """The parts of a zipped file, whatever the case and the slashes of their names; all that is read is bounded."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises E108 when it is no zip, E119 when it has too many parts."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            raise ZelianError("E108", path=name, reason=error) from None
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS:
            raise ZelianError("E119", path=name, limit=f"{MAX_PARTS:,}")
        self._parts = {plain(info.filename): info for info in infos}
        self._left = MAX_UNPACKED

    def names(self) -> list[str]:
        """The names of the parts in one form: small letters, no slash before them."""
        return list(self._parts)

    def has(self, path: str) -> bool:
        """Is there such a part?"""
        return plain(path) in self._parts

    def xml(self, path: str) -> Element:
        """The root element of a part.

        Raises E108 when it is missing or broken, E111 when it is too large, E112 when it is encrypted, E113 when it
        declares entities.
        """
        try:
            root = etree.fromstring(self._read(path), _parser())
        except etree.XMLSyntaxError as error:
            raise ZelianError("E108", path=self.name, reason=f"{path}: {error.msg}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise ZelianError("E113", path=self.name)
        return root

    def _read(self, path: str) -> bytes:
        info = self._parts.get(plain(path))
        if info is None:
            raise ZelianError("E108", path=self.name, reason=path)
        if info.flag_bits & _ENCRYPTED:
            raise ZelianError("E112", path=self.name)
        try:
            with self._zip.open(info) as part:
                data = part.read(self._left + 1)
        except BROKEN_ZIP as error:
            raise ZelianError("E108", path=self.name, reason=f"{path}: {error}") from None
        self._left -= len(data)
        if self._left < 0:
            raise ZelianError("E111", path=self.name, limit=f"{MAX_UNPACKED:,}")
        return data


def plain(path: str) -> str:
    """A part's name in the form in which names are compared."""
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/").lower()


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of a name."""
    return (child for child in element if local(child) == name) if element is not None else iter(())


def below(element: Element | None, name: str) -> Iterator[Element]:
    """The descendants of a name, in the order of the part."""
    return (child for child in element.iter() if local(child) == name) if element is not None else iter(())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
