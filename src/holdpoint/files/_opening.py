"""Open untrusted files: compressed or not, never more than a limit, never a device or a pipe."""

from __future__ import annotations

import errno
import gzip
import os
import stat
import zlib
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO, cast

from holdpoint.errors import UnreadableInputError
from holdpoint.files._faults import hostile, unreadable

MAX_BYTES = 1 << 30
"""Default limit on uncompressed bytes of one file (1 GiB)."""

MAX_CELL = 1 << 20
"""Longest text cell that is read (1 MiB of characters)."""

MAX_RATIO = 400
"""How many times larger a packed file may become; lists and orders stay far below 100."""

_BLOCK = 1 << 18
_RATIO_FROM = 32 << 20  # below this size even a bomb is harmless

_OS_WORDS = {
    errno.ENOENT: ("there is no such file.", "Check the path."),
    errno.EISDIR: ("is a folder, not a file.", "Name the files in it."),
    errno.EACCES: ("may not be read by this user.", "Change its permissions."),
    errno.ELOOP: ("is a symbolic link that leads back to itself.", "Name the real file."),
    errno.ENAMETOOLONG: ("the path is too long for this system.", "Shorten it."),
    errno.ENOTDIR: ("a part of its path is a file, not a folder.", "Check the path."),
}


def read_blocks(path: Path, *, max_bytes: int = MAX_BYTES) -> Generator[bytes, None, None]:
    """The content of a file in blocks of up to 256 KiB, gunzipped when it is gzip.

    Args:
        path: The file; anything but a regular file (a folder, pipe, device) is refused.
        max_bytes: Limit on the uncompressed size.

    Raises:
        UnreadableInputError: It cannot be opened, is empty, or is a damaged archive; what came
            before the damage has been yielded by then.
        HostileInputError: It unpacks to more than the limit, or more than :data:`MAX_RATIO` times
            its packed size.
    """
    size = 0
    with open_regular(path) as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        source = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
        while block := _next_block(source, path):
            size += len(block)
            _check_size(path, size, max_bytes)
            if packed and size > _RATIO_FROM and size > raw.tell() * MAX_RATIO:
                reason = f"unpacks to more than {MAX_RATIO} times its size, as a bomb does."
                raise hostile(path.name, reason, "Unpack it yourself if you trust it.")
            yield block
    if not size:
        raise unreadable(path.name, "the file is empty.", "Fetch it again.")


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The whole content of a file, gunzipped when it is gzip.

    Args:
        path: The file.
        max_bytes: Limit on the uncompressed size.

    Raises:
        UnreadableInputError: As :func:`read_blocks`.
        HostileInputError: As :func:`read_blocks`.
    """
    return b"".join(read_blocks(path, max_bytes=max_bytes))


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file; folders, pipes and devices are refused.

    Raises:
        UnreadableInputError: It is none, or cannot be opened.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - Path.stat would say the same, slower
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "folder")
        if not stat.S_ISREG(mode):
            reason = "is a pipe or a device, not a file."
            raise unreadable(path.name, reason, "Save its content to a file first.")
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise _from_system(path, error) from error


def _next_block(source: BinaryIO, path: Path) -> bytes:
    try:
        return source.read(_BLOCK)
    except (OSError, EOFError, zlib.error) as error:
        raise _from_system(path, error) from error


def _from_system(path: Path, error: Exception) -> UnreadableInputError:
    words = _OS_WORDS.get(getattr(error, "errno", None) or 0)
    if words is None and isinstance(error, EOFError):
        words = "the packed file ends too early.", "Fetch it again."
    if words is None and isinstance(error, gzip.BadGzipFile | zlib.error):
        words = "the packed file is damaged.", "Fetch it again."
    if words is None:
        words = f"cannot be read ({error.__class__.__name__}).", "Fetch the file again."
    return unreadable(path.name, *words)


def _check_size(path: Path, size: int, max_bytes: int) -> None:
    if size > max_bytes:
        reason = f"holds more than {max_bytes} bytes once unpacked."
        raise hostile(path.name, reason, "Split the file.")
