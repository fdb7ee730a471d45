"""Check R7: numbers of a ship that cannot be right, or that do not agree with one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdpoint.model import Leg, Vessel
from holdpoint.places._check import Check, clear, not_run
from holdpoint.places._numbers import flag_of_mmsi, read_number
from holdpoint.text import identifier_check

_BY_WATER = frozenset({"sea", "river"})


def vessel_identity(route: Sequence[Leg]) -> Iterator[Check]:
    """Hits ``imo number``, ``mmsi``, ``flag of the mmsi`` and ``two identities``.

    An MMSI without a country and one of another country than the flag are questions: numbers are
    kept when a flag changes at a lawful sale, and the table of digits was not compared with ITU's.
    """
    named = [(i, leg.vessel) for i, leg in enumerate(route) if leg.vessel is not None]
    if not named:
        wet = any(leg.mode in _BY_WATER for leg in route)
        yield not_run("R7", "no vessel is named" if wet else "no leg by water names a vessel")
        return
    hits = [hit for index, vessel in named for hit in _of_one(index, vessel)]
    hits += _of_two(named)
    if hits:
        yield from hits
    elif all(vessel.imo is None and vessel.mmsi is None for _, vessel in named):
        yield not_run("R7", "a name alone identifies no vessel")
    else:
        yield clear("R7", "the numbers agree; no history is given")


def _of_one(index: int, vessel: Vessel) -> Iterator[Check]:
    if vessel.imo and identifier_check("imo", vessel.imo) is False:
        why = f"route[{index}]: no ship has the IMO number {vessel.imo}"
        yield _hit(index, "imo number", why, certain=True)
    if not vessel.mmsi:
        return
    number, flag = read_number(vessel.mmsi), flag_of_mmsi(vessel.mmsi)
    if number is None or number.valid is False:
        note = "it has not nine digits" if number is None else number.note
        yield _hit(index, "mmsi", f"route[{index}]: no ship has the MMSI {vessel.mmsi}: {note}")
    elif flag and vessel.flag and flag != vessel.flag:
        why = f"route[{index}]: the MMSI is given out by {flag}, the flag is {vessel.flag}"
        yield _hit(index, "flag of the mmsi", why)


def _of_two(named: Sequence[tuple[int, Vessel]]) -> Iterator[Check]:
    """One ship under two flags or MMSIs in one order, or one MMSI for two ships."""
    first: dict[str, tuple[int, Vessel]] = {}
    for index, vessel in named:
        for key in filter(None, (vessel.imo and f"IMO {vessel.imo}", vessel.mmsi)):
            earlier, other = first.setdefault(key, (index, vessel))
            apart = [
                f"{field} {a} and {b}"
                for field, a, b in (
                    ("IMO", other.imo, vessel.imo),
                    ("MMSI", other.mmsi, vessel.mmsi),
                    ("flag", other.flag, vessel.flag),
                )
                if a and b and a != b
            ]
            if apart:
                why = f"{key} on route[{earlier}] and route[{index}]: {', '.join(apart)}"
                yield _hit(index, "two identities", why)
                break


def _hit(index: int, what: str, why: str, *, certain: bool | None = None) -> Check:
    return Check(
        check="R7",
        state="hit",
        what=what,
        why=why,
        certain=certain,
        clears_if="her certificate of registry and the radio licence of the day",
        leg=index,
    )
