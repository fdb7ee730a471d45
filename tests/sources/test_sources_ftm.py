"""FollowTheMoney in and out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.model import Address, Entity, Identifier, Link, Listing, Name
from holdpoint.sources import Edition, export_ftm, read_source

Write = Callable[[str, str | bytes], Path]


def _line(key: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties}


def _lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


PERSON = {
    **_line("P1", "Person", name=["ТЕСТОВ Вымышлен", "Invented Testov"], birthDate=["1970-01"],
            nationality=["ru"], innCode=["770708389300"], addressEntity=["A1"], topics=["sanction"],
            gender=["male"]),
    "caption": "Invented Testov",
}  # fmt: skip
ROWS = (
    PERSON,
    _line("C1", "Company", name=["Imaginary LLC"], ogrnCode=["1027700132195"]),
    _line("V1", "Vessel", name=["Example Sea"], imoNumber=["9074729"], flag=["ga"], type=["T"]),
    _line("A1", "Address", street=["1 Example St"], city=["Testville"], country=["ru"]),
    {**_line("S1", "Sanction", entity=["P1"], program=["TEST"], startDate=["2024-02-23"],
             authority=["Office"], authorityId=["42"]), "datasets": ["us_ofac_sdn"]},
    _line("O1", "Ownership", asset=["C1"], owner=["P1"], percentage=["60%"], startDate=["2020"]),
    _line("O2", "Ownership", asset=["C1"], owner=["Nobody"], percentage=["much"]),
    _line("D1", "Directorship", director=["P1"], organization=["C1"]),
    _line("I1", "Passport", holder=["P1"], number=["X1"], country=["cy"]),
    _line("I2", "Passport", holder=["Nobody"], number=["X2"]),
    _line("Z1", "Payment", payer=["P1"]),
    _line("Z2", "Company"),
)  # fmt: skip


def _read(edition: Edition) -> dict[str, Entity]:
    return {entity.id.rsplit(":", 1)[1]: entity for entity in edition.entities}


def test_things_get_what_belongs_to_them_and_every_line_is_accounted_for(write: Write) -> None:
    edition = next(read_source(write("zone_2024-01-01.ftm.json", _lines(*ROWS))))
    found = _read(edition)
    person = found["P1"]
    assert person.source == "ftm-zone"
    assert [n.text for n in person.names] == ["Invented Testov", "ТЕСТОВ Вымышлен"]
    assert person.birth_dates == ("1970-01",)
    assert person.addresses == (Address(street="1 Example St", city="Testville", country="RU"),)
    assert {(i.kind, i.value) for i in person.identifiers} == {
        ("inn", "770708389300"),
        ("passport", "X1"),
    }
    listing = person.listings[0]
    assert (listing.authority, listing.list, listing.measure) == ("US/OFAC", "SDN", "blocking")
    assert (listing.listed_on, listing.reference, listing.basis) == (
        "2024-02-23",
        "42",
        "secondary",
    )
    assert found["V1"].vessel is not None
    links = {(k.relation, k.object_name): k for k in edition.links}
    owned = links["owned_by", "Invented Testov"]
    assert (owned.subject, owned.object, owned.percent) == ("ftm-zone:C1", "ftm-zone:P1", 60.0)
    assert links["owned_by", "Nobody"].percent is None
    assert links["owned_by", "Nobody"].object is None
    assert links["officer_of", "Imaginary LLC"].object == "ftm-zone:C1"
    info = edition.info
    assert (info.rows, info.read, info.refused, info.entities) == (12, 9, 3, 3)
    assert [p.line for p in edition.problems] == [11, 12, 10]
    assert info.list_date == "2024-01-01"


def test_the_delta_form_and_lines_that_are_none(write: Write) -> None:
    text = _lines(
        {"op": "ADD", "entity": PERSON},
        {"op": "DEL", "entity": {"id": "X"}},
    ) + "not json\n[1]\n\n"  # fmt: skip
    path = write("x.delta.json", text)
    edition = next(read_source(path, source="mine"))
    assert list(_read(edition)) == ["P1"]
    assert (edition.info.id, edition.info.rows, edition.info.refused) == ("mine", 4, 3)


def test_a_topic_alone_is_no_legal_effect(write: Write) -> None:
    edition = next(read_source(write("x.json", _lines(PERSON))))
    listing = next(edition.entities).listings[0]
    assert (listing.measure, listing.authority) == ("information", "unknown")


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=3, max_size=12
).map(lambda text: f"n{text}")
ENTITIES = st.builds(
    lambda names, born, value, measure: (names, born, value, measure),
    st.lists(TEXT, min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(["1970", "1970-02", "1970-02-03"]), max_size=2, unique=True),
    TEXT,
    st.sampled_from(["blocking", "asset_freeze", "is_informed"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ENTITIES, min_size=1, max_size=4))
def test_what_is_written_out_reads_back_the_same(
    tmp_path_factory: Any,
    made: list[tuple[list[str], list[str], str, Any]],
) -> None:
    entities = [
        Entity(
            id=f"x:{number}",
            source="x",
            type="person",
            names=tuple(
                Name(text=t, kind="primary" if k == 0 else "weak") for k, t in enumerate(names)
            ),
            nationalities=("RU",),
            countries=("RU",),
            birth_dates=tuple(born),
            identifiers=(Identifier(kind="tax", value=value),),
            listings=(Listing(authority="US/OFAC", list="SDN", measure=measure, reference="1"),),
        )
        for number, (names, born, value, measure) in enumerate(made)
    ]
    links = [Link(subject="x:0", relation="owned_by", object="x:0", object_name="x", percent=12.5)]
    path = tmp_path_factory.mktemp("ftm") / "out.ftm.json"
    path.write_text("\n".join(export_ftm(entities, links)) + "\n", encoding="utf-8")
    edition = next(read_source(path, source="y"))
    back = list(edition.entities)
    assert len(back) == len(entities)
    for old, new in zip(entities, back, strict=True):
        assert {(n.text, n.kind) for n in new.names} == {(n.text, n.kind) for n in old.names}
        assert new.birth_dates == old.birth_dates
        assert new.identifiers == old.identifiers
        assert new.listings[0].measure == old.listings[0].measure
        assert new.listings[0].authority == "US/OFAC"
    assert edition.links[0].percent == 12.5
    assert edition.info.refused == 0
