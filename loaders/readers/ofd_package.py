"""The parts of an OFD file (GB/T 33190-2016): a part names others by paths, absolute or from where it stands."""

from __future__ import annotations

import posixpath
from typing import Final

from loaders.readers.package import Element, Package, plain
from ontology.errors import ZelianError

_PASSED_OVER: Final = ("E108", "E113")


class OfdPackage(Package):
    """An OFD file; a part that is missing or broken is passed over."""

    def root(self) -> str:
        """The path of OFD.xml; raises E108 when there is none."""
        found = [path for path in self.names() if posixpath.basename(path) == "ofd.xml"]
        if not found:
            raise ZelianError("E108", path=self.name, reason="OFD.xml")
        return min(found, key=len)

    def resolved(self, location: str, base: str) -> str:
        """The path of a part as another part, at ``base``, names it."""
        location = location.strip()
        beside = plain(posixpath.join(posixpath.dirname(base), location))
        return beside if not location.startswith("/") and self.has(beside) else plain(location)

    def part(self, path: str) -> Element | None:
        """The root element of a part, None when it is missing or broken. Raises E111 and E112 (encrypted)."""
        try:
            return self.xml(path)
        except ZelianError as error:
            if error.code in _PASSED_OVER:
                return None
            raise
