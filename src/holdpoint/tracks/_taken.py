"""What was read of a file so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from holdpoint.model import Problem
from holdpoint.tracks._types import Messages, Position, Static

MOST_PROBLEMS = 10_000
"""Problems that are told one by one; all are counted."""


@dataclass(slots=True)
class Taken:
    """Filled by the readers."""

    file: str
    positions: list[Position] = field(default_factory=list)
    statics: list[Static] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    other: int = 0
    undecoded: int = 0
    refused: int = 0

    def bad(
        self,
        line: int | None,
        reason: str,
        remedy: str,
        *,
        column: str | None = None,
        value: str | None = None,
        fatal: bool = True,
    ) -> None:
        """Keep what is wrong with a line."""
        self.refused += 1
        if len(self.problems) < MOST_PROBLEMS:
            shown = None if value is None else value[:80]
            self.problems.append(
                Problem(
                    file=self.file,
                    line=line,
                    field=column,
                    value=shown,
                    reason=reason,
                    remedy=remedy,
                    fatal=fatal,
                )
            )

    def messages(self) -> Messages:
        """All of it, in the order of the file."""
        return Messages(
            positions=tuple(self.positions),
            statics=tuple(self.statics),
            problems=tuple(self.problems),
            read=len(self.positions) + len(self.statics),
            other=self.other,
            refused=self.refused,
            undecoded=self.undecoded,
        )
