"""Lists that are published packed: a ZIP archive that holds one file."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.files import check_package, peek_package
from holdpoint.sources._files import HEAD, Content, load

_LARGEST = 400 << 20
"""Bytes of the file within; OFAC's largest, ``sdn_advanced.xml``, has about 120 MB."""


def _only(path: Path) -> str | None:
    names = [name for name in peek_package(path) if not name.endswith("/")]
    return names[0] if len(names) == 1 else None


def head_of_one(path: Path) -> bytes:
    """The first bytes of the only file in an archive; empty where there is none, or several."""
    name = _only(path)
    return peek_package(path, (name,), size=HEAD).get(name, b"") if name else b""


def load_one(path: Path) -> Content:
    """A file, or the only file within it where it is a ZIP archive.

    Raises:
        HostileInputError: The archive could do harm.
        UnreadableInputError: The file is damaged, or the archive holds several files.
    """
    content = load(path)
    if not content.data.startswith(b"PK"):
        return content
    name = _only(path)
    if name is None:
        raise UnreadableInputError(f"{path.name}: the archive must hold one file, the list.")
    check_package(path, max_bytes=_LARGEST, max_part=_LARGEST)
    with zipfile.ZipFile(io.BytesIO(content.data)) as package:
        data = package.read(name)
    return Content(path, data, "sha256:" + hashlib.sha256(data).hexdigest())
