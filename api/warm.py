"""Imported once, by the server that reading processes are forked from: what takes long to load, for all of them."""

from __future__ import annotations

from loaders.pipeline import read_text
from loaders.text import Text
from ontology.divisions import Register

read_text(Text("县水务局负责河道保洁工作。\n", "text"), "", "", Register.national())
