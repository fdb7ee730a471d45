"""Which edition of which list a folder gives, and why not the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.sources import Plan, _csl_json, plan
from holdpoint.sources._csl import Screening
from holdpoint.sources._files import Content

Write = Callable[[str, str | bytes], Path]

SDN = "Specially Designated Nationals (SDN) - Treasury Department"
FSE = "Foreign Sanctions Evaders (FSE) - Treasury Department"
EL = "Entity List (EL) - Bureau of Industry and Security"
E = "-0- "


def _sdn(*numbers: int, remarks: str = "Tax ID No. 77 (Russia).") -> str:
    rows = (f'{n},"PARTY {n}",{",".join([E] * 9)},"{remarks}"\r\n' for n in numbers)
    return "".join(rows) + "\x1a"


def _addresses(*numbers: int) -> str:
    return "".join(f'{n},{n},"{n} Road","Town","Russia",-0- \r\n' for n in numbers) + "\x1a"


def _compact(*numbers: int, day: str = "2026-07-31", extra: int = 0) -> str:
    rows = [{"n": f"PARTY {n}", "s": 0, "e": str(n), "t": "Entity", "c": ["RU"]} for n in numbers]
    rows += [{"n": f"CHIPS {n}", "s": 1, "c": ["TW"]} for n in range(extra)]
    return json.dumps(
        {
            "sourceGeneratedAt": f"{day}T00:00:00",
            "countsBySource": {},
            "fieldKey": {},
            "tables": {"sources": [SDN, EL]},
            "entries": rows,
        }
    )


def _un(day: str, *references: str, tail: str = "</CONSOLIDATED_LIST>") -> str:
    entries = "".join(
        f"<ENTITY><FIRST_NAME>E</FIRST_NAME><REFERENCE_NUMBER>{r}</REFERENCE_NUMBER></ENTITY>"
        for r in references
    )
    return f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z">{entries}{tail}'


def _by_source(made: Plan) -> dict[str, list[str]]:
    return {c.source: [path.name for path in c.files] for c in made.choices}


def _why(made: Plan) -> dict[str, str]:
    return {path.name: why for path, why in (*made.unreadable, *made.superseded)}


def test_the_newest_edition_of_a_list_wins_whatever_its_form(write: Write, tmp_path: Path) -> None:
    write("a/sdn_2024-05-03.csv.gz", _sdn(1, 2, 3, 4))
    write("b/csl.json.gz", _compact(1, 2, 3, 5, extra=2))
    write("a/sdn_addresses_2026-08-02.csv", _addresses(1, 2, 3, 5))
    write("a/sdn_addresses_2024-05-03.csv", _addresses(1, 2, 3, 4))
    made = plan(tmp_path)
    assert _by_source(made) == {
        "us-bis-el": ["csl.json.gz"],
        "us-ofac-sdn": ["csl.json.gz", "sdn_addresses_2026-08-02.csv"],
    }
    why = _why(made)
    assert "superseded by csl.json.gz" in why["sdn_2024-05-03.csv.gz"]
    assert "superseded by sdn_addresses_2026" in why["sdn_addresses_2024-05-03.csv"]


def test_an_edition_without_particulars_is_completed_from_an_older_one(
    write: Write, tmp_path: Path
) -> None:
    write("sdn_2024-05-03.csv", _sdn(1, 2, 3, 4, remarks="Tax ID No. 77; Linked To: PARTY 2."))
    write("csl.json", _compact(1, 2, 3, 5))
    edition = next(plan(tmp_path).editions())
    entities = {entity.id: entity for entity in edition.entities}
    assert sorted(entities) == [f"us-ofac-sdn:{n}" for n in (1, 2, 3, 5)]
    first = entities["us-ofac-sdn:1"]
    assert [i.value for i in first.identifiers] == ["77"]
    assert first.extra["Particulars as of"] == "2024-05-03"
    assert entities["us-ofac-sdn:5"].identifiers == ()
    assert {(k.subject[-1], str(k.object)[-1]) for k in edition.links} == {("1", "2"), ("3", "2")}
    info = edition.info
    assert (info.rows, info.read, info.refused, info.entities) == (4, 4, 0, 4)
    assert "Particulars of 3 entries as of 2024-05-03" in (info.note or "")
    assert "sdn_2024-05-03.csv (4 records)" in (info.note or "")
    assert "1 entries of that edition are no longer listed" in (info.note or "")
    assert info.list_date == "2026-07-31"


def test_a_list_that_is_looked_into_and_read_is_parsed_once_and_let_go(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("csl.json", _compact(1, 2, 3, 5, extra=2))
    write("sdn_addresses_2026-08-02.csv", _addresses(1, 2, 3, 5))
    parsed: list[str] = []
    parse = _csl_json._screening

    def counted(content: Content) -> Screening:
        parsed.append(content.name)
        return parse(content)

    monkeypatch.setattr(_csl_json, "_screening", counted)
    made = plan(tmp_path)
    read = {edition.source: len(list(edition.entities)) for edition in made.editions()}
    assert read == {"us-bis-el": 2, "us-ofac-sdn": 4}
    assert parsed == ["csl.json"]
    assert [len(list(edition.entities)) for edition in made.editions()] == [2, 4]
    assert parsed == ["csl.json", "csl.json"]  # it was let go, and the plan can be used again


def test_a_companion_of_another_edition_is_named_and_not_used(write: Write, tmp_path: Path) -> None:
    write("sdn_2024-05-03.csv", _sdn(*range(1, 101)))
    write("sdn_addresses_2026-08-02.csv", _addresses(*range(50, 200)))
    made = plan(tmp_path)
    assert _by_source(made) == {"us-ofac-sdn": ["sdn_2024-05-03.csv"]}
    assert "of another edition" in _why(made)["sdn_addresses_2026-08-02.csv"]


def test_a_damaged_or_empty_newer_file_leaves_the_older_edition_in_use(
    write: Write, tmp_path: Path
) -> None:
    write("un_2025.xml", _un("2025-01-01", "A.1", "A.2"))
    write("un_2026.xml", _un("2026-01-01", "A.1", "A.2", tail="<torn"))
    write("un_2027.xml", "")
    made = plan(tmp_path)
    assert _by_source(made) == {"un-sc": ["un_2025.xml"]}
    assert "damaged" in _why(made)["un_2026.xml"]
    assert "empty" in _why(made)["un_2027.xml"]


def test_a_newer_file_that_is_only_a_part_does_not_delist_the_rest(
    write: Write, tmp_path: Path
) -> None:
    write("old.xml", _un("2025-01-01", *(f"A.{n}" for n in range(20))))
    write("sample.xml", _un("2026-01-01", "A.1"))
    write("sdn_2023-01-01.csv", _sdn(1, 2, 3))
    write("sdn_2024-01-01.csv", _sdn(1, 2, 3)[:-40])
    made = plan(tmp_path)
    assert _by_source(made) == {"un-sc": ["old.xml"], "us-ofac-sdn": ["sdn_2023-01-01.csv"]}
    assert "part of the list" in _why(made)["sample.xml"]
    assert "cut short" in _why(made)["sdn_2024-01-01.csv"]


def test_amendments_complete_their_act_and_strangers_are_named(
    write: Write, tmp_path: Path
) -> None:
    columns = "recordId,programKey,annex,measure,startDate,reason,schema,name"
    row = "EU-RUS,I,Asset freeze,1.1.2024,,LegalEntity"
    write("cons/32014R0269.csv", f"celex,{columns}\n32014R0269,1,{row},A\n")
    write("am/32026R0001.csv", f"amendedCelex,amendmentCelex,{columns}\n"
          f"32014R0269,32026R0001,2,{row},B\n32014R0833,32026R0001,3,{row},C\n")  # fmt: skip
    write("names.json", '{"id": "1", "full_name": "X"}')
    write("strange.xml", '<?xml version="1.0"?><!-- c --><strange-list/>')
    write("readme.txt", "hello")
    write("other.csv", "a,b,c\n1,2,3\n")
    made = plan(tmp_path)
    assert _by_source(made) == {
        "eu-oj-32014R0269": ["32014R0269.csv", "32026R0001.csv"],
        "eu-oj-32014R0833": ["32026R0001.csv"],
    }
    why = _why(made)
    assert "full_name" in why["names.json"]
    assert "<strange-list>" in why["strange.xml"]
    assert "plain text" in why["readme.txt"]
    assert "3 columns" in why["other.csv"]
    editions = {e.source: [x.caption for x in e.entities] for e in made.editions()}
    assert editions == {"eu-oj-32014R0269": ["A", "B"], "eu-oj-32014R0833": ["C"]}


def test_a_list_that_a_newer_collection_dropped_is_kept_and_said_so(
    write: Write, tmp_path: Path
) -> None:
    head = (
        "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
        "start_date"
    )
    rows = [f"{n},{source},{n},,,PARTY {n},,,," for n, source in enumerate((SDN, EL, FSE))]
    write("csl_2022-05.csv", "\n".join([head, *rows]) + "\n")
    write("csl.json", _compact(1, 2, 3, extra=2))
    made = plan(tmp_path)
    chosen = {choice.source: choice for choice in made.choices}
    assert chosen["us-ofac-fse"].files[0].name == "csl_2022-05.csv"
    assert "does not carry this list any more" in (chosen["us-ofac-fse"].note or "")
    assert _why(made)["csl_2022-05.csv"].startswith("us-bis-el, us-ofac-sdn: superseded")


def test_a_firms_own_list_uses_its_csv(write: Write, tmp_path: Path) -> None:
    write("own.csv", "Party\nImaginary Labs\n")
    write("own.yaml", "format: own-csv\nid: own\ntitle: Own\nmeasure: private\nfile: own.csv\n"
          "columns:\n  name: Party\n")  # fmt: skip
    made = plan(tmp_path)
    assert _by_source(made) == {"own": ["own.yaml"]}
    assert made.unreadable == ()


def test_the_folder_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="no folder"):
        plan(tmp_path / "nowhere")
