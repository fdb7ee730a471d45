"""Past decisions against another snapshot, policy or set of rules: who changes outcome, and why."""

from __future__ import annotations

import contextlib
import dataclasses
import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from holdpoint.editions._asked import Stand, asked_of
from holdpoint.editions._delta import Delta
from holdpoint.editions._notes import Notes, NoteTaker
from holdpoint.errors import HoldpointError
from holdpoint.files import plain, read_bytes
from holdpoint.model import GRAVITY, Problem
from holdpoint.screening import ENGINE, parse_record, read_record

if TYPE_CHECKING:
    from holdpoint.editions._asked import Asked
    from holdpoint.knowledge import Snapshot
    from holdpoint.screening import Kept, Screener

_OTHER = {
    "engine": "by another version",
    "rules": "by other rules",
    "policy": "by another policy",
    "snapshot": "on another snapshot",
}
_AHEAD = 512
"""Records that are read ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One decision whose outcome is another now.

    Attributes:
        record: Name of the record's file.
        then: ``release``, ``hold`` or ``block``, as decided.
        now: The same, by the snapshot, rules and policy of today.
        because: Which findings came and went, each with its rule and the rows of lists in it.
        rules: Ids of the rules that decide it: where the outcome is graver now, those that have
            come to it; where it is milder, those that held it up and have let go.
    """

    transaction: str
    record: str
    then: str
    now: str
    because: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Rescreened:
    """What became of past decisions.

    Attributes:
        to: Id of the snapshot that they were held against.
        records: How many were read.
        skipped: Of these, how many could be skipped because nothing that they used or could have
            used differs.
        unopened: Of the skipped, those of which a note beside the records told enough.
        recomputed: How many were screened again.
        same_outcome: Of the recomputed, those that differ in their findings only.
        checked: How many of the skipped were screened all the same, to prove the skipping right.
        wrong: Names of skipped records that would have changed; must be empty.
        unreadable: Records that could not be read.
        other: How many records were decided by another engine, snapshot, rules or policy, by name.
    """

    to: str
    records: int = 0
    skipped: int = 0
    unopened: int = 0
    recomputed: int = 0
    same_outcome: int = 0
    checked: int = 0
    changes: list[Change] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unreadable: list[Problem] = field(default_factory=list)
    other: dict[str, int] = field(default_factory=dict)

    def by_rule(self) -> tuple[tuple[str, int], ...]:
        """How many outcomes each rule changes, the most first."""
        counts = Counter(rule for change in self.changes for rule in change.rules)
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def other_words(self) -> str:
        """What was another when the decisions were made, in a sentence; empty where nothing."""
        parts = [f"{n} {_OTHER[part]}" for part, n in self.other.items() if n]
        return f"Of the records were decided: {', '.join(parts)}." if parts else ""

    def to_dict(self) -> dict[str, Any]:
        """As JSON values."""
        return {**plain(self, keep_empty=True), "by_rule": dict(self.by_rule())}


def rescreen(
    paths: Iterable[Path],
    screener: Screener,
    find_old: Callable[[str], Snapshot | None],
    *,
    check: int = 0,
    index: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Rescreened:
    """Hold past decisions against a screener's snapshot, rules and policy.

    A record of which ``asked.jsonl`` beside it has a note that still holds is not opened unless a
    change could touch it.

    Args:
        paths: Records that ``holdpoint screen --out FOLDER/`` wrote.
        screener: Made with what is to go live.
        find_old: Gives the snapshot of an id, ``None`` where it is not at hand; decisions on such a
            one are all screened again.
        check: How many of the skipped to screen all the same: those whose input has the lowest
            hash, so that the sample is the same on every machine.
        index: Write notes of all these records for the next time, in the place of those there.
        progress: Told what goes on.

    Returns:
        Every change of outcome in the order of the records.

    Raises:
        OSError: Notes could not be written.
    """
    run = _Run(screener, find_old, index=index)
    skipped: list[tuple[str, Path]] = []
    with run:
        for read in run.read_ahead(paths):
            asked = run.take(read)
            if asked is not None:
                skipped.append((asked, read.path))
            if progress and run.out.records % 100 == 0:
                progress(f"{run.out.records} records, {len(run.out.changes)} changed")
        for _, path in heapq.nsmallest(check, skipped):
            run.check(path)
    return run.out


class _Read(NamedTuple):
    """A record as it lies there: its bytes and the note that holds of it, or why it cannot be."""

    path: Path
    content: bytes = b""
    noted: Asked | None = None
    error: HoldpointError | None = None


class _Run(ExitStack):
    """One run, with a delta for each snapshot that the decisions stand on."""

    def __init__(
        self, screener: Screener, find_old: Callable[[str], Snapshot | None], *, index: bool
    ) -> None:
        super().__init__()
        self.out = Rescreened(to=screener.snapshot.id)
        self._screener = screener
        self._now = Stand(
            ENGINE, screener.rulebook.digest, screener.policy.digest, screener.snapshot.id
        )
        self._find_old = find_old
        self._index = index
        self._deltas: dict[str, Delta | None] = {}
        self._notes: dict[Path, Notes] = {}
        self._takers: dict[Path, NoteTaker] = {}

    def read_ahead(self, paths: Iterable[Path]) -> Iterator[_Read]:
        """Each record as it lies there, in order.

        Some hundred are read ahead, and what all their names are near to is asked for at once.
        """
        stream = iter(paths)
        while some := [self._read(path) for path in itertools.islice(stream, _AHEAD)]:
            by_snapshot: dict[str, list[Asked]] = {}
            for one in some:
                if one.noted is not None and self._comparable(one.noted.stand):
                    by_snapshot.setdefault(one.noted.stand.snapshot, []).append(one.noted)
            for snapshot_id, asked in by_snapshot.items():
                delta = self._delta(snapshot_id) if snapshot_id != self._now.snapshot else None
                if delta is not None:
                    with contextlib.suppress(ValueError, TypeError, LookupError):
                        delta.look_ahead(asked)
            yield from some

    def _read(self, path: Path) -> _Read:
        try:
            content = read_bytes(path)
        except HoldpointError as error:
            return _Read(path, error=error)
        return _Read(path, content, self._noted(path, content))

    def take(self, read: _Read) -> str | None:
        """Screen a record again, or skip it; the hash of its input where it was skipped."""
        path, content, asked = read.path, read.content, read.noted
        try:
            if read.error is not None:
                raise read.error
            if asked is not None and self._skips_noted(asked):
                self.out.unopened += 1
                kept = None
            else:
                kept = parse_record(path.name, content)
                asked = asked_of(kept)
        except HoldpointError as error:
            self.out.unreadable.append(_problem(path, error))
            return None
        self._count(asked.stand)
        if self._index:
            self._taker(path.parent).note(path.name, content, asked)
        if kept is None or self._may_skip(asked):
            self.out.skipped += 1
            return asked.input
        self._screen(path, kept)
        return None

    def _count(self, stand: Stand) -> None:
        self.out.records += 1
        for part in _OTHER:
            other = getattr(stand, part) != getattr(self._now, part)
            self.out.other[part] = self.out.other.get(part, 0) + other

    def check(self, path: Path) -> None:
        """Screen a skipped record all the same."""
        kept = read_record(path)
        self.out.checked += 1
        now = self._again(kept)
        if now["outcome"] != kept.decision["outcome"] or _said(now) != _said(kept.decision):
            self.out.wrong.append(path.name)

    def _noted(self, path: Path, content: bytes) -> Asked | None:
        folder = path.parent
        if folder not in self._notes:
            self._notes[folder] = Notes(folder)
        return self._notes[folder].find(path.name, content)

    def _taker(self, folder: Path) -> NoteTaker:
        if folder not in self._takers:
            self._takers[folder] = self.enter_context(NoteTaker(folder, anew=True))
        return self._takers[folder]

    def _skips_noted(self, asked: Asked) -> bool:
        """Whether a note says enough to skip a record; one of the wrong make says nothing."""
        try:
            return self._may_skip(asked)
        except (ValueError, TypeError, LookupError):
            return False

    def _may_skip(self, asked: Asked) -> bool:
        stand = asked.stand
        if stand == self._now:
            return True
        if not self._comparable(stand):
            return False
        delta = self._delta(stand.snapshot)
        return delta is not None and not (self._aged(delta, asked) or delta.touches(asked))

    def _comparable(self, stand: Stand) -> bool:
        """Whether a decision differs from one made now by its snapshot alone."""
        return dataclasses.replace(stand, snapshot=self._now.snapshot) == self._now

    def _aged(self, delta: Delta, asked: Asked) -> bool:
        """Whether the age of the lists holds the order on one of the snapshots alone."""
        policy = self._screener.policy.lists
        return policy.when_stale == "hold" and delta.aged(date.fromisoformat(asked.day), policy)

    def _screen(self, path: Path, kept: Kept) -> None:
        self.out.recomputed += 1
        now = self._again(kept)
        if now["outcome"] == kept.decision["outcome"]:
            self.out.same_outcome += _said(now) != _said(kept.decision)
            return
        self.out.changes.append(
            Change(
                transaction=kept.transaction.id,
                record=path.name,
                then=str(kept.decision["outcome"]),
                now=str(now["outcome"]),
                because=_because(kept.decision, now),
                rules=_deciding(kept.decision, now),
            )
        )

    def _again(self, kept: Kept) -> Mapping[str, Any]:
        return self._screener.screen(kept.transaction, as_of=kept.as_of).to_dict()

    def _delta(self, snapshot_id: str) -> Delta | None:
        if snapshot_id not in self._deltas:
            old = self._find_old(snapshot_id)
            delta = Delta(old, self._screener.snapshot) if old else None
            if delta is not None:
                self.callback(delta.close)
            self._deltas[snapshot_id] = delta
        return self._deltas[snapshot_id]


def _said(decision: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    """What a decision found: rule, outcome and the row of a list, without dates of editions."""
    return {
        (finding["rule"], finding["outcome"], row)
        for finding in decision["findings"]
        for row in (_rows(finding) or ("",))
    }


def _because(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    before, after = _said(then), _said(now)
    return tuple(
        f"{sign} {rule} ({outcome})" + (f": {row}" if row else "")
        for sign, said in (("+", after - before), ("-", before - after))
        for rule, outcome, row in sorted(said)
        if outcome != "release"
    )


def _deciding(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The rules that make the graver of two outcomes."""
    graver = max((then, now), key=lambda decision: GRAVITY[decision["outcome"]])
    outcome = graver["outcome"]
    return tuple(sorted({f["rule"] for f in graver["findings"] if f["outcome"] == outcome}))


def _rows(finding: Mapping[str, Any]) -> tuple[str, ...]:
    rows = (row for row in finding.get("evidence") or () if row.get("entity"))
    return tuple(
        sorted({f"{row.get('listed_name') or row['entity']} [{row['entity']}]" for row in rows})
    )


def _problem(path: Path, error: HoldpointError) -> Problem:
    return Problem(
        file=path.name,
        line=None,
        reason=str(error),
        remedy="Restore the record from a copy.",
    )
