"""What happens to claims: events, each of which is written down once and never changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from holdpoint.model import ClaimLinkKind, Credibility, Exhibit, Named, ReadClaim, Reliability

EventKind = Literal["added", "accepted", "rejected", "corrected", "linked", "attached"]
TimeBasis = Literal["clock", "given"]

CLAIM_ID = re.compile(r"claim-[0-9a-f]{16}")
DOCUMENT_ID = re.compile(r"doc-[0-9a-f]{16}")
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimVersion:
    """A claim and the hash of its content: who reviews a claim reviews these words.

    Attributes:
        claim: Id of the claim.
        content: sha256 (hex) of the claim with the things that it names, see
            :func:`holdpoint.claims._readings.content_hash`.
    """

    claim: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A document was read.

    Attributes:
        document: ``doc-…``.
        text: sha256 (hex) of the kept text in UTF-8; names its file in the store.
        reading: sha256 (hex) of the reading as it is kept; names its file in the store.
        claims: Every claim of the reading, in the order of the text.
    """

    document: str
    text: str
    reading: str
    claims: tuple[ClaimVersion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A person accepted claims: from now on orders are screened against them."""

    claims: tuple[ClaimVersion, ...]
    reason: str | None = None
    reliability: Reliability = "F"
    credibility: Credibility = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A person rejected claims: misread, or not to be relied on."""

    claims: tuple[ClaimVersion, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A person replaced a claim by another one; the first stays, superseded.

    Attributes:
        old: The claim that was wrong.
        new: The claim in its place, on words of the same document.
        entities: Every thing that it names, as it is to be understood.
        accepted: Whether the new claim counts as accepted.
        sharpened: Why it may say more than the first, in words, where it does; else empty.
    """

    old: ClaimVersion
    new: ReadClaim
    entities: tuple[Named, ...]
    reason: str
    accepted: bool = False
    sharpened: tuple[str, ...] = ()
    reliability: Reliability = "F"
    credibility: Credibility = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A person said how two claims stand to each other."""

    source: str
    target: str
    kind: ClaimLinkKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A person put evidence beside the claims that it names."""

    exhibit: Exhibit


Body = Added | Accepted | Rejected | Corrected | Linked | Attached

BODIES: Mapping[EventKind, type[Body]] = {
    "added": Added,
    "accepted": Accepted,
    "rejected": Rejected,
    "corrected": Corrected,
    "linked": Linked,
    "attached": Attached,
}
KINDS: Mapping[type[Body], EventKind] = {cls: kind for kind, cls in BODIES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the ledger.

    Attributes:
        seq: Count from 1 without a gap.
        at: When, ``2026-11-20T08:15:00Z``; never before the event before it.
        basis: ``clock`` where the machine's clock said so, ``given`` where a person did.
        by: Who.
        previous: Hash of the event before, ``sha256:<hex>``.
        hash: ``sha256:<hex>`` of this event without this one field.
    """

    seq: int
    at: str
    basis: TimeBasis
    by: str
    body: Body
    previous: str
    hash: str

    @property
    def kind(self) -> EventKind:
        """What happened."""
        return KINDS[type(self.body)]

    @property
    def day(self) -> str:
        """The day on which it happened (UTC), ISO 8601."""
        return self.at[:10]
