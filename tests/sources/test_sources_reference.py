"""The nomenclature and the EAR's supplements: read, refused by name, and kept in a snapshot."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.knowledge import Snapshot, build, diff, open_snapshot, verify
from holdpoint.sources import plan, read_source

Write = Callable[[str, str | bytes], Path]

REFERENCE = Path(__file__).parents[2].parent / "shared" / "data" / "reference"
HS = (
    "section,hscode,description,parent,level\n"
    "XVI,85,Electrical machinery,TOTAL,2\nXVI,8542,Circuits,85,4\nXVI,854231,Processors,8542,6\n"
    "TOTAL,999999,Not specified,9999,6\n"
)


def ear(**parts: Any) -> str:
    head = {
        "citation": "15 C.F.R.",
        "ecfrIssueDate": "2026-07-23",
        "source": {"url": "https://e.org"},
    }
    return json.dumps({**head, **parts})


CCL = ear(
    deepCategories=["3"],
    entries=[
        {
            "eccn": "3A001",
            "heading": "Items",
            "reasonForControl": "NS, AT",
            "countryChart": [
                {"control": "NS applies to entire entry", "countryChart": "NS Column 2."}
            ],
            "licenceExceptionFlags": {"LVS": "$3000"},
            "relatedControls": None,
            "items": [
                {"paragraph": "a", "text": "Circuits"},
                {"paragraph": None, "text": "a remark"},
            ],
        },
        {"eccn": "not one", "heading": "Items"},
    ],
)  # fmt: skip
CHART = ear(
    countries={
        "Türkiye": {"marks": ["NS 1"], "footnotes": [3]},
        "China": {"marks": ["NS 2"], "footnotes": []},
        "Atlantis": {"marks": [], "footnotes": []},
    },
    embargoed={"Iran": {"pointer": "See part 746.", "footnotes": []}},
    footnotes={"3": "See elsewhere."},
    territoryInheritance={"hong kong": {"row": "China", "basis": "a notice"}},
)
GROUPS = ear(groups={"A:5": ["Turkey"], "D:1": ["China (PRC)"], "D:5": ["China (PRC)"]})


@pytest.fixture
def built(write: Write, tmp_path: Path) -> Snapshot:
    files = [
        write("harmonized.csv", HS),
        write("ccl.json", CCL),
        write("chart.json.gz", CHART),
        write("groups.json", GROUPS),
    ]
    editions = (edition for path in files for edition in read_source(path))
    build(editions, out=tmp_path / "store", starter=False)
    return open_snapshot(tmp_path / "store")


def test_a_snapshot_holds_the_tables_and_is_whole(built: Snapshot) -> None:
    assert verify(built.path) == ()
    assert [line.code for line in built.nomenclature] == ["85", "8542", "854231"]
    (entry,) = built.controls
    assert entry.named_reasons == ("NS", "AT")
    assert entry.exceptions == {"LVS": "$3000"}
    assert [paragraph.number for paragraph in entry.paragraphs] == ["a"]
    chart = {row.id: row for row in built.chart}
    assert chart["TR"].footnotes == ("See elsewhere.",)
    assert chart["HK"].row == "CN"
    assert chart["IR"].pointer == "See part 746."
    groups = {row.id: row.groups for row in built.country_groups}
    assert groups == {"TR": ("A:5",), "CN": ("D:1", "D:5")}


def test_what_cannot_be_read_is_refused_by_name(built: Snapshot) -> None:
    refused = {(source, problem.reason.split(" is ")[0]) for source, problem in built.refused()}
    assert ("us-ear-chart", "'Atlantis'") in refused
    assert ("us-ear-ccl", "Entry 2") in refused
    assert all(source.rows == source.read + source.refused for source in built.sources)


def test_the_same_tables_give_the_same_id_and_a_change_shows(write: Write, tmp_path: Path) -> None:
    first, second = write("a/ccl.json", CCL), write("b/ccl.json.gz", CCL)
    third = write("c/ccl.json", CCL.replace("$3000", "$5000"))
    shots = []
    for i, path in enumerate((first, second, third)):
        build(read_source(path), out=tmp_path / f"store{i}", starter=False)
        shots.append(open_snapshot(tmp_path / f"store{i}"))
    assert shots[0].id == shots[1].id != shots[2].id
    assert diff(shots[0], shots[2]).others["controls"] == (1, 1)


def test_a_snapshot_without_tables_is_what_it_always_was(tmp_path: Path) -> None:
    build((), out=tmp_path)
    shot = open_snapshot(tmp_path)
    assert (shot.nomenclature, shot.controls, shot.chart, shot.country_groups) == ((), (), (), ())
    assert "controls" not in shot.manifest.sections


@pytest.mark.parametrize(
    "content",
    [
        ear(),
        ear(entries=[]),
        CCL.replace("2026-07-23", "some day"),
        CCL[:200],
        CCL.replace("2026-07-23", "2026-13-40"),
        ear(entries=["3A001"]),
        ear(entries=[{"eccn": "3A001", "heading": "Items", "licenceExceptionFlags": ["LVS"]}]),
        ear(entries=[{"eccn": "3A001", "heading": "Items", "items": ["a"]}]),
        ear(countries={"China": "NS 1"}),
        ear(countries={"China": {}}),
        ear(countries={"China": {"marks": "NS 1"}}),
        ear(countries={"China": {"marks": []}}, footnotes=["one"]),
        ear(countries={"China": {"marks": []}}, embargoed={"Iran": "Part 746"}),
        ear(countries={"China": {"marks": []}}, territoryInheritance={"Guam": "United States"}),
        ear(groups={"A:1": "China"}),
        ear(groups={"A:1": [1]}),
    ],
)
def test_a_damaged_supplement_is_refused_whole(write: Write, content: str) -> None:
    path = write("ccl.json", content)
    with pytest.raises(UnreadableInputError):
        next(read_source(path))


def test_the_published_tables_are_read_without_a_refusal() -> None:
    if not REFERENCE.is_dir():
        pytest.skip("the reference tables are not beside the project (../shared/data/reference)")
    for folder, lists in (("ear", 3), ("hs", 2)):
        editions = list(plan(REFERENCE / folder).editions())
        assert len(editions) == lists
        for edition in editions:
            assert list(edition.entities) == []
            assert edition.info.refused == 0
            assert edition.info.read > 20
