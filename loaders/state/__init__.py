"""Stating facts: one module a kind of fact, each a pure function over the text, its words and its units."""
