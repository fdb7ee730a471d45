"""What comes of comparing two addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Says = Literal["agree", "clash", "near"]

SAME_PLACE = 0.5
"""From this score on two addresses are taken for one place."""

PRECISE = ("street", "house", "building", "box", "site", "zone")
"""Parts that tell one place in a town from another."""


@dataclass(frozen=True, slots=True)
class PartSaid:
    """What one part of two addresses says.

    Attributes:
        part: ``country``, ``city``, ``street``, ``house`` …
        says: ``agree``, ``clash`` (both state it and they cannot be one) or ``near``.
        degree: How much of it agrees or clashes, 0 to 1; 2 where nothing else tells.
        left: The first side, in words.
        right: The second side, in words.
    """

    part: str
    says: Says
    degree: float
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class AddressScore:
    """Two addresses compared.

    Attributes:
        score: 0 to 1, how likely both are one building or site.
        said: What the parts say, in a fixed order.
        bare: A side names no more than a town, so that nothing can be told.
    """

    score: float
    said: tuple[PartSaid, ...]
    bare: bool

    @property
    def same_place(self) -> bool:
        """Whether both are taken for one building or site."""
        return self.score >= SAME_PLACE and not self.bare

    @property
    def agreed(self) -> tuple[str, ...]:
        """The parts that agree."""
        return tuple(one.part for one in self.said if one.says == "agree")

    @property
    def clashed(self) -> tuple[str, ...]:
        """The parts that cannot be one."""
        return tuple(one.part for one in self.said if one.says == "clash")
