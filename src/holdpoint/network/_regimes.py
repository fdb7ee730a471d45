"""The ownership tests of four regimes. Never one number for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

# The SDN programmes that 15 CFR 744.8(a)(1) names (89 FR 20107, 21 March 2024): Executive Orders
# 13405, 13660, 13661, 13662, 13685, 14024, 14038; two on terrorism; proliferators of weapons of
# mass destruction; four on narcotics and crime (13581, 14059, SDNT, SDNTK). The tags are OFAC's.
_744_8 = frozenset(
    {
        "BELARUS",
        "BELARUS-EO14038",
        "FTO",
        "ILLICIT-DRUGS-EO14059",
        "NPWMD",
        "RUSSIA-EO14024",
        "SDGT",
        "SDNT",
        "SDNTK",
        "TCO",
        "UKRAINE-EO13660",
        "UKRAINE-EO13661",
        "UKRAINE-EO13662",
        "UKRAINE-EO13685",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """How one authority decides whether listed persons own a party.

    Attributes:
        name: As rules see it (``US/OFAC`` …).
        listings: Measures that count, by authority, the strictest first.
        programmes: Where set, an authority's listings count only under one of these programmes.
        threshold: Share in per cent at which the test is met.
        above: ``True`` when the share must be *more* than the threshold.
        added_up: Whether the shares of several listed persons are added up; else the largest
            single holder decides.
        control_counts: Whether control alone passes the listing on to what is controlled.
        test: The test in words, with its citation and how surely it is known.
    """

    name: str
    listings: tuple[tuple[str, str], ...]
    programmes: Mapping[str, frozenset[str]]
    threshold: Fraction
    above: bool
    added_up: bool
    control_counts: bool
    test: str

    def counts(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of ``list_matches`` is of a listing that this regime's test looks at."""
        authority, measure = row.get("authority"), row.get("measure")
        if (authority, measure) not in self.listings:
            return False
        wanted = self.programmes.get(str(authority))
        tags = {str(tag).strip("[] ").upper() for tag in row.get("programmes") or ()}
        return wanted is None or bool(wanted & tags)

    def met(self, share: Fraction) -> bool:
        """Whether a share passes the threshold."""
        return share > self.threshold if self.above else share >= self.threshold


_HALF = Fraction(50)

REGIMES: tuple[Regime, ...] = (
    Regime(
        name="US/OFAC",
        listings=(("US/OFAC", "blocking"),),
        programmes={},
        threshold=_HALF,
        above=False,
        added_up=True,
        control_counts=False,
        test=(
            "OFAC 50 percent rule: 50 % or more, the shares of all blocked persons added up. An "
            "owner that blocked persons own at 50 % or more counts as blocked, with its whole "
            "share; below that it counts for nothing. Control alone is a warning (revised guidance "
            "of 13 August 2014, 79 FR 47726; FAQ 398, 399, 401)"
        ),
    ),
    Regime(
        name="US/BIS",
        listings=(
            ("US/OFAC", "blocking"),
            ("US/BIS", "licence_requirement"),
            ("US/BIS", "military_end_user"),
        ),
        programmes={"US/OFAC": _744_8},
        threshold=_HALF,
        above=False,
        added_up=True,
        control_counts=False,
        test=(
            "BIS affiliates rule: 50 % or more, directly or indirectly, the shares of owners on "
            "the Entity List, the MEU List and under 15 CFR 744.8 added up; the strictest owner's "
            "requirement applies (90 FR 47201; stayed from 2025-11-10 to 2026-11-09, 90 FR 50857)"
        ),
    ),
    Regime(
        name="EU",
        listings=(("EU", "asset_freeze"),),
        programmes={},
        threshold=_HALF,
        above=False,
        added_up=True,
        control_counts=True,
        test=(
            "EU: 50 % or more, the shares of listed persons added up, or control on the facts "
            "(Council Best Practices 11623/24 of 3 July 2024; Commission FAQ on aggregate "
            "ownership). Basis not verified: older text says more than 50 %"
        ),
    ),
    Regime(
        name="UK",
        listings=(("UK", "asset_freeze"),),
        programmes={},
        threshold=_HALF,
        above=True,
        added_up=False,
        control_counts=True,
        test=(
            "UK: more than 50 % held by one designated person, directly or through majority "
            "stakes, or control. Several designated persons are not added up unless they hold "
            "jointly or act by arrangement: ask (SI 2023/1314 reg. 9 and Sch. 1; SI 2019/855 "
            "reg. 7)"
        ),
    ),
)
