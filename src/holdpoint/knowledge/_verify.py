"""Does a snapshot still say what it said on the day it was built?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.files import canonical
from holdpoint.knowledge._format import (
    CURRENT,
    ENTITIES,
    ENTITY_KEYS,
    FOLDER,
    LINK_KEYS,
    LINKS,
    MANIFEST,
    WORLD_FILE,
    folder_name,
    section_file,
)
from holdpoint.knowledge._lines import FileMark, KeyTable, split_lines
from holdpoint.knowledge._manifest import Manifest, content_id, read_manifest
from holdpoint.knowledge._store import belongs, current, is_store, locate, snapshot_folders
from holdpoint.model import Problem

_AGAIN = "Build the snapshot again, or restore it from a copy."
_CHUNK = 1 << 20


def verify(path: Path) -> tuple[Problem, ...]:
    """Check every byte of a snapshot, or of all snapshots in a store.

    Args:
        path: A store, or the folder of one snapshot.

    Returns:
        What is wrong: a changed, missing or extra file, a damaged manifest or ``CURRENT``, an id
        that is not the hash of the content. Empty when everything is as it was built.

    Raises:
        KnowledgeError: There is no snapshot at all.
    """
    if _looks_like_one(path):
        return tuple(_snapshot(path))
    if not path.is_dir() or not is_store(path):
        return tuple(_snapshot(locate(path)))
    found = list(_store(path))
    for folder in snapshot_folders(path):
        found += _snapshot(folder)
    return tuple(found)


def is_sound(folder: Path, like: Manifest) -> bool:
    """Whether a snapshot is undamaged and was written by the same engine in the same form."""
    try:
        manifest = read_manifest(folder)
    except KnowledgeError:
        return False
    if manifest.engine != like.engine or manifest.id != like.id:
        return False
    if manifest.files == like.files:  # so equal bytes are enough
        return not any(check_files(folder, manifest))
    return _indexes(manifest) == _indexes(like) and not any(_snapshot(folder))


def check_files(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Compare each file's hash with the manifest; missing and extra files too."""
    there = {path.name for path in folder.iterdir()} - {MANIFEST}
    for name, mark in manifest.files.items():
        if name not in there:
            yield _problem(folder, name, "The file is missing.")
        elif _mark(folder / name) != mark:
            yield _problem(folder, name, "The file is not the one that was written.")
    for name in sorted(there - set(manifest.files)):
        yield Problem(
            file=f"{folder.name}/{name}",
            reason="This file does not belong to the snapshot.",
            remedy="Remove it: nothing may be added to a snapshot.",
        )


def _looks_like_one(path: Path) -> bool:
    """Whether a folder was a snapshot, even if its manifest is gone."""
    named = FOLDER.fullmatch(path.name) is not None
    return path.is_dir() and (named or any((path / n).exists() for n in (MANIFEST, ENTITIES)))


def _store(path: Path) -> Iterator[Problem]:
    try:
        current(path)
    except KnowledgeError as error:
        yield Problem(file=CURRENT, reason=str(error), remedy=_AGAIN)
    for name in sorted(entry.name for entry in path.iterdir()):
        if not belongs(name):
            yield Problem(
                file=name,
                reason="This does not belong into a folder of snapshots.",
                remedy="Move it elsewhere.",
            )


def _snapshot(folder: Path) -> Iterator[Problem]:
    try:
        manifest = read_manifest(folder)
    except KnowledgeError as error:
        yield Problem(file=f"{folder.name}/{MANIFEST}", reason=str(error), remedy=_AGAIN)
        return
    damaged = False
    for problem in check_files(folder, manifest):
        damaged = True
        yield problem
    if not damaged:
        yield from _content(folder, manifest)


def _content(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """What equal hashes do not show: that the id and the look-up tables fit the content."""
    name = FOLDER.fullmatch(folder.name)
    if name and not folder.name.startswith(folder_name(manifest.id)):
        yield _problem(folder, MANIFEST, "The folder bears the name of another snapshot.")
    try:
        held = manifest.sections
        sections = {section: _section(folder / section_file(section)) for section in held}
        tables = _tables(folder)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield _problem(folder, MANIFEST, "The content is not in its canonical form.")
        return
    if sections != manifest.sections or content_id(sections, manifest.sources) != manifest.id:
        yield _problem(folder, MANIFEST, "The id is not the hash of the content.")
    for table, chunks in tables.items():
        if hashlib.sha256(b"".join(chunks)).hexdigest() != manifest.files[table].sha256:
            yield _problem(folder, table, "The table does not fit the lines it points into.")


def _section(path: Path) -> str:
    """The hash of a section's lines, each written anew in canonical form."""
    seen = hashlib.sha256()
    if path.name == WORLD_FILE:  # no lines: its bytes are its content
        seen.update(path.read_bytes())
        return seen.hexdigest()
    for line in split_lines(path):
        seen.update(canonical(json.loads(line)) + b"\n")
    return seen.hexdigest()


def _tables(folder: Path) -> dict[str, Iterable[bytes]]:
    from holdpoint.knowledge._write import link_table

    entities, offset = KeyTable(), 0
    for line in split_lines(folder / ENTITIES):
        entities.add(json.loads(line)["id"].encode(), offset)
        offset += len(line) + 1
    links = link_table(split_lines(folder / LINKS))
    return {ENTITY_KEYS: entities.chunks(), LINK_KEYS: links.chunks()}


def _mark(path: Path) -> FileMark | None:
    seen, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                seen.update(chunk)
                size += len(chunk)
    except OSError:
        return None
    return FileMark(sha256=seen.hexdigest(), size=size)


def _indexes(manifest: Manifest) -> dict[str, FileMark]:
    return {name: mark for name, mark in manifest.files.items() if name.startswith("index.")}


def _problem(folder: Path, name: str, reason: str) -> Problem:
    return Problem(file=f"{folder.name}/{name}", reason=reason, remedy=_AGAIN)
