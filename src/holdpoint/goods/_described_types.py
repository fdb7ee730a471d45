"""What a description may be, in words that stay: codes, categories, what decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DecidingWord:
    """A stretch of the description that decided.

    Attributes:
        text: As it stands in the description.
        start: Offset of its first character.
        end: Offset behind its last one.
        role: ``term``, ``part number``, ``about`` (the goods stand behind "for" or "with", or in
            front of a word such as "case"), ``other`` (what makes something else of the line) or
            ``index`` (a word of the nomenclature).
    """

    text: str
    start: int
    end: int
    role: str

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {"text": self.text, "start": self.start, "end": self.end, "role": self.role}


@dataclass(frozen=True, slots=True)
class ListTouched:
    """A line of a goods list that a candidate code falls under."""

    list: str
    code: str
    tier: str | None
    needs_description: bool

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "list": self.list,
            "code": self.code,
            "tier": self.tier,
            "needs_description": self.needs_description,
        }


@dataclass(frozen=True, slots=True)
class CategoryFound:
    """A field category that the description may belong to.

    Attributes:
        category: Its id (``fpga``).
        title: What it is called ("FPGA / programmable logic").
        hs6: Its HS-6 candidates, the likeliest first.
        lists: The lines of goods lists that these fall under.
        probability: That the goods themselves belong to it, 0 to 1, four decimals.
        words: What decided, in the order of the text.
    """

    category: str
    title: str
    hs6: tuple[str, ...]
    lists: tuple[ListTouched, ...]
    probability: float
    words: tuple[DecidingWord, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "category": self.category,
            "title": self.title,
            "hs6": list(self.hs6),
            "lists": [line.to_dict() for line in self.lists],
            "probability": self.probability,
            "words": [word.to_dict() for word in self.words],
        }


@dataclass(frozen=True, slots=True)
class CodeFound:
    """An HS-6 code that the description may fall under.

    Attributes:
        hs6: Six digits.
        text: The nomenclature's words; ``None`` where no nomenclature was given.
        probability: 0 to 1, four decimals. What all candidates leave to 1 is "none of them".
        words: What decided, in the order of the text.
    """

    hs6: str
    text: str | None
    probability: float
    words: tuple[DecidingWord, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "hs6": self.hs6,
            "text": self.text,
            "probability": self.probability,
            "words": [word.to_dict() for word in self.words],
        }


@dataclass(frozen=True, slots=True)
class Described:
    """What a description may be. Evidence, never a classification.

    Attributes:
        text: The description, as far as it was read.
        categories: Field categories, the likeliest first.
        hs6: HS-6 codes, the likeliest first.
        listed: Probability that the goods are on the common high-priority list or in EAR Part 746
            Supplement 7; ``None`` when nothing in the text is known (unknown, not "no").
        words: What decided about ``listed``.
        cut: Whether the text was longer than is read.
    """

    text: str
    categories: tuple[CategoryFound, ...]
    hs6: tuple[CodeFound, ...]
    listed: float | None
    words: tuple[DecidingWord, ...]
    cut: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "text": self.text,
            "categories": [category.to_dict() for category in self.categories],
            "hs6": [code.to_dict() for code in self.hs6],
            "listed": self.listed,
            "words": [word.to_dict() for word in self.words],
            "cut": self.cut,
        }
