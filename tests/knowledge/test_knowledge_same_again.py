"""Links that are judged again only where something changed are those of judging them all."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.files import Keep
from holdpoint.knowledge._linking import Linking, kept_links
from holdpoint.knowledge._names import LinkResolver
from holdpoint.knowledge._same_facts import Facts, facts_row
from holdpoint.model import Link

ZARNITSA, MORSA, VELDEN = (
    ("zarnitsa", "optical", "works"),
    ("morsa", "lindqvale", "surplus"),
    ("velden", "haar", "precision"),
)
SOURCES = {"aa": "AA", "bb": "EU", "cc": "EU", "dd": "UK", "eu-fsf-names": "EU", "uk-names": "UK"}
"""Lists with their authorities; the last two are copies of names."""


def facts(
    source: str,
    number: int,
    names: tuple[tuple[str, ...], ...] = (ZARNITSA,),
    *,
    reference: str = "",
    imo: str = "",
    day: str = "",
    country: str = "RU",
) -> Facts:
    return Facts(
        id=f"{source}:{number}",
        source=source,
        authority=SOURCES[source],
        type="person" if day else "unknown",
        caption=" ".join(names[0]),
        names=names,
        days=(day,) if day else (),
        births=(day,) if day else (),
        numbers=frozenset({("imo", imo)} if imo else ()),
        references=tuple(("UN reference", one) for one in reference.split()),
        countries=frozenset({country}),
    )


FACTS = st.builds(
    facts,
    st.sampled_from(list(SOURCES)),
    st.integers(0, 2),
    st.lists(st.sampled_from([ZARNITSA, MORSA, VELDEN]), min_size=1, max_size=2, unique=True).map(
        tuple
    ),
    reference=st.sampled_from(["", "", "KPi.001", "KPi.002", "KPi.001 KPi.002"]),
    imo=st.sampled_from(["", "", "9074729"]),
    day=st.sampled_from(["", "", "1970-02-03", "1971-04-05"]),
    country=st.sampled_from(["RU", "IR"]),
)
World = Mapping[str, Facts]
WORLDS = st.lists(FACTS, max_size=14).map(lambda several: {one.id: one for one in several})
EDITS = st.tuples(WORLDS, st.lists(FACTS, max_size=3), st.integers(0, 3))


def edited(world: World, came: list[Facts], gone: int) -> World:
    left = dict(list(world.items())[gone:])
    return {**left, **{one.id: one for one in came}}


def row(one: Facts) -> str:
    return json.dumps([one.id, sorted({" ".join(words) for words in one.names}), facts_row(one)])


def links(world: World, keep: Keep | None, before: World | None = None) -> set[bytes]:
    """The links of a world; those of the world before are taken over where they are kept."""
    earlier = kept_links(keep, "before", len(before)) if keep and before is not None else None
    linking = Linking(earlier, keep=keep is not None)
    resolver = LinkResolver([], {})
    numbers = {name: number for number, name in enumerate(sorted(before or ()))}
    rows = [row(world[name]) for name in sorted(world)]
    stayed: set[str] = set()
    for number, name in enumerate(sorted(world)):
        one = world[name]
        linking.ids.append(name.encode())
        if earlier and before and before.get(name) == one:
            stayed.add(name)
            linking.take(numbers[name], rows[number], resolver)
        else:
            linking.add(number, (), one)
    gone = {number: name for name, number in numbers.items() if name not in stayed}
    found = linking.close(rows, gone, resolver)
    if keep:
        linking.put(keep, "before")
    return set(found.lines)


@settings(max_examples=300, deadline=None)
@given(edits=EDITS)
def test_links_are_those_of_judging_them_all(edits: tuple[World, list[Facts], int]) -> None:
    before, came, gone = edits
    after = edited(before, came, gone)
    with tempfile.TemporaryDirectory() as folder:
        keep = Keep(Path(folder))
        links(before, keep)
        for world, earlier in ((after, before), (before, after)):
            assert links(world, keep, earlier) == links(world, None)


def again(tmp_path: Path, before: list[Facts], came: Facts) -> list[set[bytes]]:
    """Links before and after an entry came, once they were found to be those of judging all."""
    earlier = {one.id: one for one in before}
    later = {**earlier, came.id: came}
    keep = Keep(tmp_path)
    found = [links(earlier, keep), links(later, keep, earlier)]
    assert found == [links(earlier, None), links(later, None)]
    assert links(earlier, keep, later) == found[0]  # it went again
    return found


def copies(lines: set[bytes]) -> int:
    return sum(b"lists of one authority" in line for line in lines)


def test_a_link_elsewhere_gives_a_copy_to_its_party(tmp_path: Path) -> None:
    before = [
        facts("bb", 0, reference="KPi.001", country="IR"),
        facts("cc", 0, imo="9074729"),
        facts("eu-fsf-names", 0),
    ]
    bridge = facts("dd", 0, (MORSA,), reference="KPi.001", imo="9074729")
    assert list(map(copies, again(tmp_path, before, bridge))) == [0, 2]


def test_a_chain_of_links_elsewhere_gives_a_copy_to_its_party(tmp_path: Path) -> None:
    before = [
        facts("bb", 0, reference="KPi.001", country="IR"),
        facts("dd", 1, (MORSA,), reference="KPi.001 KPi.002"),
        facts("cc", 0, imo="9074729"),
        facts("aa", 1, (VELDEN,), imo="9074729", reference="KPi.003"),
        facts("eu-fsf-names", 0),
    ]
    bridge = facts("bb", 5, (MORSA,), reference="KPi.002 KPi.003")
    assert list(map(copies, again(tmp_path, before, bridge))) == [0, 2]


def test_a_name_that_a_list_has_twice_still_links_nobody(tmp_path: Path) -> None:
    before = [facts("aa", 0, reference="KPi.001"), facts("aa", 1), facts("bb", 0, imo="9074729")]
    came = facts("dd", 0, (MORSA,), reference="KPi.001", imo="9074729")
    assert [len(lines) for lines in again(tmp_path, before, came)] == [0, 2]


def test_names_that_links_ask_for_are_found_among_what_stayed(tmp_path: Path) -> None:
    one = facts("aa", 0)
    keep, key = Keep(tmp_path), " ".join(sorted(ZARNITSA))
    first = Linking(None, keep=True)
    first.add(0, (key,), one)
    first.close((), {}, LinkResolver([], {}))
    first.put(keep, "before")
    asked = Link(
        subject="bb:1",
        relation="owned by",
        object=None,
        object_name="Works, Optical ZARNITSA",
        source="bb",
        basis="official",
    )
    resolver = LinkResolver([asked], {})
    again = Linking(kept_links(keep, "before", 1), keep=True)
    again.ids.append(b"aa:0")
    again.take(0, "", resolver)
    again.close([json.dumps([one.id, [key], facts_row(one)])], {}, resolver)
    assert [link.object for link in resolver.resolved()] == ["aa:0"]
