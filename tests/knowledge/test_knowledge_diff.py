"""What changed between two states, facts apart from form."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.knowledge import Diff, FormChange, build, diff, open_snapshot
from holdpoint.model import Address, Entity, Identifier, Link, Name

if TYPE_CHECKING:
    from tests.knowledge.conftest import Fakes

NONE = {"added": 0, "removed": 0, "changed": 0, "reformatted": 0}


def forms(found: Diff) -> dict[str, list[str | None]]:
    rows = found.changed + found.reformatted
    return {row.id: [field.form for field in row.fields] for row in rows}


def test_added_removed_and_changed_by_field_with_names(fakes: Fakes) -> None:
    before = fakes.some(4)
    after = [
        before[0],
        dataclasses.replace(before[1], countries=("IR", "RU"), gender="x"),
        dataclasses.replace(before[2], names=(Name(text="Renamed Works"),)),
        fakes.entity("9", "New Works"),
    ]
    found = diff(before, reversed(after))
    assert found.counts() == {
        "added": 1, "removed": 1, "changed": 2, "reformatted": 0, "unchanged": 1,
    }  # fmt: skip
    assert [(row.id, row.name) for row in found.added] == [("zz-list:9", "New Works")]
    assert [row.name for row in found.removed] == ["Invented Works 3"]
    one, two = found.changed
    assert [(f.field, f.removed, f.added) for f in one.fields] == [
        ("countries", (), ("RU",)),
        ("gender", (), ("x",)),
    ]
    assert two.name == "Renamed Works"
    assert [name["text"] for name in two.fields[0].removed] == [
        "Invented Works 2",
        "Ausgedachte Werke 2",
    ]
    assert found.forms == ()


def test_nothing_changed_is_nothing(fakes: Fakes) -> None:
    found = diff(fakes.some(5), fakes.some(5))
    assert found.counts() == {**NONE, "unchanged": 5}
    assert found.by_source == {"zz-list": {**NONE, "unchanged": 5}}


def test_a_new_column_in_every_entry_is_a_matter_of_form(fakes: Fakes) -> None:
    before = fakes.some(40)
    after = [dataclasses.replace(e, extra={"Has web page": "yes"}) for e in before]
    after[7] = dataclasses.replace(after[7], countries=("RU",))
    found = diff(before, after)
    assert found.forms == (
        FormChange(source="zz-list", field="extra.Has web page", form="new_field", entities=40),
    )
    assert found.counts() == {**NONE, "changed": 1, "reformatted": 39, "unchanged": 0}
    (changed,) = found.changed
    assert [(f.field, f.form) for f in changed.fields] == [
        ("countries", None),
        ("extra.Has web page", "new_field"),
    ]
    back = diff(after, before)
    assert [row.form for row in back.forms] == ["dropped_field"]
    assert back.counts()["changed"] == 1


@pytest.mark.parametrize("path", ["listings.until", "identifiers[email]", "addresses.region"])
def test_columns_inside_a_field_are_told_too(fakes: Fakes, path: str) -> None:
    address = Address(city="Northport", country="IR")
    before = [dataclasses.replace(e, addresses=(address,)) for e in fakes.some(20)]

    def more(entity: Entity) -> Entity:
        if path == "listings.until":
            rows = tuple(dataclasses.replace(r, until="2030-01-01") for r in entity.listings)
            return dataclasses.replace(entity, listings=rows)
        if path == "addresses.region":
            region = dataclasses.replace(address, region="North")
            return dataclasses.replace(entity, addresses=(region,))
        numbers = (*entity.identifiers, Identifier(kind="email", value="a@example.org"))
        return dataclasses.replace(entity, identifiers=numbers)

    after = [more(entity) for entity in before]
    found = diff(before, after)
    assert [row.field for row in found.forms] == [path]
    assert found.counts() == {**NONE, "reformatted": 20, "unchanged": 0}
    after[3] = dataclasses.replace(after[3], addresses=(Address(city="Southport"),))
    assert [row.id for row in diff(before, after).changed] == ["zz-list:3"]


def test_a_new_fact_about_a_few_is_no_matter_of_form(fakes: Fakes) -> None:
    before = fakes.some(60)
    after = [dataclasses.replace(e, gender="x") if i < 4 else e for i, e in enumerate(before)]
    assert diff(before, after).counts()["changed"] == 4


def test_a_field_that_an_unchanged_entity_has_is_no_new_column(fakes: Fakes) -> None:
    before = fakes.some(60)
    before[59] = dataclasses.replace(before[59], gender="x")
    after = [dataclasses.replace(e, gender="x") for e in before]
    assert diff(before, after).forms == ()
    assert diff(before, after).counts()["changed"] == 59
    gone = [*fakes.some(59), before[59]]
    later = [dataclasses.replace(e, gender="x") for e in gone[:59]]
    assert diff(gone, later).counts()["changed"] == 59


def test_sources_are_judged_apart(fakes: Fakes) -> None:
    other = fakes.some(20, source="yy-list")
    before = fakes.some(20) + [dataclasses.replace(e, gender="x") for e in other]
    after = [dataclasses.replace(e, gender="x") for e in fakes.some(20)] + other
    found = diff(before, after)
    assert [(row.source, row.form) for row in found.forms] == [
        ("yy-list", "dropped_field"),
        ("zz-list", "new_field"),
    ]
    assert set(found.by_source) == {"yy-list", "zz-list"}


def test_order_case_and_spacing_are_matters_of_form(fakes: Fakes) -> None:
    one = fakes.entity("1", "Invented Works", "Second Name")
    two = dataclasses.replace(one, names=one.names[::-1])
    three = dataclasses.replace(one, names=(Name(text="INVENTED  Works."), one.names[1]))
    four = dataclasses.replace(one, names=(Name(text="Inverted Works"), one.names[1]))
    assert forms(diff([one], [two])) == {"zz-list:1": ["order"]}
    assert forms(diff([one], [three])) == {"zz-list:1": ["spelling"]}
    assert forms(diff([one], [four])) == {"zz-list:1": [None]}
    assert diff([one], [four]).changed[0].fields[0].removed == (
        {"kind": "primary", "text": "Invented Works"},
    )


def test_a_number_that_differs_in_one_digit_is_a_fact(fakes: Fakes) -> None:
    one = dataclasses.replace(fakes.entity("1"), identifiers=(Identifier(kind="imo", value="12"),))
    two = dataclasses.replace(one, identifiers=(Identifier(kind="imo", value="13"),))
    assert forms(diff([one], [two])) == {"zz-list:1": [None]}


@pytest.mark.usefixtures("quick_index")
def test_two_snapshots_with_dates_and_links(fakes: Fakes, tmp_path: Path) -> None:
    link = Link(subject="zz-list:1", relation="owned_by", object_name="Somebody Else")
    first = fakes.edition(fakes.some(3), list_date="2026-01-01")
    second = fakes.edition(fakes.some(5), list_date="2026-02-01", links=[link])
    paths = [build([edition], out=tmp_path, starter=False).path for edition in (first, second)]
    before, after = map(open_snapshot, paths)
    found = diff(before, after)
    assert (found.before, found.after) == (before.id, after.id)
    assert found.counts() == {**NONE, "added": 2, "unchanged": 3}
    assert found.list_dates == {"zz-list": ("2026-01-01", "2026-02-01")}
    assert found.others["links"] == (1, 0)
    data = json.loads(json.dumps(found.to_dict()))
    assert data["counts"]["added"] == 2
    assert data["changed"] == []
    assert diff(before, fakes.some(5)).counts() == found.counts()


CHANGES: list[dict[str, Any]] = [
    {},
    {"gender": "x"},
    {"countries": ("RU",)},
    {"countries": ("RU", "IR")},
    {"extra": {"Note": "a"}},
    {"remarks": "b"},
]


@settings(deadline=None, max_examples=60)
@given(
    before=st.dictionaries(st.integers(0, 30), st.sampled_from(range(len(CHANGES)))),
    after=st.dictionaries(st.integers(0, 30), st.sampled_from(range(len(CHANGES)))),
)
def test_every_entity_is_counted_once_and_there_and_back_agree(
    before: dict[int, int], after: dict[int, int]
) -> None:
    def made(rows: dict[int, int]) -> list[Entity]:
        return [
            Entity(id=f"l:{k}", source="l", type="unknown", names=(Name(text="n"),), **CHANGES[n])
            for k, n in rows.items()
        ]

    there, back = diff(made(before), made(after)), diff(made(after), made(before))
    counts = there.counts()
    assert sum(counts.values()) == len({*before, *after})
    assert counts["added"] == len(after.keys() - before.keys())
    same = sum(after.get(key) == n for key, n in before.items())
    assert counts["unchanged"] == same
    assert back.counts() == {**counts, "added": counts["removed"], "removed": counts["added"]}
    assert [row.id for row in there.changed] == [row.id for row in back.changed]
