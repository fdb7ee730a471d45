"""Everything in a transaction that has a name, and whether the name says who."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from holdpoint.model import Leg, Owner, Party, PartyQuery, Transaction
from holdpoint.text import FORM, name_tokens, tokens


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


def asked_names(transaction: Transaction) -> Iterator[PartyQuery]:
    """Everything that a screening of a transaction looks up in the lists."""
    for named in (*named_things(transaction), *owners_of(transaction)):
        yield named.query


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
    also = {"website": party.website, "email": party.email}
    return PartyQuery(
        name=party.name,
        aliases=party.aliases,
        type=party.type,
        country=party.country,
        address=party.address,
        identifiers={kind: v for kind, v in also.items() if v} | dict(party.identifiers),
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
