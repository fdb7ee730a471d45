"""Tables that take long to make, made beforehand: a quarter of a second at the first name.

``data/ready.json`` is written by ``tools/ready_tables.py`` and holds what the tables beside it
give. It counts only as long as none of them has changed; else all is made of them anew.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("data")
READY = _FOLDER / "ready.json"


def sources_digest(folder: Path = _FOLDER) -> str:
    """A hash of the tables (``*.csv``) of a folder, by name and content."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def ready(table: str) -> Mapping[str, str] | None:
    """A table made beforehand, or ``None`` where it is not there or no longer holds.

    Args:
        table: ``countries``, ``forms``, ``unspaced_forms``, ``names`` or ``folds``; what its values
            mean is said where it is used.
    """
    found: Mapping[str, str] | None = _tables().get(table)
    return found


@functools.cache
def _tables() -> dict[str, Any]:
    try:
        tables = json.loads(READY.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    holds = isinstance(tables, dict) and tables.get("made_of") == sources_digest()
    return tables if holds else {}
