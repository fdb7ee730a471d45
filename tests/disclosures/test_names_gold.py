"""Names, times and amounts against hand-made annotations, where those are at hand."""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path

import pytest
from benchmarks._disclosure_gold import load
from benchmarks._disclosure_metric import score

import holdpoint
from holdpoint.disclosures import keep_document, read_kept
from holdpoint.disclosures._lexicon import Lexicon
from holdpoint.places import Gazetteer

GOLD = Path(__file__).parents[2].parent / "shared" / "documents"

pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="the annotated documents are not beside this repository"
)


@functools.cache
def counts() -> dict[str, Counter[str]]:
    snapshot = holdpoint.open_snapshot()
    lexicon = Lexicon(gazetteer=Gazetteer(snapshot.places, world=snapshot.world))
    sums: dict[str, Counter[str]] = {}
    for case in load([GOLD]):
        kept = keep_document(case.text, published=case.published)
        reading = read_kept(kept, lexicon)
        found = score(case.shifted(kept.body), reading, kept.body)
        sums.setdefault(case.set, Counter()).update(found)
    return sums


def f1(right: int, given: int, wanted: int) -> float:
    return 2 * right / (given + wanted)


@pytest.mark.parametrize(("which", "least"), [("seed", 0.93), ("dev", 0.92)])
def test_names_reach_their_floor(which: str, least: float) -> None:
    c = counts()[which]
    assert f1(c["ent_right"], c["ent_given_known"], c["ent_wanted"]) >= least


@pytest.mark.parametrize(("which", "least"), [("seed", 0.93), ("dev", 0.9)])
def test_with_every_country_counted_they_reach_the_wanted_figure(which: str, least: float) -> None:
    c = counts()[which]
    assert f1(c["ent_right"], c["ent_given"], c["ent_wanted"]) >= least


def test_nothing_of_the_gold_is_missed_by_much() -> None:
    for c in counts().values():
        assert c["ent_right"] >= 0.96 * c["ent_wanted"]
        assert c["date_right"] >= 0.9 * c["date_wanted"]
        assert c["amount_right"] >= 0.95 * c["amount_wanted"]
        assert c["goods_right"] >= 0.9 * c["goods_wanted"]


def test_no_homonym_is_chosen_and_most_places_are_linked() -> None:
    c = sum(counts().values(), Counter[str]())
    assert c["homonym_errors"] == 0
    assert c["link_right"] >= 0.9 * c["link_wanted"]
