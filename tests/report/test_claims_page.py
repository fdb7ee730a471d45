from __future__ import annotations

import dataclasses
import hashlib
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from tests.report._readings import CLAIMS, EXHIBITS, REVIEWS, SOURCE, reading
from tests.report.test_document_page import Page

from holdpoint.model import ClaimLink, Exhibit, Reading, TimeRef
from holdpoint.report import _exhibit_view as exhibit_view
from holdpoint.report import claims_about, claims_page


def png(width: int = 8, height: int = 6, colour: int = 90) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        size, check = struct.pack(">I", len(data)), struct.pack(">I", zlib.crc32(kind + data))
        return size + kind + data + check

    rows = b"".join(b"\0" + bytes([colour]) * 3 * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def shown(exhibit: Exhibit, data: bytes) -> Exhibit:
    return dataclasses.replace(exhibit, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def second(**changed: Any) -> Reading:
    """Another paper that repeats the ministry, later."""
    source = dataclasses.replace(
        SOURCE, id="doc-" + "9" * 16, title="Plant nearly done", publisher="Lakeside Post",
        published="2024-06-02", url=None,
    )  # fmt: skip
    told = dataclasses.replace(CLAIMS[1], id="claim-" + "7" * 16, document=source.id)
    values = {"source": source, "claims": (told,), "links": (), "checks": (), **changed}
    return reading(**values)


def page_of(*readings: Reading, **more: Any) -> str:
    values = {"title": "The workshop", "about": ["workshop"], "kind": "site", "reviews": REVIEWS,
              "interactive_map": False, **more}  # fmt: skip
    return claims_page(readings or (reading(), second()), **values)


def test_ten_articles_that_repeat_one_speaker_are_one_origin() -> None:
    copies = []
    for number in range(10):
        source = dataclasses.replace(SOURCE, id=f"doc-{number:016x}", publisher=f"Paper {number}")
        told = dataclasses.replace(CLAIMS[1], id=f"claim-{number:016x}", document=source.id)
        copies.append(reading(source=source, claims=(told,), links=(), checks=()))
    page = Page(page_of(*copies)).said
    assert "10 claims from 10 documents, 1 distinct origin." in page


def test_only_claims_on_the_thing_are_shown_and_each_once() -> None:
    told = claims_about([reading(), second()], ["Alleged  WORKSHOP"])
    assert {one.claim.id for one in told} == {
        *(CLAIMS[i].id for i in (1, 2, 3, 6, 7)),
        "claim-" + "7" * 16,
    }
    page = page_of(reading(), reading(), second())
    assert page.count('<article class="claim ') == 6
    assert "supplies" not in Page(page).said


def test_a_thing_is_found_by_name_alias_id_and_place() -> None:
    for about in ("makhachkala", "Makhachkala", "RUMCX"):
        assert {one.claim.id for one in claims_about([reading()], [about])} == {CLAIMS[4].id}
    assert claims_about([reading()], ["the WORKSHOP"])
    assert claims_about([reading()], ["no such thing"]) == ()


def test_claims_stand_in_the_order_of_their_time() -> None:
    words = CLAIMS[2].spans[0]
    early = TimeRef(span=words, start="2019-05-01", end=None, precision="open", rule="x")
    later = dataclasses.replace(CLAIMS[3], time=early)
    page = page_of(reading(claims=(*CLAIMS[:3], later, *CLAIMS[4:])))
    assert page.index("since 2019-05-01") < page.index("said 2024-03-15")
    assert page.index("said 2024-03-15") < page.index("2025-01-01 to 2025-03-31</bdi></strong>")
    assert 'class="bar firm open"' in page


def test_what_speaks_against_stands_side_by_side_with_the_reason() -> None:
    link = ClaimLink(kind="denies", source=CLAIMS[7].id, target="claim-" + "7" * 16, why="a denial")
    page = page_of(links=[link, link])
    assert page.count('<div class="against">') == 2
    said = Page(page).said
    assert "two places for one site, some 900 km apart" in said
    assert "a denial" in said


def test_pictures_of_a_site_stand_side_by_side_first_and_last(tmp_path: Path) -> None:
    before, middle, after = png(colour=10), png(colour=50), png(colour=90)
    file = tmp_path / "after.png"
    file.write_bytes(after)
    between = dataclasses.replace(EXHIBITS[0], id="exhibit-" + "ee" * 8, captured="2023-10-01")
    exhibits = [shown(EXHIBITS[1], after), shown(between, middle), shown(EXHIBITS[0], before)]
    page = page_of(
        exhibits=exhibits,
        pictures={EXHIBITS[0].id: before, EXHIBITS[1].id: file, between.id: middle},
    )
    assert page.count('<img src="data:image/png;base64,') == 3
    pair = page[page.index('<div class="pair">') : page.index('<div class="gallery">')]
    assert pair.index("Before") < pair.index("2023-04-01") < pair.index("After")
    assert "2024-02-11T09:30:00Z" in pair
    assert "2023-10-01" not in pair
    assert hashlib.sha256(before).hexdigest() in pair
    assert "Trade Ministry of Valmera" in pair
    assert 'class="line footprint"' in page


def test_on_the_page_of_a_site_pictures_that_name_none_are_of_that_site() -> None:
    rows = [dataclasses.replace(row, site=None) for row in EXHIBITS]
    assert '<div class="pair">' in page_of(exhibits=rows)
    assert '<div class="pair">' not in page_of(exhibits=rows, kind="entity")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "no PNG, JPEG"),
        (b"<html><script>alert(1)</script></html>", "no PNG, JPEG"),
        (png(60_000, 1)[:200] + b"\0" * 50, None),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "no PNG, JPEG"),
        (png()[:16] + struct.pack(">II", 60_000, 60_000) + png()[24:], "pixels"),
        (png() + b"\0" * (8 << 20), "bytes"),
    ],
    ids=["svg", "html", "wide", "no head", "bomb", "large"],
)
def test_only_pictures_that_are_pictures_are_shown(data: bytes, reason: str | None) -> None:
    exhibit = shown(EXHIBITS[0], data)
    page = page_of(exhibits=[exhibit], pictures={exhibit.id: data})
    assert ("<img" in page) == (reason is None)
    assert "<script>alert" not in page
    if reason:
        assert reason in Page(page).said


def test_a_file_that_is_not_the_one_on_record_is_not_shown(tmp_path: Path) -> None:
    page = page_of(exhibits=[EXHIBITS[0]], pictures={EXHIBITS[0].id: png()})
    assert "<img" not in page
    assert "its hash differs" in Page(page).said
    lost = page_of(exhibits=[EXHIBITS[0]], pictures={EXHIBITS[0].id: tmp_path / "gone.png"})
    assert "there is no such file" in Page(lost).said


def test_a_page_bears_only_so_many_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    data = png()
    monkeypatch.setattr(exhibit_view, "MAX_PICTURES", len(data))
    rows = [shown(dataclasses.replace(EXHIBITS[0], id=f"exhibit-{n:016x}"), data) for n in range(2)]
    page = page_of(exhibits=rows, pictures={row.id: data for row in rows})
    assert page.count("<img") == 1
    assert "the pictures of a page have at most" in Page(page).said


def test_evidence_of_other_claims_is_left_out() -> None:
    other = dataclasses.replace(EXHIBITS[0], claims=("claim-" + "0" * 16,), site="elsewhere")
    assert "The site before" not in Page(page_of(exhibits=[other])).said
    named = dataclasses.replace(other, site="WORKSHOP")
    assert "The site before" in Page(page_of(exhibits=[named])).said


def test_a_thing_of_which_nothing_is_said_has_a_page_that_says_so() -> None:
    page = Page(page_of(reading(), about=["no such thing"])).said
    assert "0 claims from 0 documents, 0 distinct origins" in page
    assert "No claim names it." in page


def test_links_lead_somewhere_and_the_page_stays_the_same() -> None:
    page = page_of(exhibits=EXHIBITS)
    parsed = Page(page)
    inside = [link[1:] for link in parsed.links if link.startswith("#")]
    assert [target for target in inside if target not in parsed.ids] == []
    assert len(parsed.ids) == len(set(parsed.ids))
    assert page == page_of(exhibits=EXHIBITS[::-1])
