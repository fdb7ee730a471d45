"""The ledger: one event a line, each with the hash of the one before; added to, never rewritten.

``ledger.jsonl`` holds the events, ``HEAD`` the number and hash of the last one. A changed, removed
or exchanged line breaks the chain; lines cut off at the end fall short of ``HEAD``. Whoever can
write both files can write another history: note the hash that :meth:`Ledger.head` gives elsewhere.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from holdpoint.claims._events import BODIES, KINDS, Body, Event, EventKind, TimeBasis
from holdpoint.claims._shape import ShapeError, shaped
from holdpoint.errors import ClaimsError
from holdpoint.files import canonical, digest, plain, write_atomic
from holdpoint.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

LEDGER, HEAD = "ledger.jsonl", "HEAD"
GENESIS = digest(b"holdpoint claims ledger 1")
"""What the first event names as the one before it; another form of the ledger has another one."""

_LONGEST = 64 << 20
"""Bytes of one line at most."""

_AT = re.compile(r"(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
_RESTORE = "Restore the store from a copy; the events before this one are sound."


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last event: its number, 0 where there is none, and its hash."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """An event as it stands on disk, its body still to be read."""

    seq: int
    at: str
    basis: TimeBasis
    by: str
    kind: EventKind
    previous: str
    hash: str


class Ledger:
    """The events of one store.

    Args:
        folder: Where ``ledger.jsonl`` and ``HEAD`` lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / LEDGER

    def create(self) -> None:
        """Begin an empty ledger where there is none yet."""
        with contextlib.suppress(FileExistsError):
            self._path.touch(exist_ok=False)

    def events(self) -> tuple[Event, ...]:
        """All events, in order.

        A last line without its end was never finished, and nobody was told that it was: it does
        not count.

        Raises:
            ClaimsError: The ledger is missing, or a line is not what was written.
        """
        head = self._stated()  # before the lines: a writer adds the line first
        events: list[Event] = []
        for found in self._walk():
            if isinstance(found, Problem):
                raise ClaimsError(f"The ledger of claims is damaged. {found}", (found,))
            events.append(found)
        if problem := _short(head, events):
            raise ClaimsError(f"The ledger of claims is damaged. {problem}", (problem,))
        return tuple(events)

    def verify(self) -> Iterator[Problem]:
        """Every line that is not what was written, and what is missing at the end."""
        head = self._stated()
        events: list[Event] = []
        faults = 0
        for found in self._walk():
            if isinstance(found, Problem):
                faults += 1
                yield found
            else:
                events.append(found)
        if not faults and (problem := _short(head, events)):
            yield problem
        if self._torn():
            yield Problem(
                file=LEDGER,
                line=len(events) + faults + 1,
                reason="The last line was not finished; it does not count.",
                remedy="Nothing needs to be done: the next event takes its place.",
                fatal=False,
            )

    @contextlib.contextmanager
    def changing(self) -> Iterator[tuple[tuple[Event, ...], Callable[[Body, Stamp], Event]]]:
        """Read the events and add to them, one writer at a time.

        Yields:
            The events so far, and a function that adds one: it returns when the event is on disk.

        Raises:
            ClaimsError: As :meth:`events`; or an event is given a time before the last one.
        """
        with self._open("r+b") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            events = list(self.events())

            def add(body: Body, stamp: Stamp) -> Event:
                event = _next(events[-1] if events else None, body, stamp)
                self._append(handle, event)
                events.append(event)
                return event

            yield tuple(events), add

    def _append(self, handle: BinaryIO, event: Event) -> None:
        handle.seek(0)
        handle.truncate(_whole(handle))  # what a writer that was killed left unfinished
        handle.seek(0, os.SEEK_END)
        handle.write(canonical(_row(event)) + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
        write_atomic(self._folder / HEAD, canonical({"seq": event.seq, "hash": event.hash}) + b"\n")

    def _walk(self) -> Iterator[Event | Problem]:
        before: Event | None = None
        with self._open("rb") as handle:
            for number, line in enumerate(iter(lambda: handle.readline(_LONGEST), b""), start=1):
                if not line.endswith(b"\n"):
                    if len(line) < _LONGEST:
                        return  # not finished
                    yield _problem(number, "The line is longer than any event.")
                    return
                try:
                    event = _read(line, number)
                except ShapeError as error:
                    yield error.problems[0]
                    continue
                if reason := _broken(before, event):
                    yield _problem(number, reason)
                else:
                    yield event
                before = event

    def _torn(self) -> bool:
        with self._open("rb") as handle:
            return _whole(handle) != handle.seek(0, os.SEEK_END)

    def _open(self, mode: str) -> BinaryIO:
        try:
            return self._path.open(mode)  # type: ignore[return-value]
        except OSError as error:
            reason = "is not there" if isinstance(error, FileNotFoundError) else error.strerror
            raise ClaimsError(
                f"{self._folder.name}: the ledger of claims cannot be opened ({LEDGER} {reason}). "
                "`holdpoint claims add` begins one; or restore it from a copy."
            ) from error

    def _stated(self) -> Head:
        """What ``HEAD`` says; the beginning where it was never written."""
        path = self._folder / HEAD
        try:
            raw = path.read_bytes()[:4096]
        except FileNotFoundError:
            return Head()
        except OSError as error:
            raise ClaimsError(f"{HEAD} cannot be read ({error.strerror}).") from error
        try:
            return shaped(Head, _json(raw, HEAD, None), file=HEAD)
        except ShapeError as error:
            raise ClaimsError(f"The ledger of claims is damaged. {error}", error.problems) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Who does something, and when: given at the door, never asked of the clock in here.

    Attributes:
        at: ``2026-11-20T08:15:00Z``.
        by: A name or an address.
        basis: Whether the clock said so or a person did.
    """

    at: str
    by: str
    basis: TimeBasis = "given"


def check_time(at: str) -> str:
    """Return a time as it is; it must be a second of a real day in UTC.

    Raises:
        ClaimsError: It is not.
    """
    from datetime import date

    found = _AT.fullmatch(at)
    try:
        date.fromisoformat(found[1] if found else "")
    except ValueError:
        raise ClaimsError(
            f"{at[:40]!r} is no time. Write a day (2026-11-20) or a second in UTC "
            "(2026-11-20T08:15:00Z)."
        ) from None
    return at


def _next(last: Event | None, body: Body, stamp: Stamp) -> Event:
    at, by = check_time(stamp.at), stamp.by.strip()
    if last is not None and at < last.at:
        raise ClaimsError(
            f"The ledger already holds an event of {last.at}: nothing can be entered before it, or "
            "what was known on a day would change afterwards. Give a later time."
        )
    if not by or len(by) > 200 or not by.isprintable():  # noqa: PLR2004 - a name
        raise ClaimsError("Say who does this, in up to 200 printable characters (--by).")
    event = Event(
        seq=last.seq + 1 if last else 1,
        at=at,
        basis=stamp.basis,
        by=by,
        body=body,
        previous=last.hash if last else GENESIS,
        hash="",
    )
    return Event(**{**_fields(event), "hash": _seal(_row(event))})


def _fields(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__slots__}


def _row(event: Event) -> dict[str, Any]:
    row = {**_fields(event), "body": plain(event.body)}
    return {**row, "kind": KINDS[type(event.body)]}


def _seal(row: dict[str, Any]) -> str:
    return digest({key: value for key, value in row.items() if key != "hash"})


def _read(line: bytes, number: int) -> Event:
    """One line as an event.

    Raises:
        ShapeError: It is none, or its hash is not that of its content.
    """
    row = _json(line, LEDGER, number)
    body = row.pop("body", None)
    head = shaped(_Line, row, file=LEDGER, line=number)
    event = Event(
        seq=head.seq,
        at=head.at,
        basis=head.basis,
        by=head.by,
        body=shaped(BODIES[head.kind], body, file=LEDGER, line=number),
        previous=head.previous,
        hash=head.hash,
    )
    if not _AT.fullmatch(event.at):
        raise _shape_error(number, "The time is none.")
    if _seal({**row, "body": body}) != head.hash:
        raise _shape_error(number, "The line was changed: its hash is not that of its content.")
    return event


def _json(raw: bytes, file: str, line: int | None) -> dict[str, Any]:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        problem = Problem(file=file, line=line, reason="This is no JSON object.", remedy=_RESTORE)
        raise ShapeError(str(problem), (problem,))
    return data


def _shape_error(number: int, reason: str) -> ShapeError:
    problem = _problem(number, reason)
    return ShapeError(str(problem), (problem,))


def _broken(before: Event | None, event: Event) -> str | None:
    """Why an event cannot follow the one before it; ``None`` where it does."""
    if event.seq != (before.seq + 1 if before else 1):
        return f"This is event {event.seq}: a line before it is missing, or lines were exchanged."
    if event.previous != (before.hash if before else GENESIS):
        return "The chain is broken: the line before it is not the one that stood there."
    if before is not None and event.at < before.at:
        return "The time is before that of the line before it."
    return None


def _short(head: Head, events: list[Event]) -> Problem | None:
    """What is missing at the end, going by ``HEAD``."""
    if head.seq > len(events):
        reason = f"The last line should be event {head.seq}, and {len(events)} are there."
    elif head.seq and events[head.seq - 1].hash != head.hash:
        reason = f"Event {head.seq} is not the one that {HEAD} names."
    else:
        return None
    return Problem(file=LEDGER, reason=reason, remedy="Restore the store from a copy.")


def _problem(number: int, reason: str) -> Problem:
    return Problem(file=LEDGER, line=number, reason=reason, remedy=_RESTORE)


def _whole(handle: BinaryIO) -> int:
    """Up to where a file consists of finished lines."""
    end = handle.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - (1 << 16))
        handle.seek(start)
        found = handle.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
