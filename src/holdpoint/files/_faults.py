"""Errors of this room, each with its place as a row that a door can show."""

from __future__ import annotations

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.model import Problem


def unreadable(
    name: str, reason: str, remedy: str, *, line: int | None = None
) -> UnreadableInputError:
    """The error for a file that cannot be read, with its one problem."""
    problem = Problem(file=name, line=line, reason=reason, remedy=remedy)
    return UnreadableInputError(str(problem), [problem])


def hostile(name: str, reason: str, remedy: str, *, line: int | None = None) -> HostileInputError:
    """The error for a file that is refused because reading it would be dangerous."""
    problem = Problem(file=name, line=line, reason=reason, remedy=remedy)
    return HostileInputError(str(problem), [problem])
