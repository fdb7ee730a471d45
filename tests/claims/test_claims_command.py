"""`holdpoint claims`: from a reading to a held order, at the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.claims._invented import CLAIMS, DENIED, ROUTE, RUNS, SHIPS, reading

from holdpoint.cli._main import app
from holdpoint.files import plain
from holdpoint.model import Reading

DAY = ("--at", "2024-03-05", "--by", "a.reviewer")


class Desk:
    """A store, and commands on it."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.store = folder / "claims"
        self.said = ""
        self._capfd = capfd

    def call(self, *words: str) -> int:
        self._capfd.readouterr()
        code = app(list(words), standalone_mode=False)
        told = self._capfd.readouterr()
        self.said = told.out + told.err
        return int(code)

    def run(self, *words: str, code: int = 0) -> str:
        assert self.call("claims", *words, "--store", str(self.store)) == code, self.said
        return self.said

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json"))

    def add(self, made: Reading, *words: str, code: int = 0) -> str:
        path = self.folder / "reading.json"
        path.write_text(json.dumps(plain(made)), "utf-8")
        return self.run("add", "--reading", str(path), *words, code=code)


@pytest.fixture
def empty(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capfd)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    empty.add(reading(), "--at", "2024-03-04", "--by", "a.reviewer")
    return empty


def test_the_way_of_a_claim_to_a_held_order(desk: Desk, tmp_path: Path) -> None:
    desk.run("accept", ROUTE.id[6:12], "--reliability", "B", "--credibility", "2", *DAY)
    snap = str(tmp_path / "snap")
    assert desk.call("data", "build", "--claims", str(desk.store), "--out", snap) == 0
    told = "Accepted claims: 1; from them 1 entities, 0 links, 0 sites, 1 corridors."
    assert told in desk.said
    order = tmp_path / "order.json"
    legs = [{"mode": "sea", "from": "Port Ansel", "to": "Nordhaven Quay"}]
    parties = [{"role": "buyer", "name": "Quiet Harbour Bakery", "country": "AE", "owners": []}]
    order.write_text(
        json.dumps({
            "id": "SO-1", "date": "2024-06-01", "exporter_country": "DE",
            "destination_country": "AE", "parties": parties, "items": [], "route": legs,
        })
    )  # fmt: skip
    assert desk.call("screen", str(order), "--snapshot", snap, "--detail") == 1
    said = " ".join(desk.said.split())
    assert "The parts go from Port Ansel to Nordhaven Quay by sea" in said
    assert "source B (usually reliable), information 2 (probably true)" in said
    page = tmp_path / "report.html"
    desk.call("screen", str(order), "--snapshot", snap, "--format", "html", "--out", str(page))
    assert "Route that a claim tells" in page.read_text("utf-8")


def test_a_build_of_an_earlier_day_knows_no_later_acceptance(desk: Desk, tmp_path: Path) -> None:
    desk.run("accept", SHIPS.id, *DAY)
    for day, count in (("2024-03-04", 0), ("2024-03-05", 1)):
        words = ("data", "build", "--claims", str(desk.store), "--as-of", day)
        assert desk.call(*words, "--out", str(tmp_path / day)) == 0
        assert f"Accepted claims: {count};" in desk.said


def test_the_list_can_be_narrowed(desk: Desk) -> None:
    desk.run("accept", SHIPS.id, *DAY)
    assert "4 claims; 3 wait for a person." in desk.run("list")
    narrowed = {
        ("--state", "accepted"): {SHIPS.id},
        ("--state", "accepted", "--state", "unreviewed"): {one.id for one in CLAIMS},
        ("--predicate", "operates"): {RUNS.id},
        ("--stance", "denied"): {DENIED.id},
        ("--entity", "tolmark"): {DENIED.id},
        ("--document", RUNS.document[:9]): {one.id for one in CLAIMS},
        ("--document", "doc-ffff"): set(),
        ("--as-of", "2024-03-03"): set(),
    }
    for words, ids in narrowed.items():
        assert {row["id"] for row in desk.json("list", *words)} == ids, words


def test_one_claim_is_shown_with_its_words_in_the_text(desk: Desk) -> None:
    desk.run("reject", RUNS.id, "--reason", "another hall", *DAY)
    shown = desk.run("show", RUNS.id[6:11])
    assert "[Korvat Works allegedly runs the assembly hall at Nordhaven Quay]" in shown
    assert "hedge      “allegedly” (allegation)" in shown
    assert "said by    Invented Gazette, then the ministry (said)" in shown
    assert "is invented:quay" in shown
    assert "rejected by a.reviewer (event 2): another hall" in shown
    earlier = desk.run("show", RUNS.id, "--as-of", "2024-03-04")
    assert "rejected" not in earlier
    record = desk.json("show", RUNS.id)
    assert record["review"]["reason"] == "another hall"
    assert record["claim"]["id"] == RUNS.id


def test_a_correction_and_a_link_are_told(desk: Desk) -> None:
    made = desk.json(
        "correct", SHIPS.id, "--set", "predicate=ships_to", "--reason", "ships", "--accept", *DAY
    )
    new = made["body"]["new"]["id"]
    assert "stands in the place" not in desk.run("show", new)
    assert f"instead of {SHIPS.id}" in desk.run("show", new)
    desk.run("link", new, DENIED.id, "contradicts", "--reason", "one says so, one not", *DAY)
    assert f"contradicts {DENIED.id}" in desk.run("show", new)
    assert f"(contradicts this one) {new}" in desk.run("show", DENIED.id)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "ffff"], "no claim"),
        (["accept"], "No claim is named"),
        (["accept", "ffffffff"], "no claim"),
        (["accept", "--document", "doc-ffff"], "waits for a person"),
        (["reject", SHIPS.id, "--reason", " "], "--reason"),
        (["correct", RUNS.id, "--set", "stance=asserted", "--reason", "x"], "--sharpen"),
        (["correct", RUNS.id, "--set", "id=claim-1", "--reason", "x"], "no such field"),
        (["correct", RUNS.id, "--set", "stance", "--reason", "x"], "NAME=VALUE"),
        (["correct", RUNS.id, "--place", "quay=95,200", "--reason", "x"], "latitudes go to"),
        (["correct", RUNS.id, "--place", "quay=a", "--reason", "x"], "or give lat,lon"),
        (["link", SHIPS.id, SHIPS.id, "same", "--reason", "x"], "itself"),
        (["attach", SHIPS.id, "--title", "x"], "Give the evidence"),
        (["attach", SHIPS.id, "--title", "x", "--footprint", "1,2"], "west, south"),
        (["list", "--as-of", "yesterday"], "no such day"),
        (["accept", SHIPS.id, "--at", "2999-01-01"], "still to come"),
        (["accept", SHIPS.id, "--at", "2024-03-01"], "nothing can be entered before"),
        (["accept", SHIPS.id, "--at", "noon"], "is no time"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_remedy(
    desk: Desk, words: list[str], says: str
) -> None:
    before = (desk.store / "ledger.jsonl").read_bytes()
    assert says in desk.run(*words, code=2)
    assert (desk.store / "ledger.jsonl").read_bytes() == before


def test_a_point_makes_a_site_of_a_thing(desk: Desk) -> None:
    made = desk.json(
        "correct", RUNS.id, "--place", "quay=69.2,33.5", "--reason", "the picture shows it", *DAY
    )
    new = made["body"]["new"]["id"]
    assert "is point:69.2,33.5: Nordhaven Quay (site)" in desk.run("show", new)


def test_evidence_is_put_beside_a_claim(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "hall.png"
    size = (8).to_bytes(4, "big") + (6).to_bytes(4, "big")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + b"\x08\0\0\0\0invented")
    words = ("--file", str(picture), "--title", "The hall", "--captured", "2024-02-11")
    made = desk.json("attach", RUNS.id, *words, "--footprint", "33,69,34,70", *DAY)
    exhibit = made["body"]["exhibit"]
    assert exhibit["media"] == "image/png"
    assert exhibit["footprint"][2] == [34.0, 70.0]
    assert "The hall: hall.png, taken 2024-02-11" in desk.run("show", RUNS.id)


def test_verify_finds_what_was_changed_and_knows_a_noted_hash(desk: Desk) -> None:
    whole = desk.json("verify")
    assert whole["whole"]
    desk.run("accept", SHIPS.id, *DAY)
    desk.run("verify", "--head", whole["head"])
    assert "another history" in desk.run("verify", "--head", "sha256:0", code=2)
    path = desk.store / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"a.reviewer", b"b.reviewer"))
    assert "line was changed" in desk.run("verify", code=2)


def test_csv_is_safe_for_a_spreadsheet_and_has_a_row_a_claim(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "claims.csv"
    desk.run("correct", SHIPS.id, "--name", "brimstead==cmd|x", "--reason", "odd", *DAY)
    desk.run("export", "--format", "csv", "--out", str(out))
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert len(rows) == len(CLAIMS) + 1
    assert rows[-1]["subject"].startswith("'=cmd")
    assert rows[0]["quote"] == SHIPS.spans[0].quote
    assert rows[0]["review"] == "corrected"
    exported = json.loads(desk.run("export", "--as-of", "2024-03-04"))
    assert exported["as_of"] == "2024-03-04"
    assert [row["state"] for row in exported["claims"]] == ["unreviewed"] * len(CLAIMS)


def test_ftm_lines_hold_the_accepted_claim_with_its_document(desk: Desk) -> None:
    desk.run("accept", SHIPS.id, *DAY)
    lines = desk.run("export", "--format", "ftm", "--state", "accepted").splitlines()
    things = [json.loads(line) for line in lines]
    assert {"Article", "Company"} <= {thing["schema"] for thing in things}
    assert SHIPS.spans[0].quote in "".join(lines)


def test_a_feed_tells_what_was_accepted_and_nothing_else(desk: Desk) -> None:
    desk.run("accept", SHIPS.id, *DAY)
    words = ("--title", "Ours", "--author", "Example GmbH")
    told = desk.run("feed", *words)
    assert told.count("<entry>") == 1
    assert "ships guidance parts to Korvat Works" in told
    assert "<updated>2024-03-05T00:00:00Z</updated>" in told
    assert "<entry>" not in desk.run("feed", *words, "--as-of", "2024-03-04")


def test_documents_are_read_into_the_store_and_one_that_cannot_be_is_told(
    empty: Desk, tmp_path: Path
) -> None:
    good, bad = tmp_path / "notice.txt", tmp_path / "empty.txt"
    good.write_text("Brimstead Avionics LLC is a subsidiary of Korvat Trading LLC.")
    bad.write_text("")
    told = empty.run("add", str(bad), str(good), "--at", "2024-03-04", "--by", "a", code=2)
    assert "empty.txt" in told
    records = empty.json("list")
    assert [row["state"] for row in records] == ["unreviewed"]
    assert records[0]["claim"]["predicate"] == "subsidiary_of"
    assert "belong to one document" in empty.run(
        "add", str(bad), str(good), "--published", "2024-03-01", code=2
    )
    assert "Name the documents" in empty.run("add", code=2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("no json", "no JSON"),
        ("[]", "must be an object"),
        ('{"source": {}}', "lacks"),
        ('{"source": 1, "text": "", "entities": [], "claims": []}', "source"),
        ("", "empty"),
    ],
)
def test_a_reading_that_is_none_is_refused(
    empty: Desk, tmp_path: Path, content: str, says: str
) -> None:
    path = tmp_path / "reading.json"
    path.write_text(content)
    assert says in empty.run("add", "--reading", str(path), code=2)


def test_a_name_cannot_steer_the_terminal(empty: Desk) -> None:
    told = empty.add(reading(title="A\x1b[2Jtitle\u202e"), "--at", "2024-03-04", "--by", "a")
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_the_store_is_the_users_own_where_none_is_named(
    empty: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = tmp_path / "reading.json"
    path.write_text(json.dumps(plain(reading())), "utf-8")
    assert empty.call("claims", "add", "--reading", str(path)) == 0
    assert (tmp_path / "holdpoint" / "claims" / "ledger.jsonl").is_file()
