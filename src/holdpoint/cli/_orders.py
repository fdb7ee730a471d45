"""Orders of several files as one stream; standard input among them."""

from __future__ import annotations

import dataclasses
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError, UnreadableInputError
from holdpoint.model import Problem, Transaction

STDIN = Path("-")
"""Stands for standard input among the files."""


def check_files(files: Sequence[Path]) -> None:
    """Refuse what cannot be screened before anything is.

    Raises:
        HoldpointError: A file is not there, or was given twice.
    """
    seen: dict[Path, Path] = {}
    for path in files:
        real = path if path == STDIN else console.need_file(path).resolve()
        if real in seen:
            raise HoldpointError(f"{path}: was given twice. Give each file once.")
        seen[real] = path


def orders_of(files: Sequence[Path]) -> Iterator[Transaction | Problem]:
    """Every order and every problem, file after file.

    An id that an earlier file had is a problem, as it is within one file: a record of the
    second order would take the place of the first.
    """
    from holdpoint.intake import read_transactions

    seen: dict[bytes, Path] = {}
    for path in files:
        fresh: list[bytes] = []
        for found in _stdin() if path == STDIN else _read(read_transactions(path), path):
            if isinstance(found, Problem) or len(files) == 1:
                yield found
                continue
            key = blake2b(found.id.encode("utf-8", "surrogatepass"), digest_size=12).digest()
            if key in seen:
                yield _twice(found, path, seen[key])
            else:
                fresh.append(key)
                yield found
        seen.update(dict.fromkeys(fresh, path))


def wanted_orders(path: Path, wanted: str | None) -> tuple[list[Transaction], int]:
    """The orders of one file, or the one that is asked for; problems are told as they come.

    Returns:
        The orders and the exit code: ``UNREADABLE`` where one could not be read.

    Raises:
        HoldpointError: No order that can be read has the id.
    """
    found, code = [], console.OK
    for one in orders_of([path]):
        if isinstance(one, Problem):
            console.show_problems([one])
            code = console.UNREADABLE
        elif wanted is None or one.id == wanted:
            found.append(one)
    if wanted is not None and not found:
        raise HoldpointError(f"{path.name}: there is no order {wanted!r} that can be read.")
    return found, code


def _read(found: Iterator[Transaction | Problem], path: Path) -> Iterator[Transaction | Problem]:
    try:
        yield from found
    except UnreadableInputError as error:
        whole = Problem(file=str(path), reason=str(error), remedy="Mend the file.")
        yield from error.problems or (whole,)


def _stdin() -> Iterator[Transaction | Problem]:
    """Standard input, kept in a temporary file: the form is found by looking twice."""
    from holdpoint.intake import read_transactions

    with tempfile.TemporaryDirectory(prefix="holdpoint-") as folder:
        copy = Path(folder) / "stdin"
        with copy.open("wb") as handle:
            shutil.copyfileobj(sys.stdin.buffer, handle)
        for found in _read(read_transactions(copy), STDIN):
            yield (
                dataclasses.replace(found, file="standard input")
                if isinstance(found, Problem)
                else found
            )


def _twice(order: Transaction, path: Path, first: Path) -> Problem:
    return Problem(
        file=str(path),
        field="id",
        value=order.id[:80],
        reason=f"is the id of an order in {first} too.",
        remedy="Give each order its own id, or screen the files one by one.",
    )
