import csv
import gzip
import io
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import KnowledgeError
from holdpoint.matching import Index, compare
from holdpoint.matching._reference import scan
from holdpoint.model import Entity, EntityType, Identifier, Name, PartyQuery
from holdpoint.text import name_tokens

SHARED = Path(__file__).parents[2].parent / "shared" / "data"


def entity(number: int, *names: str, type: EntityType = "company") -> Entity:  # noqa: A002
    return Entity(
        id=f"test:{number}", source="test", type=type, names=tuple(Name(text=n) for n in names)
    )


def opened(folder: Path, entities: Iterable[Entity]) -> Index:
    by_id = {one.id: one for one in entities}
    for name, data in Index.build(by_id.values()).items():
        assert name.startswith("index.")
        (folder / name).write_bytes(data)
    return Index.open(folder, by_id.__getitem__)


def ids(index: Index, name: str, floor: float = 0.45) -> list[str]:
    return [match.entity.id for match in index.search(PartyQuery(name=name), floor=floor)]


FEW = (
    entity(1, "Quellmar Aviation Industries", "Aero Quellmar"),
    entity(2, "ZORVAK, Delmir Palnirovich", type="person"),
    entity(3, "BELLETECH CORP"),
    entity(4, "Factory No. 8 of Zelenpol"),
    entity(5, "زلفان کریم", type="person"),
    entity(6, "Lu Wu", type="person"),
)


def test_the_best_candidate_comes_first(tmp_path: Path) -> None:
    index = opened(tmp_path, FEW)
    assert ids(index, "Quelmar Aviation")[0] == "test:1"
    assert ids(index, "Aeroquellmar") == ["test:1"]
    assert ids(index, "Делмир Зорвак") == ["test:2"]
    assert ids(index, "Zolfan Karim") == ["test:5"]


def test_nothing_is_found_where_nothing_is_alike(tmp_path: Path) -> None:
    index = opened(tmp_path, FEW)
    assert ids(index, "11420 CORP.") == []
    assert ids(index, "Li Wu") == []
    assert ids(index, "") == []
    assert ids(index, "LLC") == []


def test_a_search_answers_as_the_slow_scorer_does(tmp_path: Path) -> None:
    index = opened(tmp_path, FEW)
    for text in ("Quellmar Aviation", "Delmir Zorvak", "Factory No. 8 Zelenpol"):
        query = PartyQuery(name=text, country="IR")
        for match in index.search(query):
            assert match.comparison == compare(query, match.entity)


def test_a_refuted_candidate_is_still_shown_with_its_reason(tmp_path: Path) -> None:
    ship = Entity(
        id="test:1",
        source="test",
        type="vessel",
        names=(Name(text="QUELL STAR"),),
        identifiers=(Identifier(kind="imo", value="9074729"),),
    )
    index = opened(tmp_path, [ship])
    query = PartyQuery(name="Quell Star", type="vessel", identifiers={"imo": "9176187"})
    (match,) = index.search(query)
    assert match.comparison.identity == "different"
    assert "differ" in match.comparison.explanation


def test_an_identifier_finds_its_owner_under_any_name(tmp_path: Path) -> None:
    ship = Entity(
        id="test:1",
        source="test",
        type="vessel",
        names=(Name(text="QUELL STAR"),),
        identifiers=(Identifier(kind="imo", value="IMO 9074729"),),
    )
    index = opened(tmp_path, [*FEW[1:], ship])
    query = PartyQuery(name="Renamed", identifiers={"imo": "9074729"})
    (match,) = index.search(query)
    assert (match.entity.id, match.comparison.identity) == ("test:1", "same")


def test_equal_entities_give_equal_bytes() -> None:
    assert Index.build(FEW) == Index.build(iter(FEW))


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    assert ids(opened(tmp_path, []), "Quellmar") == []


def _none(key: str) -> Entity:
    raise KeyError(key)


def test_an_index_of_another_make_is_refused(tmp_path: Path) -> None:
    opened(tmp_path, FEW)
    (tmp_path / "index.json").write_text('{"format": 0}')
    with pytest.raises(KnowledgeError, match="Build the snapshot again"):
        Index.open(tmp_path, _none)
    (tmp_path / "index.postings.u32").unlink()
    with pytest.raises(KnowledgeError, match="Build the snapshot again"):
        Index.open(tmp_path, _none)


_WORDS = st.sampled_from(
    [
        "quell",
        "quall",
        "quells",
        "quellmar",
        "mar",
        "zorvak",
        "zorvac",
        "orvak",
        "delmir",
        "d",
        "z",
        "al",
        "mohammad",
        "muhamad",
        "trading",
        "9",
        "8",
        "@llc",
        "@jsc",
        "~zlfn",
        "zolfan",
        "zelenpol",
        "zelen",
        "pol",
        "star",
        "sta",
        "aviation",
    ]
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=4).map(tuple)


@given(st.lists(_NAMES, min_size=1, max_size=12), _NAMES, st.sampled_from([0.56, 0.65, 0.75, 0.9]))
@settings(deadline=None, max_examples=150)
def test_the_index_loses_nothing_that_a_full_scan_finds(
    tmp_path_factory: pytest.TempPathFactory,
    names: list[tuple[str, ...]],
    query: tuple[str, ...],
    least: float,
) -> None:
    texts = [" ".join(words).replace("@llc", "LLC").replace("@jsc", "JSC") for words in names]
    texts = [text.replace("~zlfn", "زلفان") for text in texts]
    entities = [entity(i, text) for i, text in enumerate(texts)]
    index = opened(tmp_path_factory.mktemp("index"), entities)
    listed = [name_tokens(text, "company") for text in texts]
    assert index.name_hits(query, least) == scan(query, listed, least)


@pytest.fixture(scope="module")
def sdn(tmp_path_factory: pytest.TempPathFactory) -> Index:
    path = SHARED / "lists" / "us_ofac_sdn" / "sdn_2024-05-03.csv.gz"
    if not path.exists():
        pytest.skip("the SDN list of 2024-05-03 is not here")
    text = gzip.decompress(path.read_bytes()).decode("latin-1")
    kinds: dict[str, EntityType] = {"individual": "person", "vessel": "vessel"}
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) == 12]
    entities = [
        Entity(
            id=f"us-ofac-sdn:{row[0]}",
            source="us-ofac-sdn",
            type=kinds.get(row[2].strip(), "company"),
            names=(Name(text=row[1]),),
        )
        for row in rows
    ]
    assert len(entities) > 14_000
    return opened(tmp_path_factory.mktemp("sdn"), entities)


def test_real_names_are_found_in_the_sdn_list(sdn: Index) -> None:
    assert ids(sdn, "SHAHED AVIATION")[0] == "us-ofac-sdn:39637"
    assert ids(sdn, "Шахед Авиэйшн")[0] == "us-ofac-sdn:39637"
    assert "us-ofac-sdn:45708" in ids(sdn, "Елабуга ОЭЗ Алабуга")


def test_a_search_in_the_sdn_list_is_quick(sdn: Index) -> None:
    ids(sdn, "Warm Up Quellmar")
    start = time.process_time()
    for number in range(20):
        ids(sdn, f"Delmira Trading and Shipping {number} Quellmar LLC")
    assert (time.process_time() - start) / 20 < 0.2


@pytest.mark.slow
def test_the_index_of_the_sdn_list_answers_as_a_full_scan(sdn: Index) -> None:
    path = SHARED / "lists" / "us_ofac_sdn" / "sdn_2024-05-03.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode("latin-1")
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) == 12]
    kinds = {"individual": "person", "vessel": "vessel"}
    listed = [name_tokens(row[1], kinds.get(row[2].strip(), "company")) for row in rows]
    for name in ("Shahed Aviation", "Mohammad Ali Hasan", "Elabuga SEZ Alabuga"):
        words = name_tokens(name)
        assert sdn.name_hits(words, 0.65) == scan(words, listed, 0.65)
