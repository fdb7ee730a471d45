"""The manifest: what a snapshot is, where it comes from, and the hash of each of its files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdpoint.errors import KnowledgeError
from holdpoint.files import digest, plain, revive
from holdpoint.knowledge._format import CONTENT, FORMAT, MANIFEST, REFERENCE, SECTIONS, WORLD
from holdpoint.knowledge._lines import FileMark
from holdpoint.model import SourceInfo

_LARGEST = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in ``manifest.json``.

    Attributes:
        id: ``sha256:<hex>``, see :func:`content_id`.
        engine: Name and version of the program that wrote it.
        sections: By section, the sha256 (hex) of its canonical lines.
        counts: By section, the number of its lines; ``refused`` too.
        sources: One row a source, by id.
        files: Every file of the folder but the manifest.
        starter: Of the embedded knowledge: number of entities ``included``, by list how many were
            ``left_to_official`` editions, and the ids of those that are ``absent_there``. Empty
            when it was left out.
    """

    id: str
    engine: str
    sections: Mapping[str, str]
    counts: Mapping[str, int]
    sources: tuple[SourceInfo, ...]
    files: Mapping[str, FileMark]
    starter: Mapping[str, Any]

    def render(self) -> bytes:
        """The file's bytes: JSON for people and machines, sealed with its own hash."""
        body = {"format": FORMAT, **plain(self)}
        for name in ("sections", "counts", "sources", "files", "starter"):
            body.setdefault(name, [] if name == "sources" else {})
        return _with_seal(body)


def content_id(sections: Mapping[str, str], sources: Iterable[SourceInfo]) -> str:
    """The snapshot's id: a hash of what it says, not of how it was fetched or is stored.

    Args:
        sections: By section, the sha256 of its canonical lines in their fixed order.
        sources: Of each, the id, list date and counts take part; not its title, address,
            ``retrieved`` date, or the names and hashes of its files.
    """
    rows = [
        {
            "id": source.id,
            "list_date": source.list_date,
            "rows": source.rows,
            "read": source.read,
            "refused": source.refused,
            "entities": source.entities,
        }
        for source in sorted(sources, key=lambda source: source.id)
    ]
    return digest({"content": CONTENT, "sections": dict(sections), "sources": rows})


def read_manifest(folder: Path) -> Manifest:
    """Read and check a folder's manifest.

    Raises:
        KnowledgeError: It is missing, damaged, or of another version of the format.
    """
    data, raw = _load(folder / MANIFEST)
    number = data.get("format")
    if number != FORMAT:
        raise KnowledgeError(
            f"{MANIFEST}: this snapshot is of format {str(number)[:20]!r}; this version of "
            f"Holdpoint reads format {FORMAT}. Build the snapshot again from its lists, or use "
            "the version of Holdpoint that wrote it."
        )
    if _with_seal({key: value for key, value in data.items() if key != "seal"}) != raw:
        raise _damaged("it does not agree with its own seal")
    try:
        return _revived(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged("fields are missing or of the wrong kind") from error


def _revived(data: Mapping[str, Any]) -> Manifest:
    sections = set(data["sections"])
    if not set(SECTIONS) <= sections <= {*SECTIONS, *REFERENCE, WORLD}:
        raise ValueError
    if not sections <= set(data["counts"]):
        raise ValueError
    if any(Path(name).name != name for name in data["files"]):
        raise ValueError  # a file outside the folder is none of ours
    return Manifest(
        id=str(data["id"]),
        engine=str(data["engine"]),
        sections={str(name): str(value) for name, value in data["sections"].items()},
        counts={str(name): int(value) for name, value in data["counts"].items()},
        sources=tuple(revive(SourceInfo, row) for row in data["sources"]),
        files={str(name): revive(FileMark, mark) for name, mark in data["files"].items()},
        starter=dict(data["starter"]),
    )


def _load(path: Path) -> tuple[dict[str, Any], bytes]:
    try:
        with path.open("rb") as handle:
            raw = handle.read(_LARGEST)
        data = json.loads(raw)
    except OSError as error:
        raise KnowledgeError(
            f"{MANIFEST} cannot be read ({error.__class__.__name__}). "
            "Give a snapshot that `holdpoint data build` made."
        ) from error
    except (ValueError, RecursionError) as error:
        raise _damaged("it is not JSON") from error
    if not isinstance(data, dict):
        raise _damaged("it is no JSON object")
    return data, raw


def _with_seal(body: dict[str, Any]) -> bytes:
    sealed = {**body, "seal": digest(body)}
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return text.encode() + b"\n"


def _damaged(why: str) -> KnowledgeError:
    return KnowledgeError(f"{MANIFEST} is damaged: {why}. Build the snapshot again.")
