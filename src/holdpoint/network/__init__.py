"""Who stands behind a party: declared ownership, added up as each regime adds it up."""

from holdpoint.network._ownership import MAX_DEPTH, ownership
from holdpoint.network._regimes import REGIMES, Regime

__all__ = ["MAX_DEPTH", "REGIMES", "Regime", "ownership"]
