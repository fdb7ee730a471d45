"""Building and opening a snapshot: the same content, whatever the way in."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdpoint.errors import KnowledgeError, UnreadableInputError
from holdpoint.knowledge import build, open_snapshot, verify
from holdpoint.knowledge._sort import Sorter
from holdpoint.model import (
    Address,
    Entity,
    Identifier,
    Link,
    Name,
    PartyQuery,
    Problem,
    VesselFacts,
)

if TYPE_CHECKING:
    from tests.knowledge.conftest import FakeEdition, Fakes, FakeStarter

pytestmark = pytest.mark.usefixtures("quick_index")

UseStarter = Callable[["FakeStarter"], None]
REFUSED = Problem(file="list.csv", line=7, reason="The row has 3 of 12 fields.", remedy="Mend it.")


def test_what_goes_in_comes_out(fakes: Fakes, tmp_path: Path) -> None:
    entities = fakes.some(30)
    links = [
        Link(subject="zz-list:1", relation="owned_by", object_name="x", object="zz-list:2"),
        Link(subject="zz-list:3", relation="linked_to", object_name="Nobody Known"),
    ]
    report = build(
        [fakes.edition(entities, links=links, problems=[REFUSED])],
        out=tmp_path / "snap",
        starter=False,
    )
    snapshot = open_snapshot(tmp_path / "snap")
    assert snapshot.id == report.id == "sha256:" + report.path.name.removeprefix("sha256-")
    assert list(snapshot.entities()) == sorted(entities, key=lambda e: e.id)
    assert snapshot.entity("zz-list:17") == entities[17]
    assert "zz-list:17" in snapshot
    assert "zz-list:99" not in snapshot
    assert [link.relation for link in snapshot.links_of("zz-list:2")] == ["owned_by"]
    assert snapshot.links_of("zz-list:1") == snapshot.links_of("zz-list:2")
    assert snapshot.links_of("zz-list:4") == ()
    assert len(list(snapshot.links())) == 2
    assert list(snapshot.refused()) == [("zz-list", REFUSED)]
    assert snapshot.list_date == "2026-01-31"
    (source,) = snapshot.sources
    assert (source.rows, source.read, source.refused, source.entities) == (31, 30, 1, 30)
    assert report.problems == (REFUSED,)
    assert report.counts["entities"] == len(snapshot) == 30
    assert verify(tmp_path / "snap") == ()


def test_an_unknown_entity_is_an_error_not_a_guess(fakes: Fakes, tmp_path: Path) -> None:
    build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
    with pytest.raises(KnowledgeError, match="no entity 'zz-list:12'"):
        open_snapshot(tmp_path).entity("zz-list:12")


@pytest.mark.parametrize("packed", [False, True])
def test_order_and_packing_do_not_change_the_id(fakes: Fakes, tmp_path: Path, packed: bool) -> None:
    suffix = ".csv.gz" if packed else ".csv"
    entities = fakes.some(40)
    plain = build(
        [
            fakes.edition(entities, retrieved="2026-02-01", sha256={"a.csv": "1"}),
            fakes.edition(fakes.some(5, source="yy-list"), source="yy-list"),
        ],
        out=tmp_path / "plain",
        starter=False,
    )
    other = build(
        [
            fakes.edition(fakes.some(5, source="yy-list")[::-1], source="yy-list"),
            fakes.edition(entities[::-1], retrieved="2026-09-09", sha256={f"b{suffix}": "1"}),
        ],
        out=tmp_path / "other",
        starter=False,
    )
    assert plain.id == other.id


def test_facts_and_counts_change_the_id(fakes: Fakes, tmp_path: Path) -> None:
    entities = fakes.some(4)
    link = Link(subject="zz-list:1", relation="owned_by", object_name="Somebody Else")
    variants = [
        fakes.edition(entities),
        fakes.edition(entities[:3]),
        fakes.edition(entities, list_date="2026-02-01"),
        fakes.edition(entities, problems=[REFUSED]),
        fakes.edition(entities, links=[link]),
        fakes.edition([*entities[:3], dataclasses.replace(entities[3], gender="x")]),
    ]
    ids = {build([edition], out=tmp_path, starter=False).id for edition in variants}
    assert len(ids) == len(variants)


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
SOME = st.lists(TEXT, max_size=3).map(tuple)
ENTITIES = st.builds(
    Entity,
    id=st.text(st.characters(codec="utf-8"), min_size=1, max_size=6).map("zz-list:{}".format),
    source=st.just("zz-list"),
    type=st.sampled_from(["company", "person", "vessel", "unknown"]),
    names=st.lists(st.builds(Name, text=TEXT), min_size=1, max_size=3).map(tuple),
    countries=SOME,
    addresses=st.lists(st.builds(Address, text=TEXT, city=st.none() | TEXT), max_size=2).map(tuple),
    identifiers=st.lists(st.builds(Identifier, kind=TEXT, value=TEXT), max_size=2).map(tuple),
    vessel=st.none() | st.builds(VesselFacts, flag=TEXT, former_flags=SOME),
    remarks=st.none() | TEXT,
    extra=st.dictionaries(TEXT, TEXT, max_size=2),
)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(entities=st.lists(ENTITIES, max_size=12, unique_by=lambda e: e.id), data=st.data())
def test_round_trip_and_order_hold_for_any_entities(
    fakes: Fakes, tmp_path: Path, entities: list[Entity], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(entities))
    first = build([fakes.edition(entities)], out=tmp_path / "a", starter=False)
    second = build([fakes.edition(shuffled)], out=tmp_path / "b", starter=False)
    assert first.id == second.id
    snapshot = open_snapshot(tmp_path / "b")
    assert {e.id: e for e in snapshot.entities()} == {e.id: e for e in entities}
    assert all(snapshot.entity(e.id) == e for e in entities)


@settings(deadline=None, max_examples=30)
@given(
    keys=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), max_size=40),
    budget=st.integers(1, 3000),
    data=st.data(),
)
def test_sorting_on_disk_gives_what_sorting_in_memory_gives(
    tmp_path_factory: pytest.TempPathFactory,
    keys: list[tuple[str, int]],
    budget: int,
    data: st.DataObject,
) -> None:
    rows = [
        Entity(id=f"l:{key}", source="l", type="unknown", names=(Name(text=f"n{n}"),))
        for key, n in keys
    ]
    folder = tmp_path_factory.mktemp("runs")
    small, large = Sorter(folder, budget), Sorter(None)
    for row in rows:
        large.add(row)
    for row in data.draw(st.permutations(rows)):
        small.add(row)
    found = list(small.drain())
    assert found == list(large.drain())
    assert [key for key, _ in found] == sorted({key for key, _ in found})
    assert {json.loads(line)["names"][0]["text"] for _, line in found} == {
        row.caption for row in rows
    }
    assert not list(folder.iterdir())


def test_two_entries_with_one_number_are_both_kept(fakes: Fakes, tmp_path: Path) -> None:
    one, two = fakes.entity("7", "Invented Works"), fakes.entity("7", "Other Works")
    ten = fakes.entity("70", "Works Seventy")
    ids = set()
    for entities in ([one, two, one, ten], [ten, two, one, one]):
        report = build([fakes.edition(entities)], out=tmp_path, starter=False)
        ids.add(report.id)
        assert sorted(p.fatal for p in report.problems) == [False, False]
        snapshot = open_snapshot(tmp_path)
        assert {e.id: e.caption for e in snapshot.entities()} == {
            "zz-list:7": "Invented Works",
            "zz-list:70": "Works Seventy",
            "zz-list:7~2": "Other Works",
        }
    assert len(ids) == 1


def test_an_unreadable_list_refuses_the_build_and_switches_nothing(
    fakes: Fakes, tmp_path: Path
) -> None:
    before = build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
    fault = UnreadableInputError("bad.xml:9: cut short. Fetch it again.", [REFUSED])
    broken = fakes.unreadable(fakes.some(2, source="bad"), fault, source="bad")
    with pytest.raises(KnowledgeError, match=r"bad cannot be read.*cut short") as caught:
        build([fakes.edition(fakes.some(9)), broken], out=tmp_path, starter=False)
    assert caught.value.problems == (REFUSED,)
    assert open_snapshot(tmp_path).id == before.id
    assert sorted(p.name for p in tmp_path.iterdir()) == ["CURRENT", before.path.name]


def test_text_that_is_no_text_is_refused_clearly(fakes: Fakes, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="characters that are no text"):
        build([fakes.edition([fakes.entity("1", "half \ud800 pair")])], out=tmp_path, starter=False)


def test_an_unreadable_list_can_be_left_out_on_purpose(fakes: Fakes, tmp_path: Path) -> None:
    fault = UnreadableInputError("bad.xml: cut short. Fetch it again.")
    editions = [
        fakes.edition(fakes.some(3)),
        fakes.unreadable(fakes.some(2, source="bad"), fault, source="bad"),
        fakes.edition(fakes.some(2, source="yy-list"), source="yy-list"),
    ]
    report = build(editions, out=tmp_path, starter=False, skip_unreadable=True)
    assert [source.id for source in report.sources] == ["yy-list", "zz-list"]
    assert report.counts["entities"] == 5
    (skipped,) = report.skipped
    assert "bad was left out" in skipped.reason


def test_a_file_that_fails_before_its_first_entry(fakes: Fakes, tmp_path: Path) -> None:
    def read(name: str) -> Iterator[FakeEdition]:
        if name == "bad":
            raise UnreadableInputError("bad.csv: the file is empty. Fetch it again.")
        yield fakes.edition(fakes.some(2, source=name), source=name)

    lists = ["yy-list", "bad", "zz-list"]
    for editions in (chain.from_iterable(map(read, lists)), (e for n in lists for e in read(n))):
        with pytest.raises(KnowledgeError, match="the file is empty"):
            build(editions, out=tmp_path, starter=False)
    report = build(
        chain.from_iterable(map(read, lists)), out=tmp_path, starter=False, skip_unreadable=True
    )
    assert [source.id for source in report.sources] == ["yy-list", "zz-list"]
    assert "the file is empty" in report.skipped[0].reason
    with pytest.raises(KnowledgeError, match="nothing was built"):  # the rest would get lost
        build(
            (e for n in lists for e in read(n)), out=tmp_path, starter=False, skip_unreadable=True
        )


def test_a_list_given_twice_is_refused(fakes: Fakes, tmp_path: Path) -> None:
    editions = [fakes.edition(fakes.some(2)), fakes.edition(fakes.some(3))]
    with pytest.raises(KnowledgeError, match="two editions of this list"):
        build(editions, out=tmp_path, starter=False)


@pytest.mark.parametrize("wrong", [{"rows": 9}, {"refused": 1, "rows": 4}])
def test_accounts_that_do_not_add_up_are_refused(
    fakes: Fakes, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises(KnowledgeError, match="do not add up"):
        build([fakes.edition(fakes.some(3), **wrong)], out=tmp_path, starter=False)


def test_links_find_the_one_bearer_of_a_name(fakes: Fakes, tmp_path: Path) -> None:
    entities = [
        fakes.entity("1", "Kestrel Imaginary Works"),
        fakes.entity("2", "Heron, Imaginary"),
        fakes.entity("3", "Twin Works"),
        fakes.entity("4", "TWIN-WORKS"),
        fakes.entity("5", "Ёлка Выдуманная"),
    ]
    names = [
        "imaginary HERON",
        "Twin Works",
        "Elka Vydumannaia",
        "Nobody",
        "Kestrel Imaginary Works",
    ]
    links = [Link(subject="zz-list:1", relation="linked_to", object_name=n) for n in names]
    report = build([fakes.edition(entities, links=links)], out=tmp_path, starter=False)
    found = {row.object_name: row.object for row in open_snapshot(tmp_path).links_of("zz-list:1")}
    assert found["imaginary HERON"] == "zz-list:2"
    assert found["Twin Works"] is None
    assert found["Nobody"] is None
    assert found["Kestrel Imaginary Works"] is None  # nobody is linked to themselves
    assert report.links_resolved + report.links_by_name == len(links)


def test_the_starter_gives_way_where_an_official_list_covers_it(
    fakes: Fakes, tmp_path: Path, use_starter: UseStarter
) -> None:
    def mine(key: str, name: str, **more: Any) -> Entity:
        return fakes.entity(key, name, source="starter", **more)

    use_starter(
        fakes.starter(
            mine("a", "Kestrel Imaginary Works", listed_on="2025-05-05"),
            mine("b", "Delisted Imaginary Works", listed_on="2025-05-05"),
            mine("c", "Later Imaginary Works", listed_on="2026-06-06"),
            mine("d", "Elsewhere Imaginary Works", list_="Beta"),
            mine("e", "Numbered Imaginary Works", reference="901"),
            links=[
                Link(subject="starter:a", relation="owned_by", object="starter:d", object_name="x"),
                Link(subject="starter:d", relation="supplies", object="starter:e", object_name="y"),
            ],
        )
    )
    official = [
        fakes.entity("1", "KESTREL IMAGINARY WORKS"),
        fakes.entity("901", "Quite Another Spelling"),
    ]
    report = build([fakes.edition(official)], out=tmp_path)
    snapshot = open_snapshot(tmp_path)
    assert {e.id for e in snapshot.entities()} == {
        "zz-list:1",
        "zz-list:901",
        "starter:c",  # listed after the edition's date
        "starter:d",  # on a list that no edition covers
    }
    assert report.starter_included == 2
    assert report.starter_left == {"ZZ Alpha": 3}
    assert report.starter_absent == ("starter:b",)
    assert {(k.subject, k.object) for k in snapshot.links()} == {
        ("zz-list:1", "starter:d"),
        ("starter:d", "zz-list:901"),
    }
    assert {s.id: s.entities for s in snapshot.sources} == {"starter": 2, "zz-list": 2}
    assert snapshot.list_date == "2026-02-01"
    assert [g.list for g in snapshot.goods] == ["A", "B"]
    assert [p.id for p in snapshot.places] == ["p-north"]
    assert snapshot.places[0].codes == {"unlocode": "ZZNPT"}
    assert snapshot.corridors[0].legs[0].to_place == "p-south"
    assert [c.id for c in snapshot.claims] == ["k-1"]
    assert verify(tmp_path) == ()


def test_a_party_whose_list_is_covered_stays_without_its_listing_when_links_need_it(
    fakes: Fakes, tmp_path: Path, use_starter: UseStarter
) -> None:
    gone = fakes.entity("b", "Delisted Works", source="starter", listed_on="2020-01-01")
    link = Link(subject="starter:b", relation="linked_to", object_name="Nobody")
    use_starter(fakes.starter(gone, links=[link]))
    build([fakes.edition(fakes.some(1))], out=tmp_path)
    kept = open_snapshot(tmp_path).entity("starter:b")
    assert kept.listings == ()
    assert kept.caption == "Delisted Works"


def test_match_takes_a_party_and_refuses_nonsense(fakes: Fakes, tmp_path: Path) -> None:
    build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
    snapshot = open_snapshot(tmp_path)
    for query in (
        PartyQuery(name="Invented Works 1"),
        {"name": "Invented Works 1", "country": "Iran", "role": "buyer", "aliases": ["x"]},
    ):
        (hit,) = snapshot.match(query)
        assert getattr(hit, "id", None) == "zz-list:1"
    for bad, why in (
        ({"country": "IR"}, "no name"),
        ({"name": "x", "nmae": "y"}, "no field 'nmae'"),
        ({"name": "x", "country": "Atlantis"}, "country"),
        ({"name": "x", "aliases": "y"}, "aliases"),
        ({"name": 3}, "text"),
    ):
        with pytest.raises(UnreadableInputError, match=why):
            snapshot.match(bad)
    with pytest.raises(UnreadableInputError, match="limit"):
        snapshot.match({"name": "x"}, limit=0)


def test_the_report_is_json_and_tells_no_path(fakes: Fakes, tmp_path: Path) -> None:
    ticks: list[tuple[str, int]] = []
    report = build(
        [fakes.edition(fakes.some(3), problems=[REFUSED])],
        out=tmp_path,
        starter=False,
        progress=lambda what, done: ticks.append((what, done)),
    )
    text = json.dumps(report.to_dict())
    assert str(tmp_path) not in text
    assert json.loads(text)["sources"][0]["refused"] == 1
    assert ("zz-list", 3) in ticks
