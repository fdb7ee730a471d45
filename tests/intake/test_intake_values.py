"""Single values: what is read, what is refused, and what the user is told."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.intake import parse_transaction
from holdpoint.model import Problem, Transaction


def _order(**changes: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "parties": [{"role": "buyer", "name": "Tessaly Cart Works"}],
        "items": [{"description": "Cart"}],
        **changes,
    }


def _item(**fields: Any) -> Transaction:
    return parse_transaction(_order(items=[fields]))


def _problems(mapping: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(UnreadableInputError) as caught:
        parse_transaction(mapping, file="orders.json", line=7)
    assert caught.value.problems
    return caught.value.problems


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("8542.31", "854231"),
        ("010121", "010121"),
        ("0101 21 00 10", "0101210010"),
        (854231, "854231"),
        (8542310001, "8542310001"),
        (854231.0, "854231"),
        (8542.31, "854231"),
        (Decimal("8542.30"), "854230"),
    ],
)
def test_hs_codes_keep_their_zeros(given: object, kept: str) -> None:
    items = _item(hs_code=given).items
    assert items is not None
    assert items[0].hs_code == kept


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (10121, "has 5 digits, so a zero was lost"),
        ("10121", "has 5 digits, so a zero was lost"),
        (1012100, "has 7 digits, so a zero was lost"),
        (8542.3, "has 5 digits, so a zero was lost"),
        ("8542", "has 4 digits"),
        ("85423100011", "has 11 digits"),
        ("8.54231E+05", "is no HS code"),
        ("٨٥٤٢٣١", "is no HS code"),
        ("000000", "no such chapter"),
        (True, "not text"),
        (1e300, "larger or smaller"),
        (math.inf, "not a finite number"),
    ],
)
def test_hs_codes_that_may_lack_a_zero_are_refused(given: object, words: str) -> None:
    (problem,) = _problems(_order(items=[{"hs_code": given}]))
    assert words in problem.reason
    assert problem.field == "items[0].hs_code"
    assert (problem.file, problem.line) == ("orders.json", 7)
    assert problem.remedy


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (500, 500),
        ("500", 500),
        ("0.5", Decimal("0.5")),
        (".5", Decimal("0.5")),
        (33.333333333333336, Decimal("33.333333333333336")),
        ("12,5", Decimal("12.5")),
        ("0,125", Decimal("0.125")),
        ("1.234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        (Decimal("1E+3"), 1000),
    ],
)
def test_quantities_are_read_when_they_mean_one_thing(given: object, kept: Decimal) -> None:
    items = _item(quantity=given).items
    assert items is not None
    assert items[0].quantity == kept
    assert "E" not in str(items[0].quantity)


@pytest.mark.parametrize(
    "given",
    ["1,234", "12 pcs", "1 234", "1'234", "-3", -3, "1e5", "٣", "NaN", math.nan, True, 10**400,
     "1234567890.12345678", [1], {"n": 1}, "1.2.3"],
)  # fmt: skip
def test_quantities_that_can_mean_two_things_are_refused(given: object) -> None:
    (problem,) = _problems(_order(items=[{"quantity": given}]))
    assert problem.field == "items[0].quantity"


def test_an_ambiguous_number_names_both_readings() -> None:
    (problem,) = _problems(_order(items=[{"quantity": "1,234"}]))
    assert problem.remedy == "Write 1234 or 1.234."


@pytest.mark.parametrize(
    ("given", "kept"),
    [("DE", "DE"), ("de", "DE"), ("DEU", "DE"), ("Germany", "DE"), ("NO", "NO"), ("UK", "GB")],
)
def test_countries_become_alpha_2(given: str, kept: str) -> None:
    assert parse_transaction(_order(destination_country=given)).destination_country == kept


@pytest.mark.parametrize("given", ["Atlantis", "XX", "no", "Korea", "SU", "12", 12, "DE FR"])
def test_a_country_that_is_none_or_several_is_refused(given: object) -> None:
    (problem,) = _problems(_order(destination_country=given))
    assert problem.field == "destination_country"
    assert "two letters" in problem.remedy


@pytest.mark.parametrize("given", ["2026-11-20", "2026-11-20T08:30:00Z", "2026-11-20 00:00"])
def test_days_are_iso(given: str) -> None:
    assert parse_transaction(_order(date=given)).date == "2026-11-20"


@pytest.mark.parametrize(
    "given",
    ["20.11.2026", "11/20/2026", "2026-02-30", "2026-11", "20261120", "2026-W47-5", 46346, "today"],
)
def test_other_spellings_of_days_are_refused(given: object) -> None:
    (problem,) = _problems(_order(date=given))
    assert problem.remedy == "Write the day as YYYY-MM-DD."


@pytest.mark.parametrize("given", ["1978", 1978, "1978-01", "1978-01-28"])
def test_birth_dates_may_be_partial(given: object) -> None:
    party = {"role": "buyer", "name": "Odo Varnik", "birth_date": given}
    assert parse_transaction(_order(parties=[party])).parties[0].birth_date == str(given)


def test_a_birth_date_is_never_shown() -> None:
    party = {"role": "buyer", "name": "Odo Varnik", "birth_date": "28 Jan 1978"}
    (problem,) = _problems(_order(parties=[party]))
    assert problem.value is None
    assert "1978" not in str(problem)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("end_user", "end_user"), ("End User", "end_user"), ("end-user", "end_user")],
)
def test_roles_may_be_spelt_with_spaces(given: str, kept: str) -> None:
    order = parse_transaction(_order(parties=[{"role": given, "name": "A1"}]))
    assert order.parties[0].role == kept


def test_a_wrong_role_names_the_nearest() -> None:
    (problem,) = _problems(_order(parties=[{"role": "consinee", "name": "A1"}]))
    assert "Did you mean 'consignee'?" in problem.remedy
    assert "freight" not in problem.remedy
    assert problem.field == "parties[0].role"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("3a001.A.2", "3A001.a.2"), ("ear 99", "EAR99"), ("5A992.c", "5A992.c"), ("ML11", "ML11")],
)
def test_control_numbers_have_one_spelling(given: str, kept: str) -> None:
    items = _item(eccn=given).items
    assert items is not None
    assert items[0].eccn == kept


def test_ship_numbers_are_text_and_a_wrong_check_digit_is_no_fault() -> None:
    vessel = {"imo": "1234568", "mmsi": 123456789, "flag": "PA"}
    order = parse_transaction(_order(route=[{"vessel": vessel}]))
    assert order.route is not None
    assert order.route[0].vessel is not None
    assert (order.route[0].vessel.imo, order.route[0].vessel.mmsi) == ("1234568", "123456789")


@pytest.mark.parametrize(
    ("field", "value"), [("imo", "123456"), ("mmsi", "12345678"), ("imo", 9074729.5), ("flag", "?")]
)
def test_ship_numbers_of_another_shape_are_refused(field: str, value: object) -> None:
    (problem,) = _problems(_order(route=[{"vessel": {field: value}}]))
    assert problem.field == f"route[0].vessel.{field}"


@pytest.mark.parametrize("percent", [-1, 101, "60 %%", "a lot", math.nan])
def test_shares_lie_between_0_and_100(percent: object) -> None:
    party = {"role": "buyer", "name": "A1", "owners": [{"name": "B1", "percent": percent}]}
    (problem,) = _problems(_order(parties=[party]))
    assert problem.field == "parties[0].owners[0].percent"


def test_no_owner_and_unknown_owners_differ() -> None:
    party: dict[str, Any] = {"role": "buyer", "name": "A1"}
    none = parse_transaction(_order(parties=[{**party, "owners": []}]))
    unknown = parse_transaction(_order(parties=[{**party, "owners": None}]))
    assert none.parties[0].owners == ()
    assert unknown.parties[0].owners is None


@pytest.mark.parametrize(
    ("given", "near"),
    [("GB", "UK"), ("USA", "US"), ("Mars", ""), ("", "")],
)
def test_a_jurisdiction_that_is_none_is_refused(given: str, near: str) -> None:
    (problem,) = _problems(_order(jurisdictions=[given]))
    assert near in problem.remedy


def test_no_jurisdiction_at_all_is_refused() -> None:
    (problem,) = _problems(_order(jurisdictions=[]))
    assert "no law would apply" in problem.reason


def test_everything_wrong_is_told_at_once() -> None:
    problems = _problems(
        {
            "id": " ",
            "date": "soon",
            "exportr_country": "DE",
            "parties": [{"role": "buyer"}, "Someone", {"role": "x", "name": "-"}],
            "items": [{"hs_code": "1", "quantity": "many"}],
            "value": {"currency": "euros"},
        }
    )
    assert {problem.field for problem in problems} == {
        "id",
        "date",
        "exportr_country",
        "parties[0].name",
        "parties[1]",
        "parties[2].role",
        "parties[2].name",
        "items[0].hs_code",
        "items[0].quantity",
        "value.amount",
        "value.currency",
    }
    (unknown,) = [p for p in problems if p.field == "exportr_country"]
    assert "Did you mean 'exporter_country'?" in unknown.remedy


@pytest.mark.parametrize(
    ("mapping", "fields"),
    [
        ({}, {"id", "parties", "items"}),
        ({"id": "1", "parties": [], "items": [{}]}, {"parties"}),
        ({"id": "1", "parties": [{"role": "buyer", "name": "A1"}], "items": []}, {"items"}),
        ({"id": "1", "parties": "A1", "items": {}}, {"parties", "items"}),
    ],
)
def test_what_is_needed(mapping: dict[str, Any], fields: set[str]) -> None:
    assert {problem.field for problem in _problems(mapping)} == fields


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+49 Werke", "-Dash Ltd", "@At Trading"])
def test_names_that_look_like_formulas_are_text(name: str) -> None:
    order = parse_transaction(_order(parties=[{"role": "buyer", "name": name}]))
    assert order.parties[0].name == name


@pytest.mark.parametrize("char", ["\0", "\x1b", "\x07", "\ud800", "\x9d", chr(0xFFFD)])
def test_control_characters_are_refused_unseen(char: str) -> None:
    party = {"role": "buyer", "name": f"Varnik{char}Ltd"}
    (problem,) = _problems(_order(parties=[party], notes=None))
    assert f"U+{ord(char):04X}" in problem.reason
    assert "position 7" in problem.reason
    str(problem).encode()
    assert str(problem).isprintable()


def test_hostile_field_names_are_shown_harmlessly() -> None:
    (problem,) = _problems(_order(**{"\x1b[31m\ud800" + "x" * 500: 1}))
    assert problem.field is not None
    assert problem.field.isprintable()
    assert len(problem.field) < 100
    str(problem).encode()


def test_names_of_people_are_never_shown() -> None:
    party = {"role": "buyer", "name": ["Odo Varnik"], "address": 7.5, "email": {"a": "odo@x"}}
    for problem in _problems(_order(parties=[party])):
        assert problem.value is None
        assert "Varnik" not in str(problem)
        assert "odo@" not in str(problem)


def test_owners_of_owners_end_somewhere() -> None:
    owner: dict[str, Any] = {"name": "A1"}
    for _ in range(200):
        owner = {"name": "A1", "owners": [owner]}
    problems = _problems(_order(parties=[{"role": "buyer", "name": "A1", "owners": [owner]}]))
    assert "deep" in problems[0].reason


def test_identifiers_are_of_known_kinds() -> None:
    party = {"role": "buyer", "name": "A1", "identifiers": {"regstration": "1", "tax": "007"}}
    (problem,) = _problems(_order(parties=[party]))
    assert problem.field == "parties[0].identifiers.regstration"
    assert "Did you mean 'registration'?" in problem.remedy


def test_answers_keep_their_kind() -> None:
    answers = {"declined": True, "visits": 3, "who": "the agent", "later": None}
    order = parse_transaction(_order(answers=answers))
    assert order.answers == {"declined": True, "visits": 3.0, "who": "the agent"}
    words = {"a": "yes", "b": " No ", "c": "TRUE", "d": "yes, often"}
    order = parse_transaction(_order(answers=words))
    assert order.answers == {"a": True, "b": False, "c": True, "d": "yes, often"}
    (problem,) = _problems(_order(answers={"Not A Key": True}))
    assert problem.field == "answers.Not A Key"


def test_blank_text_is_unknown() -> None:
    order = parse_transaction(_order(notes="", destination_country=" ", date=None))
    assert (order.notes, order.destination_country, order.date) == (None, None, None)


def test_whole_numbers_are_taken_as_ids_and_broken_ones_are_not() -> None:
    assert parse_transaction(_order(id=10023)).id == "10023"
    assert parse_transaction(_order(id=10023.0)).id == "10023"
    assert "not text" in _problems(_order(id=True))[0].reason
    assert "text is needed" in _problems(_order(id=1.5))[0].reason
    assert "text is needed" in _problems(_order(id=1.2345e19))[0].reason


def test_a_name_too_long_to_be_compared_whole_is_refused() -> None:
    order = {
        "id": "L-1",
        "parties": [{"role": "buyer", "name": "A" * 1001}],
        "items": [{"description": "x"}],
    }
    with pytest.raises(UnreadableInputError) as caught:
        parse_transaction(order)
    assert caught.value.problems[0].field == "parties[0].name"
