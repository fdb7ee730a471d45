"""Makes `src/holdpoint/matching/data/coefficients.json` from labelled pairs.

`python -m benchmarks.fit` reads the project's own pairs (`tests/cases/pairs`) and, where list files
are at hand (`--snapshot STORE`), pairs drawn from them. The public sets are never read: they
measure. Every figure that it prints is of kept-out folds; what was made from one family of names
or one entry is never split between folds. How and why: docs/decisions/0006-scorer.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks._common import ROOT, report
from benchmarks._fit_bounds import (
    CENTRE,
    CENTRE_OF_NAMES,
    LEAST_FOR,
    LEAST_OF_NAMES,
    MOST_AGAINST,
    MOST_OF_NAMES,
    SIGNS,
)
from benchmarks._fit_rows import FACTS, NAMES, NAMESAKES, OWN, Row, drawn_rows, is_own, own_rows
from benchmarks._logistic import Floats, fit_logistic, reliability, rising
from holdpoint.matching._calibration import (
    LEAST,
    MOST,
    MOST_OF_A_NAME,
    NOTHING,
    Knots,
    along,
    capped,
    ceiling,
    coefficients,
    log_odds,
)
from holdpoint.matching._features import FEATURES
from holdpoint.screening import load_policy

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUT = ROOT / "src" / "holdpoint" / "matching" / "data" / "coefficients.json"

FOLDS = 5

RIDGE_NAME, RIDGE_FACT = 3e-4, 2e-3

FACT_SIGNS = (1, -1)

Sides = tuple[Floats, Floats]
"""Weights for persons and for all others, the intercept first."""

Ceilings = tuple[Knots, Knots]
"""What equal names are worth by their rarity, for persons and all others."""

BARE_COUNT = 0.5
"""What a pair of parties with names and little else counts for the ceilings."""

RARITIES = (0.8, 1.1, 1.4, 1.7, 2.1, 2.5)
"""Rarities at which the ceiling is fitted: two well-known words to three rare ones."""

KNOTS = 12
OUTER_KNOTS = (0.02, 0.98)
"""How many knots, at equal distances, and between which shares of the cases."""

SUREST = 0.004
"""No knot is nearer to certainty than this."""

THRESHOLD = load_policy().hold_from
"""From where a resemblance holds an order by default."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """All that is written to the file: weights, knots and ceiling of each side, and the facts."""

    sides: Sides
    knots: tuple[Knots, Knots]
    ceilings: Ceilings
    facts: Mapping[str, tuple[float, float]]


COLUMNS = tuple((name, sign) for name in CENTRE for sign in FACT_SIGNS)
"""Of the facts: each once where it agrees and once where it contradicts."""


def fit_names(rows: Sequence[Row]) -> Sides:
    """Weights of the features for persons and for all others, the intercept first."""
    return _fit_side([r for r in rows if r.person]), _fit_side([r for r in rows if not r.person])


def _fit_side(rows: Sequence[Row]) -> Floats:
    used = [row for row in rows if row.features]
    return fit_logistic(
        np.array([row.features for row in used]),
        np.array([float(row.same) for row in used]),
        balanced(used),
        signs=[SIGNS[name] for name in FEATURES],
        ridge=RIDGE_NAME,
        centre=np.array([CENTRE_OF_NAMES.get(name, 0.0) for name in FEATURES]),
        least=[LEAST_OF_NAMES.get(name, -np.inf) for name in FEATURES],
        most=[MOST_OF_NAMES.get(name, np.inf) for name in FEATURES],
    )


CENTRES = tuple(CENTRE[name][0 if sign > 0 else 1] for name, sign in COLUMNS)


def fact_columns(rows: Sequence[Row]) -> Floats:
    """The facts of each row as numbers, in the order of :data:`COLUMNS`."""
    place = {column: at for at, column in enumerate(COLUMNS)}
    design = np.zeros((len(rows), len(COLUMNS)))
    for number, row in enumerate(rows):
        for name, sign, degree in row.facts:
            design[number, place[name, sign]] += degree
    return design


def balanced(rows: Sequence[Row]) -> Floats:
    """Weights of cases, so that of persons and of all others both labels weigh the same."""
    weights = np.array([row.weight for row in rows])
    same = np.array([row.same for row in rows])
    person = np.array([row.person for row in rows])
    for side in (person, ~person):
        for label in (same, ~same):
            some = side & label
            if some.any():
                weights[some] *= side.sum() / weights[some].sum()
    return weights


def raw_names(rows: Sequence[Row], sides: Sides) -> Floats:
    """Log-odds of the names before they are calibrated."""
    found = []
    for row in rows:
        weights = sides[0] if row.person else sides[1]
        found.append(
            weights[0] + float(weights[1:] @ np.array(row.features)) if row.features else NOTHING
        )
    return np.array(found)


def folds(rows: Sequence[Row]) -> NDArray[np.int_]:
    """The fold of each row, by its group."""
    return np.array(
        [int(hashlib.sha256(row.group.encode()).hexdigest(), 16) % FOLDS for row in rows]
    )


def kept_out(rows: Sequence[Row]) -> Floats:
    """Raw log-odds of every row by weights fitted without its fold."""
    where, found = folds(rows), np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = [row for row, at in zip(rows, where, strict=True) if at != fold]
        out = [row for row, at in zip(rows, where, strict=True) if at == fold]
        found[where == fold] = raw_names(out, fit_names(inside))
    return found


def calibrate(raw: Floats, rows: Sequence[Row]) -> tuple[Knots, Knots]:
    """The knots of persons and of all others."""
    person = np.array([row.person for row in rows])
    return _rising(raw, rows, person), _rising(raw, rows, ~person)


def _rising(raw: Floats, rows: Sequence[Row], side: NDArray[np.bool_]) -> Knots:
    """Raw log-odds to log-odds that hold on kept-out cases: straight lines between few knots.

    Names that share nothing are left out: nothing is what they are worth.
    """
    some = side & np.array([bool(row.features) for row in rows])
    inside = [row for row, taken in zip(rows, some, strict=True) if taken]
    same = np.array([float(row.same) for row in inside])
    if not inside:
        return ()
    ends = np.quantile(raw[some], OUTER_KNOTS)
    places = [round(float(at), 4) for at in np.linspace(ends[0], ends[1], KNOTS)]
    surest = log_odds(1.0 - SUREST)
    return tuple(
        (at, round(min(max(worth, -surest), surest), 4))
        for at, worth in rising(raw[some], same, balanced(inside), places)
    )


def fit_ceilings(rows: Sequence[Row]) -> Ceilings:
    """How sure equal names are when nothing else is known, by how rare they are.

    Args:
        rows: Pairs of names, and pairs of parties of which no fact was compared.
    """
    return _ceiling(rows, person=True), _ceiling(rows, person=False)


def bare_of(facts: Sequence[Row]) -> list[Row]:
    """Pairs of parties of which little but the names could be compared, with their weight."""
    little = (("type", 1), ("country", 1))
    return [
        replace(row, weight=row.weight * BARE_COUNT)
        for row in facts
        if is_own(row) and all((name, sign) in little for name, sign, _ in row.facts)
    ]


def _ceiling(rows: Sequence[Row], *, person: bool) -> Knots:
    rarity = FEATURES.index("rarity")
    some = [row for row in rows if row.person == person and _is_equal(row)]
    if not some:
        return tuple((at, MOST_OF_A_NAME) for at in RARITIES)
    found = rising(
        np.array([row.features[rarity] for row in some]),
        np.array([float(row.same) for row in some]),
        np.array([row.weight for row in some]),
        RARITIES,
    )
    return tuple((at, round(worth, 4)) for at, worth in found)


def _is_equal(row: Row) -> bool:
    """Whether two names are equal in every respect: their order and their characters as well."""
    found = dict(zip(FEATURES, row.features, strict=False))
    return found.get("equal", 0.0) > 0 and not any(found[name] for name in _EQUAL_AND_OTHER)


_EQUAL_AND_OTHER = ("turned", "shuffled", "homophones", "forms_clash", "natures_clash")
"""What can hold two names apart whose words are equal."""


def fit_facts(
    rows: Sequence[Row], sides: Sides, knots: tuple[Knots, Knots], ceilings: Ceilings
) -> dict[str, tuple[float, float]]:
    """What each fact adds when it agrees and when it contradicts, beside the names."""
    told = [row for row in rows if row.facts]
    found = fit_logistic(
        fact_columns(told),
        np.array([float(row.same) for row in told]),
        balanced(told),
        signs=[sign for _, sign in COLUMNS],
        ridge=RIDGE_FACT,
        offset=start_of(told, sides, knots, ceilings),
        centre=np.array(CENTRES),
        intercept=False,
        least=[
            MOST_AGAINST.get(name, -np.inf) if sign < 0 else LEAST_FOR.get(name, 0.0)
            for name, sign in COLUMNS
        ],
    )[1:]
    weights = {column: round(float(value), 4) for column, value in zip(COLUMNS, found, strict=True)}
    return {name: (weights[name, 1], weights[name, -1]) for name in CENTRE}


def start_of(
    rows: Sequence[Row], sides: Sides, knots: tuple[Knots, Knots], ceilings: Ceilings
) -> Floats:
    """Log-odds of the names, calibrated and below the ceiling, as a comparison starts from them."""
    rarity, weak = FEATURES.index("rarity"), FEATURES.index("weak_alias")
    lines = []
    for row, value in zip(rows, raw_names(rows, sides), strict=True):
        side = 0 if row.person else 1
        worth = along(knots[side], value) if row.features else value
        if row.features:
            doubt = sides[side][1 + weak] * row.features[weak]
            worth = capped(worth, ceiling(ceilings[side], row.features[rarity]) + doubt)
        lines.append(max(worth, 0.0) if row.carried else worth)
    return np.array(lines)


def total_of(rows: Sequence[Row], fitted: Fitted) -> Floats:
    """Log-odds of names and facts together."""
    found = start_of(rows, fitted.sides, fitted.knots, fitted.ceilings)
    for number, row in enumerate(rows):
        for name, sign, degree in row.facts:
            found[number] += fitted.facts[name][0 if sign > 0 else 1] * degree
    return found


def fit(names: Sequence[Row], facts: Sequence[Row]) -> Fitted:
    """Everything, from pairs of names and pairs of parties with facts."""
    alone = [*names, *names_of(facts)]
    sides = fit_names(alone)
    out = kept_out(alone)
    mine = np.array([is_own(row) for row in alone])
    knots = calibrate(out[mine], [row for row in alone if is_own(row)])
    ceilings = fit_ceilings([*names, *bare_of(facts)])
    return Fitted(sides, knots, ceilings, fit_facts(facts, sides, knots, ceilings))


def names_of(facts: Sequence[Row]) -> list[Row]:
    """Pairs of parties of which only names are known, and whose label the names can tell."""
    return [
        row
        for row in facts
        if is_own(row)
        and all(fact[:2] == ("type", 1) for fact in row.facts)
        and not row.carried
        and row.kind.partition(":")[2] not in NAMESAKES
    ]


def chances(odds: Floats) -> Floats:
    """Probabilities as a comparison states them."""
    return np.clip(1.0 / (1.0 + np.exp(-np.clip(odds, -60, 60))), LEAST, MOST)


@dataclass(frozen=True, slots=True)
class Kept:
    """Chances of kept-out pairs, each by a fit that has not seen its fold."""

    rows: list[Row]
    chances: Floats


def cross_fitted(names: Sequence[Row], facts: Sequence[Row]) -> tuple[Kept, Kept]:
    """The whole fit, calibration included, without each fold in turn, and what it says of it."""
    both = [(list(rows), folds(rows), np.zeros(len(rows))) for rows in (names, facts)]
    for fold in range(FOLDS):
        seen = [
            [row for row, at in zip(rows, where, strict=True) if at != fold]
            for rows, where, _ in both
        ]
        fitted = fit(*seen)
        for rows, where, found in both:
            out = [row for row, at in zip(rows, where, strict=True) if at == fold]
            found[where == fold] = chances(total_of(out, fitted))
    return tuple(Kept(rows, found) for rows, _, found in both)  # type: ignore[return-value]


def parts_of(what: str, kept: Kept) -> Iterator[tuple[str, Kept]]:
    """All kept-out pairs, and of them the project's own."""
    yield what, kept
    mine = np.array([is_own(row) for row in kept.rows])
    if not mine.all():
        yield f"{what}, own", Kept([row for row in kept.rows if is_own(row)], kept.chances[mine])


def figures(what: str, kept: Kept) -> dict[str, object]:
    """One line of the table: how right, and how well calibrated, the kept-out chances are."""
    same = np.array([row.same for row in kept.rows])
    weights = balanced(kept.rows)
    alarm = kept.chances >= THRESHOLD
    hits, false = int((alarm & same).sum()), int((alarm & ~same).sum())
    error, _ = reliability(kept.chances, same.astype(float), weights)
    return {
        "kept out": what,
        "pairs": len(same),
        "same": int(same.sum()),
        "precision": f"{hits / max(hits + false, 1):.3f}",
        "recall": f"{hits / max(int(same.sum()), 1):.3f}",
        "F1": f"{2 * hits / max(hits + false + int(same.sum()), 1):.3f}",
        "ECE": f"{error:.4f}",
    }


def worst(kept: Kept, most: int) -> list[dict[str, object]]:
    """Kinds of pairs that come out wrong most often."""
    kinds: dict[str, list[bool]] = {}
    for row, chance in zip(kept.rows, kept.chances, strict=True):
        kinds.setdefault(row.kind, []).append((chance >= THRESHOLD) != row.same)
    rows = [
        {"kind": kind, "pairs": len(wrong), "wrong": sum(wrong)} for kind, wrong in kinds.items()
    ]
    return sorted(rows, key=lambda row: (-int(str(row["wrong"])), str(row["kind"])))[:most]


def written(fitted: Fitted) -> str:
    """The coefficients as the file has them."""
    sides = {}
    for side, name in enumerate(("person", "other")):
        weights, knots = fitted.sides[side], fitted.knots[side]
        rounded = [round(float(value), 4) + 0.0 for value in weights]
        sides[name] = {
            "intercept": rounded[0],
            "weights": dict(zip(FEATURES, rounded[1:], strict=True)),
            "knots": [list(knot) for knot in knots],
            "ceiling": [list(knot) for knot in fitted.ceilings[side]],
        }
    facts = {
        name: {"agree": agree, "contradict": contradict}
        for name, (agree, contradict) in fitted.facts.items()
    }
    data = {**sides, "facts": facts}
    return json.dumps(data, indent=1) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=OWN, help="folder of labelled pairs")
    parser.add_argument("--snapshot", type=Path, help="store; pairs drawn from its lists are added")
    parser.add_argument("--share", type=int, default=40, help="one in so many entries is drawn")
    parser.add_argument("--out", type=Path, default=OUT, help="file of coefficients to write")
    parser.add_argument("--worst", type=int, default=0, help="kinds to print that come out wrong")
    options = parser.parse_args()
    make_readable()
    names = list(own_rows(NAMES, options.pairs))
    facts = list(own_rows(FACTS, options.pairs))
    if options.snapshot is not None:
        drawn = drawn_rows(options.snapshot, options.share)
        names, facts = names + drawn[0], facts + drawn[1]
    kept = cross_fitted(names, facts)
    sets = zip(("names alone", "parties with facts"), kept, strict=True)
    report([figures(*one) for what, whole in sets for one in parts_of(what, whole)], None)
    for one in kept if options.worst else ():
        report(worst(one, options.worst), None)
    options.out.write_text(written(fit(names, facts)), encoding="utf-8")


def make_readable() -> None:
    """Let a file that was made for other features stand for nothing, so that pairs can be read."""
    try:
        coefficients()
    except (KeyError, ValueError):
        nothing = np.zeros(len(FEATURES) + 1)
        even = tuple((at, 1.0) for at in RARITIES)
        OUT.write_text(
            written(Fitted((nothing, nothing), ((), ()), (even, even), CENTRE)),
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
