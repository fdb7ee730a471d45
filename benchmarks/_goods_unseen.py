"""What the tables reach on the public cases without the terms that stand in them.

The tables of general goods were written with the development halves of the public sets in view, so
the plain figures flatter. Here every term of general goods goes that stands in any case with its
own code: less than a stranger's words would find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

from benchmarks._goods_cases import GoodsCase
from holdpoint.goods import _described_lexicon as lexicon
from holdpoint.goods import _described_nomenclature as index
from holdpoint.goods._described_data import Term, categories, terms
from holdpoint.goods._described_text import Token, tokenise


@contextmanager
def without_terms_of(cases: Sequence[GoodsCase]) -> Iterator[int]:
    """The tables without what stands in the cases; yields how many terms are left out."""
    lines = [(case.hs6, tuple(t.key for t in _tokens(case.description))) for case in cases]
    general = [term for term in terms() if term.target not in categories()]
    seen = {term for term in general if _stands(term, lines)}
    kept = tuple(term for term in terms() if term not in seen)
    _forget()
    with (
        patch.object(lexicon, "terms", lambda: kept),
        patch.object(index, "terms", lambda: kept),
    ):
        yield len(seen)
    _forget()


def _tokens(text: str) -> list[Token]:
    return tokenise(text, lexicon.known_han())


def _stands(term: Term, lines: Sequence[tuple[str, tuple[str, ...]]]) -> bool:
    words = tuple(token.key for token in _tokens(term.words))
    size = len(words)
    return any(
        code == term.target and words in (line[at : at + size] for at in range(len(line)))
        for code, line in lines
    )


def _forget() -> None:
    for made in (lexicon.known_han, lexicon.goods_lexicon, index.own_words):
        made.cache_clear()
