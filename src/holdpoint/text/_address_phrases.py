"""What the reader of addresses makes, and the small sets of words that it goes by."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER_WORDS = frozenset({"no", "nos", "nr", "number", "num", "n", "nro"})
ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})
SIDES = frozenset("abcdefgh")
LONGEST_CITY = 4
ENGLISH = frozenset({"street", "road", "rd", "avenue", "ave", "lane", "drive", "boulevard"})
CHINESE_SIDES = frozenset({"dong", "nan", "xi", "bei", "zhong"})
CHINESE_STREETS = frozenset({"lu", "jie", "dajie", "dadao", "dao"})
LONGEST_REGION = 4
LONG_BOX = 4
"""Digits of a box number that may be written in groups: ``10 21 14``."""
REGION_WORDS: tuple[tuple[str, ...], ...] = (
    (),
    ("region",),
    ("oblast",),
    ("krai",),
    ("kray",),
    ("republic",),
    ("province",),
)
# Street words that stand before the name unless the name is an adjective.
SLAVIC = frozenset(
    {"ul", "ulitsa", "ulica", "vul", "vulitsa", "vulytsia", "per", "pereulok", "pr", "prospekt",
     "pl", "ploshchad", "nab", "naberezhnaya", "proezd", "bulvar", "tupik", "alleya"}
)  # fmt: skip
ADJECTIVE = re.compile(r"(?:aya|aia|oye|oe|oi|oy|iy|yy|ii|ij|ska|skyi|skyy|ski|sky|aja|iya)$")


@dataclass(slots=True)
class Phrase:
    """Words that belong together, and what they name (``rest`` where nothing says it)."""

    role: str
    words: list[str]
    at: int
    piece: int
    lead: int | None = None
    """Place of the unmarked number just before the words."""


@dataclass(slots=True)
class Loose:
    """A number without a mark of what it counts."""

    value: str
    at: int
    piece: int
