"""What was seen of a file is looked up by its content, and only where it depends on that alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import holdpoint.sources
from holdpoint.errors import UnreadableInputError
from holdpoint.files import Keep
from holdpoint.sources import READERS, plan
from holdpoint.sources._looking import BESIDE, Looker
from holdpoint.sources._parsed import Parsed

SDN = '{} ,"ZARNITSA WORKS {}",-0- ,"UKRAINE-EO13662",' + ",".join(["-0- "] * 8) + "\r\n"


def test_formats_of_readers_that_look_elsewhere_are_named() -> None:
    looks = re.compile(r"\.with_name\(|path\.parent\b|\.iterdir\(|\.glob\(")
    folder = Path(holdpoint.sources.__file__).parent
    elsewhere = {path.name for path in folder.glob("*.py") if looks.search(path.read_text("utf-8"))}
    known = {"_names_json.py", "_own_mapping.py", "_place_tables.py"}
    beside_the_readers = {"_looking.py", "_plan.py", "_source.py"}
    assert elsewhere <= known | beside_the_readers
    formats = [reader.format for reader in READERS]
    assert set(BESIDE) <= set(formats)
    assert len(set(formats)) == len(formats)


def test_a_folder_seen_before_gives_the_same_plan(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "sdn_2026-01-02.csv").write_text("".join(SDN.format(i, i) for i in range(9)), "ascii")
    (lists / "sdn_2026-01-01.csv").write_text("".join(SDN.format(i, i) for i in range(8)), "ascii")
    (lists / "notes.txt").write_text("nothing of use\n", "utf-8")
    plans = [plan(lists, keep=Keep(tmp_path / "kept")) for _ in range(2)]
    assert plans[0] == plans[1]
    bare = plan(lists)
    assert (bare.choices, bare.unreadable, bare.superseded) == (
        plans[0].choices,
        plans[0].unreadable,
        plans[0].superseded,
    )
    keys = [[group.key for group in one.groups()] for one in plans]
    assert keys[0] == keys[1]
    assert None not in keys[0]
    (lists / "sdn_2026-01-02.csv").write_text(SDN.format(1, "other"), "ascii")
    assert [group.key for group in plan(lists, keep=Keep(tmp_path / "kept")).groups()] != keys[0]


def test_a_file_that_nobody_reads_is_refused_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("nothing of use\n", "utf-8")
    said = []
    for _ in range(2):
        with pytest.raises(UnreadableInputError) as caught:
            Looker(Keep(tmp_path / "kept"), Parsed()).look(path)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_mapping_whose_table_came_later_is_read_then(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    mapping = "format: own-csv\nid: own\ntitle: Invented\nmeasure: private\nlist: own\n"
    text = f"{mapping}list_date: 2026-01-01\nfile: own.csv\ncolumns: {{name: name}}\n"
    (lists / "own.yaml").write_text(text, "utf-8")
    assert not plan(lists, keep=Keep(tmp_path / "kept")).choices
    (lists / "own.csv").write_text("name\nZarnitsa Works\n", "utf-8")
    (choice,) = plan(lists, keep=Keep(tmp_path / "kept")).choices
    assert choice.source == "own"
