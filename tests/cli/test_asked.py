"""The door for a party that somebody typed: answered or refused with a reason, never a crash."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import holdpoint
from holdpoint.cli import _asked as asked
from holdpoint.errors import HoldpointError

REFUSED = {
    "empty": "",
    "blank": " \t\n",
    "one letter": "A",
    "one Cyrillic letter": "я",
    "letters apart": "a b c",
    "10,000 characters": "Zarif " * 1700,
    "10,000 letters running": "z" * 10_000,
    "control characters": "Qarinah\x00Vane",
    "an escape sequence": "Qarinah \x1b[31m",
    "only emoji": "😀🚢😀",
    "only signs": "... --- !!!",
    "only a company form": "ООО",
    "two company forms": "GmbH & Co. KG",
    "a bare number": "12345",
    "nobody": "N/A",
    "a lone surrogate": "Qarinah \ud800 Vane",
}
ANSWERED = {
    "mixed scripts": "Qarinah Вэйн",
    "mixed scripts in a word": "Qаrinah",
    "right to left": "شرکت صنایع هواپیمایی شاهد",
    "both directions": "Shahed شاهد Aviation",
    "a change of direction": "Qarinah \u202eVane",
    "Han without spaces": "五力高科创新科技有限公司",
    "one Han character": "习",
    "emoji beside letters": "Qarinah 🚢 Vane",
    "marks stacked": "Q" + "\u0301" * 200 + "arinah",
    "a repeated word": "vane " * 60,
    "letters and numbers": "11420 CORP.",
    "quotation marks": "АО «Карина»",
}


@pytest.fixture(scope="module")
def snapshot() -> holdpoint.Snapshot:
    opened = holdpoint.open_snapshot()
    opened.match({"name": "Qarinah"})
    return opened


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
def test_a_name_that_says_nobody_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(asked.FieldError) as caught:
        asked.party({"name": name})
    assert caught.value.field == "name"
    assert caught.value.reason
    assert caught.value.remedy
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("name", ANSWERED.values(), ids=ANSWERED)
def test_an_odd_name_is_answered_soon(name: str, snapshot: holdpoint.Snapshot) -> None:
    query = asked.party({"name": name})
    began = time.process_time()
    snapshot.match(query, floor=0.01)
    assert time.process_time() - began < 5
    list(asked.remarks(query))


def test_a_number_says_who_whatever_the_name_is() -> None:
    query = asked.party({"name": "A", "identifiers": {"imo": "9074729"}})
    assert query.identifiers == {"imo": "9074729"}


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"country": "Atlantis"}, "country", "ISO"),
        ({"type": "submarine"}, "type", "vessel"),
        ({"birth_date": "3 March 1978"}, "birth_date", "1978-03-02"),
        ({"birth_date": "1978-13-40"}, "birth_date", "1978-03-02"),
        ({"identifiers": {"shoe_size": "44"}}, "id", "imo"),
    ],
)
def test_a_fact_that_cannot_be_compared_is_refused(
    fields: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(asked.FieldError) as caught:
        asked.party({"name": "Qarinah Vane", **fields})
    assert caught.value.field == field
    assert said in caught.value.remedy


def test_facts_are_taken_as_they_are_usually_typed() -> None:
    query = asked.party(
        {"name": "  Qarinah   Vane ", "country": "Iran", "birth_date": "1978", "type": "person"}
    )
    assert (query.name, query.country, query.birth_date) == ("Qarinah Vane", "IR", "1978")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["imo=9074729"], {"imo": "9074729"}),
        (["IMO = 9074729", "tax=1"], {"imo": "9074729", "tax": "1"}),
        (["tax=a=b"], {"tax": "a=b"}),
        (["imo=1", "imo=1"], {"imo": "1"}),
    ],
)
def test_identifiers_are_kind_and_value(typed: list[str], found: dict[str, str]) -> None:
    assert asked.identifiers(typed) == found


@pytest.mark.parametrize("typed", [["imo"], ["imo="], ["=1"], ["shoe=1"], ["imo=1", "imo=2"]])
def test_what_is_no_identifier_is_refused(typed: list[str]) -> None:
    with pytest.raises(asked.FieldError):
        asked.identifiers(typed)


def test_letters_that_look_alike_and_wrong_numbers_are_pointed_out() -> None:
    mixed = asked.party({"name": "Аlabuga"})
    assert "Cyrillic and Latin" in " ".join(asked.remarks(mixed))
    wrong = asked.party({"name": "Vane", "identifiers": {"imo": "9074720"}})
    assert "imo number fails" in " ".join(asked.remarks(wrong))
    assert list(asked.remarks(asked.party({"name": "Карина Vane"}))) == []


NAMES = st.one_of(
    st.text(max_size=80),
    st.text(st.sampled_from("аaеeоo–'’\u202e\u200d😀习شا ̈1"), max_size=40),
    st.text(st.characters(categories=("Cc", "Cf", "Cs", "Lo")), max_size=20),
)
VALUES = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.lists(st.text(max_size=3)))


@given(name=NAMES, country=VALUES, birth_date=VALUES, kind=VALUES, numbers=VALUES)
def test_anything_typed_is_a_query_or_a_refusal(
    name: str, country: Any, birth_date: Any, kind: Any, numbers: Any
) -> None:
    fields = {
        "name": name, "country": country, "birth_date": birth_date, "type": kind,
        "identifiers": numbers,
    }  # fmt: skip
    try:
        query = asked.party(fields)
    except HoldpointError as refusal:
        told = str(refusal)
    else:
        told = query.name
        assert told == " ".join(told.split())
        list(asked.remarks(query))
    assert told.strip()


@given(name=NAMES)
def test_any_name_that_is_taken_can_be_compared(name: str) -> None:
    try:
        query = asked.party({"name": name})
    except asked.FieldError:
        return
    for other in (query.name, "Qarinah Vane Works"):
        comparison = holdpoint.compare(query, {"name": other})
        assert 0 < comparison.probability < 1
        assert comparison.explanation
