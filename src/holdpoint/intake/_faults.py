"""Errors that end the reading of a file, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.model import Problem


def broken(file: str, reason: str, remedy: str, line: int | None = None) -> UnreadableInputError:
    """The error for a file that cannot be read on."""
    problem = Problem(file=file, line=line, reason=reason, remedy=remedy)
    return UnreadableInputError(str(problem), [problem])


def dangerous(file: str, reason: str, remedy: str, line: int | None = None) -> HostileInputError:
    """The error for a file that is refused because reading it would be dangerous."""
    problem = Problem(file=file, line=line, reason=reason, remedy=remedy)
    return HostileInputError(str(problem), [problem])


def unreadable(problems: Sequence[Problem]) -> UnreadableInputError:
    """The error that carries some problems; its message is the first of them."""
    more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
    return UnreadableInputError(f"{problems[0]}{more}", problems)
