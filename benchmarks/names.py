"""Are these two names one party? Labelled pairs of names; nothing else is known.

`python -m benchmarks.names --cases PAIRS.csv --out names.csv`. To hold at the default threshold:
F1 of 0.85 on the public pairs, and more than every matcher that is installed beside it.
"""

from __future__ import annotations

from benchmarks._common import SHARED_LISTS
from benchmarks._pairing import run
from benchmarks._pairs import Pair, names_of

CASES = SHARED_LISTS.parent / "benchmarks" / "name_pairs.csv"


def part(pair: Pair) -> str:
    """Groups of the table: where the case is from, persons and others, how sure its label is."""
    kind = "person" if pair.schema == "Person" else "other"
    return f"{pair.group}, {kind}, {pair.quality or 'unrated'}"


if __name__ == "__main__":
    run(__doc__, CASES, part, names_of)
