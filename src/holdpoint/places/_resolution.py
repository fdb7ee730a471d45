"""A place is a question with several answers: what resolving one gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from holdpoint.model import Place
from holdpoint.places._geo import Point

Verdict = Literal["one", "several", "none"]

STRONG = 0.85
"""Score from which a candidate may be *the* place; below it, it is only worth a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a reference may mean.

    Attributes:
        score: 0 to 1, four decimals. It ranks candidates; it is no probability.
        why: One clause for the reader.
        uncertainty_km: How far the true place may lie from the candidate's point.
        by: What named it: ``unlocode``, ``iata``, ``icao`` or another code, ``id``,
            ``facility`` (the text says port, airport …), ``name``, ``part`` (of a longer text),
            ``old`` (a name of the past), ``spelling`` (a likely slip), ``sound`` (the same
            consonants), ``point``.
        prominence: 0 to 9; chooses between places of one name where nothing else does.
        functions: What the place serves, where its table says so; ``None`` is unknown.
    """

    place: Place
    score: float
    why: str
    uncertainty_km: float
    by: str
    prominence: int = 4
    functions: frozenset[str] | None = None

    @property
    def point(self) -> Point | None:
        """Where it is believed to lie; ``None`` is unknown."""
        if self.place.lat is None or self.place.lon is None:
            return None
        return Point(self.place.lat, self.place.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a place reference may mean.

    Attributes:
        text: The reference as it was given.
        verdict: ``one``: a single place, beyond doubt as far as the gazetteer knows.
            ``several``: one or more that it may be, none beyond doubt (also a single place
            of a slightly different spelling). ``none``: nothing in the gazetteer.
        candidates: Ordered by score, then by id.
        country: ISO 3166-1 alpha-2, where the text or its code says it, or all candidates agree.
            It may be known though the place is not.
        note: What a person should know ("no such code in the gazetteer").
        set_aside: Candidates that the context spoke against, with the reason.
    """

    text: str
    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    country: str | None = None
    note: str | None = None
    set_aside: tuple[Candidate, ...] = ()

    @property
    def exhaustive(self) -> bool:
        """Whether the reference means one of the candidates, and nothing else."""
        return bool(self.candidates) and all(c.score >= STRONG for c in self.candidates)
