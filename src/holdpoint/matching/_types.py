"""What a comparison says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from holdpoint.model import Entity, Name

Verdict = Literal["agree", "contradict", "unknown"]
Identity = Literal["same", "resembles", "different"]
IDENTITIES: tuple[Identity, ...] = get_args(Identity)
"""The verdicts, the surest that it is the party first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPair:
    """A word of the query and the word of the listed name that it was paired with.

    Attributes:
        left: Word of the query; ``None`` where the listed word found no partner.
        right: Word of the listed name; ``None`` where the query's word found no partner.
        score: Similarity, 0 to 1.
        how: ``equal``, ``joined``, ``name`` (spellings of one given name), ``initial``,
            ``consonants``, ``similar``, ``acronym``, ``reordered`` (the same letters in another
            order), ``glued`` (written as one word and misspelt) or ``alone``.
    """

    left: str | None
    right: str | None
    score: float
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One fact that was compared.

    Attributes:
        name: ``name``, ``birth_date``, ``birth_place``, ``country``, ``address``, ``type``,
            ``gender``, ``position`` or ``identifier:`` and its kind.
        verdict: What the fact says about identity; ``unknown`` when a side is missing or the
            difference proves nothing.
        score: 0 to 1 where the fact has degrees, else ``None``.
        left: The query's side as printed.
        right: The list's side as printed.
        note: The verdict in words.
        weight: What the fact adds to the log-odds (natural logarithm) of one entity; negative
            speaks against it. Of the name: the log-odds of the names alone.
    """

    name: str
    verdict: Verdict
    score: float | None = None
    left: str | None = None
    right: str | None = None
    note: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Is this party that entity?

    Attributes:
        probability: 0.01 to 0.99, four decimals; a name alone at most 0.97,
            and less the more common it is.
        identity: ``same`` = a checked strong identifier is equal, or the names agree fully and
            another fact agrees and nothing contradicts; ``resembles`` = close, undecided;
            ``different`` = a contradiction, or names too far apart.
        parts: Every fact that was compared, the name first.
        matched_name: The entity's name that came closest.
        query_name: The query's name or alias that came closest.
        pairs: The words of both names, paired.
        explanation: Sentences for a person, both sides named.
        settle: What would settle the question, most telling first; empty when it is settled.
        log_odds: Natural log-odds of all evidence, four decimals, not bounded: what comparisons
            are ranked by, together with how alike both names are printed.
    """

    probability: float
    identity: Identity
    parts: tuple[Part, ...]
    matched_name: Name
    query_name: str
    pairs: tuple[TokenPair, ...]
    explanation: str
    settle: tuple[str, ...]
    log_odds: float = 0.0

    @property
    def name_score(self) -> float:
        """The score of the two names alone, 0 to 1."""
        return self.parts[0].score or 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A candidate of a search, and how it compares."""

    entity: Entity
    comparison: Comparison
