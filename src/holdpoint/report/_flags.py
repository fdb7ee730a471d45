"""How the red flags of an order add up, as the page and the terminal show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from holdpoint.model import Decision
from holdpoint.report._plain import Row, figure, number, rows, text, truth
from holdpoint.report._words import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow:
    """One flag: whether it was seen, what it weighs, and whether that counts.

    Attributes:
        anchor: Where its finding stands on the page; ``None`` where it has none.
        counts: In words: ``counted``, or why not.
        law: The rule of law that decides instead, and ``law_anchor`` where that stands.
        adds: Whether its points are in the sum.
    """

    rule: str
    anchor: str | None
    state: str
    weight: str
    points: str
    counts: str
    law: str | None
    law_anchor: str | None
    adds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagsView:
    """The sum in a sentence, a row a flag (those that are in the sum first), and what is open."""

    total: str
    rows: tuple[FlagRow, ...]
    open: str | None


def flags_view(decision: Decision, anchors: Mapping[str, str]) -> FlagsView | None:
    """The sum of the red flags; ``None`` for a decision that has none to add.

    Args:
        decision: The decision; its ``flags`` are any JSON.
        anchors: Where the finding of a rule stands on the page.
    """
    flags = decision.flags
    if not flags:
        return None
    counted = sorted(
        (_row(row, anchors) for row in rows(flags, "counted")),
        key=lambda row: (not row.adds, row.state != "seen", row.rule),
    )
    if not counted and not flags.get("unanswered"):
        return None
    return FlagsView(total=_total(flags), rows=tuple(counted), open=_open(flags))


def _total(flags: Row) -> str:
    points, most, limit = (number(flags, key) for key in ("points", "at_most", "hold_from"))
    if points is None or limit is None:
        return "The sum is not stated."
    seen = f"What is seen comes to {_points(points)}"
    if most is not None and most > points:
        seen += f", and to {_points(most)} at most with what is not known"
    if points >= limit:
        told = "so they hold"
    elif most is not None and most >= limit:
        told = "and what is not known could bring them there"
    else:
        told = "so they are notes"
    return f"{seen}. Flags hold from {_points(limit)} on, {told}. They never block."


def _points(value: float) -> str:
    return f"{figure(value)} point{'' if value == 1 else 's'}"


def _row(row: Row, anchors: Mapping[str, str]) -> FlagRow:
    rule, law = text(row, "rule") or "unknown", text(row, "told_by")
    points, seen = number(row, "points"), text(row, "status") == "met"
    in_sum = truth(row, "counts") is True and law is None
    return FlagRow(
        rule=rule,
        anchor=anchors.get(rule),
        state="seen" if seen else "not known",
        weight=text(row, "weight") or "unknown",
        points="unknown" if points is None else figure(points),
        counts=_counts(row, law, in_sum=in_sum, seen=seen),
        law=law,
        law_anchor=anchors.get(law) if law else None,
        adds=in_sum and seen,
    )


def _counts(row: Row, law: str | None, *, in_sum: bool, seen: bool) -> str:
    if law is not None:
        return "the law says the same and decides"
    if not in_sum:
        return f"rests on the same fact as another: {text(row, 'fact') or 'unknown'}"
    return "counted" if seen else "would count"


def _open(flags: Row) -> str | None:
    unanswered = rows(flags, "unanswered")
    if not unanswered:
        return None
    many = count_words(len(unanswered), "question")
    return (
        f"{many} of the questionnaire {'has' if len(unanswered) == 1 else 'have'} no answer and "
        "count nothing: not answered is not no. `holdpoint questions` prints them."
    )
