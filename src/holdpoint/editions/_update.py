"""Fetch what publishers have, take what is whole, and say what became of each list."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from holdpoint.editions._addresses import Remotes
from holdpoint.editions._fetch import Fetched, FetchError, Limits, Tell, fetch
from holdpoint.editions._shelf import Shelf, Taken, digest
from holdpoint.editions._whole import (
    Contents,
    EditionRefusedError,
    Tolerance,
    check_whole,
    contents_of,
)
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    import httpx

State = Literal["taken", "unchanged", "refused", "failed", "no key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source.

    Attributes:
        why: In words, where it is not ``taken``.
        edition: The one in use after all this; ``None`` where there is none.
        came: Entries that are new; ``went``: that are no longer there.
    """

    source: str
    state: State
    why: str = ""
    edition: Taken | None = None
    came: int = 0
    went: int = 0

    @property
    def good(self) -> bool:
        """Whether the newest edition is in use."""
        return self.state in {"taken", "unchanged"}

    def to_dict(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "source": self.source,
            "state": self.state,
            "why": self.why,
            "list_date": self.edition.list_date if self.edition else None,
            "fetched": self.edition.fetched if self.edition else None,
            "entries": self.edition.entries if self.edition else None,
            "came": self.came,
            "went": self.went,
        }


def update(
    wanted: Sequence[Remotes],
    shelf: Shelf,
    http: httpx.Client,
    *,
    now: Callable[[], str],
    keys: Mapping[str, str],
    limits: Limits | None = None,
    tolerance: Tolerance | None = None,
    tell: Tell | None = None,
) -> Iterator[Outcome]:
    """Bring every source up to date; one that fails never stops the others.

    Args:
        wanted: Sources and their addresses.
        shelf: Where editions are kept.
        http: From :func:`holdpoint.editions.client`.
        now: The time, ISO 8601 UTC; noted with each edition, and nothing else depends on it.
        keys: Values of the variables that addresses name.
        limits: How long and how much.
        tolerance: How much an edition may differ from the one in use.
        tell: Told how far a file is.

    Yields:
        One outcome a source, in the order given.
    """
    run = _Run(shelf, http, now, keys, limits or Limits(), tolerance or Tolerance(), tell)
    for remotes in wanted:
        yield run.one(remotes)


class _Run:
    def __init__(
        self,
        shelf: Shelf,
        http: httpx.Client,
        now: Callable[[], str],
        keys: Mapping[str, str],
        limits: Limits,
        tolerance: Tolerance,
        tell: Tell | None,
    ) -> None:
        self.shelf, self.http, self.now, self.keys = shelf, http, now, keys
        self.limits, self.tolerance, self.tell = limits, tolerance, tell
        self.before = shelf.in_use()

    def one(self, remotes: Remotes) -> Outcome:
        source, before = remotes.source, self.before.get(remotes.source)
        lacking = [r.key for r in remotes.files if r.key and r.address(self.keys) is None]
        if lacking:
            why = f"Set {lacking[0]} in the environment, or give it in --keys."
            return Outcome(source=source, state="no key", why=why, edition=before)
        work = self.shelf.work(source)
        try:
            got = [self._fetch(remotes, n, before, work) for n in range(len(remotes.files))]
            if all(one.path is None for one in got):
                return Outcome(source=source, state="unchanged", edition=before)
            # A companion that has not changed is fetched all the same: an edition is whole.
            got = [
                one if one.path else self._fetch(remotes, n, None, work)
                for n, one in enumerate(got)
            ]
            return self._take(remotes, got, before)
        except FetchError as error:
            return Outcome(source=source, state="failed", why=str(error), edition=before)
        except EditionRefusedError as error:
            shutil.rmtree(work, ignore_errors=True)
            return Outcome(source=source, state="refused", why=str(error), edition=before)
        except (HoldpointError, OSError) as error:
            return Outcome(source=source, state="failed", why=str(error), edition=before)

    def _fetch(self, remotes: Remotes, number: int, before: Taken | None, work: Path) -> Fetched:
        remote = remotes.files[number]
        url = remote.address(self.keys)
        assert url is not None
        return fetch(
            remote,
            url,
            work,
            self.http,
            self.limits,
            etag=before.etags.get(remote.file) if before else None,
            modified=before.modified.get(remote.file) if before else None,
            tell=self.tell,
        )

    def _take(self, remotes: Remotes, got: Sequence[Fetched], before: Taken | None) -> Outcome:
        files = [one.path for one in got if one.path is not None]
        hashes = {path.name: digest(path) for path in files}
        if before is not None and dict(before.sha256) == hashes:
            return Outcome(source=remotes.source, state="unchanged", edition=before)
        found = contents_of(files, remotes)
        old = self.shelf.contents(before) if before else {}
        came, went = check_whole(found, old, self.tolerance)
        taken = self.shelf.take(
            Taken(
                source=remotes.source,
                folder="",
                sha256=hashes,
                list_date=_date(found, got),
                fetched=self.now(),
                entries=sum(len(one.ids) for one in found),
                came=came,
                went=went,
                etags={path.name: one.etag for path, one in zip(files, got, strict=True)},
                modified={path.name: one.modified for path, one in zip(files, got, strict=True)},
            ),
            files,
            found,
        )
        shutil.rmtree(self.shelf.work(remotes.source), ignore_errors=True)
        return Outcome(source=remotes.source, state="taken", edition=taken, came=came, went=went)


def _date(found: Sequence[Contents], got: Sequence[Fetched]) -> str | None:
    """The list's own day, else the day on which the publisher put the file there."""
    own = [one.list_date for one in found if one.list_date]
    return max(own) if own else got[0].published
