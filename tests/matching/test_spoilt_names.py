"""Names that were misspelt, cut off or misread are found, by the kernel and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdpoint.matching import Index, compare, probe
from holdpoint.model import Entity, EntityType, Name, PartyQuery


def entity(number: int, name: str, kind: EntityType) -> Entity:
    return Entity(id=f"test:{number}", source="test", type=kind, names=(Name(text=name),))


LISTED = (
    entity(1, "Quellmar Navigation LLC", "company"),
    entity(2, "SCIENTIFIC TECHNICAL CENTER ZELP BELPOMO", "company"),
    entity(3, "Topaz", "vessel"),
    entity(4, "ZORVAK, Denis Palnirovich", "person"),
    entity(5, "Abd-al-Ghafur Zorvaki", "person"),
    entity(6, "Олег Юрьевич Зорваков", "person"),
    entity(7, "ООО «Зелпол-Терминал»", "company"),
    entity(8, "Zelpol Scientific Research Institute of Instrument Making JSC", "company"),
    entity(9, "Hafnia Quellmar", "vessel"),
    *(entity(10 + n, f"Quellmar Center {word}", "company") for n, word in enumerate("ABCDE")),
)
SPOILT = (
    ("Quellmar Naviigation LLC", "test:1"),
    ("SCIENTIFIC TECHNICAL CENTER ZELP BE", "test:2"),
    ("Topa2", "test:3"),
    ("ZORVAK, Clenis Palnirovich", "test:4"),
    ("Adb-al-Ghafur Zorvaki", "test:5"),
    ("Oleg Iourevitch Zorvakov", "test:6"),
    ("Obchtchestvo s ogranitchennoi otvetstvennostiou Zelpol-Terminal", "test:7"),
    ("ZelpolScientific Research Institute of Instrument Making JSC", "test:8"),
    ("Haphnia Quellmar", "test:9"),
)


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, Index]:
    folder: Path = tmp_path_factory.mktemp("spoilt")
    known = {one.id: one for one in LISTED}
    for name, content in Index.build(known.values()).items():
        (folder / name).write_bytes(content)
    return Index.open(folder, known.__getitem__), Index.open(
        folder, known.__getitem__, native=False
    )


@pytest.mark.parametrize(("asked", "wanted"), SPOILT)
def test_a_spoilt_name_is_found(indexes: tuple[Index, Index], asked: str, wanted: str) -> None:
    query = PartyQuery(name=asked)
    answers = [index.search(query, floor=0.2) for index in indexes]
    assert answers[0][0].entity.id == wanted
    assert answers[0] == answers[1]
    assert answers[0][0].comparison == compare(query, answers[0][0].entity)


@pytest.mark.parametrize(("asked", "wanted"), SPOILT)
def test_what_is_misread_is_never_full_agreement(
    indexes: tuple[Index, Index], asked: str, wanted: str
) -> None:
    query = PartyQuery(name=asked)
    best = next(iter(indexes[0].search(query, floor=0.2)))
    listed = PartyQuery(name=best.entity.names[0].text)
    exact = next(one for one in indexes[0].search(listed, floor=0.2) if one.entity.id == wanted)
    assert best.comparison.probability <= exact.comparison.probability
    printed = {word for pair in best.comparison.pairs if pair.left for word in pair.left.split()}
    assert "topaz" not in printed
    assert "abdul" not in printed


@pytest.mark.parametrize(("asked", "wanted"), SPOILT)
def test_a_change_that_a_search_would_see_is_seen_beforehand(
    indexes: tuple[Index, Index], asked: str, wanted: str
) -> None:
    ready = probe(PartyQuery(name=asked))
    assert any(indexes[0].near(ready.readings, floor=0.2)), wanted
