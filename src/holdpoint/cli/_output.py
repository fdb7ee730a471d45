"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from holdpoint.errors import HoldpointError


def check_target(out: str | None, inputs: Sequence[Path]) -> Path | None:
    """The file or folder to write, refused before the work where it can be foreseen to fail.

    Args:
        out: As typed; ``None`` for standard output.
        inputs: Files that the run reads and must not write over.

    Raises:
        HoldpointError: It is empty, one of the inputs, or in a folder that is not there.
    """
    if out is None:
        return None
    if not out.strip():
        raise HoldpointError("--out is empty. Name a file, or a folder such as decisions/.")
    target = Path(out)
    for path in inputs:
        if target.exists() and path.exists() and target.samefile(path):
            raise HoldpointError(f"{out}: is read by this run and would be lost. Name another.")
    if not is_folder(out) and not target.parent.is_dir():
        raise HoldpointError(f"{out}: there is no folder {target.parent}. Make it first.")
    return target


def is_folder(out: str) -> bool:
    """Whether an output means a folder: it is one, or is written with a slash at its end."""
    return out.endswith(("/", os.sep)) or Path(out).is_dir()


@contextmanager
def writing(out: Path | None) -> Iterator[IO[bytes]]:
    """Bytes to standard output, or to a file that replaces the old one when all is written.

    Raises:
        HoldpointError: The file cannot be written; the old one, if any, stays as it was.
    """
    if out is None:
        sys.stdout.flush()
        # Under PYTHONUNBUFFERED the stream beneath is raw and may take a part of what is written.
        with open(sys.stdout.fileno(), "wb", closefd=False) as handle:
            yield handle
        return
    # A pipe or a device is written to, never replaced.
    special = out.exists() and not out.is_file()
    target = out if special else out.resolve()  # a link stays a link
    try:
        with target.open("wb") if special else _beside(target) as handle:
            yield handle
    except OSError as error:
        if error.filename is None or Path(error.filename).parent == target.parent:
            reason = error.strerror or error.__class__.__name__
            raise HoldpointError(f"{out}: cannot be written ({reason}).") from error
        raise


@contextmanager
def _beside(target: Path) -> Iterator[IO[bytes]]:
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
