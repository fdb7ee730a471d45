"""`rules check`: everything that is wrong with packs, their examples among it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from holdpoint.errors import LawError, UnreadableInputError
from holdpoint.law._book import build, read_packs
from holdpoint.law._trials import coverage, run_examples
from holdpoint.model import Problem


def check(paths: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Everything that is wrong with the packs of the product and with others.

    Args:
        paths: Pack files of a company, checked together with the product's own.

    Returns:
        Problems in order of packs; empty when all is well.
    """
    try:
        book = build(read_packs(paths))
    except (LawError, UnreadableInputError) as error:
        return error.problems
    return tuple(
        problem for rule in book.rules for problem in (*coverage(rule), *run_examples(rule))
    )


def check_pack(path: Path) -> tuple[Problem, ...]:
    """Check one pack of a company, see :func:`check`."""
    return check([path])
