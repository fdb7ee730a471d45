"""The one path from a transaction to a decision."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

from holdpoint._version import __version__
from holdpoint.errors import PolicyError
from holdpoint.files import canonical
from holdpoint.law import RuleBook, describe, load_rulebook
from holdpoint.model import Evidence, NotRun, PartyQuery, Problem, Transaction
from holdpoint.places import Gazetteer
from holdpoint.screening._answers import useless_answers
from holdpoint.screening._claimed import ClaimFinder, ClaimIndex
from holdpoint.screening._collect import Finders, collect
from holdpoint.screening._decide import decide
from holdpoint.screening._goods_found import goods_finder
from holdpoint.screening._imports import series_of
from holdpoint.screening._jurisdiction import find_regimes
from holdpoint.screening._left_out import lay_down
from holdpoint.screening._list_ages import list_ages, stale_lists
from holdpoint.screening._listed import ListFinder, SameParty
from holdpoint.screening._located import AddressFinder
from holdpoint.screening._policy import Policy, load_policy
from holdpoint.screening._questions import Questionnaire, questionnaire
from holdpoint.screening._view import build_view

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot
    from holdpoint.law import RuleResult, Verdict
    from holdpoint.matching import Match
    from holdpoint.screening._answer import Answer
    from holdpoint.screening._collect import Collected

ENGINE = f"holdpoint {__version__}"
"""Name and version of what decided; part of every record."""

_REMEMBERED = 4096
_DAYS = 512
"""Days of orders for which the age of the lists is remembered."""


class Screener:
    """Screens transactions against one snapshot, one set of rules and one policy.

    Load it once and share it between threads: it keeps no state but a memory of names that were
    already looked up, keyed by everything that was compared.

    Args:
        snapshot: As :func:`holdpoint.open_snapshot` gives it.
        policy: The company's settings; the default policy when left out.

    Raises:
        LawError: A rule pack of the policy breaks the rules of the language.
        PolicyError: The policy gives a weight to a rule that is no red flag.
        KnowledgeError: A byte of the snapshot is not what it was: a decision names the snapshot it
            stands on, so it must be that one.
    """

    def __init__(self, snapshot: Snapshot, policy: Policy | None = None) -> None:
        snapshot.check()
        self.snapshot = snapshot
        self.policy = policy or load_policy()
        self.rulebook = load_rulebook(self.policy.rules)
        _known_flags(self.policy, self.rulebook)
        self._finders = Finders(
            goods=goods_finder(snapshot),
            gazetteer=Gazetteer(snapshot.places, self.policy.route, snapshot.world),
            corridors=snapshot.corridors,
            trade=series_of(snapshot.trade),
            claims=ClaimIndex.of(snapshot.claims),
        )
        self._sources = {source.id: source for source in snapshot.sources}
        self._source_rows = tuple(
            {"id": source.id, "list_date": source.list_date} for source in snapshot.sources
        )
        self._record = {
            "engine": ENGINE,
            "snapshot": snapshot.id,
            "rules": self.rulebook.digest,
            "policy": self.policy.digest,
        }
        self._texts = {rule.id: describe(rule) for rule in self.rulebook.rules}
        self._memory: OrderedDict[tuple[bytes, int, float], tuple[Match, ...]] = OrderedDict()
        self._same = functools.lru_cache(maxsize=_REMEMBERED)(self._find_same)
        self._stale = functools.lru_cache(maxsize=_DAYS)(self._stale_on)
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
        day, collected, view = self._look(order, as_of)
        results = self._judge(view, day)
        return decide(
            order,
            collected,
            results,
            as_of=day,
            record=self._record,
            sources=self._source_rows,
            rule_texts=self._texts,
            flags=self.policy.flags,
        )

    def explain(
        self, transaction: Transaction | Mapping[str, Any], *, as_of: date | None = None
    ) -> tuple[Verdict, ...]:
        """Why each rule did or did not fire on one transaction, in the order of the rule book.

        Args:
            transaction: As for :meth:`screen`.
            as_of: As for :meth:`screen`.

        Raises:
            UnreadableInputError: The mapping is no transaction; every problem is named.
        """
        order = transaction if isinstance(transaction, Transaction) else _parse(transaction)
        day, _, view = self._look(order, as_of)
        return self.rulebook.explain(view, day, disabled=self.policy.flags.off)

    def questions(
        self, transaction: Transaction | Mapping[str, Any], *, as_of: date | None = None
    ) -> Questionnaire:
        """What to ask about one transaction, of whom and why, the most telling first.

        Args:
            transaction: As for :meth:`screen`.
            as_of: As for :meth:`screen`.

        Raises:
            UnreadableInputError: The mapping is no transaction; every problem is named.
        """
        order = transaction if isinstance(transaction, Transaction) else _parse(transaction)
        day, _, view = self._look(order, as_of)
        return questionnaire(self._judge(view, day), self.policy.flags, order, day)

    def _find_same(self, entity: str) -> tuple[SameParty, ...]:
        """The entries of other lists that are the same party as an entry."""
        return tuple(
            SameParty(self.snapshot.entity(link.object), link.reasons)
            for link in self.snapshot.same_as(entity)
            if link.object
        )

    def _stale_on(self, day: date) -> tuple[list[Evidence], list[NotRun]]:
        """What a decision of a day says of lists that are too old."""
        policy = self.policy.lists
        return stale_lists(list_ages(self.snapshot.sources, policy, day), policy)

    def _judge(self, view: Mapping[str, Any], day: date) -> tuple[RuleResult, ...]:
        off = self.policy.flags.off
        return self.rulebook.evaluate(view, day, disabled=off, unanswered=True)

    def _look(
        self, order: Transaction, as_of: date | None
    ) -> tuple[date, Collected, dict[str, Any]]:
        """The day, what the finders laid down, and the view that rules see."""
        day, notes = self._day(order, as_of)
        lists = ListFinder(self._search, self._sources, self.policy, day, self._same)
        addresses = AddressFinder(
            self.snapshot.index.at_address, self.snapshot.entity, self._sources, day
        )
        finders = self._finders
        claims = ClaimFinder(finders.claims, self._search, finders.gazetteer, self.policy, day)
        collected = collect(order, finders, lists, addresses, claims, self.policy, day)
        collected.add(self._stale(day))
        collected.not_run += [*notes, *useless_answers(order.answers, self.rulebook.rules)]
        regimes = find_regimes(order, self.policy.jurisdictions, day.isoformat())
        applied = tuple(row["regime"] for row in regimes if row["applied"])
        view = build_view(order, as_of=day, jurisdictions=applied, found=collected)
        lay_down(regimes, view, collected, self.rulebook, day)
        return day, collected, view

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


def _known_flags(policy: Policy, book: RuleBook) -> None:
    """Refuse weights of rules that are no red flags: they would do nothing, unseen."""
    kinds = {rule.id: rule.kind for rule in book.rules}
    problems = [
        Problem(
            file=policy.id,
            field="flags.weights, flags.same_fact",
            value=rule,
            reason=reason,
            remedy="`holdpoint rules list` names the red flags.",
        )
        for rule, reason in policy.flags.unknown_rules(kinds)
    ]
    if problems:
        raise PolicyError("\n".join(map(str, problems)), problems)


def _parse(mapping: Mapping[str, Any]) -> Transaction:
    from holdpoint.intake import parse_transaction

    return parse_transaction(mapping, file="transaction", line=None)
