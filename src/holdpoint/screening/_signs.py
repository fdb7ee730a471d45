"""Warning signs that stand in the order itself: words, codes, mailboxes, numbers, the way taken.

A sign is laid down where it is seen. That none was seen says nothing, so no rule may take it for
good news; what only a person can say is asked in the questionnaire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from holdpoint.model import Evidence, Party, Transaction
from holdpoint.places import distance_km
from holdpoint.screening._sign_data import calling_codes, code_beginnings, phrases, words_of
from holdpoint.text import address_keys, parse_address, tokens

_CUSTOMERS = ("buyer", "consignee", "end_user", "intermediate_consignee")
_RECEIVERS = ("consignee", "end_user", "intermediate_consignee")
_DUAL_USE = re.compile("[0-9][A-E][0-4]")
"""How numbers of Annex I to Reg (EU) 2021/821 begin; the US list has more (3A991, 9A610)."""
_SHORT_KM = 500.0
"""Below this a detour is a matter of streets, not of countries (the project's own choice)."""


def find_signs(transaction: Transaction, places: Sequence[Mapping[str, Any]]) -> list[Evidence]:
    """Lay down every sign of an order.

    Args:
        transaction: The order.
        places: The ends of its legs as they were understood, with ``subject``.

    Returns:
        Rows of kind ``signs`` (``sign``, ``seen``, ``who``), ``transits`` (``country``, ``text``)
        and ``journeys`` (at most one).
    """
    out = [*_party_signs(transaction), *_payment_signs(transaction), *_goods_signs(transaction)]
    return [*out, *_transits(transaction, places), *_journey(transaction, places)]


def _sign(sign: str, subject: str, seen: str, who: str) -> Evidence:
    data = {"sign": sign, "seen": seen, "who": who}
    return Evidence(kind="signs", subject=subject, data=data)


def _seen(place: str, text: str | None) -> Iterator[tuple[str, str]]:
    """Signs whose words stand together in a text, each once, with the words."""
    words = tokens(text) if text else ()
    told: set[str] = set()
    for sign, wanted in phrases()[place]:
        size = len(wanted)
        if sign not in told and any(
            words[i : i + size] == wanted for i in range(len(words) - size + 1)
        ):
            told.add(sign)
            yield sign, " ".join(wanted)


def _party_signs(transaction: Transaction) -> Iterator[Evidence]:
    for i, party in enumerate(transaction.parties):
        if party.role not in _CUSTOMERS:
            continue
        path = f"parties[{i}]"
        for sign, seen in _seen("party", f"{party.name} {party.industry or ''}"):
            yield _sign(sign, path, seen, party.name)
        for sign, seen in _seen("address", party.address):
            yield _sign(sign, path, seen, party.name)
        if party.role in _RECEIVERS:
            for sign, seen in _seen("name", party.name):
                yield _sign(sign, path, seen, party.name)
        yield from _contact(party, path, transaction.destination_country)
        yield from _shared(party, path, transaction.parties[:i])


def _contact(party: Party, path: str, destination: str | None) -> Iterator[Evidence]:
    _, at, host = (party.email or "").rpartition("@")
    host = host.strip().lower()
    if at and party.type != "person" and host in words_of("free_mail.txt"):
        yield _sign("free mailbox", path, host, party.name)
    phone = party.identifiers.get("phone", "").strip()
    if not phone.startswith(("+", "00")):
        return
    digits = "".join(char for char in phone.removeprefix("00") if char.isdigit())
    code = next((digits[:n] for n in (3, 2, 1) if digits[:n] in calling_codes()), None)
    expected = {country for country in (party.country, destination) if country}
    if code and expected and calling_codes()[code].isdisjoint(expected):
        yield _sign("telephone elsewhere", path, f"+{code}", party.name)


def _shared(party: Party, path: str, before: Sequence[Party]) -> Iterator[Evidence]:
    mine = _keys(party)
    for other in before:
        names_differ = tokens(other.name) != tokens(party.name)
        if other.role in _CUSTOMERS and names_differ and not mine.isdisjoint(_keys(other)):
            yield _sign("shared address", path, f"the address of {other.name}", party.name)
            return


def _keys(party: Party) -> frozenset[str]:
    if not party.address:
        return frozenset()
    return frozenset(address_keys(parse_address(party.address, party.country)))


def _payment_signs(transaction: Transaction) -> Iterator[Evidence]:
    payment = transaction.payment
    if payment is None:
        return
    for sign, seen in _seen("payment", payment.method):
        yield _sign(sign, "payment.method", seen, payment.payer or "the payer")
    for path, name in (("payment.payer", payment.payer), ("payment.bank", payment.bank)):
        for sign, seen in _seen("payer", name):
            yield _sign(sign, path, seen, name or "")


def _goods_signs(transaction: Transaction) -> Iterator[Evidence]:
    statement = transaction.end_use.statement if transaction.end_use else None
    for path, text in (("notes", transaction.notes), ("end_use.statement", statement)):
        for sign, seen in _seen("goods", text):
            yield _sign(sign, path, seen, "the order")
    for i, item in enumerate(transaction.items or ()):
        path, who = f"items[{i}]", item.description or f"line {i + 1}"
        for place in ("goods", "item"):
            for sign, seen in _seen(place, item.description):
                yield _sign(sign, path, seen, who)
        codes = {"hs": item.hs_code or "", "eccn": item.eccn or ""}
        told: set[str] = set()
        for sign, scheme, begins in code_beginnings():
            if sign not in told and codes[scheme].startswith(begins):
                told.add(sign)
                yield _sign(sign, path, codes[scheme], who)
        if _DUAL_USE.match(codes["eccn"]):
            yield _sign("dual-use number", path, codes["eccn"], who)


def _transits(transaction: Transaction, places: Sequence[Mapping[str, Any]]) -> Iterator[Evidence]:
    """Countries on the way, neither the exporter's nor the destination's; each once."""
    told = {transaction.exporter_country, transaction.destination_country, None}
    for place in places[1:-1]:
        if place["country"] not in told:
            told.add(place["country"])
            data = {"country": place["country"], "text": place["text"]}
            yield Evidence(kind="transits", subject=place["subject"], data=data)


def _journey(transaction: Transaction, places: Sequence[Mapping[str, Any]]) -> Iterator[Evidence]:
    """How far the goods travel, and how far it is; only where every end of every leg is clear."""
    if len(places) < 4 or any(place["verdict"] != "one" for place in places):  # noqa: PLR2004 - two legs
        return
    if len(places) != 2 * len(transaction.route or ()):
        return
    points = [(place["candidates"][0]["lat"], place["candidates"][0]["lon"]) for place in places]
    direct = distance_km(points[0], points[-1])
    travelled = sum(distance_km(a, b) for a, b in pairwise(points))
    if direct < _SHORT_KM:
        return
    ends = {places[0]["country"], places[-1]["country"]}
    between = dict.fromkeys(p["country"] for p in places if p["country"] not in ends)
    data = {
        "travelled_km": round(travelled),
        "direct_km": round(direct),
        "ratio": round(travelled / direct, 2),
        "between": len(between),
        "countries": ", ".join(between) or "none",
    }
    yield Evidence(kind="journeys", subject="route[0]", data=data)


def is_trader(party: Party) -> bool | None:
    """Whether a party trades in what others use; unknown where it says nothing of its business."""
    words = tokens(f"{party.name} {party.industry or ''}")
    if not words_of("trader_words.txt").isdisjoint(words):
        return True
    return False if party.industry else None


def owner_levels(party: Party) -> int | None:
    """How many layers of owners are stated above a party; unknown where none is."""
    return None if party.owners is None else _depth(party.owners)


def _depth(owners: Sequence[Any]) -> int:
    return 1 + max(_depth(owner.owners or ()) for owner in owners) if owners else 0


def pays_for_himself(payer: str, parties: Sequence[Party]) -> bool:
    """Whether a payer bears the name of a customer of the order."""
    name = tokens(payer)
    return any(p.role in (*_CUSTOMERS, "payer") and tokens(p.name) == name for p in parties)
