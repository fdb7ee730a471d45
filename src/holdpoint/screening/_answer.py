"""The decision as callers get it: the contract's words, and the forms it can take."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from holdpoint.files import plain
from holdpoint.model import Decision, Transaction

if TYPE_CHECKING:
    from holdpoint.report import ExpectedWay


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Decision):
    """A :class:`holdpoint.model.Decision` that can be written as JSON values or as a page."""

    def to_dict(self) -> dict[str, Any]:
        """The decision as JSON values, in the order of the contract."""
        out: dict[str, Any] = plain(self, keep_empty=True)
        return out

    def to_html(self, transaction: Transaction | Mapping[str, Any] | None = None) -> str:
        """The decision as one self-contained HTML page, with the order beside it if given."""
        from holdpoint.report import decision_page

        return decision_page(self, self.order_row(transaction) if transaction else None)

    def to_map(self, transaction: Transaction | Mapping[str, Any]) -> str:
        """The route of the order as a self-contained map page."""
        from holdpoint.report import decision_map

        return decision_map(self, self.order_row(transaction), self.expected_ways(transaction))

    def expected_ways(
        self, transaction: Transaction | Mapping[str, Any]
    ) -> tuple[ExpectedWay, ...]:
        """The way by sea as it would usually be, for each run of legs by sea of the order."""
        from holdpoint.screening._expected import expected_ways

        return expected_ways(self, transaction)

    def order_row(self, transaction: Transaction | Mapping[str, Any]) -> dict[str, Any]:
        """The transaction as JSON values, with the places of its route as they were understood."""
        row: dict[str, Any] = plain(transaction)
        for i, leg in enumerate(row.get("route", ())):
            leg["places"] = [dict(p) for p in self.places if p["subject"] == f"route[{i}]"]
        return row

    def with_hash(self, value: str) -> Answer:
        """The same decision with ``record.decision`` set."""
        return dataclasses.replace(self, record=dataclasses.replace(self.record, decision=value))
