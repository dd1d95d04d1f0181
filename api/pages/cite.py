"""A document as a reference to copy."""

from __future__ import annotations

import re

from graph.links import Paper


def gb_t_7714(paper: Paper, issuer: str) -> str:
    """The reference by GB/T 7714-2015, of the kind Z (others), since official documents have no kind of their own.

    >>> gb_t_7714(Paper("i", "监管方案", "青府办〔2016〕38号", "2016-06-30"), "青禾县人民政府")
    '青禾县人民政府. 监管方案: 青府办〔2016〕38号[Z]. 2016-06-30.'
    """
    title = ": ".join(part for part in (paper.title, paper.number) if part) or paper.called
    return " ".join(f"{part}." for part in (issuer, f"{title}[Z]", _day(paper)) if part)


def bibtex(paper: Paper, issuer: str) -> str:
    r"""The reference as a BibTeX entry.

    >>> print(bibtex(Paper("https://x/aa", "A & B", None, "2016-06-01", "month"), "县政府"))
    @misc{zelian-aa,
      author = {{县政府}},
      title = {A \& B},
      year = {2016},
      date = {2016-06},
      howpublished = {https://x/aa}
    }
    """
    day = _day(paper)
    given = {
        "author": f"{{{_escaped(issuer)}}}" if issuer else "",
        "title": _escaped(paper.title or ""),
        "number": _escaped(paper.number or ""),
        "year": day[:4],
        "date": day,
        "howpublished": paper.iri,
    }
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in given.items() if value)
    return f"@misc{{zelian-{paper.iri.rpartition('/')[2]},\n{fields}\n}}"


def _day(paper: Paper) -> str:
    return (paper.issued or "")[: {"year": 4, "month": 7}.get(paper.precision or "day", 10)]


def _escaped(text: str) -> str:
    return re.sub(r"([&%$#_{}\\])", r"\\\1", text)
