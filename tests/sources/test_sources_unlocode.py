"""UN/LOCODE: references from one name to another, and regions that stand below the places."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from holdpoint.places import WorldPlace
from holdpoint.sources import read_source

REAL = Path(__file__).parents[2].parent / "shared/data/reference/unlocode/2026-01-06_proposed"
HEAD = ",XA,,.ATLANTIS,,,,,,,,\n"
PLACES = (
    ",XA,ABC,Newhaven am Meer,Newhaven am Meer,01,1-------,AA,2501,,5000N 00100E,\n"
    ",XA,ABD,Newhaven am Meer,Newhaven am Meer,02,--3-----,AA,2501,,5100N 00100E,\n"
    ",XB,ABC,Newhaven am Meer,Newhaven am Meer,01,12345---,AA,2501,,1000N 00100E,\n"
)
REFERENCE = ",XA,,Oldhaven = Newhaven am Meer,Oldhaven = Newhaven am Meer,,,,,,,\n"
LOST = ",XA,,Sunken = Nowhere,Sunken = Nowhere,,,,,,,\n"
REGIONS = ",AJ,Ajm\u0101n,Emirate,,,,,,,,\n,BAL,Balkh,Province,,,,,,,,\n"


def read(folder: Path, text: str) -> tuple[Any, dict[str, WorldPlace]]:
    path = folder / "2026-1 UNLOCODE CodeListPart1.csv"
    path.write_text(text, "utf-8")
    (edition,) = read_source(path)
    places = {place.id: place for place in edition.reference["world"]}  # type: ignore[attr-defined]
    return edition, places


def test_a_reference_gives_the_best_known_place_of_the_country_its_other_name(
    tmp_path: Path,
) -> None:
    edition, places = read(tmp_path, HEAD + REFERENCE + PLACES)
    assert places["xaabc"].aliases == ("Oldhaven",)
    assert places["xaabd"].aliases == ()
    assert places["xbabc"].aliases == ()
    assert (edition.info.rows, edition.info.read, edition.info.refused) == (4, 4, 0)


def test_a_reference_to_no_place_is_counted(tmp_path: Path) -> None:
    edition, _ = read(tmp_path, HEAD + PLACES + LOST)
    assert (edition.info.rows, edition.info.read) == (3, 3)
    assert "references to a name that no place of the table has (1)" in edition.info.note


def test_regions_below_the_places_are_told_and_refuse_nothing(tmp_path: Path) -> None:
    edition, places = read(tmp_path, HEAD + PLACES + REGIONS)
    assert len(places) == 3
    assert (edition.info.refused, list(edition.problems)) == (0, [])
    assert "regions below the places, which name no country (2)" in edition.info.note


def test_a_row_that_is_no_place_is_still_refused(tmp_path: Path) -> None:
    wrong = ",XA,ABCD,Somewhere,Somewhere,01,1-------,AA,2501,,5000N 00100E,\n"
    edition, _ = read(tmp_path, HEAD + PLACES + wrong)
    assert edition.info.refused == 1


def test_the_proposed_edition_of_2026_is_read_whole(tmp_path: Path) -> None:
    if not REAL.is_dir():
        pytest.skip("the proposed edition is not there (../shared/data/reference/unlocode)")
    packed = REAL / "UNLOCODE_CodeListPart1.csv.gz"
    text = gzip.decompress(packed.read_bytes()).decode("utf-8")
    edition, places = read(tmp_path, text)
    assert edition.info.refused == 0
    assert "regions below the places, which name no country (719)" in edition.info.note
    assert "Vienna" in places["atvie"].aliases
