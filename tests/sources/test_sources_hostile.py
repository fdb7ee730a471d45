"""Files that were tampered with: a clear error or an honest account, never a crash."""

from __future__ import annotations

import gzip
import json
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import UnreadableInputError
from holdpoint.sources import read_source, reader_for

E = "-0- "
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
SAMPLES: dict[str, str] = {
    "sdn.csv": "".join(
        f'{n},"PARTY {n}",{",".join([E] * 9)},"DOB 1 Jan 1970; Tax ID No. {n} (Russia)."\r\n'
        for n in range(90001, 90006)
    )
    + "\x1a",
    "csl.csv": "_id,source,entity_number,type,programs,name,addresses,ids,alt_names\n"
    + "".join(f'{n},{SDN},{n},Entity,SDGT,PARTY {n},"1 Rd, RU","RU, {n}, Passport",A; B\n'
              for n in range(5)),
    "csl.json": json.dumps({"results": [
        {"source": SDN, "entity_number": str(n), "name": f"PARTY {n}", "alt_names": ["A"],
         "ids": [{"type": "Passport", "number": "1", "country": "RU"}],
         "addresses": [{"city": "X", "country": "RU"}]} for n in range(4)]}),
    "compact.json": json.dumps({
        "countsBySource": {}, "fieldKey": {}, "sourceGeneratedAt": "2026-01-01", "entryCount": 4,
        "tables": {"sources": [SDN], "programmes": ["A"], "licenceRequirements": ["B"],
                   "licencePolicies": ["C"], "urls": ["D"]},
        "entries": [{"n": f"P{n}", "s": 0, "pg": 0, "lr": 0, "lp": 0, "u": 0, "c": ["RU"],
                     "e": str(n), "a": ["X"]} for n in range(4)]}),
    "un.xml": '<CONSOLIDATED_LIST dateGenerated="2026-01-01T00:00:00Z">' + "".join(
        f"<INDIVIDUAL><FIRST_NAME>A{n}</FIRST_NAME><REFERENCE_NUMBER>X.{n}</REFERENCE_NUMBER>"
        "<INDIVIDUAL_DATE_OF_BIRTH><YEAR>1970</YEAR></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"
        for n in range(3)) + "</CONSOLIDATED_LIST>",
    "uk.csv": "Last Updated,01/01/2026\nName 6,Name 1,DOB,Nationality,Passport Number,"
    "Other Information,Group Type,Alias Type,Regime,Listed On,Group ID\n" + "".join(
        f'A{n},B,00/00/1967,(1) Russia (2) Cyprus,(1) 1 (2) 2,"(UK Sanctions List Ref):R{n}. X '
        f'(Gender):Male",Individual,AKA,Russia,01/01/2022,{n}\n' for n in range(4)),
    "eu.csv": "celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,address\n"
    + "".join(f'32014R0269,{n},EU-UKR,I,Asset freeze,1.1.2022,R,Person,P{n},"A; B","1 Rd, RU"\n'
              for n in range(4)),
    "x.ftm.json": "".join(json.dumps({"id": f"P{n}", "schema": "Person", "properties": {
        "name": [f"P{n}"], "birthDate": ["1970"], "country": ["ru"]}}) + "\n" for n in range(4)),
}  # fmt: skip
NOISE = st.sampled_from(
    [b"", b"\0", b'"', b",", b";", b"\n", b"<", b"{", b"]", b"\xff", b"null", b"[1]", b"9" * 40]
)


@pytest.mark.parametrize("name", sorted(SAMPLES))
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), NOISE), max_size=3))
def test_tampered_files(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    changes: list[tuple[float, int, bytes]],
) -> None:
    data = SAMPLES[name].encode("utf-8")
    for place, cut, noise in changes:
        at = int(place * len(data))
        data = data[:at] + noise + data[at + cut :]
    path: Path = tmp_path_factory.mktemp("hostile") / name
    path.write_bytes(data)
    try:
        editions = list(read_source(path))
        counts = [(sum(1 for _ in e.entities), len(e.links), e.info) for e in editions]
    except UnreadableInputError as error:
        assert str(error)  # noqa: PT017 - either this or a sound account
        return
    for entities, _, info in counts:
        assert info.rows == info.read + info.refused
        assert info.entities == entities


def test_the_samples_themselves_are_read(tmp_path: Path) -> None:
    for name, text in SAMPLES.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        (edition,) = read_source(path)
        assert len(list(edition.entities)) >= 3
        assert edition.info.refused == 0, edition.problems


ODD = st.sampled_from(
    [None, 5, -1, 1.5, True, "", [], {}, [None], [[1]], {"a": 1}, "\ud800", "x" * 5000, 10**30]
)


@pytest.mark.parametrize("name", ["compact.json", "csl.json"])
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_fields_of_a_wrong_kind(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    document = json.loads(SAMPLES[name])
    row = data.draw(st.sampled_from(document.get("entries") or document["results"]))
    at: dict[str, object] = row
    key = data.draw(st.sampled_from(sorted(row)))
    inner = row[key]
    if isinstance(inner, list) and inner and data.draw(st.booleans()):
        inner[0] = data.draw(ODD)
    else:
        at[key] = data.draw(ODD)
    path: Path = tmp_path_factory.mktemp("odd") / name
    path.write_text(json.dumps(document), encoding="utf-8")
    rows = 0
    for edition in read_source(path):
        list(edition.entities)
        rows += edition.info.rows
        assert edition.info.rows == edition.info.read + edition.info.refused
    assert rows == 4


def test_an_open_quote_swallows_no_rows_unseen(tmp_path: Path) -> None:
    text = SAMPLES["sdn.csv"].rstrip("\x1a")
    opened = f'90010,"PARTY X",{",".join([E] * 9)},"never closed\r\n'
    path = tmp_path / "sdn.csv"
    path.write_text(text + opened + text.replace('"', ""), encoding="utf-8", newline="")
    (edition,) = read_source(path)
    assert len(list(edition.entities)) == 5
    (problem,) = edition.problems
    assert (problem.line, problem.fatal) == (6, True)
    assert "Lines 6 to 11 were not read" in problem.reason


def test_a_file_cut_within_a_quoted_cell_is_known_to_be_torn(tmp_path: Path) -> None:
    path = tmp_path / "sdn.csv"
    path.write_text(SAMPLES["sdn.csv"][:-30], encoding="utf-8", newline="")
    (found,) = reader_for(path).look(path)
    assert not found.complete


def test_a_million_columns_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "eu.csv"
    head, _, rest = SAMPLES["eu.csv"].partition("\n")
    path.write_text(head + ",x" * 1_000_000 + "\n" + rest, encoding="utf-8")
    started = time.process_time()
    with pytest.raises(UnreadableInputError, match="columns"):
        next(read_source(path))
    assert time.process_time() - started < 3


def test_a_damaged_archive_and_a_pipe_are_clear_errors(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(random.Random(1).randbytes(4000)))
    packed[len(packed) // 2] ^= 255
    (tmp_path / "sdn.csv.gz").write_bytes(bytes(packed))
    os.mkfifo(tmp_path / "pipe")
    for name in ("sdn.csv.gz", "pipe"):
        with pytest.raises(UnreadableInputError):
            next(read_source(tmp_path / name))


def test_a_date_that_is_none_does_not_name_an_edition(tmp_path: Path) -> None:
    path = tmp_path / "compact.json"
    text = SAMPLES["compact.json"].replace('"2026-01-01"', '"soon"')
    path.write_text(text, encoding="utf-8")
    (found,) = reader_for(path).look(path)
    assert (found.list_date, found.date_basis) == (None, "unknown")
