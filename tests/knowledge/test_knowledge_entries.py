"""Of a list that changed, only the entries that are made of something else are made again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.knowledge import BuildReport, build, keep_in, open_snapshot
from holdpoint.sources import plan
from holdpoint.sources._draft import Draft

EL = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
Row = Mapping[str, Any]


def row(name: str, number: str | None = None, source: str = EL, **more: Any) -> Row:
    return {"source": source, "name": name, "entity_number": number, **more}


def screening_list(folder: Path, rows: Sequence[Row], day: str = "2026-02-01") -> Path:
    """A screening list as the API gives it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"csl_{day}.json"
    path.write_text(json.dumps({"total": len(rows), "results": rows}), "utf-8")
    return path


def compact_list(folder: Path, rows: Sequence[Row], day: str = "2026-03-01") -> Path:
    """A newer one in the compact form, which has names and programmes only."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted({str(one["source"]) for one in rows})
    data = {
        "sourceGeneratedAt": f"{day}T00:00:00Z",
        "entryCount": len(rows),
        "countsBySource": {},
        "fieldKey": {},
        "tables": {"sources": sources, "programmes": ["SDGT"]},
        "entries": [
            {
                "s": sources.index(str(one["source"])),
                "n": one["name"],
                **({"e": one["entity_number"]} if one["entity_number"] else {}),
                "pg": 0,
            }
            for one in rows
        ],
    }
    path = folder / f"csl_compact_{day}.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def built(lists: Path, store: Path, *, kept: bool = True) -> BuildReport:
    keep = keep_in(store) if kept else None
    return build(plan(lists, keep=keep).groups(), out=store, starter=False, keep=keep)


def content(report: BuildReport) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in report.path.iterdir()}


class Made(list[str]):
    """Ids of the entities that readers made."""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    seen, make = Made(), Draft.build

    def told(draft: Draft) -> Any:
        seen.append(draft.id)
        return make(draft)

    monkeypatch.setattr(Draft, "build", told)
    return seen


ROWS = (
    row("Zarnitsa Optical Works LLC", "101", addresses=[{"city": "Ostrel", "country": "RU"}]),
    row("Velden Haar Precision BV", "102", alt_names=["Velden Haar"]),
    row("MORSA STAR", "103", SDN, type="Vessel", vessel_owner="Quillon Bramwick Trading FZE"),
    row("Quillon Bramwick Trading FZE", "104", SDN, ids=[{"type": "Tax ID No.", "number": "7707"}]),
)


def test_only_what_changed_is_made_and_the_rest_is_as_it_was(tmp_path: Path, made: Made) -> None:
    screening_list(tmp_path / "lists", ROWS)
    built(tmp_path / "lists", tmp_path / "quick")
    made.clear()
    renamed = {**ROWS[1], "name": "Velden Haar Instruments BV"}
    fresh = row("Tulpar Ulgi Import", "105")
    screening_list(tmp_path / "lists", (ROWS[0], renamed, *ROWS[2:], fresh))
    quick = built(tmp_path / "lists", tmp_path / "quick")
    assert sorted(made) == ["us-bis-el:102", "us-bis-el:105"]
    assert content(quick) == content(built(tmp_path / "lists", tmp_path / "anew", kept=False))


def test_a_link_that_a_remembered_record_states_finds_whoever_it_names_now(tmp_path: Path) -> None:
    lists, store = tmp_path / "lists", tmp_path / "quick"
    screening_list(lists, ROWS)
    built(lists, store)
    owner = {**ROWS[3], "entity_number": "999"}
    screening_list(lists, (*ROWS[:3], owner))
    quick = built(lists, store)
    assert content(quick) == content(built(lists, tmp_path / "anew", kept=False))
    (link,) = open_snapshot(store).links_of("us-ofac-sdn:103")
    assert link.object == "us-ofac-sdn:999"


def test_particulars_of_an_older_edition_are_read_once(tmp_path: Path, made: Made) -> None:
    lists, store = tmp_path / "lists", tmp_path / "quick"
    screening_list(lists, ROWS)
    compact_list(lists, ROWS)
    first = built(lists, store)
    made.clear()
    compact_list(lists, ROWS[1:])
    quick = built(lists, store)
    assert made == []
    assert content(quick) == content(built(lists, tmp_path / "anew", kept=False))
    before = {source.id: source.entities for source in first.sources}
    after = {source.id: source.entities for source in quick.sources}
    assert (before["us-bis-el"], after["us-bis-el"]) == (2, 1)


def test_another_older_edition_is_felt_by_every_entry_that_it_speaks_of(
    tmp_path: Path, made: Made
) -> None:
    lists, store = tmp_path / "lists", tmp_path / "quick"
    old = screening_list(lists, ROWS)
    compact_list(lists, ROWS)
    built(lists, store)
    made.clear()
    moved = {**ROWS[0], "addresses": [{"city": "Verkhny Ostrel", "country": "RU"}]}
    screening_list(lists, (moved, *ROWS[1:]))
    quick = built(lists, store)
    assert content(quick) == content(built(lists, tmp_path / "anew", kept=False))
    entity = open_snapshot(store).entity("us-bis-el:101")
    assert entity is not None
    assert entity.addresses[0].city == "Verkhny Ostrel"
    assert old.exists()


@pytest.mark.parametrize("kind", ["editions", "older", "groups", "look", "workings"])
@pytest.mark.parametrize("damage", ["torn", "turned", "gone"])
def test_what_is_damaged_is_made_again(tmp_path: Path, kind: str, damage: str) -> None:
    lists = tmp_path / "lists"
    screening_list(lists, ROWS)
    compact_list(lists, ROWS)
    built(lists, tmp_path / "quick")
    compact_list(lists, ROWS[1:])
    right = content(built(lists, tmp_path / "anew", kept=False))
    paths = list((tmp_path / "quick" / ".kept").glob(f"{kind}-*"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(data[:-7] if damage == "torn" else bytes([data[0] ^ 1]) + data[1:])
    assert content(built(lists, tmp_path / "quick")) == right


def test_another_program_remembers_nothing(
    tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    screening_list(tmp_path / "lists", ROWS)
    built(tmp_path / "lists", tmp_path / "quick")
    made.clear()
    monkeypatch.setattr("holdpoint.files._keep.program_digest", lambda: "sha256:another")
    built(tmp_path / "lists", tmp_path / "quick")
    assert len(made) == len(ROWS)


def test_equal_records_and_namesakes_without_numbers_stay_apart(tmp_path: Path) -> None:
    lists, store = tmp_path / "lists", tmp_path / "quick"
    one = row("Morsa Lindqvale Surplus Oy", addresses=[{"country": "FI"}])
    other = row("Morsa Lindqvale Surplus Oy", addresses=[{"country": "AE"}])
    for number, rows in enumerate([[one], [one, one], [one, other], [other, one, other], [other]]):
        screening_list(lists, rows)
        quick = built(lists, store)
        anew = built(lists, tmp_path / f"anew-{number}", kept=False)
        assert content(quick) == content(anew)
        assert quick.counts["entities"] == len({id(each) for each in rows})


NAMES = st.sampled_from(["Zarnitsa Works", "Velden Haar", "Morsa Star", "Quillon FZE", "a.k.a. X"])
RECORDS = st.builds(
    lambda name, number, source, owner, alias: row(
        name, number, source, vessel_owner=owner, alt_names=alias, type="Vessel"
    ),
    NAMES,
    st.sampled_from([None, "1", "2", "3", "4"]),
    st.sampled_from([EL, SDN]),
    st.one_of(st.none(), NAMES),
    st.lists(NAMES, max_size=2),
)
EDITION = st.tuples(st.lists(RECORDS, min_size=1, max_size=6), st.lists(RECORDS, max_size=4))


@settings(max_examples=12, deadline=None)
@given(editions=st.lists(EDITION, min_size=2, max_size=3))
def test_after_any_edits_entries_are_as_those_made_from_nothing(
    editions: Sequence[tuple[Sequence[Row], Sequence[Row]]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (newer, older) in enumerate(editions):
            screening_list(folder / "lists", [*newer, *older])
            compact_list(folder / "lists", newer)
            quick = built(folder / "lists", folder / "quick")
            anew = built(folder / "lists", folder / f"anew-{number}", kept=False)
            assert content(quick) == content(anew)
            assert quick.problems == anew.problems
