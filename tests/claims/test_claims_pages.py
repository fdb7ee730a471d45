"""`holdpoint claims page`, and claims in the forms of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.claims._invented import CLAIMS, ROUTE, RUNS, SHIPS, reading
from tests.claims.test_claims_command import DAY, Desk
from tests.report.test_claims_page import png


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path, capfd)
    made.add(reading(), "--at", "2024-03-04", "--by", "a.reviewer")
    return made


def test_a_document_has_a_page_with_what_people_decided(desk: Desk, tmp_path: Path) -> None:
    desk.run("accept", SHIPS.id, *DAY, "--reliability", "B", "--credibility", "2")
    desk.run("correct", RUNS.id, "--set", "note=the hall", "--reason", "misread", *DAY)
    out = tmp_path / "document.html"
    assert "page written" in desk.run("page", "--document", reading().source.id, "--out", str(out))
    page = out.read_text("utf-8")
    assert page.count('<li class="claim ') == len(CLAIMS) + 1
    assert "accepted by a.reviewer" in page
    assert "source B (usually reliable)" in page
    assert "stands in place of" in page
    assert SHIPS.spans[0].quote in page
    changes = page[page.index("What changed in the knowledge") :]
    assert "a party that orders are compared with" in changes
    assert "a way that is watched" not in changes
    desk.run("accept", ROUTE.id, *DAY)
    assert "a way that is watched, in this direction" in desk.run(
        "page", "--document", reading().source.id
    )


def test_a_site_has_a_page_with_its_pictures(desk: Desk, tmp_path: Path) -> None:
    for day, colour in (("2023-02-11", 20), ("2024-02-11", 200)):
        picture = tmp_path / f"{day}.png"
        picture.write_bytes(png(colour=colour))
        words = ("--file", str(picture), "--title", f"The hall {day}", "--captured", day)
        desk.run("attach", RUNS.id, *words, *DAY)
    name = next(one.name for one in reading().entities if one.id == RUNS.subject)
    page = desk.run("page", name, "--kind", "site")
    assert "What sources said of this site" in page
    assert page.count('<img src="data:image/png;base64,') == 2
    items = json.loads(desk.run("export", "--format", "stac"))
    assert [item["properties"]["start_datetime"][:10] for item in items["features"]] == [
        "2023-02-11",
        "2024-02-11",
    ]
    assert all(item["stac_version"] == "1.1.0" for item in items["features"])


def test_evidence_of_no_known_day_is_named_and_left_out(desk: Desk) -> None:
    desk.run("attach", RUNS.id, "--url", "https://gov.example.org/a", "--title", "A", *DAY)
    told = desk.run("export", "--format", "stac")
    assert "left out, it is not known when it was taken" in told


def test_follow_the_money_has_an_entity_a_line(desk: Desk) -> None:
    desk.run("reject", SHIPS.id, "--reason", "misread", *DAY)
    rows = [json.loads(line) for line in desk.run("export", "--format", "ftm").splitlines()]
    assert {row["schema"] for row in rows} >= {"Article", "UnknownLink"}
    told = {claim for row in rows for claim in row["properties"].get("recordId", ())}
    assert SHIPS.id not in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("page",), "Name the site, route or entity"),
        (("page", "x", "--document", "doc-1"), "Name the site, route or entity"),
        (("page", "no such thing"), "No claim of the store names"),
        (("page", "--document", "doc-ffffffff"), "No document of the store begins so"),
    ],
)
def test_what_has_no_page_is_refused_with_a_remedy(
    words: tuple[str, ...], says: str, desk: Desk
) -> None:
    assert says in desk.run(*words, code=2)
