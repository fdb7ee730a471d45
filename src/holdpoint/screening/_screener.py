"""The one path from a transaction to a decision."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

from holdpoint import __version__
from holdpoint.files import canonical
from holdpoint.goods import GoodsIndex
from holdpoint.law import describe, load_rulebook
from holdpoint.model import NotRun, PartyQuery, Transaction
from holdpoint.places import Gazetteer
from holdpoint.screening._collect import Finders, collect
from holdpoint.screening._decide import decide
from holdpoint.screening._listed import ListFinder
from holdpoint.screening._located import AddressFinder
from holdpoint.screening._policy import Policy, load_policy
from holdpoint.screening._view import build_view

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot
    from holdpoint.matching import Match
    from holdpoint.screening._answer import Answer

ENGINE = f"holdpoint {__version__}"
"""Name and version of what decided; part of every record."""

_REMEMBERED = 4096


class Screener:
    """Screens transactions against one snapshot, one set of rules and one policy.

    Load it once and share it between threads: it keeps no state but a memory of names that were
    already looked up, keyed by everything that was compared.

    Args:
        snapshot: As :func:`holdpoint.open_snapshot` gives it.
        policy: The company's settings; the default policy when left out.

    Raises:
        LawError: A rule pack of the policy breaks the rules of the language.
        KnowledgeError: A byte of the snapshot is not what it was: a decision names the snapshot it
            stands on, so it must be that one.
    """

    def __init__(self, snapshot: Snapshot, policy: Policy | None = None) -> None:
        snapshot.check()
        self.snapshot = snapshot
        self.policy = policy or load_policy()
        self.rulebook = load_rulebook(self.policy.rules)
        self._finders = Finders(
            goods=GoodsIndex(snapshot.goods),
            gazetteer=Gazetteer(snapshot.places),
            corridors=snapshot.corridors,
        )
        self._sources = {source.id: source for source in snapshot.sources}
        self._source_rows = tuple(
            {"id": source.id, "list_date": source.list_date} for source in snapshot.sources
        )
        self._texts = {rule.id: describe(rule) for rule in self.rulebook.rules}
        self._memory: OrderedDict[tuple[bytes, int, float], tuple[Match, ...]] = OrderedDict()
        self._lock = Lock()

    def screen(
        self, transaction: Transaction | Mapping[str, Any], *, as_of: date | None = None
    ) -> Answer:
        """Screen one transaction.

        Args:
            transaction: A transaction of the model, or the JSON form of the contract.
            as_of: Judge by the law of this day instead of the transaction's own date.

        Returns:
            The decision; the same input always gives the same bytes.

        Raises:
            UnreadableInputError: The mapping is no transaction; every problem is named.
        """
        order = transaction if isinstance(transaction, Transaction) else _parse(transaction)
        day, notes = self._day(order, as_of)
        lists = ListFinder(self._search, self._sources, self.policy, day)
        addresses = AddressFinder(
            self.snapshot.index.at_address, self.snapshot.entity, self._sources, day
        )
        collected = collect(order, self._finders, lists, addresses, self.policy, day)
        collected.not_run += notes
        view = build_view(order, as_of=day, jurisdictions=self._regimes(order), found=collected)
        results = self.rulebook.evaluate(view, day)
        return decide(
            order,
            collected,
            results,
            as_of=day,
            record={
                "engine": ENGINE,
                "snapshot": self.snapshot.id,
                "rules": self.rulebook.digest,
                "policy": self.policy.digest,
            },
            sources=self._source_rows,
            rule_texts=self._texts,
        )

    def _regimes(self, order: Transaction) -> tuple[str, ...]:
        return self.policy.jurisdictions if order.jurisdictions is None else order.jurisdictions

    def _day(self, order: Transaction, as_of: date | None) -> tuple[date, list[NotRun]]:
        """The day whose law applies; never the clock's."""
        if as_of is not None:
            return as_of, []
        if order.date is not None:
            return date.fromisoformat(order.date), []
        newest = self.snapshot.list_date
        why = f"the order has no date; judged by the law and lists of {newest}"
        return date.fromisoformat(newest), [NotRun(check="date", why=why)]

    def _search(self, query: PartyQuery, *, limit: int, floor: float) -> tuple[Match, ...]:
        key = (canonical(query), limit, floor)
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
                return self._memory[key]
        hits = self.snapshot.index.search(query, limit=limit, floor=floor)
        with self._lock:
            self._memory[key] = hits
            if len(self._memory) > _REMEMBERED:
                self._memory.popitem(last=False)
        return hits


def _parse(mapping: Mapping[str, Any]) -> Transaction:
    from holdpoint.intake import parse_transaction

    return parse_transaction(mapping, file="transaction", line=None)
