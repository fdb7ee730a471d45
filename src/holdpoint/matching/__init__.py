"""Is this party that entity? An index to find candidates, a scorer that says why."""

from holdpoint.matching._compare import compare
from holdpoint.matching._index import Index
from holdpoint.matching._types import Comparison, Match, Part, TokenPair

__all__ = ["Comparison", "Index", "Match", "Part", "TokenPair", "compare"]
