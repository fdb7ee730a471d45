"""Canonical bytes, hashes, and files that are whole or not there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.files import canonical, digest, plain, revive, write_atomic
from holdpoint.model import Item, Leg, Owner, Party, Transaction


def test_unknown_and_none_are_written_apart() -> None:
    unknown = Party(role="buyer", name="A")
    nobody = Party(role="buyer", name="A", owners=())
    assert "owners" not in plain(unknown)
    assert plain(nobody)["owners"] == []


def test_legs_are_written_with_the_words_of_the_contract() -> None:
    leg = Leg(from_place="DEHAM", to_place="AEJEA")
    assert plain(leg) == {"mode": "unknown", "from": "DEHAM", "to": "AEJEA"}
    assert revive(Leg, plain(leg)) == leg


def test_equal_numbers_have_equal_bytes() -> None:
    assert canonical(Item(quantity=Decimal(500))) == canonical(Item(quantity=Decimal("500.00")))


def test_bytes_do_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "ü"}) == '{"a":"ü","b":1}'.encode()
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


def test_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})


@given(percent=st.none() | st.floats(0, 100), name=st.text(min_size=1, max_size=5))
@settings(deadline=None, max_examples=50)
def test_what_plain_writes_revive_reads(percent: float | None, name: str) -> None:
    owner = Owner(name=name, percent=percent, owners=(Owner(name="x", owners=()),))
    order = Transaction(id="1", parties=(Party(role="buyer", name=name, owners=(owner,)),))
    assert revive(Transaction, plain(order)) == order


def test_a_written_file_is_whole(tmp_path: Path) -> None:
    write_atomic(tmp_path / "f", b"one")
    write_atomic(tmp_path / "f", b"two")
    assert (tmp_path / "f").read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["f"]
