"""Check R10: a route that ends where nobody is, or that leaves its end open."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from holdpoint.model import Leg, Party
from holdpoint.places._check import Check, clear, not_run
from holdpoint.places._stops import Stop
from holdpoint.places._words import words

_FILE = Path(__file__).with_name("data") / "vague_places.txt"
_PASSED = frozenset({"port", "zone"})
"""Kinds of places through which goods pass: nobody uses them there."""
_RECEIVERS = frozenset({"consignee", "end_user"})
_CUSTOMERS = _RECEIVERS | {"buyer"}
_CLEARS = "who takes the goods from there, and where to"


def last_leg(
    route: Sequence[Leg],
    stops: Sequence[Stop],
    *,
    parties: Sequence[Party] | None = None,
    destination_country: str | None = None,
) -> Iterator[Check]:
    """Hits ``left open``, ``user elsewhere`` and ``ends on the way``.

    A port at the end is nothing to ask about where a customer is of that country, nor a zone where
    one gives an address there: then it is known who takes the goods.
    """
    index = len(route) - 1
    text = (route[-1].to_place or "").strip() if route else ""
    last = next((stop for stop in reversed(stops) if stop.leg == index and stop.end == "to"), None)
    if not text or _vague(text):
        why = f"the route ends at {text[:60]!r}" if text else "the route states no end"
        yield _hit(index, "left open", why)
    elif last is None or last.resolution.verdict == "none":
        yield not_run("R10", "the last place could not be resolved")
    else:
        yield _end(index, last, parties, destination_country)


def _end(index: int, last: Stop, parties: Sequence[Party] | None, destination: str | None) -> Check:
    receivers = [party for party in parties or () if party.role in _RECEIVERS]
    wanted = {party.country for party in receivers if party.country}
    if destination:
        wanted.add(destination)
    here = last.resolution.country
    if here is None:
        return not_run("R10", "in which country the last place lies is not clear")
    name = last.resolution.text.strip()[:60]
    if wanted and here not in wanted:
        why = f"the route ends at {name} ({here}), the goods are for {', '.join(sorted(wanted))}"
        return _hit(index, "user elsewhere", f"{why}: no leg leads there")
    kind = last.candidates[0].place.kind
    met = any(
        party.role in _CUSTOMERS and party.country == here and (party.address or kind == "port")
        for party in parties or ()
    )
    if kind in _PASSED and not met:
        why = f"the route ends at a {kind}: {name}; no leg leads to the user"
        return _hit(index, "ends on the way", why)
    return clear("R10", "the last leg names its place")


def _hit(index: int, what: str, why: str) -> Check:
    return Check(check="R10", state="hit", what=what, why=why, clears_if=_CLEARS, leg=max(index, 0))


def _vague(text: str) -> bool:
    own = words(text)
    return any(
        own[at : at + len(sought)] == sought
        for sought in _phrases()
        for at in range(len(own) - len(sought) + 1)
    )


@functools.cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    lines = _FILE.read_text("utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))
