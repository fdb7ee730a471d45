"""Results of long work, kept by what they were made of, so that the same need not be made twice."""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
from collections.abc import Iterable
from pathlib import Path

from holdpoint.files._opening import open_regular
from holdpoint.files._program import program_digest

_BLOCK = 1 << 20
_SEAL = hashlib.sha256().digest_size


class Keep:
    """A folder of results that can be deleted at any time, at the price of making them again.

    A result is found by its kind and key, which must name all that it depends on besides the
    program; one of another program, torn or damaged in any byte is not found. Where the folder
    cannot be written, nothing is kept, and no one is bothered.

    Args:
        folder: Where results lie; made with the first one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def get(self, kind: str, key: str, *, last: bool = False) -> memoryview | None:
        """A result, mapped into memory; ``None`` where there is none that is whole.

        Args:
            kind: A word.
            key: Whatever tells it from others of its kind.
            last: Whether nobody will need it any more after this time: it goes with :meth:`prune`.
        """
        name = _name(kind, key)
        try:
            with (self._folder / name).open("rb") as handle:
                data = memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError):  # none, or an empty file, which cannot be mapped
            return None
        content, seal = data[:-_SEAL], data[-_SEAL:]
        if _sealer(kind, key, content).digest() != seal:
            return None
        if not last:
            self._used.add(name)
        return content

    def put(self, kind: str, key: str, chunks: Iterable[bytes]) -> None:
        """Keep a result: whole, or not at all.

        Args:
            kind: As for :meth:`get`.
            key: As for :meth:`get`.
            chunks: Its bytes, piece by piece.
        """
        name = _name(kind, key)
        beside = self._folder / f".{name}.{os.getpid()}.tmp"
        seal = _sealer(kind, key)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as handle:
                for chunk in chunks:
                    handle.write(chunk)
                    seal.update(chunk)
                handle.write(seal.digest())
            beside.replace(self._folder / name)
            self._used.add(name)
        except OSError:
            pass
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove what was neither found nor kept since this object was made."""
        with contextlib.suppress(OSError):
            for entry in os.scandir(self._folder):
                if entry.name not in self._used:
                    Path(entry.path).unlink(missing_ok=True)


def file_hash(path: Path) -> str:
    """SHA-256 in hex of a file's bytes as they lie there, packed or not.

    Raises:
        UnreadableInputError: It cannot be opened, or is no regular file.
    """
    seen = hashlib.sha256()
    with open_regular(path) as handle:
        while block := handle.read(_BLOCK):
            seen.update(block)
    return seen.hexdigest()


def _name(kind: str, key: str) -> str:
    return f"{kind}-{_sealer(kind, key).hexdigest()[:32]}"


def _sealer(kind: str, key: str, content: bytes | memoryview = b"") -> hashlib._Hash:
    seen = hashlib.sha256()
    for part in (program_digest(), kind, key):
        raw = part.encode("utf-8", "surrogatepass")
        seen.update(len(raw).to_bytes(8, "little") + raw)
    seen.update(content)
    return seen
