"""What a check of a route says: hit, clear, or not run and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from holdpoint.model import Leg
from holdpoint.places._geo import distance_km
from holdpoint.places._stops import Stop

State = Literal["hit", "clear", "not_run"]
TITLES: Mapping[str, str] = {
    "R1": "watched corridor",
    "R2": "near a watched site",
    "R3": "illogical route",
    "R4": "hub and high-priority goods",
    "R5": "impossible leg",
    "R6": "gap near a port",
    "R7": "identity of the vessel",
    "R8": "forwarder as last consignee",
    "R9": "shared address",
    "R10": "vague last leg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a check found.

    Attributes:
        what: What kind of thing it is, in a few words that rules may name (``way back``).
        certain: Whether it holds whatever the uncertainties are; ``None`` is a question.
        why: The values seen, in words; where it did not run, the reason.
        limit: The limit that was passed, in words; empty where there is none.
        clears_if: What would resolve a hit.
        leg: Index of the leg that shows it.
    """

    check: str
    state: State
    why: str
    what: str = ""
    certain: bool | None = None
    limit: str = ""
    clears_if: str = ""
    leg: int = 0

    @property
    def title(self) -> str:
        """What is looked for."""
        return TITLES[self.check]


def not_run(check: str, why: str) -> Check:
    """A check that lacks something."""
    return Check(check=check, state="not_run", why=why)


def clear(check: str, why: str) -> Check:
    """A check that ran and found nothing."""
    return Check(check=check, state="clear", why=why)


def whole_legs(
    route: Sequence[Leg], stops: Sequence[Stop]
) -> Iterator[tuple[int, Leg, Stop, Stop]]:
    """The legs of which both ends are stated, with their index and ends."""
    at = {(stop.leg, stop.end): stop for stop in stops}
    for index, leg in enumerate(route):
        start, end = at.get((index, "from")), at.get((index, "to"))
        if start is not None and end is not None:
            yield index, leg, start, end


def span_km(one: Stop, other: Stop) -> tuple[float, float] | None:
    """The least and the greatest distance between two stops, over all that they may be.

    Returns:
        Kilometres by geodesic, less and plus both uncertainties; ``None`` where a point is missing.
    """
    spans = []
    for a in one.candidates:
        for b in other.candidates:
            if a.point is None or b.point is None:
                return None
            away, doubt = distance_km(a.point, b.point), a.uncertainty_km + b.uncertainty_km
            spans.append((max(0.0, away - doubt), away + doubt))
    return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None
