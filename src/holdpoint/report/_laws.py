"""Which law applies to an order, and why, as the page and the terminal show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from holdpoint.model import Decision
from holdpoint.report._plain import Row, rows, safe_url, text, truth
from holdpoint.report._words import basis_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where it stands written that a fact brings a law in."""

    title: str
    url: str | None
    basis: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRow:
    """One regime: its name, whether its rules were applied, the reason, and where that stands."""

    regime: str
    verdict: str
    why: str
    grounds: tuple[Ground, ...]
    warn: bool


def law_rows(decision: Decision) -> tuple[LawRow, ...]:
    """The regimes of a decision, those that were applied first; empty for a decision without."""
    return tuple(_law(row) for row in decision.regimes)


def _law(row: Row) -> LawRow:
    applied, binds = truth(row, "applied"), truth(row, "applies")
    found = text(row, "would_find")
    why = text(row, "why") or "No reason is given."
    if found not in (None, "none"):
        why = f"{why} Under it: {found}."
    return LawRow(
        regime=text(row, "regime") or "unknown",
        verdict=_verdict(applied, binds),
        why=why,
        grounds=tuple(dict.fromkeys(_grounds(row))),
        warn=not applied and binds is not False,
    )


def _verdict(applied: bool | None, binds: bool | None) -> str:
    if applied:
        return "applied"
    if binds is False:
        return "not applied"
    return "binds, not applied" if binds else "may bind, not applied"


def _grounds(row: Row) -> Iterator[Ground]:
    for one in rows(row, "grounds"):
        title, locator = text(one, "title"), text(one, "locator")
        if title:
            yield Ground(
                title=f"{title}, {locator}" if locator else title,
                url=safe_url(one.get("url")),
                basis=basis_words(text(one, "basis")),
            )
