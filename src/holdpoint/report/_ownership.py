"""Evidence about who owns a party: the declared tree, and the shares that each regime counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from holdpoint.report._plain import NBSP, Row, figure, keys, number, rows, text, texts, truth
from holdpoint.report._views import EvidenceView, Fact, Grid, Node, leftovers, origin_of
from holdpoint.report._words import follow, measure_words, subject_words, yes_words

_OWNERSHIP_SHOWN: Final = keys(
    "kind subject @ @evidence regime percent percent_at_most control holders listed_measure "
    "same_party test added_up percent_of_all_holders source source_title url basis list_date"
)
_DEEPEST: Final = 8
_WHOLE: Final = 100.0


def ownership_view(group: tuple[Row, ...], transaction: Row | None) -> EvidenceView:
    """The declared owners of one party: the tree, and the shares of listed holders per regime."""
    path = text(group[0], "subject") or ""
    party = follow(transaction, path)
    holders = tuple(holder for row in group for holder in rows(row, "holders"))
    listed = {text(h, "owner") or (text(h, "name") or "").casefold() for h in holders} - {""}
    tree = _nodes(party, path, listed, 0) if isinstance(party, Mapping) else ()
    settled = any(truth(row, "same_party") for row in group)
    return EvidenceView(
        kind="ownership",
        label="Ownership",
        subject=subject_words(transaction, path),
        title="Listed holders, added up as each regime does",
        standing="The holder is a listed party" if settled else "Holder not settled",
        tone="grave" if settled else "open",
        tree=tree,
        grids=(_regimes(group), *_holder_grid(holders)),
        origin=origin_of(group[0]),
        more=_more_of(group),
    )


def _more_of(group: tuple[Row, ...]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(fact for row in group for fact in leftovers(row, _OWNERSHIP_SHOWN)))


def _regimes(group: tuple[Row, ...]) -> Grid:
    return Grid(
        caption="Share of listed holders per regime",
        heads=("Regime", "Share", "Control", "Same party", "Test", "Measure"),
        rows=tuple(
            (
                text(row, "regime"),
                _share(row),
                yes_words(truth(row, "control")),
                yes_words(truth(row, "same_party")),
                text(row, "test"),
                measure_words(text(row, "listed_measure")),
            )
            for row in group
        ),
    )


def _share(row: Row) -> str | None:
    percent, most = number(row, "percent"), number(row, "percent_at_most")
    if percent is None:
        return None if most is None else f"unknown, at most {figure(most, 2)}{NBSP}%"
    if most is not None and most > percent:
        return f"{figure(percent, 2)} to {figure(most, 2)}{NBSP}%"
    return f"{figure(percent, 2)}{NBSP}%"


def _holder_grid(holders: tuple[Row, ...]) -> tuple[Grid, ...]:
    found = dict.fromkeys(
        (
            text(holder, "name"),
            None if (share := number(holder, "percent")) is None else f"{figure(share, 2)}{NBSP}%",
            text(holder, "entity"),
            " → ".join(step for step in texts(holder, "path") if step != text(holder, "name"))
            or "directly",
        )
        for holder in holders
    )
    if not found:
        return ()
    heads = ("Listed holder", "Share", "Entry", "Through")
    return (Grid(caption="Listed holders", heads=heads, rows=tuple(found)),)


def _nodes(party: Row, path: str, listed: set[str], depth: int) -> tuple[Node, ...]:
    if depth >= _DEEPEST:
        return ()
    found = []
    for position, owner in enumerate(rows(party, "owners")):
        here = f"{path}.owners[{position}]"
        name = text(owner, "name") or "unknown"
        share = number(owner, "percent")
        known = share is not None and 0 <= share <= _WHOLE
        facts = (text(owner, "type"), text(owner, "country"))
        notes = [fact for fact in facts if fact and fact != "unknown"]
        notes += ["controls"] if truth(owner, "control") else []
        found.append(
            Node(
                name=name,
                note=", ".join(notes),
                share=f"{figure(share, 2)}{NBSP}%" if share is not None else "share unknown",
                width=share if known else None,
                listed=bool({here, name.casefold()} & listed),
                children=_nodes(owner, here, listed, depth + 1),
            )
        )
    return tuple(found)
