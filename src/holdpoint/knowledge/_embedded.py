"""The embedded snapshot: built from the starter data when first used, then kept in a cache."""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.knowledge._format import FORMAT
from holdpoint.knowledge._manifest import read_manifest
from holdpoint.knowledge._store import current
from holdpoint.knowledge._verify import check_files

_ROOMS = ("starter", "model", "files", "text", "matching", "knowledge")
"""What decides the bytes of the embedded snapshot: its data, and the code that writes it."""

_KEPT = 8


def embedded() -> Path:
    """The store of the embedded snapshot; built into the user's cache if it is not there yet.

    Where the cache cannot be written, into a temporary folder that goes with the process.

    Raises:
        KnowledgeError: The starter data cannot be used.
    """
    key = data_key()
    cached = cache_folder()
    if cached is None:
        return _temporary(key)
    folder = cached / f"embedded-{key}"
    if _usable(folder):
        with contextlib.suppress(OSError):
            os.utime(folder)  # so that another version does not clear away what is in use
        return folder
    if not _writable(cached):
        return _temporary(key)
    _build(folder)
    _forget_old(cached)
    return folder


def cache_folder() -> Path | None:
    """``$XDG_CACHE_HOME/holdpoint``, or ``~/.cache/holdpoint``; ``None`` without a home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if Path(base).is_absolute():  # the XDG specification: relative paths are ignored
        return Path(base) / "holdpoint"
    try:
        return Path.home() / ".cache" / "holdpoint"
    except RuntimeError:
        return None


@functools.cache
def data_key() -> str:
    """A hash of the form on disk, the starter data, and the code that makes a snapshot of it."""
    seen = hashlib.sha256(f"format {FORMAT}\n".encode())
    house = files("holdpoint")  # to ask for a room itself would import it
    for room in _ROOMS:
        for name, path in sorted(_walk(house / room, room)):
            data = path.read_bytes()
            seen.update(f"{name} {len(data)}\n".encode() + data)
    return seen.hexdigest()[:24]


def _walk(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if not entry.name.startswith(("__pycache__", ".")):
                yield from _walk(entry, f"{name}/{entry.name}")
        elif not entry.name.endswith((".pyc", "~")):
            yield f"{name}/{entry.name}", entry


def _usable(store: Path) -> bool:
    """Whether a sound snapshot is there; it is small, so every byte is looked at."""
    try:
        folder = current(store)
        return not any(check_files(folder, read_manifest(folder)))
    except KnowledgeError:
        return False


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@functools.cache
def _temporary(key: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="holdpoint-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = folder / f"embedded-{key}"
    _build(store)
    return store


def _build(store: Path) -> None:
    from holdpoint.knowledge._build import build

    build((), out=store)


def _forget_old(cache: Path) -> None:
    """Keep the newest few: every version of the data or the program has its own."""
    stores = [path for path in cache.glob("embedded-*") if path.is_dir()]
    stores.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    for old in stores[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
