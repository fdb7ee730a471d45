"""From evidence to a probability: the coefficients, and the sum of log-odds.

The numbers stand in ``data/coefficients.json`` and are made by ``python -m benchmarks.fit``; how
and from what, see ``docs/decisions/0006-scorer.md``. Log-odds are natural logarithms.
"""

from __future__ import annotations

import functools
import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from typing import Any

from holdpoint.matching._features import FEATURES

LEAST, MOST = 0.01, 0.99
"""A probability never comes closer to certainty than this, for or against."""

NOTHING = math.log(0.03 / 0.97)
"""Log-odds of two names that share nothing: an acronym or a script may hide that they are one."""

MOST_OF_A_NAME = math.log(0.97 / 0.03)
"""Log-odds that two names alone can reach: somebody else may have the same name."""

_PATH = Path(__file__).with_name("data") / "coefficients.json"


Knots = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted for one kind of name.

    Attributes:
        intercept: Of the sum.
        weights: One a feature.
        knots: Sums and the log-odds that they turned out to be worth on kept-out cases, both
            ascending; straight lines in between.
        ceiling: Rarities and the log-odds that equal names of that rarity are worth, both
            ascending; straight lines in between.
    """

    intercept: float
    weights: tuple[float, ...]
    knots: Knots
    ceiling: Knots

    def log_odds(self, features: Sequence[float]) -> float:
        """What features are worth."""
        worth = along(self.knots, sum(map(mul, self.weights, features), self.intercept))
        doubt = self.weights[_WEAK] * features[_WEAK]
        return capped(worth, ceiling(self.ceiling, features[_RARITY]) + doubt)


_RARITY, _WEAK = FEATURES.index("rarity"), FEATURES.index("weak_alias")


def ceiling(knots: Knots, rarity: float) -> float:
    """The most that names can be worth in log-odds; a common name is somebody else's more often.

    Never more than :data:`MOST_OF_A_NAME`, and never less than an even chance.
    """
    return min(max(along(knots, rarity), 0.0), MOST_OF_A_NAME)


BEYOND = 0.05
"""What is left of log-odds above the ceiling, so that of two common names the one that agrees more
comes first."""


def capped(worth: float, top: float) -> float:
    """Log-odds of names below their ceiling, and never more than :data:`MOST_OF_A_NAME`."""
    return worth if worth <= top else min(top + BEYOND * (worth - top), MOST_OF_A_NAME)


@dataclass(frozen=True, slots=True)
class Coefficients:
    """All that was fitted.

    Attributes:
        person: For persons' names.
        other: For all other names.
        facts: Log-odds of a fact that agrees and of one that contradicts, by name.
    """

    person: Weights
    other: Weights
    facts: Mapping[str, tuple[float, float]]


@functools.cache
def coefficients() -> Coefficients:
    """The shipped coefficients.

    Raises:
        ValueError: The file was made for other features.
    """
    data = json.loads(_PATH.read_text("utf-8"))
    return Coefficients(
        person=_weights(data["person"]),
        other=_weights(data["other"]),
        facts={name: (row["agree"], row["contradict"]) for name, row in data["facts"].items()},
    )


def _weights(data: Mapping[str, Any]) -> Weights:
    weights = data["weights"]
    if set(weights) != set(FEATURES):
        raise ValueError("data/coefficients.json was made for other features: fit again")
    return Weights(
        intercept=data["intercept"],
        weights=tuple(weights[name] for name in FEATURES),
        knots=tuple((raw, worth) for raw, worth in data["knots"]),
        ceiling=tuple((rarity, worth) for rarity, worth in data["ceiling"]),
    )


def name_log_odds(features: Sequence[float], *, person: bool) -> float:
    """Log-odds of two names alone, at most :data:`MOST_OF_A_NAME`; more agreement, more."""
    fitted = coefficients()
    return (fitted.person if person else fitted.other).log_odds(features)


def along(knots: Knots, raw: float) -> float:
    """The value at a place on straight lines between knots; the outer lines go on."""
    if len(knots) < 2:  # noqa: PLR2004 - no line
        return raw
    at = min(max(bisect_right(knots, (raw, math.inf)), 1), len(knots) - 1)
    (left, low), (right, high) = knots[at - 1], knots[at]
    return low + (high - low) * (raw - left) / (right - left)


def fact_log_odds(name: str, *, agrees: bool) -> float:
    """What a fact adds when it agrees in full, or (negative) when it contradicts."""
    agree, contradict = coefficients().facts.get(name, (0.0, 0.0))
    return agree if agrees else contradict


def log_odds(probability: float) -> float:
    """Natural log-odds of a probability strictly between 0 and 1."""
    return math.log(probability / (1.0 - probability))


def probability_of(odds: float) -> float:
    """Probability of log-odds, :data:`LEAST` to :data:`MOST`, four decimals."""
    if odds < 0:
        grown = math.exp(max(odds, -700.0))
        exact = grown / (1.0 + grown)
    else:
        exact = 1.0 / (1.0 + math.exp(-min(odds, 700.0)))
    return round(min(max(exact, LEAST), MOST), 4)
