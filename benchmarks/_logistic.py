"""Logistic regression with signs that the meaning demands, and how well it is calibrated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ROUNDS = 4000
_STILL = 1e-7


def fit_logistic(
    rows: Floats,
    same: Floats,
    weights: Floats,
    *,
    signs: Sequence[int],
    ridge: float,
    offset: Floats | None = None,
    centre: Floats | None = None,
    intercept: bool = True,
    least: Sequence[float] | None = None,
    most: Sequence[float] | None = None,
) -> Floats:
    """Weights of the columns, the intercept first; accelerated projected gradient descent.

    Args:
        rows: A row a case, a column a feature.
        same: 1 or 0.
        weights: How much each case counts.
        signs: Of each column: 1 keeps its weight from being negative, -1 from being positive.
        ridge: Strength of the pull to ``centre``.
        offset: Log-odds that each case already has.
        centre: Where the weights are pulled to; 0 where left out.
        intercept: Whether one is fitted.
        least: The least that each weight can be; no bound where left out.
        most: The most that each can be.
    """
    scale = np.maximum(np.abs(rows).max(axis=0), 1e-9)
    design = np.hstack([np.full((len(rows), 1), float(intercept)), rows / scale])
    goal = np.zeros(design.shape[1])
    if centre is not None:
        goal[1:] = centre * scale
    base = np.zeros(len(rows)) if offset is None else offset
    share = weights / weights.sum()
    pull = np.full(design.shape[1], ridge)
    pull[0] = 0.0
    bounds = [-np.inf] * len(signs) if least is None else least
    floor = [
        max(bound, 0.0) if sign > 0 else bound for sign, bound in zip(signs, bounds, strict=True)
    ]
    low = np.array([-np.inf, *(np.array(floor) * scale)])
    above = [np.inf] * len(signs) if most is None else most
    roof = [
        min(bound, 0.0) if sign < 0 else bound for sign, bound in zip(signs, above, strict=True)
    ]
    high = np.array([np.inf, *(np.array(roof) * scale)])
    step = 1.0 / (0.25 * np.linalg.norm((design * share[:, None]).T @ design, 2) + ridge)
    here, ahead, speed = np.clip(goal, low, high), np.clip(goal, low, high), 1.0
    for _ in range(_ROUNDS):
        odds = 1.0 / (1.0 + np.exp(-np.clip(base + design @ ahead, -60, 60)))
        slope = design.T @ (share * (odds - same)) + pull * (ahead - goal)
        following = np.clip(ahead - step * slope, low, high)
        faster = (1.0 + np.sqrt(1.0 + 4.0 * speed * speed)) / 2.0
        ahead = following + (speed - 1.0) / faster * (following - here)
        if np.abs(following - here).max() < _STILL:
            here = following
            break
        here, speed = following, faster
    found = here.copy()
    found[1:] /= scale
    return found


def reliability(
    chances: Floats, same: Floats, weights: Floats, bins: int = 10
) -> tuple[float, list[Mapping[str, float]]]:
    """Expected calibration error, and a row for each tenth of the scale that has cases."""
    error = 0.0
    table: list[Mapping[str, float]] = []
    whole = weights.sum()
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = (chances >= low) & ((chances < high) | (number == bins - 1))
        total = weights[inside].sum()
        if total <= 0:
            continue
        said = float((chances[inside] * weights[inside]).sum() / total)
        was = float((same[inside] * weights[inside]).sum() / total)
        error += float(total / whole) * abs(said - was)
        table.append(
            {
                "from": low,
                "to": high,
                "cases": int(inside.sum()),
                "share": round(float(total / whole), 4),
                "said": round(said, 4),
                "was": round(was, 4),
            }
        )
    return error, table


def rising(
    raw: Floats, same: Floats, weights: Floats, places: Sequence[float]
) -> list[tuple[float, float]]:
    """Log-odds that rise with a raw sum: straight lines between places, the likeliest ones.

    Each line's slope is pulled towards 1 (the raw sum as it is), so that where few cases lie the
    sum is believed.

    Args:
        raw: The sum of each case.
        same: 1 or 0.
        weights: How much each case counts.
        places: Ascending sums, at which the lines meet; the outer lines go on.

    Returns:
        Each place and its log-odds.
    """
    steps = np.diff(places)
    columns = [
        np.clip(raw - start, -np.inf if at == 0 else 0.0, None if at == len(steps) - 1 else step)
        for at, (start, step) in enumerate(zip(places[:-1], steps, strict=True))
    ]
    found = fit_logistic(
        np.column_stack(columns),
        same,
        weights,
        signs=[1] * len(steps),
        ridge=_PULL,
        centre=np.ones(len(steps)),
        least=[_LEAST_SLOPE] * len(steps),
    )
    worth = np.concatenate([[found[0]], found[0] + np.cumsum(found[1:] * steps)])
    return [(float(at), float(value)) for at, value in zip(places, worth, strict=True)]


_PULL = 1e-3
_LEAST_SLOPE = 0.05
