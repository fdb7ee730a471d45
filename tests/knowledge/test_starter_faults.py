"""A fault in the embedded facts is told with file, line and field, and all of them at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from holdpoint.errors import KnowledgeError, UnreadableInputError
from holdpoint.knowledge._starter import starter_files, starter_knowledge


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in starter_files():
        shutil.copy(path, tmp_path)
    return tmp_path


def replace_once(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("entities.csv", ",2023-12-11,", ",11.12.2023,", "listed_on"),
        ("entities.csv", ",asset_freeze,", ",frozen,", "measure"),
        ("entities.csv", ",amirabad_port,", ",amirabad_harbour,", "place"),
        ("identifiers.csv", ",official\n", ",surely\n", "basis"),
        ("links.csv", ",starter:sdn-10392,", ",starter:sdn-1,", "object"),
        ("goods.csv", ",840710,hs,", ",84.07,hs,", "code"),
        ("goods.csv", "EAR_746_SUPP7,840710", "EAR_746_SUPP9,840710", "list"),
        ("trade_places.csv", ",51.95,", ",151.95,", "lat"),
        ("places.yaml", "    lat: 36.855\n", "", "lat"),
        ("places.yaml", "    kind: port\n", "    sort: port\n", "sort"),
        ("corridors.yaml", "to: makhachkala_port", "to: mahachkala", "to"),
        ("claims.yaml", "    attribution: [Anadolu Agency]\n", "", "attribution"),
    ],
)
def test_a_fault_is_told_with_file_line_and_field(
    copy: Path, file: str, old: str, new: str, field: str
) -> None:
    replace_once(copy / file, old, new)
    with pytest.raises(KnowledgeError) as caught:
        starter_knowledge(copy)
    found = [one for one in caught.value.problems if one.field == field]
    assert found
    assert found[0].file == file
    assert (found[0].line or 0) > 1
    assert file in str(caught.value)


def test_all_faults_are_told_at_once(copy: Path) -> None:
    replace_once(copy / "goods.csv", ",840710,hs,", ",84.07,hs,")
    replace_once(copy / "trade_places.csv", ",51.95,", ",151.95,")
    with pytest.raises(KnowledgeError) as caught:
        starter_knowledge(copy)
    assert {one.file for one in caught.value.problems} == {"goods.csv", "trade_places.csv"}


def test_an_id_that_stands_twice_is_refused(copy: Path) -> None:
    replace_once(copy / "places.yaml", "id: anzali_port", "id: amirabad_port")
    with pytest.raises(KnowledgeError) as caught:
        starter_knowledge(copy)
    assert any("'amirabad_port' stands twice" in one.reason for one in caught.value.problems)


def test_a_torn_row_and_a_changed_header_are_refused(copy: Path) -> None:
    links = copy / "links.csv"
    links.write_text(links.read_text(encoding="utf-8") + "starter:sdn-1,linked_to\n", "utf-8")
    replace_once(copy / "addresses.csv", "entity,street", "entity,road")
    with pytest.raises(KnowledgeError) as caught:
        starter_knowledge(copy)
    assert {one.file for one in caught.value.problems} >= {"links.csv", "addresses.csv"}


def test_a_number_of_a_party_that_is_not_there_is_refused(copy: Path) -> None:
    replace_once(copy / "identifiers.csv", "starter:sdn-45708,tax", "starter:sdn-45707,tax")
    with pytest.raises(KnowledgeError, match="45707"):
        starter_knowledge(copy)


def test_a_missing_file_is_told(copy: Path) -> None:
    (copy / "goods.csv").unlink()
    with pytest.raises(UnreadableInputError, match=r"goods\.csv"):
        starter_knowledge(copy)
