"""The store of claims as a command finds it: which one, who asks, and when."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from holdpoint.claims import ClaimStore, Stamp, Standing


@dataclass(frozen=True, slots=True)
class Door:
    """What all commands about claims are given: which store, who, when, in which form.

    Attributes:
        store: The store; the user's own when left out.
        by: Who decides; the user of the machine when left out.
        at: When; the machine's clock when left out.
        as_of: Day at whose end the store is looked at.
    """

    store: Path | None = None
    by: str | None = None
    at: str | None = None
    as_of: str | None = None
    as_json: bool = False

    def open(self, *, create: bool = False) -> ClaimStore:
        """The store."""
        from holdpoint.claims import ClaimStore

        return ClaimStore(self.store or default_store(), create=create)

    def standing(self) -> Standing:
        """Where every claim stands on the day that was asked for."""
        day = console.day(self.as_of)
        return self.open().standing(day.isoformat() if day else None)

    def stamp(self) -> Stamp:
        """Who does something and when. Here, and nowhere deeper, the clock is asked."""
        from holdpoint.claims import Stamp, check_time

        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if self.at is None:
            return Stamp(at=now, by=self.by or user(), basis="clock")
        day_only = len(self.at) == len("2026-11-20")
        at = check_time(f"{self.at}T00:00:00Z" if day_only else self.at)
        if at > now:
            raise HoldpointError(f"--at {self.at} is still to come. Give a time that has been.")
        return Stamp(at=at, by=self.by or user(), basis="given")


def default_store() -> Path:
    """``$XDG_DATA_HOME/holdpoint/claims``, or ``~/.local/share/holdpoint/claims``.

    Raises:
        HoldpointError: There is no home.
    """
    base = os.environ.get("XDG_DATA_HOME", "")
    if Path(base).is_absolute():  # the XDG specification: relative paths are ignored
        return Path(base) / "holdpoint" / "claims"
    try:
        return Path.home() / ".local" / "share" / "holdpoint" / "claims"
    except RuntimeError:
        raise HoldpointError("There is no home folder. Name the store with --store.") from None


def user() -> str:
    """The name of the machine's user.

    Raises:
        HoldpointError: The user has none.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise HoldpointError(
            "The user of this machine has no name. Say who decides: --by."
        ) from None
