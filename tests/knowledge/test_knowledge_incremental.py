"""A build that takes over what has not changed gives the same bytes as one from nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.knowledge.conftest import FakeEdition, Fakes

from holdpoint.files import digest
from holdpoint.knowledge import BuildReport, build, keep_in, verify
from holdpoint.knowledge._store import current
from holdpoint.model import Entity, Link

FAKES = Fakes()
Lists = Mapping[str, Mapping[int, str]]
"""By list, the name of each entry by its number."""

NAMES = st.sampled_from(
    [
        "Zarnitsa Optical Works LLC",
        "Morsa Lindqvale Surplus Oy",
        "Velden Haar Precision BV",
        "Quillon Bramwick Trading FZE",
        "Тулпар Улги Импорт",
    ]
)
LISTS = st.fixed_dictionaries(
    {source: st.dictionaries(st.integers(0, 9), NAMES, max_size=6) for source in ("aa", "bb", "cc")}
)


@dataclass
class Group:
    """One list as a group of its own; counts how often it was read."""

    source: str
    names: Mapping[int, str]
    read: list[str]

    @property
    def key(self) -> str:
        return digest([self.source, sorted(self.names.items())])

    def editions(self) -> Iterator[FakeEdition]:
        self.read.append(self.source)
        entities = [self._entity(number, name) for number, name in self.names.items()]
        links = [
            Link(
                subject=entity.id,
                relation="owned by",
                object=None,
                object_name="Velden Haar Precision BV",
                source=self.source,
                basis="official",
            )
            for entity in entities[:2]
        ]
        yield FAKES.edition(entities, source=self.source, links=links)

    def _entity(self, number: int, name: str) -> Entity:
        # Twice the same number on a list is told, and both entries stay.
        key = str(number % 8)
        return FAKES.entity(key, name, source=self.source, countries=("RU",), list_=self.source)


def built(
    lists: Lists, store: Path, *, kept: bool = True, read: list[str] | None = None
) -> BuildReport:
    groups = [Group(source, names, [] if read is None else read) for source, names in lists.items()]
    keep = keep_in(store) if kept else None
    return build(groups, out=store, starter=False, keep=keep)


def content(report: BuildReport) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in report.path.iterdir()}


@settings(max_examples=15, deadline=None)
@given(editions=st.lists(LISTS, min_size=2, max_size=3))
def test_after_any_edits_a_build_is_as_one_from_nothing(editions: Sequence[Lists]) -> None:
    with tempfile.TemporaryDirectory() as name:
        for number, lists in enumerate(editions):
            quick = built(lists, Path(name) / "quick")
            anew = built(lists, Path(name) / f"anew-{number}", kept=False)
            assert content(quick) == content(anew)
            assert (quick.problems, quick.same_links) == (anew.problems, anew.same_links)
            assert (quick.links_resolved, quick.links_by_name) == (
                anew.links_resolved,
                anew.links_by_name,
            )


WORLD: Lists = {
    "aa": {1: "Zarnitsa Optical Works LLC", 2: "Velden Haar Precision BV"},
    "bb": {1: "Zarnitsa Optical Works LLC", 9: "Morsa Lindqvale Surplus Oy"},
}
CHANGED: Lists = {**WORLD, "bb": {1: "Quillon Bramwick Trading FZE"}}


def test_only_the_list_that_changed_is_read(tmp_path: Path) -> None:
    built(WORLD, tmp_path)
    read: list[str] = []
    built(CHANGED, tmp_path, read=read)
    assert read == ["bb"]
    assert verify(tmp_path) == ()


def test_nothing_is_made_where_nothing_changed(tmp_path: Path) -> None:
    first = built(WORLD, tmp_path)
    read: list[str] = []
    for _ in range(2):
        again = built(WORLD, tmp_path, read=read)
        assert again.to_dict() == {**first.to_dict(), "reused": True, "seconds": again.seconds}
    assert read == []
    assert again.path == first.path


def test_a_snapshot_in_use_that_was_damaged_is_built_again(tmp_path: Path) -> None:
    first = built(WORLD, tmp_path)
    right = content(first)
    (first.path / "links.jsonl").write_bytes(b"")
    again = built(WORLD, tmp_path)
    assert content(again) == right
    assert verify(tmp_path) == ()


def test_pairs_that_somebody_parted_are_another_build(tmp_path: Path) -> None:
    same = {"aa": {1: "Zarnitsa Optical Works LLC"}, "bb": {1: "Zarnitsa Optical Works LLC"}}
    groups = [Group(source, names, []) for source, names in same.items()]
    keep = keep_in(tmp_path)
    linked = build(groups, out=tmp_path, starter=False, keep=keep)
    pair = frozenset({"aa:1", "bb:1"})
    parted = build(groups, out=tmp_path, starter=False, keep=keep, not_same=[pair])
    assert (linked.same_links, parted.same_links) == (1, 0)


def test_what_another_snapshot_in_use_was_built_from_is_built_again(tmp_path: Path) -> None:
    first = built(WORLD, tmp_path)
    built(CHANGED, tmp_path)
    again = built(WORLD, tmp_path)
    assert content(again) == content(first)
    assert current(tmp_path) == again.path


@pytest.mark.parametrize("kind", ["editions", "workings", "sums", "linked"])
def test_what_is_damaged_or_gone_is_made_again(tmp_path: Path, kind: str) -> None:
    built(WORLD, tmp_path / "quick")
    right = content(built(CHANGED, tmp_path / "anew", kept=False))
    for path in (tmp_path / "quick" / ".kept").glob(f"{kind}-*"):
        data = path.read_bytes()
        path.write_bytes(data[:-40] + bytes([data[-40] ^ 1]) + data[-39:])
    assert content(built(CHANGED, tmp_path / "quick")) == right


def test_a_snapshot_that_was_damaged_since_is_not_taken_from(tmp_path: Path) -> None:
    first = built(WORLD, tmp_path / "quick")
    right = content(built(CHANGED, tmp_path / "anew", kept=False))
    postings = first.path / "index.name_words.u32"
    data = postings.read_bytes()
    postings.write_bytes(data[4:] + data[:4])
    assert content(built(CHANGED, tmp_path / "quick")) == right


def test_another_program_takes_nothing_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(WORLD, tmp_path)
    monkeypatch.setattr("holdpoint.files._keep.program_digest", lambda: "sha256:another")
    read: list[str] = []
    built(WORLD, tmp_path, read=read)
    assert read == ["aa", "bb"]


def test_the_folder_of_what_is_kept_does_not_grow_without_end(tmp_path: Path) -> None:
    for number in range(4):
        built({"aa": {number: "Zarnitsa Optical Works LLC"}}, tmp_path)
    kinds = sorted(path.name.split("-")[0] for path in (tmp_path / ".kept").iterdir())
    assert kinds == ["editions", "groups", "linked", "report", "sums", "workings"]


def test_an_edition_with_the_same_number_twice_is_told_again(tmp_path: Path) -> None:
    twice: Lists = {"aa": {1: "Zarnitsa Optical Works LLC", 9: "Velden Haar Precision BV"}}
    assert [len(built(twice, tmp_path).problems) for _ in range(2)] == [1, 1]


def test_names_are_kept_as_they_are(tmp_path: Path) -> None:
    entity = FAKES.entity("1", "a\nb", "\u2028", "Velden Haar BV")

    class Odd(Group):
        def editions(self) -> Iterator[FakeEdition]:
            yield FAKES.edition([entity], source="zz-list")

    for _ in range(2):
        report = build([Odd("o", {}, [])], out=tmp_path, starter=False, keep=keep_in(tmp_path))
    assert content(report) == content(
        build([Odd("o", {}, [])], out=tmp_path / "anew", starter=False)
    )
