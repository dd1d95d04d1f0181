"""Finding what a text names: words, bodies, documents, dates. Offsets are those of the text."""
