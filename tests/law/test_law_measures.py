"""No listing passes unseen: whatever an authority does to a party, some rule speaks of it."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from holdpoint.law import complete, load_rulebook
from holdpoint.model import Measure

AUTHORITIES = ("US/OFAC", "US/BIS", "US/State", "EU", "UK", "UN", "UA", "JP", "company")


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("measure", get_args(Measure))
def test_a_listed_buyer_is_never_silent(authority: str, measure: str) -> None:
    row: dict[str, Any] = {
        "authority": authority,
        "list": "A list",
        "measure": measure,
        "listed_name": "EXAMPLE WORKS",
        "in_force": True,
        "same_party": True,
    }
    order = {
        "exporter_country": "DE",
        "destination_country": "FR",
        "parties": [{"role": "buyer", "name": "Example Works", "country": "FR", "owners": []}],
        "items": [{"description": "chairs", "hs_code": "940310", "us_jurisdiction": False}],
        "screened": [
            {"role": "buyer", "name": "Example Works", "country": "FR", "list_matches": [row]}
        ],
    }
    view = complete(order, as_of="2026-11-20", regime=None)
    found = load_rulebook().evaluate(view, date(2026, 11, 20))
    about = [r for r in found if r.rule.id != "house.wrong-number"]
    assert about, f"{authority} {measure} passes unseen"
