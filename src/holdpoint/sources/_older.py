"""Older editions, read for their particulars only, and kept as they were read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdpoint.files import Keep, canonical, plain, revive
from holdpoint.model import Entity, Link, SourceInfo
from holdpoint.sources._sketch import Sketch, ground_of

_KIND = "older"


@dataclass(frozen=True, slots=True)
class FileCount:
    """Records of one file: ``rows == read + refused``."""

    file: str
    rows: int
    read: int
    refused: int

    def told(self) -> str:
        """The count in words."""
        refused = f", of them {self.refused} refused" if self.refused else ""
        return f"{self.file} ({self.rows} records{refused})"


@dataclass(frozen=True, slots=True)
class Older:
    """An older edition that was read to its end, for its particulars.

    Attributes:
        entries: By id of the entity.
    """

    about: SourceInfo
    files: tuple[FileCount, ...]
    links: tuple[Link, ...]
    entries: Mapping[str, Sketch]


def kept_older(keep: Keep, key: str) -> Older | None:
    """An older edition that was kept; ``None`` where it is not at hand.

    Args:
        keep: Where it may be.
        key: All that it depends on besides the program.
    """
    data = keep.get(_KIND, key)
    if data is None:
        return None
    head, *lines = bytes(data).split(b"\n")[:-1]
    about = json.loads(head)
    return Older(
        about=revive(SourceInfo, about["info"]),
        files=tuple(FileCount(*row) for row in about["files"]),
        links=tuple(revive(Link, row) for row in about["links"]),
        entries={name: _sketch(name, line) for name, line in zip(about["ids"], lines, strict=True)},
    )


def keep_older(
    keep: Keep,
    key: str,
    *,
    about: SourceInfo,
    files: tuple[FileCount, ...],
    links: tuple[Link, ...],
    entities: Sequence[Entity],
) -> Older:
    """Keep an older edition for the next build; args as for :func:`kept_older` and its result.

    Raises:
        ValueError: An entry holds characters that are no text.
    """
    lines = [canonical(entity) for entity in entities]
    head = {
        "info": plain(about),
        "files": [[one.file, one.rows, one.read, one.refused] for one in files],
        "links": plain(links),
        "ids": [entity.id for entity in entities],
    }
    keep.put(_KIND, key, [canonical(head) + b"\n", *(line + b"\n" for line in lines)])
    known = {
        entity.id: _sketch(entity.id, line, entity)
        for entity, line in zip(entities, lines, strict=True)
    }
    return Older(about, files, links, known)


def _sketch(name: str, line: bytes, entity: Entity | None = None) -> Sketch:
    return Sketch(
        name,
        lambda: ground_of(line),
        lambda: (entity or revive(Entity, json.loads(line)), ()),
    )
