"""Every setting of the program, in one table. An environment variable ``ZELIAN_<NAME>`` sets each."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology import names


class Settings(BaseSettings):
    """The settings, read from the environment; a value that does not fit its type raises pydantic's error."""

    model_config = SettingsConfigDict(env_prefix="ZELIAN_", frozen=True)

    store: str = Field(default="store", description="Folder of the embedded store, or the URL of a SPARQL 1.1 server")
    base_iri: str = Field(
        default=names.DATA, description="Start of every data IRI; changing it needs all documents loaded anew"
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that the server listens on")
    max_bytes: int = Field(default=100_000_000, gt=0, description="Largest file that is read, in bytes")
    read_seconds: float = Field(default=600, gt=0, description="Time limit for reading one file, in seconds")
    read_memory: int = Field(
        default=2_000_000_000, gt=0, description="Most memory of a process that reads files, in bytes; it needs 200 MB"
    )
    files: str | None = Field(
        default=None,
        description="Folder for the original files; else they are in the store's folder, and with a server nowhere",
    )
    page_rows: int = Field(default=100, gt=0, description="Rows on one page of a list")
    graph_nodes: int = Field(default=300, gt=0, description="Most nodes in one picture of the network")
    query_seconds: float = Field(default=20, gt=0, description="Time limit of a SPARQL query, in seconds")
    query_bytes: int = Field(default=100_000, gt=0, description="Longest SPARQL query, in bytes")
    query_depth: int = Field(default=100, gt=0, description="Deepest nesting of brackets in a SPARQL query")
    query_parts: int = Field(default=300, gt=0, description="Most keywords, operators and brackets in a SPARQL query")
    query_rows: int = Field(default=50_000, gt=0, description="Most rows, or triples, in the answer to a SPARQL query")
    query_memory: int = Field(default=1_500_000_000, gt=0, description="Most memory of one SPARQL query, in bytes")
    query_workers: int = Field(default=4, gt=0, description="SPARQL queries that run at the same time")
    query_kept: int = Field(
        default=64_000_000,
        ge=0,
        description="Most memory for answers to SPARQL queries that are kept and given again, in bytes; 0 keeps none",
    )
    token: SecretStr | None = Field(
        default=None,
        description="Token for writing over HTTP (judgements, updates, graphs); without it the server is read-only",
    )
    test_browser: str | None = Field(
        default=None, description="Browser for the browser tests; found by itself when not set"
    )


def table() -> str:
    """The settings as the Markdown table that the README shows."""
    rows = ["| Variable | Default | Meaning |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        rows.append(f"| `ZELIAN_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
