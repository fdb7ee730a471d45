from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from benchmarks._tracks_made import Fix, sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import UnreadableInputError
from holdpoint.tracks import Messages, read_track

REAL = Path(__file__).parents[3] / "shared" / "data" / "ais"
GOOD = sentence(Fix(999_000_001, 1_768_017_600, 36.87, 53.36, 10.5))
BARE = GOOD[GOOD.index("!") :]
STATIC = (
    "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C",
    "!AIVDM,2,2,1,A,88888888880,2*25",
)


def read(tmp_path: Path, text: str, name: str = "t.nmea") -> Messages:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_track(path)


@settings(deadline=None)
@given(
    st.integers(1, 999_999_999),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(0, 102.2),
    st.integers(1_000_000_000, 2_000_000_000),
)
def test_what_was_sent_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, mmsi: int, lat: float, lon: float, sog: float, t: int
) -> None:
    path = tmp_path_factory.mktemp("one") / "t.nmea"
    path.write_text(sentence(Fix(mmsi, t, lat, lon, sog)) + "\n", encoding="ascii")
    (found,) = read_track(path).positions
    assert (found.mmsi, found.t) == (mmsi, t)
    assert found.lat == pytest.approx(lat, abs=1e-6)
    assert found.lon == pytest.approx(lon, abs=1e-6)
    assert found.sog == pytest.approx(sog, abs=0.051)


@pytest.mark.parametrize(
    "name",
    ["aislib_stream_example.txt.gz", "pyais_nmea_data_sample.txt", "synthetic_dark.nmea"],
)
def test_real_messages_are_read_as_pyais_reads_them(name: str) -> None:
    pyais = pytest.importorskip("pyais", reason="pyais (extra `ais`) is not installed")
    path = REAL / name
    if not path.exists():
        pytest.skip("the AIS samples are not beside the project (../shared/data/ais)")
    data = path.read_bytes()
    data = gzip.decompress(data) if name.endswith(".gz") else data
    lines = data.decode("latin-1").splitlines()
    found = read_track(path)
    compared = 0
    for one in found.positions:
        theirs = pyais.decode(lines[one.line - 1][lines[one.line - 1].index("!") :].strip())
        assert (one.mmsi, theirs.lat, theirs.lon) == (
            theirs.mmsi,
            pytest.approx(one.lat, abs=1e-5),
            pytest.approx(one.lon, abs=1e-5),
        )
        assert theirs.speed in {one.sog, 102.3} or abs(theirs.speed - (one.sog or 0)) < 0.051
        compared += 1
    assert compared > 250
    single = [s for s in found.statics if lines[s.line - 1].startswith(("!AIVDM,1", "!BSVDM,1"))]
    for ship in single[:300]:
        theirs = pyais.decode(lines[ship.line - 1].strip())
        if hasattr(theirs, "callsign"):
            assert (ship.call_sign or "") == theirs.callsign.rstrip("@ ")


def test_a_message_in_two_parts_is_put_together(tmp_path: Path) -> None:
    found = read(tmp_path, "\n".join(STATIC))
    assert found.problems == ()
    (ship,) = found.statics
    assert ship.mmsi == 351_759_000
    assert ship.imo == 9_134_270
    assert ship.name == "EVER DIADEM"
    assert ship.call_sign == "3FOF8"


def test_broken_lines_are_told_by_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    nowhere = sentence(Fix(999_000_001, 1_768_017_700, 91.0, 53.0, 1.0))
    beyond = sentence(Fix(999_000_001, 1_768_017_700, 95.0, 53.0, 1.0))
    lines = [
        GOOD, GOOD[:40], GOOD[:-1] + ("0" if GOOD[-1] != "0" else "1"), "no sentence", "",
        "# remark", nowhere, beyond, STATIC[0], "!AIVDM,1,1,,A,,0*26", GOOD,
    ]  # fmt: skip
    found = read(tmp_path, "\n".join(lines) + "\n")
    assert [one.line for one in found.positions] == [1, 11]
    told = {problem.line: problem.reason for problem in found.problems}
    assert set(told) == {2, 3, 4, 7, 8, 9, 10}
    assert "cut" in told[2]
    assert "checksum" in told[3]
    assert "no position" in told[7]
    assert "nowhere on Earth" in told[8]
    assert "part 2 of 2" in told[9]
    assert found.refused == 7


def test_a_file_cut_in_the_middle_of_a_sentence_keeps_what_came_before(tmp_path: Path) -> None:
    found = read(tmp_path, f"{GOOD}\n{GOOD}\n{GOOD[:-9]}")
    assert len(found.positions) == 2
    assert [problem.line for problem in found.problems] == [3]


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_bytes_behind_a_mark_are_refused_and_never_crash(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes
) -> None:
    path = tmp_path_factory.mktemp("junk") / "t.nmea"
    path.write_bytes(b"!AIVDM,1,1,,A," + junk.replace(b"\0", b"x") + b"\n" + GOOD.encode() + b"\n")
    try:
        found = read_track(path)
    except UnreadableInputError:
        return  # no text at all
    assert len(found.positions) <= 2


@pytest.mark.parametrize(
    "line",
    [
        f"{BARE},1768017600",
        f"{BARE},r003669945,1768017600",
        f"2026-01-10T04:00:00Z {BARE}",
        f"1768017600 {BARE}",
        f"1768017600000 {BARE}",
        f"$PGHP,1,2026,1,10,4,0,0,0,231,45,992190934,1,2B*5B\n{BARE}",
    ],
)
def test_a_time_is_found_wherever_receivers_write_it(line: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, f"$GPZDA,x*00\n{line}\n").positions
    assert found.t == 1_768_017_600


def test_a_table_is_read_by_the_usual_names(tmp_path: Path) -> None:
    text = (
        "MMSI,BaseDateTime,LAT,LON,SOG,VesselName,IMO\n"
        "999000001,2026-01-10T04:00:00,36.8,53.3,10.2,EXAMPLE STAR,IMO9134270\n"
        "999000001,2026-01-10T04:06:00,91,53.3,10.2,,\n"
        "999000001,soon,36.8,53.3,10.2,,\n"
        "x,2026-01-10T04:06:00,36.8,53.3,10.2,,\n"
        "999000001,2026-01-10T04:12:00+02:00,36.8,53.3,,,\n"
    )
    found = read(tmp_path, text, "t.csv")
    assert [one.line for one in found.positions] == [2, 6]
    assert found.positions[1].sog is None
    assert found.positions[1].t == 1_768_017_600 + 720 - 7200
    assert found.statics[0].imo == 9_134_270
    assert [(p.line, p.field) for p in found.problems] == [(3, "lat"), (4, "time"), (5, "mmsi")]


def test_a_mapping_reads_a_providers_own_table(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(
        "columns: {mmsi: Nummer, time: Zeit, lat: Breite, lon: Laenge, speed: Fahrt}\n"
        'delimiter: ";"\ntime_format: "%d.%m.%Y %H:%M"\nspeed_unit: km/h\n',
        encoding="utf-8",
    )
    table = tmp_path / "t.csv"
    table.write_text(
        "Zeit;Nummer;Breite;Laenge;Fahrt\n10.01.2026 04:00;999000001;36.8;53.3;18.52\n",
        encoding="utf-8",
    )
    (found,) = read_track(table, mapping).positions
    assert found.t == 1_768_017_600
    assert found.sog == pytest.approx(10)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: {ship: x}\n", "not known"),
        ("speed_unit: miles\n", "not known"),
        ("colums: {}\n", "no mapping"),
        ("columns: {lat: Breite}\n", "no such column"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(text: str, said: str, tmp_path: Path) -> None:
    mapping, table = tmp_path / "map.yaml", tmp_path / "t.csv"
    mapping.write_text(text, encoding="utf-8")
    table.write_text("mmsi,time,lat,lon\n", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=said):
        read_track(table, mapping)
