"""Invented voyages with what is wrong in them, as AIS sentences: fixed seeds, own MMSIs.

No country has the digits 999. Every kind plants one thing, `clean` and `hole` nothing that a person
should be asked about.
"""

from __future__ import annotations

import functools
import math
import operator
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

KINDS: Final = ("clean", "hole", "dark", "swap", "jump", "two_places", "meeting", "loitering")
START: Final = 1_767_225_600.0  # 2026-01-01T00:00Z
FIRST_MMSI: Final = 999_000_001
_LETTERS: Final = "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw"
_KM_PER_DEGREE: Final = 111.195
_MOST_STEP: Final = 600.0


class Fix(NamedTuple):
    """A position as it was sent."""

    mmsi: int
    t: float
    lat: float
    lon: float
    sog: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Voyage:
    """A file of sentences and what is planted in it.

    Attributes:
        ports: Id, latitude, longitude.
        planted: Kinds of event that must be found, each once.
    """

    kind: str
    fixes: tuple[Fix, ...]
    ports: tuple[tuple[str, float, float], ...]
    planted: tuple[str, ...]

    def lines(self) -> list[str]:
        """The sentences in the order of time, each with its TAG block."""
        return [sentence(fix) for fix in self.fixes]


def sentence(fix: Fix) -> str:
    """One position report (message 1) with the time in a TAG block."""
    bits = (1, 6), (0, 2), (fix.mmsi, 30), (0, 4), (128, 8), (round(fix.sog * 10), 10), (0, 1)
    place = (round(fix.lon * 600000) & 0xFFFFFFF, 28), (round(fix.lat * 600000) & 0x7FFFFFF, 27)
    rest = (3600, 12), (511, 9), (round(fix.t) % 60, 6), (0, 25)
    number = 0
    for value, size in (*bits, *place, *rest):
        number = number << size | value
    payload = "".join(_LETTERS[number >> 6 * at & 63] for at in range(27, -1, -1))
    body, tag = f"AIVDM,1,1,,A,{payload},0", f"c:{round(fix.t)}"
    return f"\\{tag}*{_sum(tag)}\\!{body}*{_sum(body)}"


def _sum(text: str) -> str:
    return f"{functools.reduce(operator.xor, text.encode(), 0):02X}"


def voyage(kind: str, seed: int) -> Voyage:
    """A voyage of about two days between two ports, with one thing planted."""
    chance = random.Random(f"{kind} {seed}")  # noqa: S311 - invented data, fixed seed
    origin = chance.uniform(-50, 50), chance.uniform(-170, 170)
    course, km = chance.uniform(0, 2 * math.pi), chance.uniform(700, 1000)
    end = _off(origin, course, km)
    mmsi = FIRST_MMSI + seed * 10
    speed = chance.uniform(9, 16)
    fixes = _sail(chance, mmsi, origin, course, km, speed)
    fixes, planted = _PLANT[kind](chance, fixes, course)
    fixes.sort(key=lambda fix: (fix.t, fix.mmsi))
    ports = ("AAAAA", *origin), ("BBBBB", *end)
    return Voyage(kind=kind, fixes=tuple(fixes), ports=ports, planted=planted)


def _off(point: tuple[float, float], course: float, km: float) -> tuple[float, float]:
    """A point some way off, on a sphere laid flat; good enough where all of it is invented."""
    lat = point[0] + km * math.cos(course) / _KM_PER_DEGREE
    middle = math.radians((lat + point[0]) / 2)
    return lat, point[1] + km * math.sin(course) / _KM_PER_DEGREE / math.cos(middle)


def _sail(
    chance: random.Random,
    mmsi: int,
    origin: tuple[float, float],
    course: float,
    km: float,
    speed: float,
) -> list[Fix]:
    """Three hours moored, the way at a speed that varies, moored again; some messages lost."""
    t, done, fixes = START + chance.uniform(0, 3600), 0.0, []
    leave = t + 3 * 3600
    arrived: float | None = None
    while arrived is None or t < arrived + 3 * 3600:
        step = chance.uniform(120, _MOST_STEP)
        moving = t >= leave and arrived is None
        sog = max(0.0, chance.gauss(speed, 0.4)) if moving else abs(chance.gauss(0, 0.05))
        place = _off(origin, course, done)
        noisy = _off(place, chance.uniform(0, 2 * math.pi), abs(chance.gauss(0, 0.01)))
        if chance.random() > 0.1:
            fixes.append(Fix(mmsi, t, *noisy, round(sog, 1)))
        t += step
        if moving:
            done += sog * 1.852 * step / 3600
            if done >= km:
                done, arrived = km, t
    return fixes


def _part(fixes: Sequence[Fix], at: float) -> int:
    """Index of the position at this part of the time between the moorings."""
    start, end = fixes[0].t + 4 * 3600, fixes[-1].t - 4 * 3600
    return next(i for i, fix in enumerate(fixes) if fix.t >= start + (end - start) * at)


Planted = tuple[list[Fix], tuple[str, ...]]


def _clean(_chance: random.Random, fixes: list[Fix], _course: float) -> Planted:
    return fixes, ()


def _silence(fixes: Sequence[Fix], begin: float, hours: float) -> list[Fix]:
    return [fix for fix in fixes if not begin < fix.t < begin + hours * 3600]


def _hole(chance: random.Random, fixes: list[Fix], course: float) -> Planted:
    """Two ships 2 km apart fall silent in the same place: nobody hears there."""
    hours = chance.uniform(13, 18)
    begin = fixes[_part(fixes, 0.2)].t
    other = [
        Fix(fix.mmsi + 1, fix.t + 7, *_off((fix.lat, fix.lon), course + 1.57, 2), fix.sog)
        for fix in fixes
    ]
    return [*_silence(fixes, begin, hours), *_silence(other, begin, hours)], ("hole", "hole")


def _dark(chance: random.Random, fixes: list[Fix], _course: float) -> Planted:
    """Silent for long, with a call off the way: all that follows comes later."""
    hours = chance.uniform(20, 30)
    at = _part(fixes, 0.3)
    after = next(i for i, fix in enumerate(fixes) if fix.t > fixes[at].t + 8 * 3600)
    late = fixes[at].t + hours * 3600 - fixes[after].t
    moved = [fix._replace(t=fix.t + late) for fix in fixes[after:]]
    return [*fixes[: at + 1], *moved], ("gap",)


def _swap(chance: random.Random, fixes: list[Fix], _course: float) -> Planted:
    at = _part(fixes, chance.uniform(0.4, 0.6))
    renamed = [fix._replace(mmsi=fix.mmsi + 5) for fix in fixes[at:]]
    return [*fixes[:at], *renamed], ("identity_swap",)


def _jump(chance: random.Random, fixes: list[Fix], course: float) -> Planted:
    at = _part(fixes, chance.uniform(0.3, 0.7))
    far = _off((fixes[at].lat, fixes[at].lon), course + 1.57, chance.uniform(150, 900))
    changed = fixes[at]._replace(lat=far[0], lon=far[1])
    return [*fixes[:at], changed, *fixes[at + 1 :]], ("jump",)


def _two_places(chance: random.Random, fixes: list[Fix], course: float) -> Planted:
    begin, end = _part(fixes, 0.3), _part(fixes, 0.6)
    km = chance.uniform(300, 900)
    other = [
        fix._replace(t=fix.t + 31, lat=p[0], lon=p[1])
        for fix in fixes[begin:end]
        for p in [_off((fix.lat, fix.lon), course + 1.57, km)]
    ]
    return [*fixes, *other], ("two_places",)


def _rest(fixes: list[Fix], at: int, hours: float, chance: random.Random) -> list[Fix]:
    """The ship drifts for some hours, then goes on."""
    here = fixes[at]
    drift = []
    t = here.t
    while t < here.t + hours * 3600:
        t += chance.uniform(180, 420)
        place = _off((here.lat, here.lon), chance.uniform(0, 6.28), abs(chance.gauss(0, 0.03)))
        drift.append(Fix(here.mmsi, t, *place, round(abs(chance.gauss(0.7, 0.2)), 1)))
    late = t - here.t
    return [*fixes[: at + 1], *drift, *(f._replace(t=f.t + late) for f in fixes[at + 1 :])]


def _meeting(chance: random.Random, fixes: list[Fix], course: float) -> Planted:
    """Both ships drift side by side, 150 m apart, for some hours."""
    resting = _rest(fixes, _part(fixes, chance.uniform(0.35, 0.65)), chance.uniform(4, 9), chance)
    other = [
        Fix(f.mmsi + 2, f.t + 11, *_off((f.lat, f.lon), course + 1.57, 0.15), f.sog)
        for f in resting
    ]
    return [*resting, *other], ("encounter", "loitering", "loitering")


def _loitering(chance: random.Random, fixes: list[Fix], _course: float) -> Planted:
    at = _part(fixes, chance.uniform(0.35, 0.65))
    return _rest(fixes, at, chance.uniform(4, 9), chance), ("loitering",)


_PLANT: Final = {
    "clean": _clean, "hole": _hole, "dark": _dark, "swap": _swap, "jump": _jump,
    "two_places": _two_places, "meeting": _meeting, "loitering": _loitering,
}  # fmt: skip
