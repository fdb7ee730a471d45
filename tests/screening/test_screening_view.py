"""Plain facts that are derived from an order before rules see it, and what is left unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import holdpoint
from holdpoint.intake import parse_transaction
from holdpoint.model import Evidence
from holdpoint.screening import Screener
from holdpoint.screening._collect import Collected
from holdpoint.screening._view import build_view


def _view(found: Collected | None = None, **fields: Any) -> dict[str, Any]:
    order = {
        "id": "V-1",
        "exporter_country": "DE",
        "parties": [{"role": "buyer", "name": "A Ltd"}],
        "items": [{"description": "x"}],
        **fields,
    }
    transaction = parse_transaction(order, file="test", line=None)
    return build_view(
        transaction,
        as_of=date(2026, 11, 20),
        jurisdictions=("EU",),
        found=found or Collected(),
    )


@pytest.mark.parametrize(
    ("exporter", "item", "expected"),
    [
        ("DE", {"origin": "US"}, True),
        ("US", {"origin": "DE"}, True),
        ("DE", {"origin": "DE", "us_content_percent": 10}, False),
        ("DE", {"origin": "DE", "us_content_percent": 11}, None),
        ("DE", {"origin": "DE"}, None),
        ("DE", {"us_content_percent": 0}, None),
    ],
)
def test_us_jurisdiction_is_known_only_where_the_order_shows_it(
    exporter: str, item: dict[str, Any], expected: bool | None
) -> None:
    view = _view(exporter_country=exporter, items=[{"description": "x", **item}])
    assert view["items"][0]["us_jurisdiction"] is expected


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ({"role": "forwarder", "name": "Quiet Name GmbH"}, True),
        ({"role": "consignee", "name": "Zarqa Cargo LLC"}, True),
        ({"role": "consignee", "name": "Örnek Lojistik A.Ş."}, True),
        ({"role": "consignee", "name": "ООО «Пример Логистика»"}, True),
        ({"role": "consignee", "name": "A Ltd", "industry": "freight forwarding"}, True),
        ({"role": "consignee", "name": "Kargopolis Bakery"}, False),
    ],
)
def test_forwarders_give_themselves_away(party: dict[str, Any], expected: bool) -> None:
    assert _view(parties=[party])["parties"][0]["is_forwarder"] is expected


@pytest.mark.parametrize(
    ("founded", "days"), [("2026-11-19", 1), ("2026-10", 20), ("2025", 324), (None, None)]
)
def test_a_company_is_at_least_as_old_as_its_date_allows(
    founded: str | None, days: int | None
) -> None:
    party = {"role": "buyer", "name": "A Ltd", **({"founded": founded} if founded else {})}
    assert _view(parties=[party])["parties"][0].get("age_days") == days


@pytest.mark.parametrize(
    ("licence", "valid"),
    [
        ({"regime": "US/BIS", "number": "D1", "expires": "2026-11-20"}, True),
        ({"regime": "US/BIS", "number": "D1", "expires": "2026-11-19"}, False),
        ({"regime": "US/BIS", "number": "D1"}, None),
        ({"regime": "US/BIS", "expires": "2027-01-01"}, None),
    ],
)
def test_a_licence_is_good_up_to_its_last_day(licence: dict[str, Any], valid: bool | None) -> None:
    assert _view(licences=[licence])["licences"][0]["valid"] is valid


def test_what_the_order_does_not_say_is_missing_and_not_empty() -> None:
    view = _view()
    for key in ("route", "licences", "destination_country", "payment"):
        assert key not in view
    assert "owners" not in view["parties"][0]
    assert "goods_lists" not in view["items"][0], "no code was given, so nothing was compared"
    assert _view(route=[], licences=[])["route"] == []


def test_evidence_hangs_where_it_belongs_and_keeps_its_number() -> None:
    found = Collected(
        evidence=[
            Evidence(kind="sites", subject="parties[0]", data={"place": "zone"}),
            Evidence(kind="corridors", subject="transaction", data={"tier": "full"}),
            Evidence(kind="list_matches", subject="parties[0]", data={"score": 0.9}),
        ],
        screened=[{"@": "parties[0]", "role": "buyer", "name": "A Ltd"}],
    )
    view = _view(found)
    assert view["parties"][0]["sites"] == [{"place": "zone", "@": "parties[0]", "@evidence": 0}]
    assert view["corridors"][0]["@evidence"] == 1
    assert view["screened"][0]["list_matches"][0]["@evidence"] == 2


@pytest.fixture(scope="module")
def screener() -> Screener:
    return holdpoint.Screener(holdpoint.open_snapshot())


ORDER: dict[str, Any] = {
    "id": "V-2",
    "exporter_country": "DE",
    "destination_country": "FR",
    "parties": [{"role": "buyer", "name": "Ateliers Brumeclair SAS", "country": "FR"}],
    "items": [{"description": "Connectors", "hs_code": "8536.69"}],
}


def test_without_a_date_the_knowledge_gives_the_day_and_the_decision_says_so(
    screener: Screener,
) -> None:
    answer = screener.screen(ORDER)
    assert answer.as_of == screener.snapshot.list_date
    assert "date" in {note.check for note in answer.not_run}
    assert "date" not in {n.check for n in screener.screen({**ORDER, "date": "2026-11-20"}).not_run}


def test_an_impossible_imo_number_holds_and_is_not_taken_for_clear(screener: Screener) -> None:
    leg = {"mode": "sea", "from": "DEHAM", "to": "FRLEH", "vessel": {"name": "X", "imo": "9481923"}}
    answer = screener.screen({**ORDER, "date": "2026-11-20", "route": [leg]})
    assert answer.outcome == "hold"
    assert "house.wrong-number" in {finding.rule for finding in answer.findings}
    assert any(n.check == "identifiers" and "route[0].vessel" in n.why for n in answer.not_run)


def test_jurisdictions_of_the_order_come_before_those_of_the_policy(screener: Screener) -> None:
    listed = {"role": "buyer", "name": "Sahara Thunder", "country": "IR", "type": "company"}
    order = {**ORDER, "date": "2026-11-20", "parties": [listed]}
    everywhere = {f.rule for f in screener.screen(order).findings}
    at_home = {f.rule for f in screener.screen({**order, "jurisdictions": ["UK"]}).findings}
    assert "us.ofac.sdn" in everywhere
    assert "us.ofac.sdn" not in at_home
    assert "house.listed-elsewhere" in at_home
