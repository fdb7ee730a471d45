"""One process at a time, by a lock that goes with the process, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from holdpoint.errors import HoldpointError


@contextlib.contextmanager
def alone(lock: Path, busy: str) -> Iterator[None]:
    """Hold a lock file while the block runs.

    Args:
        lock: Made where it is not there; stays afterwards.
        busy: What to say where another process holds it; its number is put behind it.

    Raises:
        HoldpointError: Another process holds it.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise HoldpointError(
                f"{busy} (process {handle.read(20).strip() or 'unknown'}). "
                "Wait for it or stop it, or give another folder."
            ) from None
        handle.truncate(0)
        handle.write(f"{os.getpid()}\n")
        handle.flush()
        yield
