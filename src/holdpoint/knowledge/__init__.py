"""The snapshot: what the product knows, immutable and named by its content."""

from typing import TYPE_CHECKING

from holdpoint._lazy import lazily

if TYPE_CHECKING:
    from holdpoint.knowledge._build import build, keep_in
    from holdpoint.knowledge._diff import Diff, EntityChange, Entry, FormChange, diff
    from holdpoint.knowledge._edition import EditionLike, GroupLike, ReferenceLike, StarterLike
    from holdpoint.knowledge._fields import FieldChange
    from holdpoint.knowledge._format import FORMAT
    from holdpoint.knowledge._gather import Progress
    from holdpoint.knowledge._manifest import Manifest
    from holdpoint.knowledge._not_same import read_not_same
    from holdpoint.knowledge._query import party_query
    from holdpoint.knowledge._report import BuildReport
    from holdpoint.knowledge._snapshot import Snapshot, open_snapshot
    from holdpoint.knowledge._starter import Starter, starter_knowledge
    from holdpoint.knowledge._store import activate, is_store, snapshot_folders
    from holdpoint.knowledge._verify import verify
else:
    __getattr__ = lazily(
        __name__,
        {
            "_build": (
                "build",
                "keep_in",
            ),
            "_diff": (
                "Diff",
                "EntityChange",
                "Entry",
                "FormChange",
                "diff",
            ),
            "_edition": (
                "EditionLike",
                "GroupLike",
                "ReferenceLike",
                "StarterLike",
            ),
            "_fields": ("FieldChange",),
            "_format": ("FORMAT",),
            "_gather": ("Progress",),
            "_manifest": ("Manifest",),
            "_not_same": ("read_not_same",),
            "_query": ("party_query",),
            "_report": ("BuildReport",),
            "_snapshot": (
                "Snapshot",
                "open_snapshot",
            ),
            "_starter": (
                "Starter",
                "starter_knowledge",
            ),
            "_store": (
                "activate",
                "is_store",
                "snapshot_folders",
            ),
            "_verify": ("verify",),
        },
    )

__all__ = [
    "FORMAT",
    "BuildReport",
    "Diff",
    "EditionLike",
    "EntityChange",
    "Entry",
    "FieldChange",
    "FormChange",
    "GroupLike",
    "Manifest",
    "Progress",
    "ReferenceLike",
    "Snapshot",
    "Starter",
    "StarterLike",
    "activate",
    "build",
    "diff",
    "is_store",
    "keep_in",
    "open_snapshot",
    "party_query",
    "read_not_same",
    "snapshot_folders",
    "starter_knowledge",
    "verify",
]
