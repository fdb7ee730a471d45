"""HS codes that exist, that never did, and that an older edition had."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import KnowledgeError
from holdpoint.goods import GoodsIndex, TariffText, existing_hs
from holdpoint.knowledge import starter_knowledge
from holdpoint.law._lists import read_list
from holdpoint.model import GoodsEntry, HsLine, Item
from holdpoint.text import hs_fault, hs_subheadings

FACTS = Path(__file__).parents[2].parent / "shared" / "facts" / "goods.csv"


@pytest.mark.parametrize(
    ("written", "digits"), [("8542.31", "854231"), ("8542.31.9000", "8542319000")]
)
def test_a_code_that_exists_is_its_digits(written: str, digits: str) -> None:
    assert existing_hs(written) == digits


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("8542.99", "8542.90"),
        ("8542.30", "8542.31"),
        ("8589.10", "no heading 8589"),
        ("8517.70", "8517.71, 8517.79"),
        ("852580", "8525.81"),
        ("8803.30", "Give the one of 2022 that fits: 8807.30"),
        ("8548.90", "Give the one of 2022 that fits: 8548.00"),
        ("8803.30", "not verified"),
    ],
)
def test_a_code_that_no_goods_have_is_refused_with_the_nearest(written: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy.replace(".", r"\.")):
        existing_hs(written)


@settings(deadline=None, max_examples=200)
@given(st.integers(10000, 979999))
def test_what_is_offered_as_nearest_exists(number: int) -> None:
    fault = hs_fault(f"{number:06d}")
    if fault is not None:
        assert all(hs_fault(code) is None for code in fault.nearest)


def test_subheadings_of_a_heading() -> None:
    assert hs_subheadings("8542") == ("854231", "854232", "854233", "854239", "854290")
    assert hs_subheadings("8599") == ()


def test_an_impossible_code_is_never_taken_for_not_listed() -> None:
    line = GoodsEntry(list="CHPL", code="854231", code_kind="hs", description="invented")
    for code in ("854299", "851770"):
        rows, not_run = GoodsIndex([line]).find(Item(hs_code=code), date(2026, 11, 20))
        assert rows is None
        assert "8542.90" in not_run[0].why or "8517.71" in not_run[0].why


def test_a_list_of_a_rule_with_an_impossible_code_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "hs6,from,until,read,basis,source\n"
        "854231,2024-01-01,,2024-01-01,read,an act\n"
        "854299,2024-01-01,,2024-01-01,read,an act\n",
        "utf-8",
    )
    _, problems = read_list(path, name="own.csv", key="hs6", prefix=True)
    assert [(problem.line, problem.field) for problem in problems] == [(3, "hs6")]
    assert "8542.90" in problems[0].remedy


def test_a_code_is_explained_from_the_section_down() -> None:
    lines = [
        HsLine(section="XVI", text="machines"),
        HsLine(section="XVI", code="85", text="electrical"),
        HsLine(section="XVI", code="8542", text="circuits"),
        HsLine(section="XVI", code="854231", text="processors"),
    ]
    explained = TariffText(lines).explain("8542319000")
    assert [(line.level, line.code, line.text) for line in explained] == [
        ("section", "XVI", "machines"),
        ("chapter", "85", "electrical"),
        ("heading", "8542", "circuits"),
        ("subheading", "854231", "processors"),
    ]
    assert [line.text for line in TariffText([]).explain("854231")] == [None, None, None]


def test_every_code_among_the_facts_whose_date_is_known_is_in_the_product() -> None:
    if not FACTS.is_file():
        pytest.skip("the facts are not beside the project (../shared/facts/goods.csv)")
    with FACTS.open(encoding="utf-8", newline="") as handle:
        wanted = {
            (
                *(row[name] for name in ("list", "code", "effective_from", "effective_to")),
                "ex=1" in row["note"],
            )
            for row in csv.DictReader(handle)
            if row["code"].isdigit() and row["effective_from"] and row["verified"] == "yes"
        }
    with (Path(str(files("holdpoint.starter"))) / "goods.csv").open(encoding="utf-8") as handle:
        held = {
            (row["list"], row["code"], row["valid_from"], row["valid_to"], row["ex"] == "yes")
            for row in csv.DictReader(handle)
        }
    assert len(wanted) > 100
    assert wanted <= held


def test_a_goods_list_with_an_impossible_code_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "starter"
    shutil.copytree(str(files("holdpoint.starter")), folder)
    path = folder / "goods.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace("840710", "840799", 1)
    path.write_text("".join(lines), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        starter_knowledge(folder)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.field) == ("goods.csv", 2, "code")
    assert "8407.90" in problem.remedy
