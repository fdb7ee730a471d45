"""Who comes first among candidates that prove about as much."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from holdpoint.matching import Index, Matches, compare, farthest
from holdpoint.matching._printed import closeness
from holdpoint.model import Entity, EntityType, Name, PartyQuery


def entity(number: int, *names: str, kind: EntityType = "company") -> Entity:
    return Entity(
        id=f"test:{number}",
        source="test",
        type=kind,
        names=tuple(Name(text=name) for name in names),
    )


def opened(folder: Path, entities: Iterable[Entity]) -> Index:
    known = {one.id: one for one in entities}
    for name, content in Index.build(known.values()).items():
        (folder / name).write_bytes(content)
    return Index.open(folder, known.__getitem__)


def found(folder: Path, entities: Iterable[Entity], name: str, limit: int = 10) -> Matches:
    return opened(folder, entities).search(PartyQuery(name=name), limit=limit, floor=0.05)


def test_of_equal_names_the_one_that_is_printed_alike_comes_first(tmp_path: Path) -> None:
    listed = [
        entity(1, "LLC Quellmarbank"),
        entity(2, "Limited Liability Company Quellmarbank"),
        entity(3, "ООО Квелльмарбанк"),
    ]
    matches = found(tmp_path, listed, "Limited Liabilty Company Quellmarbnak")
    assert matches[0].entity.id == "test:2"
    assert len({one.comparison.probability for one in matches[:2]}) == 1


def test_of_an_entrys_equal_names_the_one_that_is_printed_alike_is_shown() -> None:
    listed = entity(1, "Joint Stock Company Zelenpol Plant", "AO Zavod Zelenpol")
    shown = compare(PartyQuery(name="АО «Завод Зеленпол»"), listed).matched_name.text
    assert shown == "AO Zavod Zelenpol"


def test_an_equal_name_counts_before_a_shorter_one_that_is_printed_alike() -> None:
    query = PartyQuery(
        name="Quellmar Rubber & Plastics Technology Company Limited", type="company", country="CN"
    )
    full = "Quellmar Rubber & Plastics Technology Co., Ltd"
    short = "QUELLMAR RUBBER & PLASTICS TECHNOLOGY COMPANY"
    for names in ((full, short), (short, full)):
        listed = dataclasses.replace(entity(1, *names), countries=("CN",))
        found = compare(query, listed)
        assert (found.matched_name.text, found.identity) == (full, "same")


def test_a_limit_keeps_those_with_the_most_evidence(tmp_path: Path) -> None:
    listed = [
        entity(1, "Zorvak Delmir Palnirovich", kind="person"),
        entity(2, "Zorvak Delmar", kind="person"),
        entity(3, "Zorvak Delmir", kind="person"),
    ]
    every = found(tmp_path, listed, "Zorvak Delmir")
    few = found(tmp_path, listed, "Zorvak Delmir", limit=2)
    odds = sorted((one.comparison.log_odds for one in every), reverse=True)
    assert sorted((one.comparison.log_odds for one in few), reverse=True) == odds[:2]
    assert farthest(every).comparison.log_odds == odds[-1]


def test_equally_close_candidates_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    listed = [entity(number, "Quellmar Aviation") for number in (3, 1, 2)]
    matches = found(tmp_path, listed, "Quellmar Aviation", limit=2)
    assert [one.entity.id for one in matches] == ["test:1", "test:2"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_closeness_is_a_share_and_symmetric(left: str, right: str) -> None:
    assert 0.0 <= closeness(left, right) == closeness(right, left) <= 1.0
    assert closeness(left, left) == 1.0


def test_closeness_looks_past_the_order_of_words() -> None:
    assert closeness("ZORVAK, Delmir", "Delmir Zorvak") == 1.0
