"""Archives of every kind for tests, good and bad."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

TAR_MODES = {".tar": "w", ".tar.gz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w", **more: object) -> bytes:
    """``more`` are attributes of every entry (``type``, ``linkname``)."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            for key, value in more.items():
                setattr(entry, key, value)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def with_flags(archive: bytes, set_bits: int, clear_bits: int = 0) -> bytes:
    """A zip with other flags on its entries, in the local and in the central header (APPNOTE 4.4.4)."""
    changed = bytearray(archive)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", changed, at + offset)
            struct.pack_into("<H", changed, at + offset, flags & ~clear_bits | set_bits)
            at = changed.find(signature, at + 4)
    return bytes(changed)


def in_gb18030(members: Mapping[str, bytes]) -> bytes:
    """A zip as programs for Chinese Windows make it: names in GB18030, and no flag that says UTF-8."""
    raw = {name.encode("gb18030").decode("latin-1"): content for name, content in members.items()}
    return with_flags(zipped(raw), 0, 0x800) if all(name.isascii() for name in members) else _renamed(members)


def _renamed(members: Mapping[str, bytes]) -> bytes:
    places = {f"{number:0{len(name.encode('gb18030'))}}": name for number, name in enumerate(members)}
    made = zipped({place: members[name] for place, name in places.items()})
    for place, name in places.items():
        made = made.replace(place.encode(), name.encode("gb18030"))
    return made


def overlapping(content: bytes, copies: int) -> bytes:
    """A zip whose central directory names one piece of data many times."""
    one = zipped({"0.txt": content})
    start = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entries = b"".join(one[start:end].replace(b"0.txt", f"{n}.txt".encode()) for n in range(copies))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), start, 0)
    return one[:start] + entries + tail


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
