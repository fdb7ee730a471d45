"""Everything in a transaction that has a name, and what the lists say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from holdpoint.model import (
    Considered,
    Entity,
    Leg,
    Listing,
    Owner,
    Party,
    PartyQuery,
    SourceInfo,
    Transaction,
)
from holdpoint.text import FORM, name_tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdpoint.matching import Match, TokenPair
    from holdpoint.screening._policy import Policy

_SURE = ("official", "read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something to compare with the lists.

    Attributes:
        path: Where it stands in the transaction.
        role: Its role there; ``owner`` for owners.
    """

    path: str
    role: str
    query: PartyQuery


def named_things(transaction: Transaction) -> Iterator[Named]:
    """Parties, payer, bank, carriers and vessels, in the order of the transaction."""
    for i, party in enumerate(transaction.parties):
        yield Named(path=f"parties[{i}]", role=party.role, query=_of_party(party))
    payment = transaction.payment
    if payment and payment.payer:
        query = PartyQuery(name=payment.payer, country=payment.payer_country)
        yield Named(path="payment.payer", role="payer", query=query)
    if payment and payment.bank:
        query = PartyQuery(name=payment.bank, type="company")
        yield Named(path="payment.bank", role="bank", query=query)
    for i, leg in enumerate(transaction.route or ()):
        yield from _of_leg(leg, f"route[{i}]")


def owners_of(transaction: Transaction) -> Iterator[Named]:
    """Declared owners of every party, and the owners' owners, depth first."""
    for i, party in enumerate(transaction.parties):
        yield from _owners(party.owners, f"parties[{i}]")


def _owners(owners: tuple[Owner, ...] | None, path: str) -> Iterator[Named]:
    for i, owner in enumerate(owners or ()):
        here = f"{path}.owners[{i}]"
        yield Named(
            path=here,
            role="owner",
            query=PartyQuery(
                name=owner.name,
                type=owner.type,
                country=owner.country,
                identifiers=owner.identifiers,
                birth_date=owner.birth_date,
            ),
        )
        yield from _owners(owner.owners, here)


def _of_party(party: Party) -> PartyQuery:
    return PartyQuery(
        name=party.name,
        aliases=party.aliases,
        type=party.type,
        country=party.country,
        address=party.address,
        identifiers=party.identifiers,
        birth_date=party.birth_date,
    )


def _of_leg(leg: Leg, path: str) -> Iterator[Named]:
    if leg.carrier:
        query = PartyQuery(name=leg.carrier, type="company")
        yield Named(path=f"{path}.carrier", role="carrier", query=query)
    vessel = leg.vessel
    if vessel and (vessel.name or vessel.imo or vessel.mmsi):
        numbers = {"imo": vessel.imo, "mmsi": vessel.mmsi}
        yield Named(
            path=f"{path}.vessel",
            role="vessel",
            query=PartyQuery(
                name=vessel.name or "",
                type="vessel",
                country=vessel.flag,
                identifiers={kind: value for kind, value in numbers.items() if value},
            ),
        )


def says_who(name: str) -> bool:
    """Whether a name holds anything that tells one party from another.

    Nothing does in ``Ltd.``, ``N/A``, ``to be advised`` or a bare number: that nobody is found by
    them proves nothing.
    """
    if not any(c.isalnum() for c in name):
        return False
    # Beside another word a company form is seen for what it is.
    words = name_tokens(f"somebody {name}")[1:]
    if all(word.startswith(FORM) for word in words):
        return False
    said = " ".join(tokens(name))
    return said not in _placeholders() and not said.replace(" ", "").isdigit()


@cache
def _placeholders() -> frozenset[str]:
    text = (files("holdpoint.screening") / "placeholders.txt").read_text("utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


class ListFinder:
    """Compares named things with the entities of one snapshot.

    Args:
        search: Finds ranked candidates for a query: ``search(query, limit=…, floor=…)``.
        sources: The snapshot's sources, by id.
        policy: Thresholds.
        as_of: The day on which a listing must be in force.
    """

    def __init__(
        self,
        search: Callable[..., tuple[Match, ...]],
        sources: Mapping[str, SourceInfo],
        policy: Policy,
        as_of: date,
    ) -> None:
        self._search = search
        self._sources = sources
        self._policy = policy
        self._as_of = as_of

    def look_up(self, named: Named) -> tuple[list[dict[str, Any]], list[Considered]]:
        """Rows for ``list_matches``, and the candidates that were refused, best first."""
        rows: list[dict[str, Any]] = []
        refused: list[Considered] = []
        hits = self._search(
            named.query, limit=self._policy.candidates, floor=self._policy.consider_from
        )
        for hit in hits:
            why_not = self._refusal(hit)
            if why_not is None:
                fresh = [self._row(named, hit, listing) for listing in hit.entity.listings]
                rows += [row for row in fresh if row["in_force"] is not False]
                why_not = self._not_in_force(fresh)
            if why_not is not None:
                refused.append(
                    Considered(
                        subject=named.path,
                        entity=hit.entity.id,
                        name=hit.comparison.matched_name.text,
                        score=round(hit.comparison.probability, 4),
                        why_not=why_not,
                    )
                )
        return rows, refused[: self._policy.keep_refused]

    def _refusal(self, hit: Match) -> str | None:
        comparison = hit.comparison
        if comparison.identity == "different":
            return comparison.explanation
        if comparison.identity == "same":
            return None
        score = round(comparison.probability, 4)
        if score < self._policy.hold_from:
            return f"below the policy's threshold of {self._policy.hold_from:g}: " + (
                comparison.explanation
            )
        return None

    def _not_in_force(self, rows: list[dict[str, Any]]) -> str | None:
        if not rows:
            return "the entry carries no listing"
        if any(row["in_force"] is not False for row in rows):
            return None
        dates = sorted({str(row["listed_on"]) for row in rows})
        return f"not listed on {self._as_of.isoformat()} (listed on {', '.join(dates)})"

    def _row(self, named: Named, hit: Match, listing: Listing) -> dict[str, Any]:
        entity, comparison = hit.entity, hit.comparison
        source = self._sources.get(entity.source)
        return {
            "entity": entity.id,
            "listed_name": entity.caption,
            "matched_name": comparison.matched_name.text,
            "query_name": comparison.query_name,
            "list": listing.list,
            "authority": listing.authority,
            "measure": listing.measure,
            "programmes": list(listing.programmes),
            "legal_basis": listing.legal_basis,
            "listed_on": listing.listed_on,
            "reference": listing.reference,
            "in_force": self._in_force(listing, source),
            "same_party": True if comparison.identity == "same" else None,
            "score": round(comparison.probability, 4),
            "basis": listing.basis,
            "note": listing.note,
            "source": entity.source,
            "source_title": source.title if source else None,
            "list_date": source.list_date if source else None,
            "url": listing.url or (source.url if source else None),
            "explanation": comparison.explanation,
            "settle": list(comparison.settle),
            "parts": [
                {
                    "name": part.name,
                    "verdict": part.verdict,
                    "score": part.score,
                    "left": part.left,
                    "right": part.right,
                    "note": part.note,
                }
                for part in comparison.parts
            ],
            "pairs": [_pair(pair) for pair in comparison.pairs],
            "order_side": _order_side(named.query),
            "list_side": _list_side(entity),
        }

    def _in_force(self, listing: Listing, source: SourceInfo | None) -> bool | None:
        """Whether a listing binds on the day: yes, no, or not known for sure.

        A listing without a date binds from the first edition of the list in which it was seen;
        before that day nobody here knows. A listing that was not read in an official text never
        binds for sure.
        """
        day = self._as_of.isoformat()
        if listing.until and listing.until < day:
            return False
        if listing.listed_on and listing.listed_on > day:
            return False
        if listing.basis not in _SURE:
            return None
        if listing.listed_on or listing.authority == "company":
            return True
        if listing.absent_on and day <= listing.absent_on:
            return False
        known_from = listing.seen_on or (source.list_date if source else None)
        return True if known_from and known_from <= day else None


def _pair(pair: TokenPair) -> dict[str, Any]:
    left, right = (word and word.removeprefix(FORM) for word in (pair.left, pair.right))
    return {"query": left, "listed": right, "how": pair.how, "score": pair.score}


def _order_side(query: PartyQuery) -> dict[str, str]:
    sides = {
        "name": query.name,
        "also": "; ".join(query.aliases),
        "type": query.type,
        "country": query.country,
        "address": query.address,
        "birth date": query.birth_date,
        **dict(sorted(query.identifiers.items())),
    }
    return {label: value for label, value in sides.items() if value}


def _list_side(entity: Entity) -> dict[str, str]:
    sides = {
        "name": entity.caption,
        "also": "; ".join(name.text for name in entity.names[1:9]),
        "type": entity.type,
        "country": ", ".join(entity.countries or entity.nationalities),
        "address": "; ".join(address.line() for address in entity.addresses[:3]),
        "birth date": ", ".join(entity.birth_dates),
        "founded": ", ".join(entity.founded),
    }
    for identifier in entity.identifiers[:6]:
        sides.setdefault(identifier.kind, identifier.value)
    return {label: value for label, value in sides.items() if value}
