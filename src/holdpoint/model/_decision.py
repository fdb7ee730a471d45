"""Evidence, findings and the decision, as the contract prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["release", "hold", "block"]
Status = Literal["met", "unknown"]

GRAVITY: Mapping[str, int] = {"release": 0, "hold": 1, "block": 2}
"""How grave an outcome is; the decision is the gravest of its findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a finder laid down: both sides of one comparison, and its source.

    Attributes:
        kind: Name of the collection under which rules see it (``list_matches``, ``goods_lists``,
            ``ownership``, ``place_listings``, ``corridors``, ``sites`` …).
        subject: The place in the transaction (``parties[1]``, ``items[0]``, ``route[0].vessel``).
        data: JSON values only. The keys that rules may read are declared in the law's schema;
            everything else is for the reader. A value ``None`` is unknown.
    """

    kind: str
    subject: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRun:
    """A check that could not run, and why. Never the same as "clear"."""

    check: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A candidate that was compared and refused, and why."""

    subject: str
    entity: str
    score: float
    why_not: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a rule stands written.

    Attributes:
        in_force: First and last day, ISO 8601; ``None`` at the end is open, at the start is
            unknown.
        basis: ``read``, ``official``, ``secondary`` or ``not_verified``; shown to the user.
    """

    title: str
    locator: str | None = None
    url: str | None = None
    in_force: tuple[str | None, str | None] = (None, None)
    basis: str = "not_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask, for which field, and which rules want to know."""

    field: str
    ask: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that fired, or that could not be decided on what is known.

    Attributes:
        applied: The rule as it was applied: ``hash`` of its text, dated ``values``, hashes of its
            ``lists`` and the ``trace`` of its condition.
    """

    rule: str
    title: str
    outcome: Outcome
    status: Status
    subjects: tuple[str, ...]
    explanation: str
    evidence: tuple[Mapping[str, Any], ...] = ()
    citations: tuple[Citation, ...] = ()
    clears_if: str | None = None
    rule_text: str | None = None
    applied: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the decision stands on, by hash."""

    engine: str
    snapshot: str
    rules: str
    policy: str
    input: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to one transaction.

    Attributes:
        sources: Id and date of every list that was looked at.
        places: How each end of the route was understood: ``subject``, ``end``, ``text``,
            ``verdict`` and all ``candidates`` with their points and uncertainty.
        flags: How the red flags add up: ``points`` that are seen, ``at_most`` with what is
            undecided, ``hold_from``, a row a flag in ``counted``, those ``undecided`` that could
            not hold, and questions ``unanswered``. ``None`` where there is nothing to add.
        regimes: Which law applies and why: ``regime``, ``applies`` (``None`` is unknown), ``named``
            (``order``, ``policy`` or ``nobody``), ``applied``, ``why``, ``fact``,
            ``would_find`` and ``grounds`` with their citations.
    """

    transaction: str
    outcome: Outcome
    as_of: str
    summary: str
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    not_run: tuple[NotRun, ...]
    considered: tuple[Considered, ...]
    record: Record
    sources: tuple[Mapping[str, Any], ...] = ()
    places: tuple[Mapping[str, Any], ...] = ()
    flags: Mapping[str, Any] | None = None
    regimes: tuple[Mapping[str, Any], ...] = ()
