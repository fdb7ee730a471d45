"""Zip packages (XLSX and the like), looked through before any library unpacks them."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.files._faults import hostile, unreadable
from holdpoint.files._opening import open_regular

MAX_PACKAGE = 512 << 20
"""Limit on the unpacked bytes of a whole package (512 MiB)."""

MAX_PARTS = 5_000
"""Limit on the parts of a package; a workbook has some dozens."""

MAX_PART_RATIO = 250
"""How many times larger than its packed size a part may be; sheets stay below 100."""

_RATIO_FROM = 1 << 20  # small parts of blanks pack very well and harm nobody
_BLOCK = 1 << 18
_XML_ENDS = (".xml", ".rels", ".vml")
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype")
_DAMAGED = "the package is damaged."
_AGAIN = "Save the workbook again."
_SPLIT = "Split the workbook, or use CSV."
_OVERLAP = max(map(len, _FORBIDDEN)) - 1


# The place of a cell or a row, r="B12" or r="12", beyond column ZZ or row 99,999: no list has one,
# and to look for these alone takes a tenth of the time. The letter stands first, because a search
# for it is quick; that it begins a word is looked at afterwards.
_FAR = re.compile(rb"""r(?<!\wr)\s*=\s*["'](?:([A-Z]{3})(\d{1,9})|[A-Z]{0,2}(\d{6,9}))["']""")
_LONGEST_REFERENCE = 40
_NEAR_ROW = 99_999
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error)
_LOCKED = (RuntimeError, UnicodeDecodeError)


def peek_package(path: Path, wanted: Collection[str] = (), *, size: int = 8192) -> dict[str, bytes]:
    """What a package seems to hold, to tell formats apart before anything is trusted.

    Args:
        path: The package.
        wanted: Parts whose beginning is wanted.
        size: How much of each, in bytes.

    Returns:
        The name of every part, with its first bytes where they are wanted; nothing for a file
        that is no package or a damaged one.
    """
    out: dict[str, bytes] = {}
    try:
        with open_regular(path) as raw, zipfile.ZipFile(raw) as package:
            for name in package.namelist():
                out[name] = b""
                if name in wanted:
                    with package.open(name) as part:
                        out[name] = part.read(size)
    except (*_FAULTS, *_LOCKED, UnreadableInputError):
        return {}
    return out


def check_package(
    path: Path, *, max_bytes: int = MAX_PACKAGE, max_part: int | None = None
) -> tuple[str, ...]:
    """Unpack every part once, keeping nothing, and refuse a package that could do harm.

    Both what the directory promises and what really comes out are held against the limits. XML
    parts must be UTF-8 and have no document type, so no entity can be declared in them.

    Args:
        path: The package.
        max_bytes: Limit on the unpacked size of all parts.
        max_part: Limit on the unpacked size of one part that is not a worksheet, which libraries
            hold in memory whole; by default a quarter of ``max_bytes``.

    Returns:
        The names of the parts, in the order of the package.

    Raises:
        UnreadableInputError: No zip, damaged, or encrypted.
        HostileInputError: Too large, too many parts, packed too tightly, a name twice, or XML with
            a document type.
    """
    try:
        with open_regular(path) as raw, zipfile.ZipFile(raw) as package:
            infos = package.infolist()
            _check_directory(path.name, infos, max_bytes, max_part or max_bytes // 4)
            for info in infos:
                _check_part(path.name, package, info)
    except _FAULTS as error:
        raise unreadable(path.name, _DAMAGED, _AGAIN) from error
    except _LOCKED as error:
        reason = "the package is encrypted, or packed in a way that is not read."
        raise unreadable(
            path.name, reason, "Save the workbook again, without a password."
        ) from error
    return tuple(info.filename for info in infos)


def far_cells(path: Path, part: str) -> tuple[int, int]:
    """The last column and the last row in which a worksheet says that it has a cell far outside.

    Args:
        path: A workbook that :func:`check_package` let pass.
        part: Name of the worksheet's part.

    Returns:
        Their numbers; 0 for a column up to ZZ (702), and for a row up to 99,999.
    """
    width = depth = 0
    with open_regular(path) as raw, zipfile.ZipFile(raw) as package, package.open(part) as sheet:
        tail = b""
        while block := sheet.read(_BLOCK):
            text = tail + block
            for column, row, far_row in _FAR.findall(text):
                width = max(width, _column(column))
                depth = max(depth, int(far_row or row))
            tail = text[-_LONGEST_REFERENCE:]
    return width, depth if depth > _NEAR_ROW else 0


def _column(letters: bytes) -> int:
    """``A`` is 1, ``XFD`` the last one."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _check_directory(
    name: str, infos: list[zipfile.ZipInfo], max_bytes: int, max_part: int
) -> None:
    if len(infos) > MAX_PARTS:
        raise hostile(name, f"has more than {MAX_PARTS} parts.", _AGAIN)
    if len({info.filename.casefold() for info in infos}) < len(infos):
        raise hostile(name, "has two parts of one name.", _AGAIN)
    if sum(info.file_size for info in infos) > max_bytes:
        raise hostile(name, f"unpacks to more than {max_bytes} bytes.", _SPLIT)
    for info in infos:
        if info.file_size > max_part and "worksheets/" not in info.filename:
            reason = f"the part {_shown(info)} unpacks to more than {max_part} bytes."
            raise hostile(name, reason, _SPLIT)
        if info.file_size > max(_RATIO_FROM, info.compress_size * MAX_PART_RATIO):
            reason = (
                f"the part {_shown(info)} unpacks to more than {MAX_PART_RATIO} times its size, "
                "as a bomb does."
            )
            raise hostile(name, reason, _SPLIT)


def _check_part(name: str, package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    is_xml = info.filename.casefold().endswith(_XML_ENDS)
    size, tail = 0, b""
    with package.open(info) as part:
        while block := part.read(_BLOCK):
            if is_xml:
                if not size:
                    _check_utf8(name, info, block)
                if any(word in tail + block for word in _FORBIDDEN):
                    reason = f"the part {_shown(info)} declares a document type or an entity."
                    raise hostile(name, reason, "No workbook needs one; do not trust this file.")
                tail = block[-_OVERLAP:]
            size += len(block)
    if size != info.file_size:
        raise unreadable(name, _DAMAGED, _AGAIN)


def _check_utf8(name: str, info: zipfile.ZipInfo, head: bytes) -> None:
    declared = head[:200].split(b"?>")[0].lower()
    strange = b"encoding" in declared and not any(
        word in declared for word in (b"utf-8", b"utf8", b"ascii")
    )
    if strange or b"\0" in head[:200]:
        reason = f"the part {_shown(info)} is not UTF-8, so it cannot be checked."
        raise hostile(name, reason, _AGAIN)


def _shown(info: zipfile.ZipInfo) -> str:
    return repr(info.filename[:60])
