"""The sample documents in a store of their own, for questions that are asked of all of them."""

from __future__ import annotations

from api.commands.common import sample_files
from api.ingest import load
from graph.oxigraph import Embedded
from graph.store import Store


def sample_store() -> Store:
    """A new store that holds every sample document."""
    store = Embedded()
    with sample_files() as files:
        assert {report.outcome for report in load(store, files, lang="en", max_bytes=1 << 24)} == {"new"}
    return store
