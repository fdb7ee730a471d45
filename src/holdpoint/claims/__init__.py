"""Claims under review: a ledger of what was read, and of what people decided about it."""

from holdpoint.claims._correction import Correction
from holdpoint.claims._edition import CLAIMED, SOURCE, AcceptedClaims, accepted_claims
from holdpoint.claims._events import Added, ClaimVersion, Event
from holdpoint.claims._export import as_readings, chosen_claims, claim_record
from holdpoint.claims._find import find_claim
from holdpoint.claims._ledger import Head, Stamp, check_time
from holdpoint.claims._readings import read_reading, things_of
from holdpoint.claims._said import said_words, statement_of
from holdpoint.claims._standing import Standing, StoredClaim, StoredLink
from holdpoint.claims._store import AddReport, ClaimStore
from holdpoint.claims._surety import effect_of, sharper

__all__ = [
    "CLAIMED",
    "SOURCE",
    "AcceptedClaims",
    "AddReport",
    "Added",
    "ClaimStore",
    "ClaimVersion",
    "Correction",
    "Event",
    "Head",
    "Stamp",
    "Standing",
    "StoredClaim",
    "StoredLink",
    "accepted_claims",
    "as_readings",
    "check_time",
    "chosen_claims",
    "claim_record",
    "effect_of",
    "find_claim",
    "read_reading",
    "said_words",
    "sharper",
    "statement_of",
    "things_of",
]
