"""A store: a folder of snapshots that never change, and ``CURRENT``, which names the one in use."""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.files import sync_folder, write_atomic
from holdpoint.knowledge._format import BUILDING, CURRENT, FOLDER, KEPT, MANIFEST, folder_name

_HALF_WRITTEN = f".{CURRENT}."
_BUILD = "Build one with `holdpoint data build`."


class Store:
    """A folder in which snapshots are built and kept.

    Args:
        folder: Made when it is not there yet.

    Raises:
        KnowledgeError: It holds other things, or cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with _as_knowledge_error(folder):
            folder.mkdir(parents=True, exist_ok=True)
            names = sorted(entry.name for entry in folder.iterdir())
        if MANIFEST in names:
            raise KnowledgeError(
                f"{folder.name}: this is one snapshot. Build into the folder around it."
            )
        if names and not any(belongs(name) for name in names):
            raise KnowledgeError(
                f"{folder.name}: holds other files and no snapshot. Give a new or empty folder."
            )

    @contextlib.contextmanager
    def building(self) -> Iterator[Path]:
        """A new folder to build in; it is gone at the end unless it was published.

        Leftovers of builds that were killed are cleared first.
        """
        with _as_knowledge_error(self.folder), _locked(self.folder):
            self._clear()
            folder = self._new_folder()
            lock = _hold(folder)
        try:
            with _as_knowledge_error(self.folder):
                yield folder
        finally:
            with contextlib.suppress(OSError), _locked(self.folder):
                # Once it is published its name is free, and another thread may build under it.
                if os.path.samestat(os.fstat(lock), folder.stat()):
                    shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)

    def publish(
        self, folder: Path, snapshot_id: str, same: Callable[[Path], bool], *, use: bool = True
    ) -> tuple[Path, bool]:
        """Give a finished folder its name and, if wanted, make it the one in use.

        Args:
            folder: As :meth:`building` gave it, every file flushed to disk.
            snapshot_id: ``sha256:<hex>``.
            same: Whether a snapshot that stands there under this id is sound and can stay.
            use: Whether it comes into use. Where a damaged copy of it is in use, it does anyway.

        Returns:
            The snapshot, and whether it stood there before.
        """
        with _as_knowledge_error(self.folder), _locked(self.folder):
            name = folder_name(snapshot_id)
            copies = self._copies(name)
            kept = next((copy for copy in copies if same(copy)), None)
            target = kept or self._free(name)
            if kept is None:
                sync_folder(folder)
                folder.rename(target)
                sync_folder(self.folder)
            if use or self._in_use() in copies:
                write_atomic(self.folder / CURRENT, target.name.encode() + b"\n")
            for copy in copies:
                if copy != target:
                    self._discard(copy)
            return target, kept is not None

    def _in_use(self) -> Path | None:
        try:
            return current(self.folder)
        except KnowledgeError:
            return None

    def _copies(self, name: str) -> list[Path]:
        return [path for path in snapshot_folders(self.folder) if path.name.startswith(name)]

    def _free(self, name: str) -> Path:
        """The plain name, or the next number where a damaged snapshot has that name.

        It is not moved away first: whoever is killed in between would leave ``CURRENT`` naming
        nothing.
        """
        names = itertools.chain([name], (f"{name}-{i}" for i in itertools.count(2)))
        return next(path for n in names if not (path := self.folder / n).exists())

    def _new_folder(self) -> Path:
        for i in itertools.count():
            folder = self.folder / f"{BUILDING}{os.getpid()}{f'-{i}' if i else ''}"
            with contextlib.suppress(FileExistsError):
                folder.mkdir()
                return folder
        raise AssertionError

    def _discard(self, folder: Path) -> None:
        doomed = self._new_folder()
        folder.rename(doomed)  # so that a kill in the middle leaves what the next build clears
        shutil.rmtree(doomed)

    def _clear(self) -> None:
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith(_HALF_WRITTEN):
                path.unlink()
            elif path.name.startswith(BUILDING) and _dead(path):
                shutil.rmtree(path)


def activate(store: Path, snapshot_id: str, sound: Callable[[Path], bool]) -> Path:
    """Put a snapshot of a store in use, by one rename.

    Args:
        store: The store.
        snapshot_id: As for :func:`locate`.
        sound: Whether the folder is whole; where it is not, the old one stays in use.

    Returns:
        The folder in use now.

    Raises:
        KnowledgeError: There is no such snapshot, it is damaged, or the store cannot be written.
    """
    folder = locate(store, snapshot_id)
    if not sound(folder):
        raise KnowledgeError(
            f"{folder.name} is damaged and was not put in use. Build it again, or see "
            "`holdpoint data verify`."
        )
    with _as_knowledge_error(folder.parent), _locked(folder.parent):
        write_atomic(folder.parent / CURRENT, folder.name.encode() + b"\n")
    return folder


def snapshot_folders(store: Path) -> tuple[Path, ...]:
    """Every snapshot in a store, by name."""
    with _as_knowledge_error(store):
        return tuple(sorted(path for path in store.iterdir() if FOLDER.fullmatch(path.name)))


def current(store: Path) -> Path:
    """The snapshot that a store has in use.

    Raises:
        KnowledgeError: ``CURRENT`` is missing, damaged, or names nothing.
    """
    try:
        raw = (store / CURRENT).read_bytes()
    except FileNotFoundError:
        raise KnowledgeError(
            f"{store.name}: no snapshot is in use: {CURRENT} is missing. {_BUILD}"
        ) from None
    except OSError as error:
        raise KnowledgeError(f"{CURRENT} cannot be read ({error.__class__.__name__}).") from error
    name = raw.removesuffix(b"\n").decode("ascii", errors="replace")
    if not raw.endswith(b"\n") or not FOLDER.fullmatch(name):
        raise KnowledgeError(f"{CURRENT} is damaged: it names no snapshot. {_BUILD}")
    if not (store / name).is_dir():
        raise KnowledgeError(f"{CURRENT} names a snapshot that is not there. {_BUILD}")
    return store / name


def is_store(path: Path) -> bool:
    """Whether a folder is a store of snapshots."""
    return (path / CURRENT).exists() or bool(snapshot_folders(path))


def locate(path: Path, snapshot_id: str | None = None) -> Path:
    """The folder of a snapshot.

    Args:
        path: A store, or the folder of one snapshot.
        snapshot_id: Which snapshot of the store (``sha256:…``, or the first eight or more of its
            digits); the one in use when left out.

    Raises:
        KnowledgeError: There is none.
    """
    with _as_knowledge_error(path):
        if not path.exists():
            raise KnowledgeError(f"{path.name}: there is no such folder. {_BUILD}")
        if not path.is_dir():
            raise KnowledgeError(f"{path.name}: a snapshot is a folder; this is a file. {_BUILD}")
        one = (path / MANIFEST).exists()
        if not one and not is_store(path):
            raise KnowledgeError(f"{path.name}: this folder is no snapshot. {_BUILD}")
    if snapshot_id is None:
        return path if one else current(path)
    return _by_id(path.parent if one else path, snapshot_id)


def _by_id(store: Path, snapshot_id: str) -> Path:
    wanted = folder_name(snapshot_id if ":" in snapshot_id else f"sha256:{snapshot_id}")
    short = len("sha256-") + 8
    found = [p for p in snapshot_folders(store) if p.name.startswith(wanted)]
    if len(wanted) < short or len(found) != 1:
        raise KnowledgeError(
            f"{store.name}: has {'several snapshots' if len(found) > 1 else 'no snapshot'} "
            f"{snapshot_id[:80]!r}. Give the whole id, as a decision's record shows it."
        )
    return found[0]


def belongs(name: str) -> bool:
    """Whether a name in a store is one that this program gives."""
    return (
        name in (CURRENT, KEPT)
        or name.startswith((BUILDING, _HALF_WRITTEN))
        or FOLDER.fullmatch(name) is not None
    )


def _hold(folder: Path) -> int:
    """Lock a build's folder for as long as the process lives; the kernel lets go at its death."""
    descriptor = os.open(folder, os.O_RDONLY)
    with contextlib.suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def _dead(folder: Path) -> bool:
    """Whether nobody builds here any more."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: go by the process number
        return not _runs(folder.name.removeprefix(BUILDING).split("-")[0])
    else:
        return True
    finally:
        os.close(descriptor)


def _runs(number: str) -> bool:
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One at a time, between processes and threads, for the short steps that change a store."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _as_knowledge_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KnowledgeError(
            f"{folder.name}: the folder of snapshots cannot be used ({error.strerror}). "
            "Check that it is there, may be written, and has space."
        ) from error
