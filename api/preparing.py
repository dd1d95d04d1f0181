"""What is done with the files of a run before they are read: archives are unpacked, old Word files converted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from api.reading import Limits, Source
from api.unpacking import Wanted, unpacked
from loaders.readers.kinds import may_be_doc
from loaders.readers.office import to_docx


@contextmanager
def prepared(files: Sequence[Path], wanted: Wanted, limits: Limits) -> Iterator[tuple[Source, ...]]:
    """The files, in their order, until the block ends: see `api.unpacking.unpacked`.

    Old Word files have a docx file made of them, all in one call of LibreOffice, where it is installed and can do it.
    """
    with unpacked(files, wanted, limits) as sources, TemporaryDirectory(prefix="zelian-") as folder:
        old = [source.path for source in sources if source.is_readable and may_be_doc(source.path)]
        made = to_docx(old, Path(folder), seconds=limits.seconds)
        yield tuple(replace(source, docx=made.get(source.path)) for source in sources)
