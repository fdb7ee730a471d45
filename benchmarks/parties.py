"""Are these two records one party? Labelled pairs of names with facts.

`python -m benchmarks.parties --cases PAIRS.jsonl --out parties.csv`. To hold at the default
threshold: F1 of 0.95 on the public pairs, and more than every matcher that is installed beside it.
"""

from __future__ import annotations

from benchmarks._common import SHARED_LISTS
from benchmarks._pairing import run
from benchmarks._pairs import Pair, names_of

CASES = SHARED_LISTS.parent / "benchmarks" / "party_pairs.jsonl"


def part(pair: Pair) -> str:
    """Groups of the table: by kind of party and what the case is about."""
    return f"{pair.schema}{', ' * bool(pair.category)}{pair.category}"


if __name__ == "__main__":
    run(__doc__, CASES, part, names_of)
