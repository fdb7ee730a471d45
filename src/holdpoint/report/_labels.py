"""Names on a map that do not run into one another."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from holdpoint.report._projection import Frame

Anchor = Literal["start", "middle", "end"]

SIZE: Final = 14.5
_LINE: Final = SIZE * 1.25
_WIDTH: Final = 0.58
_LONGEST: Final = 30
_REACH: Final = 17.0
_SAMPLES: Final = 24
_DRIFT: Final = (0.0, -24.0, 24.0, -48.0, 48.0)
"""How far the name of a sea may be moved to keep clear of the route."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in drawing units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name where it stands; ``y`` is its base line."""

    text: str
    x: float
    y: float
    anchor: Anchor
    box: Box
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A name that wants a place near a point."""

    text: str
    x: float
    y: float
    kind: str


def place_labels(
    wishes: Sequence[Wish],
    frame: Frame,
    taken: Sequence[Box],
    lines: Sequence[tuple[float, float, float, float]],
) -> tuple[Label, ...]:
    """Find a place for each name, in order; one that finds none is left out.

    No two labels overlap, none covers a mark (``taken``) and none leaves the frame. Among the free
    places the one that covers the least of the lines wins, then the earlier one. The stops are
    numbered and listed beside the map, so a name that is left out is not lost.
    """
    boxes = list(taken)
    labels: list[Label] = []
    for wish in wishes:
        free = [
            label
            for label in _places(wish)
            if _inside(label.box, frame) and not any(label.box.meets(box) for box in boxes)
        ]
        best = min(free, key=lambda label: _covered(label.box, lines), default=None)
        if best is None or (wish.kind == "sea" and _covered(best.box, lines)):
            continue
        labels.append(best)
        boxes.append(best.box)
    return tuple(labels)


def _places(wish: Wish) -> list[Label]:
    text = wish.text if len(wish.text) <= _LONGEST else wish.text[: _LONGEST - 1].rstrip() + "…"
    wide = text_width(text)
    near, slant = _REACH, _REACH * 0.72
    drop = SIZE * 0.36
    offers: list[tuple[Anchor, float, float]] = [
        ("start", near, drop),
        ("end", -near, drop),
        ("middle", 0.0, -near - 3),
        ("middle", 0.0, near + SIZE * 0.8),
        ("start", slant, -slant),
        ("end", -slant, -slant),
        ("start", slant, slant + SIZE * 0.7),
        ("end", -slant, slant + SIZE * 0.7),
    ]
    if wish.kind == "sea":
        offers = [("middle", dx, drop + dy) for dy in _DRIFT for dx in _DRIFT]
    else:
        offers += [(anchor, dx * 1.9, dy * 1.9) for anchor, dx, dy in offers]
    found = []
    for anchor, dx, dy in offers:
        x, y = wish.x + dx, wish.y + dy
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        box = Box(left, y - SIZE * 0.85, left + wide, y - SIZE * 0.85 + _LINE)
        found.append(Label(text=text, x=x, y=y, anchor=anchor, box=box, kind=wish.kind))
    return found


def text_width(text: str, size: float = SIZE) -> float:
    """About how wide a text will be, a little on the generous side; wide scripts count double."""
    units = 0.0
    for char in text:
        if unicodedata.combining(char):
            continue
        units += 1.04 if unicodedata.east_asian_width(char) in {"W", "F"} else _WIDTH
    return (units + 0.3) * size


def _inside(box: Box, frame: Frame) -> bool:
    return (
        box.left >= frame.left + 2
        and box.right <= frame.right - 2
        and box.top >= frame.top + 2
        and box.bottom <= frame.bottom - 2
    )


def _covered(box: Box, lines: Sequence[tuple[float, float, float, float]]) -> int:
    count = 0
    for x1, y1, x2, y2 in lines:
        for step in range(_SAMPLES + 1):
            part = step / _SAMPLES
            count += box.holds(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
    return count
