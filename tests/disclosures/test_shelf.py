"""Kept documents on disk: under their hash, appended only, versions by address."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from holdpoint.disclosures import Shelf, keep_document
from holdpoint.errors import UnreadableInputError

URL = "https://example.org/notice"


def _put(folder: Path, text: str, retrieved: str = "2024-05-08") -> tuple[object, object]:
    raw = text.encode()
    return Shelf(folder).put(keep_document(raw, url=URL, retrieved=retrieved), raw)


def test_a_document_is_kept_once_and_given_back(tmp_path: Path) -> None:
    first, before = _put(tmp_path, "The firm moved pumps.\r\n")
    assert before is None
    assert _put(tmp_path, "The firm moved pumps.\r\n") == (first, None)
    shelf = Shelf(tmp_path)
    (version,) = shelf.versions(URL)
    assert version == first
    assert shelf.text(version.sha256) == "The firm moved pumps.\n"
    raw = tmp_path / "raw" / version.raw_sha256[:2] / f"{version.raw_sha256}.txt"
    assert raw.read_bytes() == b"The firm moved pumps.\r\n"


def test_another_text_at_the_same_address_is_a_version(tmp_path: Path) -> None:
    old, _ = _put(tmp_path, "The firm moved pumps.")
    new, before = _put(tmp_path, "The firm moved valves.", "2024-06-01")
    assert before == old
    back, before = _put(tmp_path, "The firm moved pumps.", "2024-07-01")
    assert before == new
    assert Shelf(tmp_path).versions(URL) == (old, new, back)
    assert Shelf(tmp_path).versions("https://example.org/another") == ()
    assert Shelf(tmp_path / "none").versions() == ()


def test_a_text_that_was_changed_is_told(tmp_path: Path) -> None:
    _put(tmp_path, "The firm moved pumps.")
    (version,) = Shelf(tmp_path).versions()
    path = tmp_path / "text" / version.sha256[:2] / f"{version.sha256}.txt"
    path.write_text("The firm moved nothing.", "utf-8")
    with pytest.raises(UnreadableInputError, match="changed since"):
        Shelf(tmp_path).text(version.sha256)
    with pytest.raises(UnreadableInputError, match="not kept"):
        Shelf(tmp_path).text("0" * 64)


def test_a_line_that_was_not_finished_does_not_count(tmp_path: Path) -> None:
    first, _ = _put(tmp_path, "The firm moved pumps.")
    with (tmp_path / "versions.jsonl").open("ab") as handle:
        handle.write(b'{"document":"doc-')
    assert Shelf(tmp_path).versions() == (first,)
    second, _ = _put(tmp_path, "The firm moved valves.")
    assert Shelf(tmp_path).versions() == (first, second)


def test_a_damaged_line_is_an_error(tmp_path: Path) -> None:
    _put(tmp_path, "The firm moved pumps.")
    path = tmp_path / "versions.jsonl"
    path.write_bytes(path.read_bytes().replace(b"media", b"medium"))
    with pytest.raises(UnreadableInputError, match="damaged"):
        Shelf(tmp_path).versions()


def _many(arguments: tuple[Path, int]) -> None:
    folder, start = arguments
    for number in range(start, start + 10):
        _put(folder, f"The firm moved {number} pumps.")


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.map(_many, [(tmp_path, 0), (tmp_path, 10), (tmp_path, 20)])
    versions = Shelf(tmp_path).versions(URL)
    assert len({version.sha256 for version in versions}) == 30
