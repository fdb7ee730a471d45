"""A build of what the snapshot in use was built from: nothing is to be made."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Collection, Iterable
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.files import Keep, canonical, digest, plain, revive
from holdpoint.knowledge._edition import EditionLike, GroupLike
from holdpoint.knowledge._manifest import read_manifest
from holdpoint.knowledge._report import BuildReport
from holdpoint.knowledge._verify import check_files
from holdpoint.model import Problem, SourceInfo

_KIND = "report"
_OF_THIS_RUN = ("path", "seconds", "reused", "skipped")

Editions = Iterable[EditionLike | GroupLike]


def all_keys(editions: Editions) -> tuple[tuple[str, ...] | None, Editions]:
    """What editions depend on, group by group, where that is known of all of them.

    Args:
        editions: As :func:`holdpoint.knowledge.build` takes them; an edition that is no group is
            asked for only when the one before it was read.

    Returns:
        The keys, ``None`` where one is not known; and the editions, to be used instead.
    """
    source = iter(editions)
    groups: list[EditionLike | GroupLike] = []
    keys: list[str] = []
    for one in source:
        groups.append(one)
        if not isinstance(one, GroupLike) or one.key is None:
            return None, itertools.chain(groups, source)
        keys.append(one.key)
    return tuple(keys), groups


def report_key(
    keys: tuple[str, ...], not_same: Collection[frozenset[str]], *, starter: bool
) -> str:
    """A hash of all that a snapshot depends on besides the program."""
    return digest([keys, sorted(sorted(pair) for pair in not_same), starter])


def kept_report(keep: Keep, key: str, in_use: Path | None) -> BuildReport | None:
    """The report of an earlier build of the same, where its snapshot is in use and whole.

    Args:
        keep: Where reports are kept.
        key: Of :func:`report_key`.
        in_use: The snapshot in use.
    """
    data = keep.get(_KIND, key) if in_use is not None else None
    if data is None or in_use is None:
        return None
    said = json.loads(bytes(data))
    try:
        manifest = read_manifest(in_use)
        if manifest.id != said["id"] or any(check_files(in_use, manifest)):
            return None
    except (KnowledgeError, OSError):
        return None
    said["sources"] = tuple(revive(SourceInfo, row) for row in said["sources"])
    said["problems"] = tuple(revive(Problem, row) for row in said["problems"])
    said["starter_absent"] = tuple(said["starter_absent"])
    return BuildReport(**said, skipped=(), path=in_use, reused=True, seconds=0.0)


def keep_report(keep: Keep, key: str, report: BuildReport) -> None:
    """Keep a report for the next build, unless an edition was left out as unreadable."""
    if not report.skipped:
        names = [f.name for f in dataclasses.fields(report) if f.name not in _OF_THIS_RUN]
        said = {name: plain(getattr(report, name)) for name in names}
        keep.put(_KIND, key, [canonical(said)])
