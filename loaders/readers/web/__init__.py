"""Web pages: the tree of a page, the part of it that is the document, its block of facts, its lines and tables."""
