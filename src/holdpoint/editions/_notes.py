"""``asked.jsonl``: beside decision records, what each of them asked, so that few must be opened.

Lines of canonical JSON. A head says by which program, on which rules and lists the decisions of the
following lines stand; each line has a record's file, the hash of its content, what it asked, and a
seal of the line and its head::

    {"holdpoint_asked":1,"program":…,"engine":…,"rules":…,"policy":…,"snapshot":…}
    ["SO-1.json","<sha256>","<input>","2026-11-20",0,
     [[query,[reading,…],[identifier,…]],…],[address key,…],"<seal>"]

A note counts only where its seal fits, the record still has the hash, and this program wrote it.
So a file that is missing, old, torn or damaged costs time and changes no answer. It is no proof
against those who may write beside the records: they could as well exchange a record, and
``rescreen --check`` would show either.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import mmap
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.editions._asked import Asked, AskedName, Stand
from holdpoint.files import canonical, program_digest, sync_folder

if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO, Self

NOTES = "asked.jsonl"
"""Name of the file in a folder of records."""

_FORM = 1
_STOPPED, _UNDATED = 1, 2
_AT_ONCE = 1 << 20
"""Bytes of notes that are gathered before they are written."""


class Notes:
    """The notes in one folder of records, read from a mapped file.

    Args:
        folder: Where the records lie; notes need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self._data: mmap.mmap | bytes = b""
        self._heads: list[tuple[bytes, Stand]] = []
        self._where: dict[str, tuple[int, int]] = {}
        with contextlib.suppress(OSError, ValueError), (folder / NOTES).open("rb") as handle:
            self._data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        self._survey()

    def __len__(self) -> int:
        return len(self._where)

    def find(self, name: str, content: bytes) -> Asked | None:
        """What a record asked, ``None`` where there is no note of it as it is now.

        Args:
            name: Of the record's file.
            content: Its bytes.
        """
        at, number = self._where.get(name, (-1, 0))
        if at < 0:
            return None
        head, stand = self._heads[number]
        body, _, seal = self._data[at : self._data.find(b"\n", at)].rpartition(b',"')
        if seal != _seal(head, body) + b'"]':
            return None
        with contextlib.suppress(ValueError, TypeError, LookupError, RecursionError):
            return _read(json.loads(body + b"]"), name, content, stand)
        return None

    def _survey(self) -> None:
        """Find out where the last note of each record begins."""
        program, known, at = program_digest(), False, 0
        while (end := self._data.find(b"\n", at)) >= 0:
            start, at = at, end + 1
            if self._data[start : start + 2] == b'["':
                if known:
                    name = self._data[start + 2 : self._data.find(b'"', start + 2, end)]
                    self._where[name.decode("utf-8", "replace")] = (start, len(self._heads) - 1)
                continue
            head = self._data[start:end]
            stand = _stand(head, program)
            known = stand is not None
            if stand is not None:
                self._heads.append((head, stand))


class NoteTaker:
    """Writes notes of decisions; a context manager.

    Args:
        folder: Of the records.
        anew: Write a whole file and put it in the place of the old one at the end; otherwise add to
            it what comes, also from several processes at a time.
    """

    def __init__(self, folder: Path, *, anew: bool = False) -> None:
        self._path = folder / NOTES
        self._anew = folder / f".{NOTES}.{os.getpid()}.tmp" if anew else None
        self._program = program_digest()
        self._head: tuple[bytes, Stand | None] = (b"", None)
        self._held = bytearray()
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        self._file = self._anew.open("wb") if self._anew else self._path.open("a+b")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._file is not None
        try:
            if kind is None or self._anew is None:
                self._flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if self._anew and kind is None:
                self._anew.replace(self._path)
                sync_folder(self._path.parent)
        finally:
            self._file.close()
            if self._anew:
                self._anew.unlink(missing_ok=True)

    def note(self, name: str, content: bytes, asked: Asked) -> None:
        """Note what a record asked.

        Args:
            name: Of its file.
            content: Its bytes.
            asked: What it asked.
        """
        if '"' in name or "\\" in name:
            return  # no name that `screen` gives; it would be escaped, and not found again
        head, stand = self._head
        if asked.stand != stand:
            head = _head(asked.stand, self._program)
            self._head = (head, asked.stand)
            self._held += head + b"\n"
        body = _body(name, content, asked)
        self._held += body + b',"' + _seal(head, body) + b'"]\n'
        if len(self._held) > _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        """Write what is held as one block, which other processes do not tear apart."""
        if not self._held or self._file is None:
            return
        if self._anew is None:
            fcntl.flock(self._file.fileno(), fcntl.LOCK_EX)
            self._mend()
        self._file.write(self._held)
        self._file.flush()
        if self._anew is None:
            fcntl.flock(self._file.fileno(), fcntl.LOCK_UN)
            self._head = (b"", None)  # somebody else's head may come next
        self._held.clear()

    def _mend(self) -> None:
        """End the last line of somebody who was cut off."""
        assert self._file is not None
        end = self._file.seek(0, os.SEEK_END)
        if end:
            self._file.seek(end - 1)
            if self._file.read(1) != b"\n":
                self._file.write(b"\n")


def content_hash(content: bytes) -> str:
    """The hash by which a note knows its record."""
    return hashlib.sha256(content).hexdigest()


def _head(stand: Stand, program: str) -> bytes:
    return canonical({"holdpoint_asked": _FORM, "program": program, **asdict(stand)})


def _stand(line: bytes, program: str) -> Stand | None:
    """What the lines after a head stand on; ``None`` where they are not for this program."""
    try:
        data = json.loads(line)
        if data.pop("holdpoint_asked") != _FORM or data.pop("program") != program:
            return None
        return Stand(**{str(key): str(value) for key, value in data.items()})
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _body(name: str, content: bytes, asked: Asked) -> bytes:
    """A note without its seal and its closing bracket."""
    marks = _STOPPED * asked.stopped_short | _UNDATED * asked.undated
    names = [[one.query, one.readings, one.identifiers] for one in asked.names]
    row = [name, content_hash(content), asked.input, asked.day, marks, names, asked.addresses]
    return canonical(row)[:-1]


def _seal(head: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(head + b"\n" + body, digest_size=16).hexdigest().encode()


def _read(row: list[Any], name: str, content: bytes, stand: Stand) -> Asked | None:
    """A note of the record as it is now, ``None`` where it is of an earlier state.

    Raises:
        ValueError, TypeError, LookupError: It is no note.
    """
    called, sha256, given, day, marks, names, addresses = row
    if called != name or sha256 != content_hash(content):
        return None
    return Asked(
        stand=stand,
        input=str(given),
        day=str(day),
        undated=bool(int(marks) & _UNDATED),
        stopped_short=bool(int(marks) & _STOPPED),
        names=tuple(_name(*one) for one in names),
        addresses=tuple(map(str, addresses)),
    )


def _name(query: Mapping[str, Any], readings: list[str], identifiers: list[str]) -> AskedName:
    return AskedName({**query}, tuple(map(str, readings)), tuple(map(str, identifiers)))
