from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report._readings import CLAIMS, ENTITIES, REVIEWS, SOURCE, named, reading

from holdpoint.model import ReadClaim, Review
from holdpoint.report import readings_to_ftm, readings_to_ftm_lines

Entity = dict[str, Any]
EDGES = {"Ownership", "Control", "Directorship", "Employment", "Representation", "UnknownLink"}


def by_schema(*claims: ReadClaim, **more: Any) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    reviews = more.pop("reviews", ())
    for entity in readings_to_ftm([reading(claims=claims or CLAIMS, **more)], reviews):
        found.setdefault(entity["schema"], []).append(entity)
    return found


def firm(predicate: str, subject: str, target: str) -> ReadClaim:
    return dataclasses.replace(
        CLAIMS[7], predicate=predicate, subject=subject, object=target, stance="reported"
    )  # fmt: skip


def edges(rows: dict[str, list[Entity]]) -> list[Entity]:
    return [entity for schema, some in rows.items() if schema in EDGES for entity in some]


def name_of(rows: dict[str, list[Entity]], key: str) -> str:
    every = [entity for some in rows.values() for entity in some]
    found = next(entity for entity in every if entity["id"] == key)["properties"]
    name: str = (found.get("name") or found["full"])[0]
    return name


def test_a_claim_without_a_hedge_gets_the_schema_of_its_kind_and_its_direction() -> None:
    rows = by_schema(firm("subsidiary_of", "polar-example-trading", "kestrel-example-rotors"))
    (link,) = rows["Ownership"]
    properties = link["properties"]
    assert name_of(rows, properties["owner"][0]) == "Kestrel Example Rotors"
    assert name_of(rows, properties["asset"][0]) == "Polar Example Trading"
    assert properties["role"] == ["subsidiary of"]
    assert properties["proof"] == [rows["Article"][0]["id"]]
    assert properties["summary"] == ["“it outside of Moscow”"]
    assert "status" not in properties


@pytest.mark.parametrize(
    ("predicate", "subject", "target", "schema"),
    [
        ("owns", "kestrel-example-rotors", "polar-example-trading", "Ownership"),
        ("owns", "kestrel-example-rotors", "jane-roe", "UnknownLink"),
        ("controls", "kestrel-example-rotors", "polar-example-trading", "Control"),
        ("officer_of", "jane-roe", "polar-example-trading", "Directorship"),
        ("employee_of", "jane-roe", "ministry", "Employment"),
        ("employee_of", "kestrel-example-rotors", "ministry", "UnknownLink"),
        ("acts_for", "polar-example-trading", "jane-roe", "Representation"),
        ("helps_build", "kestrel-example-rotors", "workshop", "UnknownLink"),
        ("located_in", "workshop", "moscow", "UnknownLink"),
    ],
)
def test_a_link_has_the_schema_that_its_ends_allow(
    predicate: str, subject: str, target: str, schema: str
) -> None:
    assert [link["schema"] for link in edges(by_schema(firm(predicate, subject, target)))] == [
        schema
    ]


@pytest.mark.parametrize(
    ("change", "role"),
    [
        ({"stance": "alleged"}, "alleged: owns"),
        ({"modality": "planned"}, "planned: owns"),
        ({"stance": "assessed", "modality": "possible"}, "assessed: possible: owns"),
    ],
)
def test_a_hedge_is_never_lost_on_the_way(change: dict[str, Any], role: str) -> None:
    told = firm("owns", "kestrel-example-rotors", "polar-example-trading")
    (link,) = edges(by_schema(dataclasses.replace(told, **change)))
    assert link["schema"] == "UnknownLink"
    assert link["properties"]["role"] == [role]
    assert link["properties"]["status"] == ["hedged"]


@pytest.mark.parametrize(
    "change",
    [{"stance": "denied"}, {"stance": "retracted"}, {"polarity": "negative"},
     {"modality": "hypothetical"}, {"modality": "unknown"}],
)  # fmt: skip
def test_what_is_denied_is_no_link_but_a_note(change: dict[str, Any]) -> None:
    told = firm("owns", "kestrel-example-rotors", "polar-example-trading")
    rows = by_schema(dataclasses.replace(told, **change))
    assert edges(rows) == []
    (note,) = rows["Note"]
    word = next(iter(change.values())).replace("negative", "not so").replace("unknown", "not")
    assert word.split()[0] in note["properties"]["name"][0]
    assert note["properties"]["proof"] == [rows["Article"][0]["id"]]


def test_roles_are_links_of_their_own_and_never_more_than_unknown() -> None:
    rows = by_schema(dataclasses.replace(CLAIMS[0], hedges=()))
    roles = sorted(link["properties"]["role"][0] for link in edges(rows))
    assert roles == ["supplies", "supplies (goods)"]
    assert {link["schema"] for link in edges(rows)} == {"UnknownLink"}


def test_only_a_place_that_stands_alone_gets_a_position() -> None:
    places = {e["properties"]["full"][0]: e["properties"] for e in by_schema()["Address"]}
    assert places["Makhachkala"]["latitude"] == ["42.98"]
    assert "latitude" not in places["Amirabad"]


def test_a_rejected_claim_is_left_out() -> None:
    told = {
        row
        for entity in edges(by_schema(reviews=REVIEWS))
        for row in entity["properties"]["recordId"]
    }
    assert CLAIMS[7].id not in told
    assert CLAIMS[0].id in told
    corrected = Review(claim=CLAIMS[0].id, state="corrected")
    told = {
        row for e in edges(by_schema(reviews=[corrected])) for row in e["properties"]["recordId"]
    }
    assert CLAIMS[0].id not in told


def test_things_of_two_documents_are_not_merged() -> None:
    other = dataclasses.replace(SOURCE, id="doc-" + "9" * 16)
    rows = list(readings_to_ftm([reading(), reading(source=other, claims=())]))
    kestrels = [e for e in rows if e["properties"].get("name") == ["Kestrel Example Rotors"]]
    assert len({e["id"] for e in kestrels}) == 2
    assert len({e["id"] for e in rows}) == len(rows)
    again = list(readings_to_ftm([reading(), reading()]))
    assert len({e["id"] for e in again}) == len(again)


def test_identifiers_go_where_they_belong() -> None:
    vessel = named("v", "Vessel", "Example Star", identifiers={"imo": "9074729", "strange": "x"})
    (row,) = by_schema(CLAIMS[3], entities=(*ENTITIES, vessel))["Vessel"]
    assert row["properties"]["imoNumber"] == ["9074729"]
    assert row["properties"]["notes"] == ["strange: x"]


def test_every_end_of_a_link_is_there_and_a_line_is_json() -> None:
    rows = [json.loads(line) for line in readings_to_ftm_lines([reading()], REVIEWS)]
    ids = {row["id"] for row in rows}
    for row in rows:
        for key in ("owner", "asset", "subject", "object", "proof", "entity", "agent", "client"):
            assert set(row["properties"].get(key, ())) <= ids


@settings(deadline=None)
@given(st.text(), st.text(min_size=1))
def test_any_name_and_id_gives_an_id_without_spaces(key: str, name: str) -> None:
    thing = dataclasses.replace(ENTITIES[2], id=key, name=name)
    rows = list(readings_to_ftm([reading(entities=(thing,), claims=())]))
    assert all(row["id"].isascii() and not row["id"].split()[1:] for row in rows)
    json.dumps(rows, ensure_ascii=False).encode()


def test_the_package_itself_takes_every_entity_and_every_value() -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="the group `peers` brings it")
    model = followthemoney.model
    vessel = named("v", "Vessel", "Example Star", identifiers={"imo": "9074729"})
    plane = named("p", "Airplane", "Il-76")
    told = (
        *CLAIMS,
        firm("owns", "kestrel-example-rotors", "v"),
        firm("officer_of", "jane-roe", "polar-example-trading"),
        firm("employee_of", "jane-roe", "ministry"),
        firm("controls", "kestrel-example-rotors", "polar-example-trading"),
        firm("front_for", "kestrel-example-rotors", "polar-example-trading"),
    )
    claims = tuple(
        dataclasses.replace(one, id=f"claim-{number:016x}") for number, one in enumerate(told, 90)
    )
    rows = list(
        readings_to_ftm([reading(entities=(*ENTITIES, vessel, plane), claims=claims)], REVIEWS)
    )
    assert {row["schema"] for row in rows} >= {"Ownership", "Directorship", "Employment", "Control",
                                               "Representation", "UnknownLink", "Note"}  # fmt: skip
    schemata = {row["id"]: model.get(row["schema"]) for row in rows}
    for row in rows:
        schema = schemata[row["id"]]
        assert schema is not None
        assert not schema.abstract
        assert set(schema.required) <= set(row["properties"])
        for name, values in row["properties"].items():
            prop = schema.get(name)
            assert prop is not None, (row["schema"], name)
            for value in values:
                assert prop.type.validate(value), (name, value)
                if prop.type.name == "entity":
                    assert schemata[value].is_a(prop.range), (row["schema"], name)
