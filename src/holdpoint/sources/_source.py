"""The editions in files that somebody named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.sources._edition import Edition, Found
from holdpoint.sources._ftm import Ftm
from holdpoint.sources._registry import reader_for


def read_source(paths: Path | Sequence[Path], *, source: str | None = None) -> Iterator[Edition]:
    """The editions in given files.

    Args:
        paths: One list: its file, then its companions or amendments. Companions of an OFAC list
            that stand beside it under the same date are found without being named.
        source: Id of the one list wanted (``us-bis-el`` of a screening list); for FollowTheMoney
            data, the id to give it.

    Raises:
        UnreadableInputError: A file cannot be read, or holds no such list.
    """
    files = [paths] if isinstance(paths, Path) else list(paths)
    reader = reader_for(files[0])
    if isinstance(reader, Ftm) and source:
        yield from Ftm(source).read(files)
        return
    found = reader.look(files[0])
    if source and source not in {f.source for f in found}:
        held = ", ".join(sorted(f.source for f in found)) or "nothing"
        raise UnreadableInputError(f"{files[0].name}: holds {held}, not {source}.")
    if len(files) == 1:
        files += _beside(files[0], found)
    yield from reader.read(files, only=frozenset({source}) if source else None)


def _beside(path: Path, found: Sequence[Found]) -> list[Path]:
    """Companion files of the same list and date in the same folder, one a kind."""
    base = next((f for f in found if f.numbers and f.list_date), None)
    if base is None:
        return []
    out: dict[str, Path] = {}
    for other in sorted(path.parent.iterdir()):
        if other == path or not other.is_file() or str(base.list_date) not in other.name:
            continue
        try:
            looks = reader_for(other).look(other)
        except UnreadableInputError:
            continue
        for look in looks:
            same = look.source == base.source and look.list_date == base.list_date
            if same and look.role not in ("whole", "amendment"):
                out.setdefault(look.role, other)
    return list(out.values())
