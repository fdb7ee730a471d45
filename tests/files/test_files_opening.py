"""Untrusted bytes: sizes, archives, encodings."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.files import TextLines, decode, read_blocks, read_bytes


def test_plain_and_gzip_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"some text\n" * 1000)
    (tmp_path / "b").write_bytes(gzip.compress(b"some text\n" * 1000))
    assert read_bytes(tmp_path / "a") == read_bytes(tmp_path / "b")


def test_blocks_are_small(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1_000_000)
    blocks = list(read_blocks(tmp_path / "a"))
    assert sum(map(len, blocks)) == 1_000_000
    assert max(map(len, blocks)) <= 1 << 18


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: None, "no such file"),
        (Path.mkdir, "is a folder"),
        (lambda p: p.symlink_to(p), "leads back to itself"),
        (os.mkfifo, "is a pipe"),
        (Path.touch, "the file is empty"),
        (lambda p: p.write_bytes(gzip.compress(os.urandom(5000))[:2000]), "ends too early"),
        (lambda p: p.write_bytes(b"\x1f\x8b" + b"\x01" * 50), "is damaged"),
        (lambda p: p.write_bytes(gzip.compress(b"x")[:10] + b"\x07" * 30), "is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, make: object, words: str) -> None:
    path = tmp_path / "input"
    make(path)  # type: ignore[operator]  # each case makes its own file
    with pytest.raises(UnreadableInputError, match=words) as caught:
        read_bytes(path)
    assert caught.value.problems[0].file == "input"
    assert caught.value.problems[0].remedy


def test_a_path_that_no_system_has_is_no_crash() -> None:
    with pytest.raises(UnreadableInputError):
        read_bytes(Path("nul\0byte"))


def test_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(gzip.compress(os.urandom(5000)))
    assert len(read_bytes(path, max_bytes=5000)) == 5000
    with pytest.raises(HostileInputError, match="more than 4999 bytes"):
        read_bytes(path, max_bytes=4999)


def test_a_gzip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"\n" * (64 << 20)))
    with pytest.raises(HostileInputError, match="as a bomb does"):
        for _ in read_blocks(path):
            pass


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"plain", "plain", "utf-8"),
        ("Größe".encode(), "Größe", "utf-8"),
        ("\ufeffid".encode(), "id", "utf-8-sig"),
        ("Größe".encode("utf-16"), "Größe", "utf-16"),
        ("Größe".encode("utf-32"), "Größe", "utf-32"),
        ("some text".encode("utf-16-le"), "some text", "utf-16-le"),
        ("some text".encode("utf-16-be"), "some text", "utf-16-be"),
        ("Café".encode("cp1252"), "Café", "cp1252"),
        ("Café “x” €".encode("cp1252"), "Café “x” €", "cp1252"),
        ("Größe Ölpest ".encode() + b"\xff", "Größe Ölpest \ufffd", "utf-8"),
    ],
)
def test_the_encoding_is_found(data: bytes, text: str, encoding: str) -> None:
    assert decode(data, "f") == (text, encoding)


def test_nul_bytes_are_no_text() -> None:
    with pytest.raises(UnreadableInputError, match="NUL"):
        decode(b"abc\0\0\0def", "f")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_a_late_letter_settles_the_encoding(tmp_path: Path, encoding: str) -> None:
    text = "plain line\n" * 200_000 + "Größe\n"
    path = tmp_path / "late.txt"
    path.write_bytes(text.encode(encoding))
    lines = TextLines(path)
    assert list(lines)[-1] == "Größe\n"
    assert lines.encoding == encoding
    assert lines.number == 200_001


def test_a_late_damaged_letter_is_lost_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "damaged.txt"
    path.write_bytes("Größe\n".encode() * 300_000 + b"M\xfcller\n")
    lines = TextLines(path)
    assert list(lines)[-1] == "M\ufffdller\n"
    assert lines.encoding == "utf-8"


def test_a_letter_across_blocks_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes(b"x" + "ü".encode() * 600_000 + b"\n")
    assert list(TextLines(path)) == ["x" + "ü" * 600_000 + "\n"]


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"ok\n" + b"x" * 3_000_000)
    lines = TextLines(path, max_line=1_000_000)
    assert next(lines) == "ok\n"
    with pytest.raises(HostileInputError, match=r"long.txt:2: .*1000000 characters"):
        next(lines)


def test_looking_ahead_keeps_the_line(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_bytes(b"one\ntwo\n")
    lines = TextLines(path)
    assert (lines.peek(), lines.peek(), lines.number) == ("one\n", "one\n", 0)
    assert list(lines) == ["one\n", "two\n"]
    assert lines.peek() == ""


@given(
    parts=st.lists(
        st.tuples(st.text("ab\x85\u2028ü", max_size=5), st.sampled_from(["\n", "\r\n", "\r"])),
        min_size=1,
        max_size=30,
    ),
    size=st.integers(1, 7),
)
@settings(deadline=None, max_examples=60)
def test_lines_are_those_of_the_text_however_it_is_cut(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str]], size: int
) -> None:
    path = tmp_path_factory.mktemp("cut") / "f.txt"
    path.write_bytes("".join(map("".join, parts)).encode())
    lines = TextLines(path)
    data = path.read_bytes()
    lines._blocks = (data[i : i + size] for i in range(0, len(data), size))
    with path.open(newline="", encoding="utf-8") as handle:
        assert list(lines) == list(handle)
