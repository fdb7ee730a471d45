from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.editions._publisher import (
    Publisher,
    bomb,
    cuts,
    drips,
    leads_to,
    once,
    publisher,
    resets,
    says,
    stays_silent,
    zeros,
)

from holdpoint.editions import (
    Limits,
    Outcome,
    Remote,
    Remotes,
    Shelf,
    Tolerance,
    client,
    read_addresses,
    update,
)
from holdpoint.errors import HoldpointError
from holdpoint.sources import plan

FAST = Limits(wait=0.3, whole=3.0, size=2_000_000, tries=3, pause=0.01)


def sdn(numbers: range, *, remarks: bool = True) -> bytes:
    """Invented entries in the form of the SDN file."""
    out = io.StringIO()
    for n in numbers:
        remark = f"Tax ID No. {n:010d}." if remarks else "-0- "
        csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n").writerow(
            [n, f"QUORVIN TRADING {n} LLC", "-0- ", "IFSR", *["-0- "] * 7, remark]
        )
    return out.getvalue().encode("ascii")


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as one:
        one.body = sdn(range(1000, 1100))
        yield one


def run(server: Publisher, lists: Path, *, limits: Limits = FAST, url: str | None = None,
        tolerance: Tolerance | None = None) -> Outcome:  # fmt: skip
    remote = Remote(file="sdn.csv", url=url or server.url)
    wanted = [Remotes(source="us-ofac-sdn", holds=("us-ofac-sdn",), files=(remote,))]
    with client(limits) as http:
        (answer,) = update(
            wanted,
            Shelf(lists),
            http,
            now=lambda: "2026-11-20T08:00:00Z",
            keys={},
            limits=limits,
            tolerance=tolerance,
        )
    return answer


def test_an_edition_is_taken_whole_and_not_fetched_twice(server: Publisher, tmp_path: Path) -> None:
    first = run(server, tmp_path)
    assert (first.state, first.came, first.went) == ("taken", 100, 0)
    assert first.edition is not None
    assert first.edition.list_date == "2024-02-24"  # as the server dates it: the list does not
    (kept,) = Shelf(tmp_path).files(first.edition)
    assert gzip.decompress(kept.read_bytes()) == server.body
    assert run(server, tmp_path).state == "unchanged"
    assert server.asked[-1]["If-None-Match"] == '"1"'
    assert len(Shelf(tmp_path).editions()) == 1


def test_the_lists_of_the_shelf_can_be_built_from(server: Publisher, tmp_path: Path) -> None:
    run(server, tmp_path)
    server.body, server.etag = sdn(range(1000, 1103)), '"2"'
    server.modified = "Mon, 26 Feb 2024 10:00:00 GMT"
    assert run(server, tmp_path).came == 3
    newest = next(e for e in plan(tmp_path).editions() if e.source == "us-ofac-sdn")
    assert len(list(newest.entities)) == 103
    assert newest.info.list_date == "2024-02-26"


@pytest.mark.parametrize(
    ("trick", "words"),
    [
        (says(404), "answers 404"),
        (says(503), "answers 503"),
        (cuts(0.4), "connection failed"),
        (resets, "connection failed"),
        (stays_silent, "connection failed"),
        (leads_to("http://elsewhere.example/sdn.csv"), "leads away to http://elsewhere.example"),
        (zeros, "limit of 2,000,000 bytes"),
        (bomb, "packed though nobody asked"),
    ],
    ids=["404", "503", "lies about length", "resets", "silent", "redirects", "zeros", "gzip bomb"],
)
def test_a_file_that_does_not_come_whole_leaves_the_old_edition_in_use(
    trick: Callable[..., bool], words: str, server: Publisher, tmp_path: Path
) -> None:
    first = run(server, tmp_path)
    server.etag, server.trick = '"2"', trick
    answer = run(server, tmp_path)
    assert answer.state == "failed"
    assert words in answer.why
    assert answer.edition == first.edition
    assert Shelf(tmp_path).in_use() == {"us-ofac-sdn": first.edition}


def test_a_slow_server_is_given_up_and_gone_on_with(server: Publisher, tmp_path: Path) -> None:
    server.trick = once(drips)
    hasty = Limits(wait=0.3, whole=0.4, size=2_000_000, tries=1, pause=0.01)
    assert "goes on where this one ended" in run(server, tmp_path, limits=hasty).why
    assert run(server, tmp_path).state == "taken"
    assert server.asked[-1]["Range"].startswith("bytes=")


def test_a_broken_transfer_is_resumed_where_it_ended(server: Publisher, tmp_path: Path) -> None:
    server.trick = once(cuts(0.5))
    answer = run(server, tmp_path)
    assert answer.state == "taken"
    assert server.asked[1]["If-Range"] == '"1"'
    assert int(server.asked[1]["Range"].removeprefix("bytes=").rstrip("-")) > 0


def test_a_file_that_changed_meanwhile_is_begun_anew(server: Publisher, tmp_path: Path) -> None:
    def change(answer: object) -> bool:
        done = cuts(0.5)(answer)  # type: ignore[arg-type]
        server.body, server.etag = sdn(range(2000, 2050)), '"2"'
        return done

    server.trick = once(change)
    answer = run(server, tmp_path)
    assert answer.edition is not None
    assert answer.edition.entries == 50


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "web page"),
        (b"\xef\xbb\xbf<HTML><head></head></HTML>", "web page"),
        (sdn(range(1000, 1100))[:4000] + b"\x00\x01", "SHORT"),
        (sdn(range(1000, 1050)), "50 of 100 entries would be gone"),
        (sdn(range(1000, 1101), remarks=False), "a column vanished"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS>", "cannot be read"),
        (b"name,colour\r\nchair,red\r\n", "cannot be read"),
    ],
    ids=["empty", "html", "HTML with a mark", "cut", "half gone", "column", "cut xml", "other"],
)
def test_an_edition_that_is_not_whole_is_refused_with_the_reason(
    body: bytes, words: str, server: Publisher, tmp_path: Path
) -> None:
    first = run(server, tmp_path)
    server.body, server.etag = body, '"2"'
    answer = run(server, tmp_path)
    assert answer.state in {"refused", "failed"}
    if words != "SHORT":
        assert words in answer.why
    assert Shelf(tmp_path).in_use() == {"us-ofac-sdn": first.edition}
    # The next good edition is taken as if nothing had been.
    server.body, server.etag = sdn(range(1000, 1101)), '"3"'
    assert run(server, tmp_path).came == 1


def test_an_older_edition_is_refused(server: Publisher, tmp_path: Path) -> None:
    un = (
        '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{}">'
        "<INDIVIDUALS/><ENTITIES><ENTITY><DATAID>6900001</DATAID><VERSIONNUM>1</VERSIONNUM>"
        "<FIRST_NAME>QUORVIN WORKS</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        "<REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER><LISTED_ON>2016-11-30</LISTED_ON>"
        "</ENTITY></ENTITIES></CONSOLIDATED_LIST>"
    )
    remote = Remote(file="un.xml", url=server.url)
    wanted = [Remotes(source="un-sc", holds=("un-sc",), files=(remote,))]

    def fetched(day: str, etag: str) -> Outcome:
        server.body, server.etag = un.format(f"{day}T00:00:00.000Z").encode(), etag
        with client(FAST) as http:
            now = "2026-11-20T08:00:00Z"
            (one,) = update(wanted, Shelf(tmp_path), http, now=lambda: now, keys={}, limits=FAST)
        return one

    assert fetched("2026-02-27", '"1"').state == "taken"
    late = fetched("2025-11-20", '"2"')
    assert late.state == "refused"
    assert "older than 2026-02-27" in late.why


def test_the_wrong_list_is_refused(server: Publisher, tmp_path: Path) -> None:
    remote = Remote(file="un.xml", url=server.url)
    wanted = [Remotes(source="un-sc", holds=("un-sc",), files=(remote,))]
    with client(FAST) as http:
        (one,) = update(wanted, Shelf(tmp_path), http, now=lambda: "x", keys={}, limits=FAST)
    assert one.state == "refused"
    assert "another list" in one.why


def test_an_edition_that_a_killed_run_left_unnoted_does_not_count(
    server: Publisher, tmp_path: Path
) -> None:
    first = run(server, tmp_path)
    ledger = tmp_path / "editions.jsonl"
    with ledger.open("ab") as out:
        out.write(b'{"source": "us-ofac-sdn", "fold')  # cut by a kill
    assert Shelf(tmp_path).in_use() == {"us-ofac-sdn": first.edition}
    server.body, server.etag = sdn(range(1000, 1101)), '"2"'
    assert run(server, tmp_path).state == "taken"
    assert len(Shelf(tmp_path).editions()) == 2


def test_the_table_of_addresses_is_checked_with_line_and_remedy(tmp_path: Path) -> None:
    assert {one.source for one in read_addresses()} >= {"us-ofac-sdn", "un-sc", "eu-fsf"}
    table = tmp_path / "own.csv"
    head = "source,holds,file,url,hosts,key,basis\n"
    for row, words in [
        ("a,,a.csv,http://lists.example/a.csv,,,", "line 2: the address is not https"),
        ("a,,../a.csv,https://lists.example/a.csv,,,", "no plain file name"),
        (",,a.csv,https://lists.example/a.csv,,,", "'source' is empty"),
    ]:
        table.write_text(head + row + "\n", "utf-8")
        with pytest.raises(HoldpointError, match=words):
            read_addresses(table)


def command(*words: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "holdpoint", "data", *words]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def test_the_command_says_what_became_of_each_list(server: Publisher, tmp_path: Path) -> None:
    table, lists = tmp_path / "own.csv", tmp_path / "lists"
    table.write_text(
        "source,holds,file,url,hosts,key,basis\n"
        f"us-ofac-sdn,,sdn.csv,{server.url},,,read\n"
        f"eu-fsf,,eu.xml,{server.url}?t={{key}},,HOLDPOINT_NO_SUCH_KEY,read\n",
        "utf-8",
    )
    words = ("--lists", str(lists), "--addresses", str(table))
    for quiet in ("--dry-run", "--offline"):
        done = command("update", quiet, *words)
        assert done.returncode == 0
        assert server.asked == []
        assert not lists.exists()
    done = command("update", *words, "--json")
    assert done.returncode == 2
    rows = {row["source"]: row for row in json.loads(done.stdout)["sources"]}
    assert rows["us-ofac-sdn"]["state"] == "taken"
    assert rows["eu-fsf"]["state"] == "no key"
    assert command("update", "us-ofac-sdn", *words).returncode == 0
    seen = json.loads(command("sources", *words, "--json").stdout)["sources"]
    assert seen[0]["list_date"] == "2024-02-24"
    assert seen[1]["lacks_key"] == "HOLDPOINT_NO_SUCH_KEY"
    assert "has no address" in command("update", "moon", *words).stderr


def test_what_is_being_fetched_is_no_list_yet(server: Publisher, tmp_path: Path) -> None:
    run(server, tmp_path)
    shelf = Shelf(tmp_path)
    unchecked = shelf.work("us-ofac-sdn") / "sdn_2026-01-01.csv"
    unchecked.write_bytes(sdn(range(1000, 1001)))  # left by a run that was killed before it looked
    half = tmp_path / ".4711.tmp"
    half.mkdir()
    (half / "sdn_2026-01-02.csv").write_bytes(sdn(range(1000, 1002)))
    found = plan(tmp_path, leave_out=shelf.leave_out())
    (choice,) = found.choices
    assert choice.list_date == "2024-02-24"
    assert found.unreadable == found.superseded == ()
    server.body, server.etag = sdn(range(1000, 1103)), '"2"'
    assert run(server, tmp_path).state == "taken"
    assert not half.exists()


def test_an_edition_without_its_line_in_the_ledger_is_not_built_from(
    server: Publisher, tmp_path: Path
) -> None:
    run(server, tmp_path)
    ledger = tmp_path / "editions.jsonl"
    before = ledger.read_bytes()
    server.body, server.etag = sdn(range(1000, 1095)), '"2"'  # corrected within the day
    run(server, tmp_path)
    ledger.write_bytes(before)  # as a run leaves it that is killed right before the line
    found = plan(tmp_path, leave_out=Shelf(tmp_path).leave_out())
    (edition,) = found.editions()
    assert len(list(edition.entities)) == 100
    assert "update again" in dict(found.superseded).popitem()[1]
    assert run(server, tmp_path).went == 5
    (edition,) = plan(tmp_path, leave_out=Shelf(tmp_path).leave_out()).editions()
    assert len(list(edition.entities)) == 95


def test_of_two_editions_of_one_day_the_later_taken_one_counts(
    server: Publisher, tmp_path: Path
) -> None:
    run(server, tmp_path)
    server.body, server.etag = sdn(range(1000, 1095)), '"2"'  # corrected within the day
    assert run(server, tmp_path).went == 5
    found = plan(tmp_path, leave_out=Shelf(tmp_path).leave_out())
    (edition,) = found.editions()
    assert len(list(edition.entities)) == 95
    assert "replaced by an edition that was taken later" in dict(found.superseded).popitem()[1]
    server.body, server.etag = sdn(range(1000, 1100)), '"3"'  # and back again
    assert run(server, tmp_path).came == 5
    (edition,) = plan(tmp_path, leave_out=Shelf(tmp_path).leave_out()).editions()
    assert len(list(edition.entities)) == 100


def test_two_updates_of_one_folder_do_not_meet(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with shelf.alone(), pytest.raises(HoldpointError, match="another update"), shelf.alone():
        pytest.fail("two at a time")


def test_an_address_that_nobody_has_called_is_marked_and_stays_an_address(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "source,holds,file,url,hosts,key,basis\n"
        "a,,a.csv,https://lists.example/a.csv,,,read\n"
        "b,,b.csv,https://lists.example/b.csv,,,not_verified\n",
        "utf-8",
    )
    words = ("sources", "--lists", str(tmp_path / "lists"), "--addresses", str(table))
    first, second = json.loads(command(*words, "--json").stdout)["sources"]
    assert (first["addresses"], first["not_verified"]) == (["https://lists.example/a.csv"], [])
    assert second["addresses"] == second["not_verified"] == ["https://lists.example/b.csv"]
    shown = command(*words).stdout
    assert "https://lists.example/b.csv *" in shown
    assert "https://lists.example/a.csv *" not in shown
