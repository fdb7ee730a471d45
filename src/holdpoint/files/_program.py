"""Which program this is, to the byte: for what was made once and may be used again."""

from __future__ import annotations

import functools
import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_COMPILED = "__pycache__"


@functools.cache
def program_digest() -> str:
    """``sha256:`` and a hash of all that a result depends on besides its input.

    Every file of the package, code and tables alike, the version of Python and of its Unicode
    tables, and the installed version of each library that the package needs. What was kept by one
    program must not be trusted by another; to be over-careful costs making it once more.
    """
    seen = hashlib.sha256()
    for name, data in _files(files("holdpoint"), ""):
        _add(seen, name.encode("utf-8", "surrogateescape"), hashlib.sha256(data).digest())
    _add(seen, sys.version.encode(), unicodedata.unidata_version.encode())
    for library, version in _libraries():
        _add(seen, library.encode(), version.encode())
    return f"sha256:{seen.hexdigest()}"


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            if entry.name != _COMPILED:
                yield from _files(entry, name)
        else:
            yield name, entry.read_bytes()


def _libraries() -> Iterator[tuple[str, str]]:
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        needed = requires("holdpoint") or []
    except PackageNotFoundError:  # run from a source tree that was never installed
        needed = []
    for line in sorted(needed):
        name = _NAME.match(line)
        if name:
            try:
                yield name[0], version(name[0])
            except PackageNotFoundError:  # an extra that is not here
                yield name[0], "not installed"


def _add(seen: hashlib._Hash, *parts: bytes) -> None:
    for part in parts:
        seen.update(len(part).to_bytes(8, "little") + part)
