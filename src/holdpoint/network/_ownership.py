"""Rows of ``ownership``: who on a list holds how much of a party, regime by regime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from holdpoint.model import Evidence, NotRun, Owner
from holdpoint.network._regimes import REGIMES, Regime
from holdpoint.network._sums import Span, Sums, Truth, every, widest
from holdpoint.network._tree import CHECK, MAX_DEPTH, Grower, Node, Rows

__all__ = ["MAX_DEPTH", "ownership"]

_WHOLE = Fraction(100)


def ownership(
    party_path: str,
    owners: tuple[Owner, ...] | None,
    matches: Mapping[str, Sequence[Mapping[str, Any]]],
) -> tuple[list[Evidence], list[NotRun]]:
    """Add up what listed persons hold of a party, under each regime's own test.

    Args:
        party_path: The party's place in the transaction (``parties[1]``).
        owners: As declared, with their own owners nested; ``None`` is unknown, ``()`` is none.
        matches: From an owner's place (``parties[1].owners[0]``,
            ``parties[1].owners[0].owners[1]``) to its rows of ``list_matches``. An owner that is
            not there was compared and found on no list. Of a row are read: ``entity``,
            ``listed_name``, ``list``, ``authority``, ``measure``, ``programmes``, ``same_party``,
            ``in_force``, ``score``.

    Returns:
        Evidence of kind ``ownership``, for the regimes in which at least one owner is listed, in
        the order US/OFAC, US/BIS, EU, UK. Where some owner is listed beyond doubt there is a row
        with ``same_party`` true that counts only such owners; where an owner merely resembles a
        listed person, or it is not known whether the listing was in force, a second row with
        ``same_party`` ``None`` counts these too.

        In a row, ``percent`` is the share, 0 to 100 (more only when more was declared). It is
        ``None`` when a share or a status that matters is unknown, unless what is known meets the
        test already; then it is what is known. ``percent_at_most`` bounds it (``None``: no
        bound, the declared shares contradict each other). ``control`` is whether a listed person
        controls the party by other means. ``holders[].economic_percent`` multiplies along the
        chain; it is for the reader only, no regime here counts so.

        The second list says what could not be counted: no owners given, shares above 100 %,
        circles, listings for which no ownership test is kept. Missing shares are never zero.
    """
    if owners is None:
        return [], [NotRun(check=CHECK, why=f"who owns {party_path} is not stated")]
    not_run: list[NotRun] = []
    nodes = Grower(matches={k: tuple(v) for k, v in matches.items()}, not_run=not_run).grow(
        party_path, owners, None
    )
    found: list[Evidence] = []
    for regime in REGIMES:
        found.extend(
            Evidence(kind="ownership", subject=party_path, data=row) for row in _rows(regime, nodes)
        )
    everyone = [node for top in nodes for node in top.walk()]
    not_run.extend(_no_test(everyone))
    not_run.extend(_not_stated(everyone))
    return found, not_run


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """An owner that is on a list of the regime, surely or perhaps."""

    node: Node
    rows: Rows
    sure: bool


def _rows(regime: Regime, nodes: tuple[Node, ...]) -> list[dict[str, Any]]:
    listed = [entry for top in nodes for node in top.walk() if (entry := _listed(regime, node))]
    sure = [entry for entry in listed if entry.sure]
    rows = []
    if sure:
        rows.append(_row(regime, nodes, sure, same_party=True))
    if len(sure) < len(listed):
        rows.append(_row(regime, nodes, listed, same_party=None))
    return rows


def _listed(regime: Regime, node: Node) -> _Listed | None:
    rows = [row for row in node.rows if _holds(row) is not False and regime.counts(row)]
    sure = [row for row in rows if _holds(row)]
    if not rows:
        return None
    return _Listed(node=node, rows=_ranked(sure or rows), sure=bool(sure))


def _holds(row: Mapping[str, Any]) -> Truth:
    same, in_force = row.get("same_party"), row.get("in_force")
    if same is False or in_force is False:
        return False
    return True if same and in_force else None


def _ranked(rows: Rows) -> Rows:
    return sorted(
        rows,
        key=lambda row: (
            -float(row.get("score") or 0),
            str(row.get("entity")),
            str(row.get("list")),
        ),
    )


def _row(
    regime: Regime, nodes: tuple[Node, ...], listed: list[_Listed], *, same_party: Truth
) -> dict[str, Any]:
    sums = _all_sums(regime, listed)
    spans = [each.span(nodes) for each in sums.values()]
    span = widest(spans)
    everyone = frozenset(entry.node.path for entry in listed)
    control = Sums(regime, everyone, control=True).controlled(nodes)
    together = Sums(regime, everyone, control=regime.control_counts).span(nodes)
    holders = sorted((_holder(entry, sums, nodes) for entry in listed), key=_holder_order)
    return {
        "regime": regime.name,
        "percent": _percent(regime, span),
        "percent_at_most": _number(span.high) if span.bounded else None,
        "control": control,
        "holders": holders,
        "listed_measure": _measure(regime, listed, holders),
        "same_party": same_party,
        "test": regime.test,
        "added_up": regime.added_up,
        "percent_of_all_holders": None if together.open else _number(together.low),
    }


def _all_sums(regime: Regime, listed: list[_Listed]) -> dict[str, Sums]:
    """One sum of everybody where shares are added up, else one for each listed person."""
    control = regime.control_counts
    if regime.added_up:
        everyone = frozenset(entry.node.path for entry in listed)
        return {"": Sums(regime, everyone, control=control)}
    by_person: dict[str, set[str]] = {}
    for entry in listed:
        for row in entry.rows:
            by_person.setdefault(str(row.get("entity")), set()).add(entry.node.path)
    return {
        person: Sums(regime, frozenset(paths), control=control)
        for person, paths in sorted(by_person.items())
    }


def _percent(regime: Regime, span: Span) -> float | None:
    return None if span.open and not regime.met(span.low) else _number(span.low)


def _number(share: Fraction) -> float:
    return round(float(share), 4)


def _holder(entry: _Listed, sums: Mapping[str, Sums], nodes: tuple[Node, ...]) -> dict[str, Any]:
    node, row = entry.node, entry.rows[0]
    own = sums.get("") or sums[str(row.get("entity"))]
    between = (
        other for top in nodes for other in top.walk() if node.path.startswith(f"{other.path}.")
    )
    counted = every(own.treated(other) for other in between)
    return {
        "name": node.owner.name,
        "entity": row.get("entity"),
        "percent": None if node.share is None else _number(node.share),
        "path": list(node.above),
        "shares": [None if share is None else _number(share) for share in node.shares],
        "economic_percent": _economic(node),
        "counted": counted,
        "owner": node.path,
        "control": node.owner.control,
        "listed_name": row.get("listed_name"),
        "list": row.get("list"),
        "authority": row.get("authority"),
        "measure": row.get("measure"),
        "programmes": list(row.get("programmes") or ()),
        "same_party": True if entry.sure else None,
        "score": row.get("score"),
        "source": row.get("source"),
    }


def _economic(node: Node) -> float | None:
    product = Fraction(1)
    for share in node.shares:
        if share is None:
            return None
        product *= share / _WHOLE
    return _number(product * _WHOLE)


def _holder_order(holder: Mapping[str, Any]) -> tuple[bool, float, str, str]:
    percent = holder["percent"]
    return (
        holder["counted"] is not True,
        -(percent if percent is not None else 0.0),
        str(holder["name"]),
        str(holder["owner"]),
    )


def _measure(
    regime: Regime, listed: list[_Listed], holders: Sequence[Mapping[str, Any]]
) -> str | None:
    """The strictest measure among the owners that count (among all, where none does)."""
    counted = {holder["owner"] for holder in holders if holder["counted"] is not False}
    seen = {
        row.get("measure")
        for entry in listed
        if not counted or entry.node.path in counted
        for row in entry.rows
    }
    return next((measure for _, measure in regime.listings if measure in seen), None)


def _no_test(nodes: Sequence[Node]) -> list[NotRun]:
    """Listings of owners that none of the four tests looks at: said, not dropped."""
    problems = []
    for node in nodes:
        others = sorted(
            {
                f"{row.get('list')} ({row.get('authority')}, {row.get('measure')})"
                for row in node.rows
                if _holds(row) is not False and not any(r.counts(row) for r in REGIMES)
            }
        )
        if others:
            why = f"no ownership test is kept for the listing of {node.path}: {'; '.join(others)}"
            problems.append(NotRun(check=CHECK, why=why))
    return problems


def _not_stated(nodes: Sequence[Node]) -> list[NotRun]:
    """Owners whose own owners are unknown: holdings behind them could not be counted."""
    paths = [
        node.path
        for node in nodes
        if node.owner.owners is None
        and node.owner.type not in {"person", "government"}
        and node.same_as is None
        and not node.rows
    ]
    if not paths:
        return []
    why = f"who stands behind {', '.join(paths)} is not stated: indirect shares were not counted"
    return [NotRun(check=f"{CHECK}.indirect", why=why)]
