"""Claims under review: a ledger of what was read, and of what people decided about it."""

from holdpoint.claims._correction import Correction
from holdpoint.claims._events import (
    Added,
    Attachment,
    ClaimVersion,
    Credibility,
    Event,
    Reliability,
)
from holdpoint.claims._ledger import Head, Stamp, check_time
from holdpoint.claims._standing import Review, Standing, StoredClaim, StoredLink
from holdpoint.claims._store import AddReport, ClaimStore, find_claim
from holdpoint.claims._surety import effect_of, sharper

__all__ = [
    "AddReport",
    "Added",
    "Attachment",
    "ClaimStore",
    "ClaimVersion",
    "Correction",
    "Credibility",
    "Event",
    "Head",
    "Reliability",
    "Review",
    "Stamp",
    "Standing",
    "StoredClaim",
    "StoredLink",
    "check_time",
    "effect_of",
    "find_claim",
    "sharper",
]
