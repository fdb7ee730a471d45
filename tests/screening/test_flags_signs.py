"""Warning signs that stand in the order itself: seen where they stand, and only there."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import holdpoint
from holdpoint.intake import parse_transaction
from holdpoint.model import EndUse, Item, Party, Payment, Transaction
from holdpoint.screening import Screener
from holdpoint.screening._sign_data import calling_codes, code_beginnings, phrases, words_of
from holdpoint.screening._signs import find_signs, is_trader, owner_levels, pays_for_himself
from holdpoint.text import country_code


def _order(**order: Any) -> Transaction:
    plain = {
        "id": "x",
        "parties": [{"role": "buyer", "name": "Example Works"}],
        "items": [{"description": "Office chairs"}],
    }
    return parse_transaction({**plain, **order}, file="x", line=None)


def signs(**order: Any) -> set[tuple[str, str]]:
    """Sign and place of all that is seen in an order."""
    found = find_signs(_order(**order), ())
    return {(row.data["sign"], row.subject) for row in found if row.kind == "signs"}


def buyer(**party: Any) -> dict[str, Any]:
    return {"parties": [{"role": "buyer", "name": "Example Works", "type": "company", **party}]}


def called(country: str, phone: str) -> dict[str, Any]:
    return buyer(country=country, identifiers={"phone": phone})


@pytest.mark.parametrize(
    ("order", "sign", "where"),
    [
        ({"payment": {"method": "Cash on delivery"}}, "cash", "payment.method"),
        ({"payment": {"method": "наличными"}}, "cash", "payment.method"),
        ({"payment": {"payer": "Example Money Exchange LLC"}}, "money service", "payment.payer"),
        ({"payment": {"bank": "Example Hawala"}}, "money service", "payment.bank"),
        (buyer(name="Example Air Force Depot"), "military", "parties[0]"),
        (buyer(industry="Savunma sanayii"), "military", "parties[0]"),
        (buyer(address="P.O. Box 12, Example"), "box", "parties[0]"),
        (buyer(address="Postfach 12, Example"), "box", "parties[0]"),
        (buyer(address="Lenina 3, kv. 5, Квартира 5"), "home", "parties[0]"),
        (buyer(email="somebody@GMAIL.com"), "free mailbox", "parties[0]"),
        (called("AE", "+98 21 555"), "telephone elsewhere", "parties[0]"),
        (called("AE", "0098 21 555"), "telephone elsewhere", "parties[0]"),
        ({"notes": "please without serial numbers"}, "unmarked", "notes"),
        ({"end_use": {"statement": "Markings removed"}}, "unmarked", "end_use.statement"),
        ({"items": [{"description": "Overhaul of a gearbox"}]}, "service", "items[0]"),
        ({"items": [{"description": "x", "hs_code": "8486.20"}]}, "chip making", "items[0]"),
        ({"items": [{"description": "x", "eccn": "9A610.x"}]}, "600 series or 9x515", "items[0]"),
    ],
)  # fmt: skip
def test_a_sign_is_seen_where_it_stands(order: dict[str, Any], sign: str, where: str) -> None:
    assert (sign, where) in signs(**order)


@pytest.mark.parametrize(
    "order",
    [
        {"payment": {"method": "bank transfer"}},
        {"payment": {"method": "cashless"}},
        {"payment": {"payer": "Example Exchange Street Properties"}},
        buyer(name="Salvation Armyworm Research"),
        buyer(address="Boxgraben 12, Example"),
        buyer(address="Flatbush Avenue 12, Example"),
        buyer(email="orders@example-works.com"),
        buyer(email="gmail.com"),
        buyer(type="person", email="somebody@gmail.com"),
        called("AE", "+971 4 555"),
        called("AE", "04 555"),
        buyer(identifiers={"phone": "+98 21 555"}),
        {"notes": "Serial numbers are listed in the annex"},
        {"items": [{"description": "Maintenancefree battery", "hs_code": "8507.60"}]},
        {"items": [{"description": "x", "eccn": "EAR99"}]},
    ],
)
def test_what_only_looks_like_a_sign_is_none(order: dict[str, Any]) -> None:
    assert signs(**order) == set()


def test_the_seller_and_the_carrier_are_not_looked_at() -> None:
    for role in ("seller", "carrier", "forwarder"):
        parties = [{"role": role, "name": "Example Army Store", "email": "a@gmail.com"}]
        assert signs(parties=parties) == set()


def test_two_names_at_one_address_and_one_name_twice() -> None:
    one = {"role": "buyer", "name": "Example Works", "country": "FR"}
    other = {"role": "consignee", "name": "Example Stores", "country": "FR"}
    street = {"address": "8 rue de l'Exemple, 69003 Lyon"}
    assert ("shared address", "parties[1]") in signs(parties=[one | street, other | street])
    assert signs(parties=[one | street, one | street | {"role": "end_user"}]) == set()
    assert signs(parties=[one, other]) == set()


def test_a_telephone_of_the_destination_is_in_place() -> None:
    order = called("VG", "+971 4 555")
    assert ("telephone elsewhere", "parties[0]") in signs(**order)
    assert signs(**order, destination_country="AE") == set()


def test_the_way_is_measured_only_where_every_end_is_clear() -> None:
    screener = Screener(holdpoint.open_snapshot())
    order = {
        "id": "x",
        "date": "2026-11-20",
        "exporter_country": "DE",
        "destination_country": "TR",
        "parties": [{"role": "buyer", "name": "Example Works", "country": "TR"}],
    }

    def seen(*stops: str) -> list[str]:
        route = [{"mode": "sea", "from": a, "to": b} for a, b in pairwise(stops)]
        return [f.rule for f in screener.screen({**order, "route": route}).findings]

    assert "us.flag.detour" in seen("Hamburg", "Singapore", "Istanbul")
    assert "us.flag.detour" not in seen("Hamburg", "Piraeus", "Istanbul")
    assert "us.flag.detour" not in seen("Hamburg", "Nowhere at all", "Istanbul")
    assert "us.flag.detour" not in seen("Hamburg", "Istanbul")


def test_a_trader_is_known_by_its_words_and_by_nothing_else() -> None:
    def known(**party: Any) -> bool | None:
        return is_trader(Party(role="buyer", name=party.pop("name", "Example"), **party))

    assert known(name="Example General Trading LLC") is True
    assert known(industry="wholesale of parts") is True
    assert known(industry="machine building") is False
    assert known() is None


def test_layers_of_owners_are_counted_and_none_stated_is_not_zero() -> None:
    order = buyer(owners=[{"name": "A", "owners": [{"name": "B"}, {"name": "C", "owners": []}]}])
    party = _order(**order).parties[0]
    assert owner_levels(party) == 2
    assert owner_levels(Party(role="buyer", name="A")) is None
    assert owner_levels(Party(role="buyer", name="A", owners=())) == 0


def test_a_payer_is_a_customer_by_name() -> None:
    parties = (Party(role="buyer", name="Example Works"), Party(role="bank", name="Example Bank"))
    assert pays_for_himself("EXAMPLE  works", parties)
    assert not pays_for_himself("Example Works Holding", parties)
    assert not pays_for_himself("Example Bank", parties)


def test_the_tables_hold_what_can_be_compared() -> None:
    from holdpoint.text import tokens

    for place, rows in phrases().items():
        for sign, words in rows:
            assert tokens(" ".join(words)) == words, (place, sign)
    for sign, scheme, begins in code_beginnings():
        assert sign
        assert begins.isdigit() if scheme == "hs" else begins[0].isdigit()
    for code, countries in calling_codes().items():
        assert code.isdigit()
        assert all(country_code(country) == country for country in countries), code
    assert all("." in host and host == host.lower() for host in words_of("free_mail.txt"))


TEXT = st.text(max_size=60) | st.sampled_from(["cash", "PO Box", "+", "@", "a@", "00", "\u202e"])


@given(name=TEXT, address=TEXT, email=TEXT, phone=TEXT, notes=TEXT, code=TEXT)
@settings(deadline=None, max_examples=200)
def test_whatever_an_order_says_the_signs_are_rows_with_words(
    name: str, address: str, email: str, phone: str, notes: str, code: str
) -> None:
    party = Party(
        role="consignee", name=name, country="AE", address=address, email=email,
        identifiers={"phone": phone},
    )  # fmt: skip
    order = Transaction(
        id="x", parties=(party, party), notes=notes, destination_country="AE",
        items=(Item(description=notes, hs_code=code, eccn=code),),
        payment=Payment(method=notes, payer=name, bank=name), end_use=EndUse(statement=notes),
    )  # fmt: skip
    for row in find_signs(order, ()):
        assert row.kind == "signs"
        assert all(isinstance(row.data[key], str) for key in ("sign", "seen", "who"))
