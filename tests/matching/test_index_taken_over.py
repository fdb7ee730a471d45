"""An index that takes over what has not changed is the same, byte for byte, as one made anew."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.matching import Index, Unchanged
from holdpoint.model import Address, Entity, Identifier, Name

TEXTS = st.sampled_from(
    [
        "Zarnitsa Optical Works LLC",
        "Morsa Lindqvale Surplus Oy",
        "Тулпар Улги Импорт",
        "Velden Haar & Sons BV",
        "Quillon Bramwick Trading FZE",
        "Nimbra 37 Stores",
        "Ltd",
        "",
        "華興精密",
        "Oskelund, Kessandra",
    ]
)
ADDRESSES = st.sampled_from(
    [
        Address(text="Sheikh Zayed Road 415, Dubai", country="AE"),
        Address(text="Main Street 4, Springfield", country="US"),
        Address(text="somewhere"),
    ]
)
IDENTIFIERS = st.sampled_from(
    [
        Identifier(kind="tax", value="7707083893"),
        Identifier(kind="imo", value="9074729"),
        Identifier(kind="other", value="x"),
    ]
)
ENTITIES = st.builds(
    lambda number, kind, names, addresses, identifiers: Entity(
        id=f"own:{number}",
        type=kind,
        names=tuple(Name(text=text, kind=kind_of) for text, kind_of in names),
        source="own",
        addresses=tuple(addresses),
        identifiers=tuple(identifiers),
    ),
    st.integers(0, 11),
    st.sampled_from(["company", "person", "vessel"]),
    st.lists(st.tuples(TEXTS, st.sampled_from(["primary", "alias", "weak"])), max_size=3),
    st.lists(ADDRESSES, max_size=2),
    st.lists(IDENTIFIERS, max_size=2),
)
LISTS = st.lists(ENTITIES, max_size=10, unique_by=lambda entity: entity.id).map(
    lambda found: sorted(found, key=lambda entity: entity.id)
)


def written(entities: Sequence[Entity], folder: Path) -> Path:
    for name, data in Index.build(entities).items():
        (folder / name).write_bytes(data)
    return folder


def told(before: Sequence[Entity], after: Sequence[Entity]) -> list[Entity | Unchanged]:
    """The new list, with what has not changed by its number in the old one."""
    places = {entity.id: place for place, entity in enumerate(before)}
    out: list[Entity | Unchanged] = []
    for entity in after:
        place = places.get(entity.id)
        if place is not None and before[place] == entity:
            out.append(Unchanged(place, functools.partial(before.__getitem__, place)))
        else:
            out.append(entity)
    return out


@settings(max_examples=60, deadline=None)
@given(before=LISTS, edits=LISTS, drop=st.sets(st.integers(0, 11)))
def test_after_any_edits_the_index_is_as_if_made_anew(
    before: list[Entity],
    edits: list[Entity],
    drop: set[int],
) -> None:
    now = {entity.id: entity for entity in (*before, *edits)}
    after = [now[key] for key in sorted(now) if int(key[4:]) not in drop]
    with tempfile.TemporaryDirectory() as name:
        folder = written(before, Path(name))
        assert Index.build(told(before, after), folder) == Index.build(after)


def test_an_earlier_index_of_no_use_is_passed_over(tmp_path: Path) -> None:
    entity = Entity(id="own:1", type="company", names=(Name(text="Velden Haar BV"),), source="own")
    unchanged = Unchanged(0, lambda: entity)
    assert Index.build([unchanged], tmp_path / "nowhere") == Index.build([entity])
    folder = written([entity], tmp_path)
    (folder / "index.name_words.u32").write_bytes(b"\x01")
    assert Index.build([unchanged], folder) == Index.build([entity])
