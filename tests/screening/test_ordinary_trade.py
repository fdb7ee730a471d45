"""Everyday goods between everyday countries are released, whatever else an order leaves out."""

from __future__ import annotations

from typing import Any

import pytest

import holdpoint
from holdpoint.screening import Screener

GOODS = {
    "office chairs": "940310",
    "hydraulic valves": "848120",
    "cotton shirts": "620520",
}
MADE: dict[str, dict[str, Any]] = {
    "origin not stated": {},
    "made in the United States": {"origin": "US"},
    "made in Germany, no US content": {"origin": "DE", "us_content_percent": 0, "eccn": "EAR99"},
    "made in Germany, US content not stated": {"origin": "DE"},
}
EXPORTERS = (None, "US", "DE", "GB", "JP", "UA", "CN", "BR")
DESTINATIONS = ("FR", "TR", "AE", "CN", "UA", "IN", "KZ")


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(holdpoint.open_snapshot())


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("exporter", EXPORTERS)
def test_everyday_goods_are_released(screener: Screener, exporter: str | None, made: str) -> None:
    held = {}
    for destination in DESTINATIONS:
        for description, code in GOODS.items():
            order: dict[str, Any] = {
                "id": "X-1",
                "date": "2026-11-20",
                "destination_country": destination,
                "parties": [
                    {"role": "seller", "name": "Sample Supply", "country": exporter or "BR"},
                    {"role": "buyer", "name": "Exemplo Maquinas Ltda", "country": destination},
                ],
                "items": [{"description": description, "hs_code": code, **MADE[made]}],
            }
            if exporter:
                order["exporter_country"] = exporter
            answer = screener.screen(order)
            if answer.outcome != "release":
                held[destination, description] = [finding.rule for finding in answer.findings]
    assert held == {}
