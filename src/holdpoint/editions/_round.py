"""What came of one round of a watch, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from holdpoint.files import plain

if TYPE_CHECKING:
    from holdpoint.editions._rescreen import Rescreened
    from holdpoint.editions._update import Outcome
    from holdpoint.screening import ListAge

Activation = Literal["nothing new", "waits", "due", "in use", "failed"]
"""What became of the snapshot of a round: there is no new one, it waits for a person, it is to be
put in use and the report stands before that is done, it is in use, or no snapshot came of it."""

OK, ATTENTION, FAULT = 0, 1, 2


@dataclass(slots=True, kw_only=True)
class Round:
    """One round: fetch, build, rescreen, report, and perhaps activate.

    Attributes:
        started: ISO 8601, UTC; names the report.
        lists: What became of each list that was asked for.
        in_use: Id of the snapshot in use at the start; ``None`` where there was none.
        snapshot: Id of the one that the lists of now make; ``None`` where none could be built.
        built: Whether it was built in this round; the same files are not built from twice.
        refused: Records of lists that were refused in the build.
        unreadable: Files below the folder of lists that nobody could read, each with the reason.
        ages: How old each list is on the day of the round.
        worse: Why the new snapshot must not come into use by itself: a list that is gone from it,
            is older than in use, or has lost many of its entries.
        rescreened: Past decisions held against it; ``None`` where there are none or nothing is new.
        activation: What became of it, and ``why``.
        faults: What went wrong, in words; the rest of the round went on where it could.
    """

    started: str
    lists: list[Outcome] = field(default_factory=list)
    in_use: str | None = None
    snapshot: str | None = None
    built: bool = False
    refused: int = 0
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    ages: tuple[ListAge, ...] = ()
    worse: tuple[str, ...] = ()
    rescreened: Rescreened | None = None
    activation: Activation = "failed"
    why: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def stale(self) -> tuple[ListAge, ...]:
        """Lists that are older than the policy allows."""
        return tuple(age for age in self.ages if age.stale)

    @property
    def exit_code(self) -> int:
        """2: something is wrong. 1: a person must look. 0: neither."""
        again = self.rescreened
        if (
            self.faults
            or any(not one.good for one in self.lists)
            or (again and (again.unreadable or again.wrong))
        ):
            return FAULT
        waits = self.activation == "waits"
        return ATTENTION if waits or self.stale or (again and again.changes) else OK

    def to_dict(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "started": self.started,
            "exit_code": self.exit_code,
            "lists": [one.to_dict() for one in self.lists],
            "in_use": self.in_use,
            "snapshot": self.snapshot,
            "built": self.built,
            "refused": self.refused,
            "unreadable": [{"file": name, "why": why} for name, why in self.unreadable],
            "ages": plain(self.ages, keep_empty=True),
            "worse": list(self.worse),
            "rescreened": self.rescreened.to_dict() if self.rescreened else None,
            "activation": self.activation,
            "why": self.why,
            "faults": list(self.faults),
        }
