"""What is kept of a document: the exact text, its head, its origin, and notes on what was odd."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdpoint.disclosures import keep_document
from holdpoint.errors import HoldpointError, UnreadableInputError

HEADED = (
    "Title: Action against a network\nIssuer: Ministry of Trade\nDate: 2024-05-08\n\nThe text.\n"
)


def test_a_header_block_is_read_and_the_body_begins_behind_it() -> None:
    kept = keep_document(HEADED)
    assert kept.text[kept.body :] == "The text.\n"
    source = kept.source
    assert (source.title, source.issuer) == ("Action against a network", "Ministry of Trade")
    assert (source.published, source.published_basis) == ("2024-05-08", "header")
    assert source.sha256 == hashlib.sha256(HEADED.encode()).hexdigest()


@pytest.mark.parametrize(
    "text", ["MR. SMITH: We know.\n\nMore.", "Note: read this.\n\nMore.", "Title: only this line"]
)
def test_what_only_looks_like_a_header_is_text(text: str) -> None:
    assert keep_document(text).body == 0


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("\ufeffThe firm\u2019s agent.".encode(), None),
        ("The firm\u2019s agent.".encode("utf-16"), None),
        ("The firm\u2019s agent.".encode("utf-16-le"), None),
        ("The firm\u2019s agent.".encode("cp1252"), "Windows-1252"),
    ],
)
def test_encodings_give_one_text(data: bytes, note: str | None) -> None:
    kept = keep_document(data)
    assert kept.text == "The firm\u2019s agent."
    assert [str(note) in text for text in kept.notes] == ([True] if note else [])


def test_windows_cyrillic_is_told_from_western_letters() -> None:
    text = "Завод отправил двигатели через порт и не сообщил, что он получил с завода."
    kept = keep_document(text.encode("cp1251"))
    assert kept.text == text
    assert "Windows-1251" in kept.notes[0]
    assert kept.source.language == "ru"


def test_line_ends_are_made_alike_and_the_bytes_keep_their_own_hash() -> None:
    raw = b"One line.\r\nAnother.\r"
    kept = keep_document(raw)
    assert kept.text == "One line.\nAnother.\n"
    assert kept.source.raw_sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t ", b"\x00\x01\x02" * 50, b"PK\x03\x04rest", b"\x89PNG\r\n", b"ab\x01\x02" * 50],
)
def test_what_is_no_text_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    for source in (path, data):
        with pytest.raises(UnreadableInputError):
            keep_document(source)


def test_a_document_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as handle:
        handle.truncate(200 << 20)
    with pytest.raises(UnreadableInputError, match="limit"):
        keep_document(path)
    with pytest.raises(UnreadableInputError, match="limit"):
        keep_document("words " * 10, limit=20)


def test_the_day_given_goes_first_and_contradictions_are_told() -> None:
    kept = keep_document(HEADED, published="2024-06-01", url="https://example.org/2024/05/08/a")
    assert (kept.source.published, kept.source.published_basis) == ("2024-06-01", "given")
    assert sum("2024-05-08" in note for note in kept.notes) == 2


@pytest.mark.parametrize("day", ["8 May 2024", "2024-13-01", "2024-5-8", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(HoldpointError, match="no such day"):
        keep_document(HEADED, published=day)


def test_the_dateline_names_agency_and_day() -> None:
    text = (
        "By A Reporter\nGENEVA, May 8, 2024 (AA) \u2013 The ministry said on Monday that it acted."
    )
    source = keep_document(text).source
    assert (source.publisher, source.published) == ("Anadolu Agency", "2024-05-08")
    assert source.published_basis == "dateline"
    copied = keep_document(text, publisher="The Example Gazette").source
    assert (copied.publisher, copied.derived_from) == ("The Example Gazette", "Anadolu Agency")


def test_a_text_that_is_cut_short_is_told() -> None:
    line = "The network moved pumps and valves through three ports and sold them to "
    assert "cut short" in keep_document(line * 2).notes[0]
    assert keep_document(line * 2 + "a mill.").notes == ()
    headed = HEADED.replace("Date:", "Completeness: title + abstract\nDate:")
    assert "not whole" in keep_document(headed).notes[0]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_same_text_same_keeping_and_bytes_agree_with_text(text: str) -> None:
    try:
        kept = keep_document(text)
    except UnreadableInputError:
        return
    assert keep_document(text) == kept
    again = keep_document(kept.text.encode(), media="text")
    assert (again.text, again.source.sha256) == (kept.text, kept.source.sha256)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_any_bytes_are_kept_or_refused(data: bytes) -> None:
    try:
        kept = keep_document(data)
    except UnreadableInputError:
        return
    assert kept.text.strip()
    kept.text.encode("utf-8")
