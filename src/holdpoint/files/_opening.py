"""Open untrusted files: compressed or not, in whatever encoding, never more than a limit."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from holdpoint.errors import HostileInputError, UnreadableInputError

MAX_BYTES = 1 << 30
"""Default limit on uncompressed bytes of one file (1 GiB)."""

MAX_CELL = 1 << 20
"""Longest text cell that is read (1 MiB of characters)."""


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The whole content of a file, gunzipped when it is gzip.

    Args:
        path: The file.
        max_bytes: Limit on the uncompressed size.

    Raises:
        UnreadableInputError: It cannot be opened, is empty, or is a damaged archive.
        HostileInputError: It unpacks to more than the limit.
    """
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            source = gzip.GzipFile(fileobj=raw) if packed else raw
            data = source.read(max_bytes + 1)
    except (OSError, EOFError) as error:
        raise UnreadableInputError(
            f"{path.name}: cannot be read ({error.__class__.__name__}). Fetch the file again."
        ) from error
    if len(data) > max_bytes:
        raise HostileInputError(
            f"{path.name}: holds more than {max_bytes} bytes once unpacked. Split the file."
        )
    if not data:
        raise UnreadableInputError(f"{path.name}: the file is empty. Fetch it again.")
    return data


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text of some bytes, and the encoding that was found.

    A byte-order mark decides; then UTF-8; then Windows-1252, which latin-1 lists are read by too.

    Raises:
        UnreadableInputError: NUL bytes say that it is no text.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    if b"\0" in data[:65536]:
        raise UnreadableInputError(f"{name}: has NUL bytes, so it is no text file.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"


def read_csv(
    path: Path, *, delimiter: str = ",", max_bytes: int = MAX_BYTES
) -> Iterator[tuple[int, list[str]]]:
    """Records of a CSV file as text, each with the line it begins on.

    Args:
        path: The file, gzip or not.
        delimiter: One character.
        max_bytes: Limit on the uncompressed size.

    Yields:
        Line number (from 1) and cells. Blank lines are left out.

    Raises:
        UnreadableInputError: As :func:`read_bytes` and :func:`decode`.
    """
    text, _ = decode(read_bytes(path, max_bytes=max_bytes), path.name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            if cells:
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise UnreadableInputError(
            f"{path.name}:{reader.line_num}: {error}. Mend or quote this record."
        ) from error
