"""The newer forms, tampered with: a clear error or an honest account, never a crash."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import UnreadableInputError
from holdpoint.sources import read_source

_SDN = "<sdnEntry><uid>{0}</uid><lastName>P{0}</lastName><sdnType>Entity</sdnType><programList>\
<program>SDGT</program></programList><idList><id><idType>Tax ID No.</idType><idNumber>{0}\
</idNumber></id></idList></sdnEntry>"
_PARTY = '<DistinctParty><Profile ID="{0}" PartySubTypeID="3"><Identity ID="{0}"><Alias \
AliasTypeID="3" Primary="true"><DocumentedName DocNameStatusID="1"><DocumentedNamePart>\
<NamePartValue ScriptID="215">P{0}</NamePartValue></DocumentedNamePart></DocumentedName></Alias>\
</Identity></Profile></DistinctParty>'
_UK = "<Designation><UniqueID>TST000{0}</UniqueID><RegimeName>Russia</RegimeName><Names><Name>\
<Name6>P{0}</Name6></Name></Names><SanctionsImposed>Asset freeze</SanctionsImposed></Designation>"
_EU = '<sanctionEntity euReferenceNumber="EU.{0}"><subjectType code="person"/><nameAlias \
wholeName="P{0}"/><birthdate year="1970"/><identification number="{0}"/></sanctionEntity>'
_CH = '<target ssid="{0}"><sanctions-set-id>1</sanctions-set-id><individual><identity main="true">\
<name name-type="primary-name"><name-part order="1"><value>P{0}</value></name-part></name>\
<day-month-year year="1970"/></identity></individual></target>'
_CA = "<record><Country>Russia / Russie</Country><LastName>P{0}</LastName><Aliases>A, B</Aliases>\
<Schedule>1</Schedule><Item>{0}</Item></record>"


def _all(form: str) -> str:
    return "".join(form.format(n) for n in range(1, 5))


_TARGETS = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,"
    "program_ids,dataset,first_seen,last_seen,last_change\n"
)
SAMPLES: dict[str, str] = {
    "sdn.xml": f"<sdnList><Publish_Date>01/02/2026</Publish_Date>{_all(_SDN)}</sdnList>",
    "advanced.xml": '<Sanctions xmlns="http://www.un.org/sanctions/1.0"><ReferenceValueSets>'
    '<ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script></ScriptValues>'
    f"</ReferenceValueSets>{_all(_PARTY)}</Sanctions>",
    "uk.xml": f"<Designations><DateGenerated>28/01/2026</DateGenerated>{_all(_UK)}</Designations>",
    "eu.xml": '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-06-05">'
    f"{_all(_EU)}</export>",
    "seco.xml": '<swiss-sanctions-list date="2026-01-01"><sanctions-program ssid="9">'
    '<sanctions-set ssid="1" lang="eng">Financial measures</sanctions-set></sanctions-program>'
    f"{_all(_CH)}</swiss-sanctions-list>",
    "sema.xml": f"<data-set>{_all(_CA)}</data-set>",
    "uk.csv": "Unique ID,OFSI Group ID,Name 6,Regime Name,Sanctions Imposed\n"
    + "".join(f"TST000{n},{n},P{n},Russia,Asset freeze\n" for n in range(4)),
    "eu.csv": "Entity_LogicalId;Entity_EU_ReferenceNumber;NameAlias_WholeName;BirthDate_Year\n"
    + "".join(f"{n};EU.{n};P{n};1970\n" for n in range(4)),
    "dpl.txt": "Name\tStreet_Address\tCity\tCountry\tEffective_Date\tStandard_Order\tFR_Citation\n"
    + "".join(f"P{n}\t1 Rd\tX\tDE\t01/02/2020\tY\t85 FR 1\n" for n in range(4)),
    "uvl.csv": "COUNTRY,NAME,ADDRESS\n" + "".join(f"Ghana,P{n},1 Rd\n" for n in range(4)),
    "targets.csv": _TARGETS
    + "".join(
        f"NK-{n},Company,P{n},A;B,,ru,,IMO9051648,,,,X,Ukraine War and Sanctions,2025-10-06,"
        "2026-03-13,2026-02-01\n"
        for n in range(4)
    ),
    "registry.json": json.dumps(
        [{"id": f"x-{n}", "list_id": "cn-attention-list", "entity_name": f"P{n}"} for n in range(4)]
    ),
    "names.json": json.dumps(
        {
            "source": "OFAC SDN (public list)",
            "entries": [{"uid": str(n), "name": f"P{n}", "program": "SDGT"} for n in range(4)],
        }
    ),
    "copy.json": json.dumps(
        [{"full_name": f"P{n} Q", "source": "UK Sanctions List (FCDO)"} for n in range(4)]
    ),
    "mofa.txt": "輸出等に係る禁止措置 外務省告示\n最終更新日：2025年1月2日\n"
    + "".join(f"{n} 株式会社\nPlant P{n}\n所在地：1 Road, Moscow, Russia.\n" for n in range(1, 5)),
}
NOISE = st.sampled_from(
    [b"", b"\0", b'"', b",", b";", b"\n", b"<", b"{", b"]", b"\xff", b"null", b"9" * 40, b"</"]
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), NOISE), max_size=3)


def _tampered(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, cut, noise in changes:
        at = int(place * len(data))
        data = data[:at] + noise + data[at + cut :]
    return data


def _honest(path: Path) -> None:
    try:
        counts = [(sum(1 for _ in e.entities), len(e.links), e.info) for e in read_source(path)]
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
        assert len(list(edition.entities)) == 4, name
        assert edition.info.refused == 0, edition.problems


@pytest.mark.parametrize("name", sorted(SAMPLES))
@settings(max_examples=100, deadline=None)
@given(CHANGES)
def test_tampered_files(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[tuple[float, int, bytes]]
) -> None:
    path: Path = tmp_path_factory.mktemp("hostile") / name
    path.write_bytes(_tampered(SAMPLES[name].encode("utf-8"), changes))
    _honest(path)


def _sheet() -> bytes:
    rows = [["Unique ID", "OFSI Group ID", "Name", "Regime Name"], ["TST0001", "7", "P", "Russia"]]
    body = "".join(
        "<t:table-row>" + "".join(f"<t:table-cell><x:p>{c}</x:p></t:table-cell>" for c in row)
        + "</t:table-row>"
        for row in rows
    )  # fmt: skip
    return (
        '<o:document-content xmlns:o="urn:o" xmlns:t="urn:t" xmlns:x="urn:x"><t:table t:name="A">'
        f"{body}</t:table></o:document-content>"
    ).encode()


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.booleans())
def test_tampered_spreadsheets(
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[float, int, bytes]],
    inside: bool,
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("content.xml", _tampered(_sheet(), changes) if inside else _sheet())
    data = out.getvalue() if inside else _tampered(out.getvalue(), changes)
    path: Path = tmp_path_factory.mktemp("sheets") / "uk.ods"
    path.write_bytes(data)
    _honest(path)
