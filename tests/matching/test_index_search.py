import csv
import dataclasses
import gzip
import io
import itertools
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.matching._engines import engines, in_memory, in_order, made, scanned, told

from holdpoint.errors import KnowledgeError
from holdpoint.matching import Index, compare
from holdpoint.matching._engine import Reading, Wanted
from holdpoint.matching._files import PERSON
from holdpoint.model import Address, Entity, EntityType, Identifier, Name, PartyQuery
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


def test_an_acronym_finds_the_long_name_and_the_long_name_the_acronym(tmp_path: Path) -> None:
    long, short = entity(1, "Quell Zorvak Melmar Tindrel Lomvar"), entity(2, "QZMTL")
    index = opened(tmp_path, [long, short, entity(3, "QZMTA")])
    assert {"test:1", "test:2"} <= set(ids(index, "QZMTL", floor=0.05))
    assert {"test:1", "test:2"} <= set(ids(index, "Quell Zorvak Melmar Tindrel Lomvar", 0.05))
    assert "test:3" not in ids(index, "Quell Zorvak Melmar Tindrel Lomvar", floor=0.05)


def test_a_name_printed_backwards_is_found(tmp_path: Path) -> None:
    index = opened(tmp_path, FEW)
    assert "test:2" in ids(index, "kavroZ rimleD hcivonrilaP", floor=0.05)


def test_an_entity_with_thousands_of_names_leaves_room_for_others(tmp_path: Path) -> None:
    names = [f"Quellmar Aviation Branch {number}" for number in range(3000)]
    others = [entity(number, f"Quellmar Aviation Works {number}") for number in range(2, 12)]
    index = opened(tmp_path, [entity(1, *names), *others])
    found = ids(index, "Quellmar Aviation", floor=0.05)
    assert len(found) == 10
    best = index.search(PartyQuery(name="Quellmar Aviation Branch 2999"), floor=0.05)[0]
    assert best.comparison.matched_name.text == "Quellmar Aviation Branch 2999"


def test_a_search_that_leaves_something_out_says_so(tmp_path: Path) -> None:
    index = opened(tmp_path, [entity(n, "Mohammad Ali", type="person") for n in range(300)])
    found = index.search(PartyQuery(name="Mohammad Ali"), floor=0.05)
    assert len(found) == 10
    assert "as close" in " ".join(found.limits)
    assert index.search(PartyQuery(name="Quellmar"), floor=0.05).limits == ()


def test_ties_are_told_apart_by_facts_before_any_is_left_out(tmp_path: Path) -> None:
    people = [
        Entity(
            id=f"test:{year}",
            source="test",
            type="person",
            names=(Name(text="Mohammad Ali"),),
            birth_dates=(f"{year}-05-01",),
        )
        for year in range(1900, 2000)
    ]
    index = opened(tmp_path, people)
    found = index.search(PartyQuery(name="Mohammad Ali", birth_date="1987-05-01"), floor=0.05)
    assert found[0].entity.id == "test:1987"
    assert found.limits == ()


def test_a_stream_is_read_as_its_answers_are_taken(tmp_path: Path) -> None:
    index = opened(tmp_path, FEW)
    taken = 0

    def endless() -> Iterator[PartyQuery]:
        nonlocal taken
        for number in itertools.count():
            taken = number + 1
            yield PartyQuery(name=("Quelmar Aviation", "Aeroquellmar", "Nobody")[number % 3])

    answers = list(itertools.islice(index.search_many(endless(), floor=0.45), 600))
    assert taken < 2000
    alone = [index.search(PartyQuery(name=n), floor=0.45) for n in ("Quelmar Aviation", "Nobody")]
    assert (answers[300], answers[302]) == (alone[0], alone[1])


def test_threads_get_the_answers_of_one(tmp_path: Path) -> None:
    index = opened(tmp_path, FEW)
    names = ["Quelmar Aviation", "Delmir Zorvak", "Zolfan Karim", "Factory 8 Zelenpol"] * 10
    expected = [ids(index, name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda name: ids(index, name), names)) == expected


def test_with_and_without_the_kernel_the_answers_are_the_same(tmp_path: Path) -> None:
    index = opened(tmp_path, FEW)
    plain = Index.open(tmp_path, {one.id: one for one in FEW}.__getitem__, native=False)
    assert not plain.native
    for name in ("Quelmar Aviation", "Делмир Зорвак", "Zolfan Karim", "Lu Wu", "Factory No 9"):
        query = PartyQuery(name=name, country="IR")
        assert plain.search(query, floor=0.05) == index.search(query, floor=0.05)


def test_who_is_at_an_address(tmp_path: Path) -> None:
    def at(number: int, street: str) -> Entity:
        where = Address(street=street, city="Dubai", country="AE")
        return dataclasses.replace(entity(number, f"Firm {number}"), addresses=(where,))

    index = opened(
        tmp_path, [at(1, "15 Quellmar Street"), at(2, "Quellmar St. 15"), at(3, "16 Quellmar St.")]
    )
    assert index.at_address("Quellmar Street 15, Dubai", "AE") == ("test:1", "test:2")
    assert index.at_address("Quellmar Street 15, Dubai, United Arab Emirates")
    assert index.at_address("Dubai", "AE") == ()
    assert index.at_address("", None) == ()


def test_a_build_with_an_earlier_index_gives_the_same_bytes(tmp_path: Path) -> None:
    opened(tmp_path, FEW)
    changed = [entity(7, "Quellmar Aviation Industries", "Zelenpol Works"), *FEW[1:4], *FEW[5:]]
    changed[1] = entity(2, "ZORVAK, Delmir", type="person")
    assert Index.build(changed, tmp_path) == Index.build(changed)
    # The same text is read otherwise for a person; the earlier words must not be taken.
    turned = [entity(3, "BELLETECH CORP", type="person")]
    assert Index.build(turned, tmp_path) == Index.build(turned)


def test_a_damaged_earlier_index_is_passed_over(tmp_path: Path) -> None:
    opened(tmp_path, FEW)
    (tmp_path / "index.known_names.u32").write_bytes(b"abc")
    assert Index.build(FEW, tmp_path) == Index.build(FEW)


HOSTILE = (
    "",
    "a",
    "\u0000\u0007",
    "🚢" * 50,
    "a" * 10_000,
    "quell " * 2_000,
    " ".join(f"quell{chr(97 + n % 26)}mar" for n in range(1_700)),
    " ".join("abcdefghijklmnopqrstuvwxyz") * 40,
    "аbс مثلث 三角 Δοκιμή " * 500,
    "\u202eramlleuQ\u202c",
)


@pytest.mark.parametrize("native", [True, False])
def test_any_name_is_answered_within_a_time_bound(tmp_path: Path, native: bool) -> None:
    opened(tmp_path, FEW)
    index = Index.open(tmp_path, {one.id: one for one in FEW}.__getitem__, native=native)
    for name in HOSTILE:
        start = time.process_time()
        index.search(PartyQuery(name=name, aliases=(name[::-1],)))
        assert time.process_time() - start < 1.0


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_any_text_is_answered(few: Index, text: str) -> None:
    assert isinstance(few.search(PartyQuery(name=text)), tuple)
    few.at_address(text)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return opened(tmp_path_factory.mktemp("few"), FEW)


def sdn_entities() -> list[Entity]:
    path = SHARED / "lists" / "us_ofac_sdn" / "sdn_2024-05-03.csv.gz"
    if not path.exists():
        pytest.skip("the SDN list of 2024-05-03 is not here")
    text = gzip.decompress(path.read_bytes()).decode("latin-1")
    kinds: dict[str, EntityType] = {"individual": "person", "vessel": "vessel"}
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) == 12]
    return [
        Entity(
            id=f"us-ofac-sdn:{row[0]}",
            source="us-ofac-sdn",
            type=kinds.get(row[2].strip(), "company"),
            names=(Name(text=row[1]),),
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def sdn(tmp_path_factory: pytest.TempPathFactory) -> Index:
    entities = sdn_entities()
    assert len(entities) > 14_000
    return opened(tmp_path_factory.mktemp("sdn"), entities)


def test_real_names_are_found_in_the_sdn_list(sdn: Index) -> None:
    assert ids(sdn, "SHAHED AVIATION")[0] == "us-ofac-sdn:39637"
    assert ids(sdn, "Шахед Авиэйшн")[0] == "us-ofac-sdn:39637"
    assert "us-ofac-sdn:45708" in ids(sdn, "Елабуга ОЭЗ Алабуга", floor=0.2)  # without aliases


def test_a_search_in_the_sdn_list_is_quick(sdn: Index) -> None:
    ids(sdn, "Warm Up Quellmar")
    start = time.process_time()
    for number in range(20):
        ids(sdn, f"Delmira Trading and Shipping {number} Quellmar LLC")
    assert (time.process_time() - start) / 20 < 0.2


@pytest.mark.slow
def test_the_index_of_the_sdn_list_answers_as_a_full_scan() -> None:
    names = [
        (words, PERSON if one.type == "person" else 0)
        for one in sdn_entities()
        for words in [name_tokens(one.names[0].text, one.type)]
        if words
    ]
    asked = [words for words, _ in names[::1500]]
    asked += [name_tokens(n) for n in ("Elabuga SEZ Alabuga", "Mohammad Ali Hasan", "M. A. Khan")]
    for engine in engines(in_memory(made(names))).values():
        for words in asked:
            reading = Reading(words)
            (found,) = engine.search([reading], Wanted(6_500))
            expected = scanned(reading, names, 6_500)
            assert told(engine, reading, found) == {n: in_order(s) for n, s in expected.items()}
