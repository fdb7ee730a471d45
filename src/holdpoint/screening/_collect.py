"""Ask every finder, and keep what each lays down, what it refused and what it could not do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from holdpoint.model import Considered, Evidence, NotRun, Transaction
from holdpoint.network import ownership
from holdpoint.places import check_evidence, party_sites, resolve_stops, route_evidence
from holdpoint.screening._claimed import ClaimFinder, ClaimIndex
from holdpoint.screening._goods_found import ItemFound, find_goods
from holdpoint.screening._imports import Series, import_evidence
from holdpoint.screening._listed import ListFinder
from holdpoint.screening._located import AddressFinder
from holdpoint.screening._named import Named, named_things, owners_of, says_who
from holdpoint.screening._signs import find_signs, pays_for_himself
from holdpoint.screening._voyages import voyage_evidence
from holdpoint.text import identifier_check

if TYPE_CHECKING:
    from holdpoint.model import Corridor
    from holdpoint.places import Gazetteer
    from holdpoint.screening._goods_found import GoodsFinder
    from holdpoint.screening._policy import Policy


_WORLDWIDE = ("imo", "lei")


@dataclass(slots=True)
class Collected:
    """What the finders found for one transaction, in a fixed order."""

    evidence: list[Evidence] = field(default_factory=list)
    not_run: list[NotRun] = field(default_factory=list)
    considered: list[Considered] = field(default_factory=list)
    screened: list[dict[str, Any]] = field(default_factory=list)
    items: dict[str, ItemFound] = field(default_factory=dict)
    regimes: tuple[dict[str, Any], ...] = ()

    def add(self, found: tuple[list[Evidence], list[NotRun]]) -> None:
        """Take over what a finder returned."""
        self.evidence += found[0]
        self.not_run += found[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finders:
    """The finders' indexes over one snapshot; shared by all transactions.

    Attributes:
        claims: What accepted claims name; read by the finder of the day.
    """

    goods: GoodsFinder
    gazetteer: Gazetteer
    corridors: tuple[Corridor, ...]
    trade: Series
    claims: ClaimIndex = field(default_factory=ClaimIndex)


def collect(
    transaction: Transaction,
    finders: Finders,
    lists: ListFinder,
    addresses: AddressFinder,
    claims: ClaimFinder,
    policy: Policy,
    as_of: date,
) -> Collected:
    """Run every finder on one transaction.

    Args:
        transaction: The order.
        finders: Goods, places and corridors of the snapshot.
        lists: The list finder for this day.
        addresses: The finder of listed parties at an address, for this day.
        claims: The finder of what accepted claims say, for this day.
        policy: Thresholds and radii.
        as_of: The day whose law applies.
    """
    out = Collected()
    _lists(transaction, lists, out)
    out.add(addresses.find(transaction.parties, _matched(out.evidence)))
    _owners(transaction, lists, out)
    _goods(transaction, finders.goods, as_of, out)
    out.add(import_evidence(transaction, out.evidence, finders.trade, as_of))
    for i, party in enumerate(transaction.parties):
        out.add(
            party_sites(
                party, finders.gazetteer, path=f"parties[{i}]", as_of=as_of, settings=policy.route
            )
        )
    _route(transaction, finders, policy, as_of, out)
    out.add(voyage_evidence(transaction))
    _claims(transaction, claims, out)
    places = [{"subject": e.subject, **e.data} for e in out.evidence if e.kind == "places"]
    out.evidence += find_signs(transaction, places)
    return out


def _claims(transaction: Transaction, claims: ClaimFinder, out: Collected) -> None:
    """What claims say, in the place of rows that stand there for the sake of a claim alone."""
    found = claims.find(transaction, out.evidence)
    kept = [piece for piece in out.evidence if not claims.only_claimed(piece)]
    out.evidence = [*kept, *found.evidence]
    out.considered += found.considered
    out.not_run += found.not_run


def _route(
    transaction: Transaction, finders: Finders, policy: Policy, as_of: date, out: Collected
) -> None:
    """Places, corridors and sites of the route, and the checks that it is one that can be."""
    route, country = transaction.route, transaction.destination_country
    if route is None:
        out.not_run.append(NotRun(check="route", why="the order names no route"))
        return
    resolved = resolve_stops(route, finders.gazetteer, country)
    out.add(
        route_evidence(
            route,
            finders.gazetteer,
            finders.corridors,
            as_of=as_of,
            destination_country=country,
            settings=policy.route,
            resolved=resolved,
        )
    )
    if route:
        out.add(
            check_evidence(
                route,
                resolved[0],
                as_of=as_of,
                parties=transaction.parties,
                destination_country=country,
                limits=policy.checks,
            )
        )


def _lists(transaction: Transaction, lists: ListFinder, out: Collected) -> None:
    for named in named_things(transaction):
        wrong = _wrong_numbers(named, out)
        nobody = bool(named.query.name) and not says_who(named.query.name)
        if nobody:
            why = (
                f"{named.path}: the name says nobody, so searching the lists for it proves nothing"
            )
            out.not_run.append(NotRun(check="lists", why=why))
        found = _look_up(named, lists, out)
        out.evidence += [Evidence(kind="list_matches", subject=named.path, data=r) for r in found]
        out.screened.append(
            {
                "@": named.path,
                "role": named.role,
                "name": named.query.name or None,
                "country": named.query.country,
                "type": named.query.type,
                "wrong_numbers": ", ".join(wrong) or "none",
                **({"placeholder": named.query.name} if nobody else {}),
                **_payer(named, transaction),
            }
        )


def _payer(named: Named, transaction: Transaction) -> dict[str, bool]:
    """Whether whoever pays bears the name of a customer; nothing for the others."""
    if named.role != "payer":
        return {}
    return {"is_customer": pays_for_himself(named.query.name, transaction.parties)}


def _look_up(named: Named, lists: ListFinder, out: Collected) -> list[dict[str, Any]]:
    found = lists.look_up(named)
    out.considered += found.refused
    if found.unseen:
        why = (
            f"{named.path}: more listed names resemble this one than are compared; give a birth "
            "date, a country or a number, so that they can be told apart"
        )
        out.not_run.append(NotRun(check="lists", why=why))
    out.not_run += [
        NotRun(check="lists", why=f"{named.path}: not every listed name was compared: {limit}")
        for limit in found.limits
    ]
    return list(found.rows)


def _matched(evidence: Iterable[Evidence]) -> dict[str, set[str]]:
    """For each place in the transaction the entries that the party there is or resembles."""
    out: dict[str, set[str]] = {}
    for piece in evidence:
        out.setdefault(piece.subject, set()).add(piece.data["entity"])
    return out


def _wrong_numbers(named: Named, out: Collected) -> list[str]:
    """Kinds of identifiers that cannot be right; those of world-wide registers are a red flag."""
    query = named.query
    wrong = [
        kind
        for kind, value in sorted(query.identifiers.items())
        if identifier_check(kind, value, query.country) is False
    ]
    out.not_run += [
        NotRun(
            check="identifiers",
            why=f"{named.path}: the {kind} number fails its check digit and identifies nobody",
        )
        for kind in wrong
    ]
    return [kind for kind in wrong if kind in _WORLDWIDE]


def _owners(transaction: Transaction, lists: ListFinder, out: Collected) -> None:
    matches: dict[str, list[dict[str, Any]]] = {}
    for named in owners_of(transaction):
        matches[named.path] = _look_up(named, lists, out)
    for i, party in enumerate(transaction.parties):
        if party.role == "seller" and party.owners is None:
            continue  # the firm knows who owns itself
        out.add(ownership(f"parties[{i}]", party.owners, matches))


def _goods(transaction: Transaction, goods: GoodsFinder, as_of: date, out: Collected) -> None:
    unable: dict[NotRun, list[str]] = {}
    for i, item in enumerate(transaction.items or ()):
        path = f"items[{i}]"
        found = find_goods(transaction, item, path, goods, as_of)
        out.items[path] = found
        out.evidence += found.evidence
        for note in found.not_run:
            unable.setdefault(note, []).append(path)
    out.not_run += [
        NotRun(check=note.check, why=f"{', '.join(paths)}: {note.why}")
        for note, paths in unable.items()
    ]
