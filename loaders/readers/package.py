"""Zipped XML formats (docx, ofd): members by name and XML without entities, network or unbounded size."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from lxml import etree

from loaders.readers.kinds import MAX_UNPACKED
from ontology.errors import ZelianError

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


class Package:
    """The members of a zipped file. Raises E108 when it is broken, E111 when it is too large unpacked."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise ZelianError("E108", path=name, reason=error) from None
        members = self._zip.infolist()
        if sum(member.file_size for member in members) > MAX_UNPACKED:
            raise ZelianError("E111", path=name, limit=f"{MAX_UNPACKED:,}", what="bytes")
        self._members = {_plain(member.filename): member for member in members}

    def names(self) -> list[str]:
        """The names of the members, as they are stored."""
        return [member.filename for member in self._members.values()]

    def has(self, path: str) -> bool:
        """Is there such a member, whatever the case of its letters?"""
        return _plain(path) in self._members

    def read(self, path: str) -> bytes:
        """The bytes of a member. Raises E108 when it is missing or broken."""
        member = self._members.get(_plain(path))
        try:
            if member is None:
                raise ValueError(f"no {path}")
            with self._zip.open(member) as stream:
                return stream.read(member.file_size)
        except _BROKEN as error:
            raise ZelianError("E108", path=self.name, reason=error) from None

    def xml(self, path: str) -> etree._Element:
        """The root element of a member. Raises E108 when it is no XML, E113 when it declares entities."""
        try:
            root = etree.fromstring(self.read(path), _parser())
        except etree.XMLSyntaxError as error:
            raise ZelianError("E108", path=self.name, reason=f"{path}: {error.msg}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise ZelianError("E113", path=self.name)
        return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _plain(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
