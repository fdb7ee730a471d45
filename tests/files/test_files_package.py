"""Zip packages are looked through before a library opens them."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.files import check_package
from holdpoint.files._package import MAX_PARTS


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def test_a_sound_package_gives_its_parts(target: Path) -> None:
    _zip(target, {"xl/workbook.xml": b"<?xml version='1.0' encoding='UTF-8'?><a/>", "x.bin": b"1"})
    assert check_package(target) == ("xl/workbook.xml", "x.bin")


@pytest.mark.parametrize(
    "xml",
    [
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<!--" + b"x" * 300_000 + b"--><!DOCTYPE a><a/>",
        b"<!--" + b"x" * ((1 << 18) - 8) + b"--><!DOCTYPE a><a/>",  # cut between two blocks
    ],
)
def test_a_document_type_is_refused(target: Path, xml: bytes) -> None:
    with pytest.raises(HostileInputError, match="declares a document type"):
        check_package(_zip(target, {"xl/workbook.xml": xml}))


@pytest.mark.parametrize(
    "xml",
    [
        "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a><a/>".encode("utf-16"),
        b"<?xml version='1.0' encoding='UTF-7'?><a/>",
    ],
)
def test_xml_in_another_encoding_is_refused(target: Path, xml: bytes) -> None:
    with pytest.raises(HostileInputError, match="is not UTF-8"):
        check_package(_zip(target, {"xl/workbook.xml": xml}))


def test_a_zip_bomb_is_refused_by_its_directory(target: Path) -> None:
    _zip(target, {"xl/worksheets/sheet1.xml": b" " * (8 << 20)})
    with pytest.raises(HostileInputError, match="as a bomb does"):
        check_package(target)


def test_a_package_of_many_large_parts_is_refused(target: Path) -> None:
    _zip(target, {f"xl/worksheets/sheet{i}.xml": b"<a/>" * 1000 for i in range(10)})
    with pytest.raises(HostileInputError, match="unpacks to more than 30000 bytes"):
        check_package(target, max_bytes=30_000)
    with pytest.raises(HostileInputError, match=r"sharedStrings\.xml' unpacks to more than"):
        check_package(_zip(target, {"xl/sharedStrings.xml": b"abc" * 999}), max_part=1000)


def test_a_directory_that_lies_is_refused(target: Path) -> None:
    _zip(target, {"xl/workbook.xml": b"<a>" + b"x" * 5000 + b"</a>"})
    data = bytearray(target.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)  # promises 100 bytes
    target.write_bytes(data)
    with pytest.raises(UnreadableInputError, match="damaged"):
        check_package(target)


def test_one_flipped_byte_is_found(target: Path) -> None:
    _zip(target, {"xl/workbook.xml": bytes(range(60, 120)) * 50})
    data = bytearray(target.read_bytes())
    data[60] ^= 0xFF
    target.write_bytes(data)
    with pytest.raises(UnreadableInputError, match="damaged"):
        check_package(target)


def test_two_parts_of_one_name_are_refused(target: Path) -> None:
    _zip(target, {"xl/workbook.xml": b"<a/>", "XL/Workbook.xml": b"<b/>"})
    with pytest.raises(HostileInputError, match="two parts of one name"):
        check_package(target)


def test_an_encrypted_package_is_refused(target: Path) -> None:
    _zip(target, {"xl/workbook.xml": b"<a/>"})
    data = bytearray(target.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    target.write_bytes(data)
    with pytest.raises(UnreadableInputError, match="encrypted"):
        check_package(target)


def test_too_many_parts_are_refused(target: Path) -> None:
    with pytest.raises(HostileInputError, match="parts"):
        check_package(_zip(target, {f"p{i}": b"" for i in range(MAX_PARTS + 1)}))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100, b"no zip"])
def test_what_is_no_zip_is_refused(target: Path, data: bytes) -> None:
    target.write_bytes(data)
    with pytest.raises(UnreadableInputError):
        check_package(target)
