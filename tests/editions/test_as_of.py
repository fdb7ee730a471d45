"""What the lists said on a day, from a folder of many editions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from holdpoint.sources import plan

LISTS = Path(__file__).parents[2].parent / "shared" / "data" / "lists" / "us_ofac_sdn"


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        ("2024-02-22", "2024-02-20"),
        ("2024-02-25", "2024-02-24"),
    ],
)
def test_the_edition_of_the_day_is_taken(day: str, edition: str) -> None:
    if not LISTS.is_dir():
        pytest.skip("the official lists are not beside the project (../shared/data/lists)")
    found = plan(LISTS, as_of=dt.date.fromisoformat(day))
    (sdn,) = [choice for choice in found.choices if choice.source == "us-ofac-sdn"]
    assert sdn.list_date == edition
    later = {path.name: why for path, why in found.later}
    assert "not known to be published" in later["sdn_2024-05-03.csv.gz"]


def test_a_date_without_a_day_counts_from_its_last_one(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("name\nZarnitsa Optical Works LLC\n", "utf-8")
    text = "format: own-csv\nid: own\ntitle: t\nmeasure: private\nlist: own\nlist_date: 2026-10\n"
    (tmp_path / "own.yaml").write_text(text + "file: own.csv\ncolumns: {name: name}\n", "utf-8")
    early = plan(tmp_path, as_of=dt.date(2026, 10, 30))
    assert early.choices == ()
    assert early.absent == ("own",)
    assert len(plan(tmp_path, as_of=dt.date(2026, 10, 31)).choices) == 1
