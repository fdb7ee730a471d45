"""What the issue asks of descriptions, held on the authored lines that nothing was tuned on."""

from __future__ import annotations

import csv
import hashlib
import statistics
import time
from pathlib import Path

import pytest

from holdpoint.goods import describe

LINES = Path(__file__).parents[2] / "benchmarks" / "data"


def lines(name: str) -> list[dict[str, str]]:
    with (LINES / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def kept_part() -> list[dict[str, str]]:
    return [
        row
        for row in lines("goods_lines.csv")
        if int(hashlib.sha256(row["description"].encode()).hexdigest()[0], 16) % 2
    ]


@pytest.mark.parametrize(
    ("rows", "recall"), [(kept_part(), 0.95), (lines("goods_lines_second.csv"), 0.93)]
)
def test_listed_lines_are_told_from_near_misses(rows: list[dict[str, str]], recall: float) -> None:
    said = [((describe(row["description"]).listed or 0) >= 0.5, row["listed"]) for row in rows]
    both = sum(got and want == "yes" for got, want in said)
    assert both / sum(want == "yes" for _, want in said) >= recall
    assert both / sum(got for got, _ in said) >= 0.80


def test_the_lines_are_what_the_issue_asks_for() -> None:
    every = lines("goods_lines.csv")
    assert len(every) >= 500
    assert len({row["language"] for row in every}) >= 5
    assert abs(sum(row["listed"] == "no" for row in every) / len(every) - 0.5) < 0.02
    assert len({row["description"] for row in every + lines("goods_lines_second.csv")}) == len(
        every
    ) + len(lines("goods_lines_second.csv"))


def test_what_is_said_with_a_probability_is_so_that_often() -> None:
    pairs = [(describe(row["description"]).listed or 0.0, row["listed"]) for row in kept_part()]
    for low, high in ((0.0, 0.2), (0.8, 1.01)):
        band = [(chance, want == "yes") for chance, want in pairs if low <= chance < high]
        said, so = (statistics.fmean(column) for column in zip(*band, strict=True))
        assert abs(said - so) < 0.06


def test_a_line_takes_less_than_two_milliseconds() -> None:
    texts = [row["description"] for row in kept_part()]
    for text in texts:
        describe(text)
    began = time.process_time()
    for text in texts:
        describe(text)
    assert (time.process_time() - began) / len(texts) < 0.002
