"""Is this party that entity? An index to find candidates, a scorer that says why."""

from holdpoint.matching._addresses import closest_address
from holdpoint.matching._compare import compare
from holdpoint.matching._index import Index, Matches
from holdpoint.matching._kernel import has_kernel
from holdpoint.matching._known import Unchanged
from holdpoint.matching._probe import Probe, address_probe, probe
from holdpoint.matching._ranking import farthest
from holdpoint.matching._types import Comparison, Match, Part, TokenPair

__all__ = [
    "Comparison",
    "Index",
    "Match",
    "Matches",
    "Part",
    "Probe",
    "TokenPair",
    "Unchanged",
    "address_probe",
    "closest_address",
    "compare",
    "farthest",
    "has_kernel",
    "probe",
]
