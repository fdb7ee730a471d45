"""Kept documents on disk: each text under its hash, and which versions an address has had.

text/2f/2f8c…82.txt      the kept text, UTF-8
raw/9a/9a41…07.html      the bytes as they came
versions.jsonl           one line each time a version came in, appended only
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from holdpoint.disclosures._keep_text import unreadable
from holdpoint.disclosures._parsed import Kept
from holdpoint.files import canonical, sync_folder, write_atomic

_VERSIONS = "versions.jsonl"
_ENDINGS = {"text": ".txt", "markdown": ".md", "html": ".html", "pdf": ".pdf", "email": ".eml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a document that came in.

    Attributes:
        document: ``doc-`` and the first 16 hex digits of ``sha256``.
        place: Its address; its file's name where it has none. Versions of one place belong
            together.
        sha256: Of the kept text; ``raw_sha256`` of the bytes as they came.
    """

    document: str
    place: str
    sha256: str
    raw_sha256: str
    media: str
    title: str | None = None
    published: str | None = None
    retrieved: str | None = None


class Shelf:
    """A folder of kept documents. Nothing in it is changed or taken away.

    Args:
        folder: Made on the first :meth:`put` if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, kept: Kept, raw: bytes) -> tuple[Version, Version | None]:
        """Keep a document.

        Args:
            kept: What was kept of it.
            raw: Its bytes as they came.

        Returns:
            The version, and the one before it at the same place if its text was another.

        Raises:
            OSError: The folder cannot be written.
        """
        source = kept.source
        self._write("text", source.sha256, ".txt", kept.text.encode("utf-8"))
        self._write("raw", source.raw_sha256, _ENDINGS[source.media], raw)
        version = Version(
            document=source.id,
            place=source.url or source.file or source.id,
            sha256=source.sha256,
            raw_sha256=source.raw_sha256,
            media=source.media,
            title=source.title,
            published=source.published,
            retrieved=source.retrieved,
        )
        with (self._folder / _VERSIONS).open("a+b") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            handle.seek(0)
            had = [one for one in self._read(handle.read()) if one.place == version.place]
            if not had or had[-1] != version:
                handle.write(self._line_end(handle.tell()) + canonical(version) + b"\n")
                handle.flush()
                os.fsync(handle.fileno())
        before = next((one for one in reversed(had) if one.sha256 != version.sha256), None)
        return version, before

    def versions(self, place: str | None = None) -> tuple[Version, ...]:
        """Give the versions in the order in which they came in.

        Args:
            place: An address, or the name of a file that has none; all places if left out.

        Raises:
            UnreadableInputError: A line is damaged.
        """
        path = self._folder / _VERSIONS
        lines = path.read_bytes() if path.is_file() else b""
        return tuple(one for one in self._read(lines) if place in (None, one.place))

    def text(self, sha256: str) -> str:
        """Give a kept text, whose hash is looked at again.

        Raises:
            UnreadableInputError: It is not there, or not what it was.
        """
        import hashlib

        path = self._path("text", sha256, ".txt")
        if not path.is_file():
            raise unreadable(path.name, "is not kept here.", "Read the document again.")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise unreadable(path.name, "was changed since it was kept.", "Restore the folder.")
        return data.decode("utf-8")

    def _path(self, kind: str, sha256: str, ending: str) -> Path:
        return self._folder / kind / sha256[:2] / f"{sha256}{ending}"

    def _write(self, kind: str, sha256: str, ending: str, data: bytes) -> None:
        path = self._path(kind, sha256, ending)
        if path.is_file():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, data)
        sync_folder(path.parent.parent)

    def _line_end(self, size: int) -> bytes:
        """End a line that a writer which was killed left unfinished."""
        if not size:
            return b""
        with (self._folder / _VERSIONS).open("rb") as handle:
            handle.seek(-1, os.SEEK_END)
            return b"" if handle.read(1) == b"\n" else b"\n"

    def _read(self, lines: bytes) -> Iterator[Version]:
        whole, _, _ = lines.rpartition(b"\n")
        for number, line in enumerate(whole.split(b"\n") if whole else (), 1):
            try:
                yield Version(**json.loads(line))
            except (ValueError, TypeError):
                if not line.endswith(b"}"):
                    continue  # what a killed writer left, ended by the next one
                remedy = f"Take line {number} out, or restore the folder."
                raise unreadable(_VERSIONS, "has a line that is damaged.", remedy) from None
