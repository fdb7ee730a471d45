"""The editions that were taken: each kept, compressed, by its content; which is in use."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from holdpoint.editions._alone import alone
from holdpoint.editions._whole import Contents
from holdpoint.errors import HoldpointError
from holdpoint.files import read_bytes, sync_folder

_LEDGER = "editions.jsonl"
_CONTENTS = ".contents.json.gz"  # hidden: it is no list
_MTIME = 0  # of the compressed file: the same content gives the same bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One edition on the shelf, a line of its ledger.

    Attributes:
        folder: Below the shelf; its files are compressed.
        sha256: Of each file's bytes as they came, by its name at the publisher's.
        list_date: The list's own day, or that of the ``Last-Modified`` header.
        fetched: ISO 8601, UTC: when it was fetched. In use from then until the next one.
        etags: For the next conditional request, by file; ``modified`` likewise.
    """

    source: str
    folder: str
    sha256: Mapping[str, str]
    list_date: str | None
    fetched: str
    entries: int
    came: int
    went: int
    etags: Mapping[str, str | None] = field(default_factory=dict)
    modified: Mapping[str, str | None] = field(default_factory=dict)


class Shelf:
    """A folder of editions.

    ``editions.jsonl`` is only ever added to, and an edition is on the shelf when its line is whole:
    a run that was killed leaves the edition before in use.

    Args:
        folder: Made at the first edition.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def editions(self) -> tuple[Taken, ...]:
        """Every edition, in the order in which they were taken.

        Raises:
            HoldpointError: A line that is not the last one is damaged.
        """
        try:
            lines = (self.folder / _LEDGER).read_text("utf-8").split("\n")
        except FileNotFoundError:
            return ()
        # What follows the last line break was being written when a run was killed.
        return tuple(self._taken(line, number) for number, line in enumerate(lines[:-1], 1))

    def _taken(self, line: str, number: int) -> Taken:
        try:
            return Taken(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise HoldpointError(
                f"{_LEDGER}, line {number}: damaged. Put the file back from a copy."
            ) from error

    def in_use(self) -> dict[str, Taken]:
        """The newest edition of each source."""
        return {one.source: one for one in self.editions()}

    def alone(self) -> AbstractContextManager[None]:
        """One process at a time that takes editions.

        Raises:
            HoldpointError: Another one does.
        """
        busy = f"{self.folder.name}: another update is putting editions into this folder"
        return alone(self.folder / ".lock", busy)

    def leave_out(self) -> dict[Path, str | None]:
        """Files that are not to be built from.

        Editions that a later one of the same list and day has replaced: a publisher that corrects a
        list within a day gives both the same date, and the one that was taken last counts. And
        folders without a line in the ledger, which a run left that was killed before it wrote one.

        Returns:
            Their paths, each with the reason; the shelf's own ledger without one.
        """
        last: dict[tuple[str, str], str] = {}
        for one in self.editions():
            last[one.source, _day(one)] = one.folder
        stands = set(last.values())
        gone = {one.folder: one for one in self.editions() if one.folder not in stands}
        files: dict[Path, str | None] = {
            path: f"replaced by an edition that was taken later and is of {_day(one)} too"
            for one in gone.values()
            for path in self.files(one)
        }
        for path in self._unfinished():
            files[path] = "the run that took it ended before it was on the shelf; update again"
        return {self.folder / _LEDGER: None, **files}

    def _unfinished(self) -> Iterator[Path]:
        """Files of editions that have no line in the ledger."""
        known = {one.folder for one in self.editions()}
        for mark in sorted(self.folder.glob(f"*/*/{_CONTENTS}")):
            if mark.parent.relative_to(self.folder).as_posix() not in known:
                yield from sorted(path for path in mark.parent.iterdir() if path != mark)

    def contents(self, edition: Taken) -> dict[str, Contents]:
        """What an edition holds, by list.

        Raises:
            UnreadableInputError: Its folder is damaged.
        """
        path = self.folder / edition.folder / _CONTENTS
        rows = json.loads(read_bytes(path))
        return {row["source"]: Contents.of(row) for row in rows}

    def work(self, source: str) -> Path:
        """The folder into which a source is fetched; unfinished files stay there."""
        folder = self.folder / ".fetching" / source
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def take(self, edition: Taken, files: Sequence[Path], contents: Sequence[Contents]) -> Taken:
        """Put an edition on the shelf, whole, and then into the ledger.

        Args:
            edition: Its line, the folder left empty.
            files: As they came.
            contents: What they hold.
        """
        day = _day(edition)
        seal = hashlib.sha256("".join(sorted(edition.sha256.values())).encode()).hexdigest()
        name = f"{edition.source}/{day}-{seal[:12]}"
        beside, target = self.folder / f".{os.getpid()}.tmp", self.folder / name
        for left in self.folder.glob(".*.tmp"):  # of runs that were killed; nobody else takes now
            shutil.rmtree(left, ignore_errors=True)
        beside.mkdir(parents=True)
        for path in files:
            kept = beside / f"{path.stem}_{day}{path.suffix}.gz"
            _compress(path, kept)
        rows = json.dumps([one.to_dict() for one in contents], ensure_ascii=False)
        (beside / _CONTENTS).write_bytes(gzip.compress(rows.encode(), mtime=_MTIME))
        target.parent.mkdir(exist_ok=True)
        if target.exists():  # a run was killed between the folder and its line
            shutil.rmtree(beside)
        else:
            beside.rename(target)
            sync_folder(target.parent)
        whole = Taken(**{**asdict(edition), "folder": name})
        self._note(whole)
        return whole

    def _note(self, edition: Taken) -> None:
        path = self.folder / _LEDGER
        line = json.dumps(asdict(edition), ensure_ascii=False, sort_keys=True) + "\n"
        with path.open("ab+") as out:
            _cut_torn(out)
            out.write(line.encode())
            out.flush()
            os.fsync(out.fileno())
        sync_folder(self.folder)

    def files(self, edition: Taken) -> Iterator[Path]:
        """The compressed files of an edition, sorted by name."""
        folder = self.folder / edition.folder
        yield from sorted(p for p in folder.iterdir() if p.name != _CONTENTS)


def _day(edition: Taken) -> str:
    return edition.list_date or edition.fetched[:10]


def _cut_torn(out: BinaryIO) -> None:
    """Cut off a last line that was never finished."""
    out.seek(0)
    text = out.read()
    whole = text.rfind(b"\n") + 1
    if whole != len(text):
        out.truncate(whole)


def _compress(path: Path, target: Path) -> None:
    with (
        path.open("rb") as source,
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=_MTIME) as out,
    ):
        shutil.copyfileobj(source, out)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
