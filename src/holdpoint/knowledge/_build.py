"""Build a snapshot and put it in use."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.files import Keep, seldom_collected
from holdpoint.knowledge._again import all_keys, keep_report, kept_report, report_key
from holdpoint.knowledge._edition import EditionLike, GroupLike, StarterLike
from holdpoint.knowledge._format import KEPT
from holdpoint.knowledge._gather import Gathered, Progress
from holdpoint.knowledge._report import BuildReport
from holdpoint.knowledge._store import Store, current
from holdpoint.knowledge._verify import is_sound
from holdpoint.knowledge._write import write_snapshot


def build(
    editions: Iterable[EditionLike | GroupLike],
    *,
    out: Path,
    starter: bool = True,
    skip_unreadable: bool = False,
    not_same: Collection[frozenset[str]] = (),
    use: bool = True,
    progress: Progress | None = None,
    keep: Keep | None = None,
) -> BuildReport:
    """Build a snapshot and, if wanted, put it in use.

    The same content gives the same id, in whatever order the editions come and however their
    files were packed. Until the last step the snapshot in use before stays in use.

    Args:
        editions: Editions of different lists, or groups of them that are read together; each is
            read to its end before the next is asked for.
        out: The store; made when it is not there.
        starter: Whether the embedded knowledge takes part. Its entities give way where an edition
            covers their list; its goods, places, corridors, claims and links always take part.
        skip_unreadable: Leave out an edition that turns out to be unreadable, and say so, instead
            of refusing the build. Where ``editions`` is a generator that fails itself, the build is
            refused all the same: what it would have given next is lost. Chain one for each list.
        not_same: Pairs of entity ids that are two parties: no ``same_as`` link joins them.
        use: Whether to put it in use; if not, it lies in the store until it is activated.
        progress: Called with what is being done and how many entities of it are done.
        keep: Where results of earlier builds are kept, see :func:`keep_in`; ``None`` makes all
            anew. It changes no byte.

    Raises:
        KnowledgeError: An edition is unreadable, given twice, or its accounts do not add up; or the
            store cannot be used. Nothing was switched.
    """
    started = time.monotonic()
    store = Store(out)
    key = None
    if keep is not None:
        keys, editions = all_keys(editions)
        key = report_key(keys, not_same, starter=starter) if keys is not None else None
        known = kept_report(keep, key, _in_use(out)) if key else None
        if known is not None:
            return dataclasses.replace(known, seconds=time.monotonic() - started)
    with store.building() as folder, seldom_collected():
        gathered = Gathered(folder, _starter() if starter else None, progress, keep)
        gathered.take_all(editions, skip_unreadable=skip_unreadable)
        written = write_snapshot(folder, gathered, _in_use(out) if keep else None, not_same, keep)
        manifest = written.manifest
        path, reused = store.publish(
            folder, manifest.id, lambda copy: is_sound(copy, manifest), use=use
        )
    report = BuildReport(
        id=manifest.id,
        path=path,
        sources=manifest.sources,
        problems=written.problems,
        skipped=tuple(gathered.skipped),
        counts=manifest.counts,
        starter_included=manifest.starter.get("included", 0),
        starter_left=manifest.starter.get("left_to_official", {}),
        starter_absent=tuple(manifest.starter.get("absent_there", ())),
        links_resolved=written.links.resolved,
        links_by_name=written.links.by_name,
        same_links=written.same,
        same_rejected=written.parted,
        reused=reused,
        seconds=time.monotonic() - started,
    )
    if keep is not None:
        if key:
            keep_report(keep, key, report)
        keep.prune()
    return report


def keep_in(out: Path) -> Keep:
    """Where a store keeps what a build may use again: editions as they were read, and more.

    It can be deleted at any time. After a build it holds what that build used.

    Args:
        out: The store; made when it is not there.

    Raises:
        KnowledgeError: The folder holds other things, or cannot be written.
    """
    return Keep(Store(out).folder / KEPT)


def _in_use(store: Path) -> Path | None:
    """The snapshot that a store has in use, ``None`` where it has none that can be found."""
    try:
        return current(store)
    except KnowledgeError:
        return None


def _starter() -> StarterLike:
    from holdpoint.knowledge._starter import starter_knowledge

    return starter_knowledge()
