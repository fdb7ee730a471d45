"""Fetch, build, rescreen, report, on a schedule; never in use by itself unless the policy says so.

    fetch ─► build beside the snapshot in use ─► past decisions against it ─► report ─► (activate)

Each step stands for itself: what fails is told in the report and the log, and the snapshot in use
stays. Time comes in as an argument, so a schedule can be tried out without waiting.
"""

from __future__ import annotations

import contextlib
import json
import shlex
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from holdpoint.editions._alone import alone
from holdpoint.editions._page import write_round
from holdpoint.editions._rescreen import Rescreened, rescreen
from holdpoint.editions._round import Round
from holdpoint.editions._shelf import Shelf
from holdpoint.errors import HoldpointError, KnowledgeError
from holdpoint.files import digest, write_atomic
from holdpoint.screening import ENGINE, Policy, Screener, list_ages

if TYPE_CHECKING:
    from holdpoint.editions._update import Outcome
    from holdpoint.knowledge import EditionLike, GroupLike, Snapshot
    from holdpoint.model import SourceInfo
    from holdpoint.sources import Plan

Say = Callable[[Literal["note", "error"], str], None]
"""Told what goes on: how loud, and what."""

_BUILT = "built.json"
_STARTER = "starter"
_SLICE = 60.0
"""Seconds slept at a stretch, so that a clock that was set, or a machine that slept, is noticed."""
_GONE = 0.20
"""Share of the entries of a list that may be gone before a person must look: that of an update."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What a watch works on.

    Attributes:
        lists: The folder of editions, and of the company's own lists.
        store: Where snapshots are built and one is in use.
        reports: Where the report of each round is written.
        decisions: Records that ``holdpoint screen --out FOLDER/`` wrote; ``None`` for none.
        not_same: Pairs of entity ids that are two parties.
        claims: A store of claims, of which those that were accepted take part; ``None`` for none.
        zones: Outlines of zones (GeoJSON).
        starter: Whether the embedded knowledge takes part.
        check: How many of the skipped decisions are screened all the same, as a proof.
    """

    lists: Path
    store: Path
    reports: Path
    decisions: Path | None = None
    not_same: frozenset[frozenset[str]] = frozenset()
    claims: Path | None = None
    zones: tuple[Path, ...] = ()
    starter: bool = True
    check: int = 0


def watch(
    one_round: Callable[[], Round],
    every: timedelta,
    *,
    now: Callable[[], datetime],
    wait: Callable[[float], None],
) -> Iterator[Round]:
    """Round after round, each due so long after the start of the one before.

    A round that takes longer than that is followed by the next at once; rounds that were missed are
    not made up for.

    Args:
        one_round: Makes a round.
        every: From one start to the next.
        now: The time.
        wait: Waits so many seconds.

    Yields:
        What came of each round, when it is over.
    """
    while True:
        due = now() + every
        yield one_round()
        while (left := (due - now()).total_seconds()) > 0:
            if left > every.total_seconds():  # the clock was set back
                due = now() + every
            wait(min(left, _SLICE))


def watch_round(
    watching: Watching,
    fetch: Callable[[], Iterable[Outcome]],
    policy: Callable[[], Policy],
    *,
    now: Callable[[], datetime],
    say: Say,
) -> Round:
    """Make one round.

    Args:
        watching: What to work on.
        fetch: Brings the lists up to date, and tells of each.
        policy: Reads the company's policy; once a round, so that a change of it counts.
        now: The time, with its zone.
        say: Told what goes on.

    Returns:
        What came of it; the report is written.
    """
    started = now()
    out = Round(started=f"{started:%Y-%m-%dT%H:%M:%SZ}")
    run = _Run(watching, out, say)
    try:
        run.fetch(fetch)
        run.go(policy(), started.date())
    except (HoldpointError, OSError) as error:
        run.fault(str(error))
        out.why = "the round ended early"
    run.report()
    if out.activation == "due":
        run.activate()
    return out


class _Run:
    def __init__(self, watching: Watching, out: Round, say: Say) -> None:
        self._watching, self._out, self._say = watching, out, say

    def fault(self, words: str) -> None:
        self._out.faults.append(words)
        self._say("error", words)

    def fetch(self, fetch: Callable[[], Iterable[Outcome]]) -> None:
        try:
            for one in fetch():
                self._out.lists.append(one)
                self._tell_list(one)
        except (HoldpointError, OSError) as error:
            self.fault(f"Fetching ended early: {error}")

    def _tell_list(self, one: Outcome) -> None:
        have = one.edition
        dated = have and (have.list_date or f"no stated day, fetched {have.fetched}")
        if not one.good:
            stays = f"the edition of {dated} stays in use" if have else "there is no edition"
            self._say("error", f"{one.source} {one.state}: {one.why} ({stays})")
        elif one.state == "taken":
            self._say("note", f"{one.source} taken: {dated}, +{one.came} -{one.went} entries")
        else:
            self._say("note", f"{one.source} unchanged: {dated}")

    def go(self, policy: Policy, day: date) -> None:
        """Build, compare with what is in use, rescreen, and say what is to become of it."""
        out = self._out
        before = _in_use(self._watching.store)
        out.in_use = before.id if before else None
        new = self._build()
        out.snapshot = new.id
        out.ages = list_ages(new.sources, policy.lists, day)
        for age in out.stale:
            self._say(
                "error",
                f"{age.source} is stale: of {age.list_date}, {age.days} days; limit {age.limit}",
            )
        if new.id == out.in_use:
            out.activation, out.why = "nothing new", "the lists make the snapshot that is in use"
            self._say("note", f"nothing new: {new.id[:19]} is in use")
            return
        out.worse = tuple(_worse(before.sources, new.sources)) if before else ()
        for words in out.worse:
            self._say("error", words)
        self._rescreen(new, policy)
        self._decide(policy)

    def _build(self) -> Snapshot:
        from holdpoint.knowledge import build, keep_in, open_snapshot
        from holdpoint.sources import plan

        here, out = self._watching, self._out
        inputs = _inputs(here)
        kept = _already_built(here, inputs)
        if kept is not None:
            return kept
        self._say("note", "building")
        keep = keep_in(here.store)
        chosen = plan(here.lists, leave_out=Shelf(here.lists).leave_out(), keep=keep)
        out.unreadable = [(path.name, why) for path, why in chosen.unreadable]
        for name, why in out.unreadable:
            self._say("note", f"{name} not read: {why}")
        report = build(
            _editions(here, chosen),
            out=here.store,
            starter=here.starter,
            not_same=here.not_same,
            use=False,
            keep=keep,
        )
        out.built = True
        out.refused = sum(source.refused for source in report.sources)
        self._say("note", f"built {report.id[:19]}; {out.refused} records refused")
        here.reports.mkdir(parents=True, exist_ok=True)
        state = {"inputs": inputs, "snapshot": report.id}
        write_atomic(here.reports / _BUILT, json.dumps(state).encode())
        return open_snapshot(here.store, snapshot_id=report.id)

    def _rescreen(self, new: Snapshot, policy: Policy) -> None:
        folder = self._watching.decisions
        if folder is None:
            return
        paths = sorted(folder.glob("*.json"))
        found = rescreen(paths, Screener(new, policy), self._find, check=self._watching.check)
        self._out.rescreened = found
        self._say(
            "note",
            f"{len(found.changes)} of {found.records} decisions change outcome; "
            f"{found.skipped} skipped",
        )
        for problem in found.unreadable:
            self._say("error", str(problem))
        for name in found.wrong:
            self._say("error", f"{name} was skipped and would have changed: report this as a fault")

    def _find(self, snapshot_id: str) -> Snapshot | None:
        from holdpoint.knowledge import open_snapshot

        with contextlib.suppress(KnowledgeError):
            return open_snapshot(self._watching.store, snapshot_id=snapshot_id)
        embedded = open_snapshot()
        return embedded if embedded.id == snapshot_id else None

    def _decide(self, policy: Policy) -> None:
        out, store = self._out, self._watching.store
        reason = _why_not(out, policy)
        if reason is None:
            out.activation = "due"
            out.why = f"the policy says watch.activate: {policy.activate}"
        else:
            out.activation = "waits"
            digits = (out.snapshot or "").removeprefix("sha256:")[:12]
            line = shlex.join(["holdpoint", "data", "activate", digits, "--store", str(store)])
            out.why = f"{reason}; `{line}` puts it in use"
            self._say("note", f"{digits} waits: {reason}")

    def activate(self) -> None:
        """Put the snapshot in use, once its report is on disk, and say so in the report."""
        from holdpoint.knowledge import activate, verify

        out, store = self._out, self._watching.store
        try:
            now_in_use = _in_use(store)
            if (now_in_use.id if now_in_use else None) != out.in_use:
                out.activation, out.why = "waits", "another snapshot came into use meanwhile"
                self.fault(f"not put in use: {out.why}")
            else:
                activate(store, str(out.snapshot), lambda path: not verify(path))
                out.activation = "in use"
                self._say("note", f"{str(out.snapshot)[:19]} is in use: {out.why}")
        except (HoldpointError, OSError) as error:
            out.activation = "waits"
            self.fault(f"not put in use: {error}")
        self.report()

    def report(self) -> None:
        try:
            path = write_round(self._out, self._watching.reports)
        except OSError as error:
            # A switch without its report is none that anybody can check.
            if self._out.activation == "due":
                self._out.activation = "waits"
            self.fault(f"The report could not be written: {error.strerror or error}.")
            return
        self._say("note", f"report: {path.name}")


def _editions(here: Watching, chosen: Plan) -> Iterator[EditionLike | GroupLike]:
    """What a snapshot is built from: lists, zones, and claims that were accepted."""
    from holdpoint.claims import ClaimStore, accepted_claims
    from holdpoint.sources import read_zones

    yield from chosen.groups()
    if here.zones:
        yield from read_zones(here.zones)
    if here.claims:
        yield accepted_claims(ClaimStore(here.claims).standing(None))


def _why_not(out: Round, policy: Policy) -> str | None:
    """Why a snapshot must wait for a person; ``None`` where the policy puts it in use."""
    if policy.activate == "never":
        return "the policy leaves it to a person (watch.activate: never)"
    if out.worse:
        return "it is less than the snapshot in use"
    return None if policy.activate == "always" else _what_changes(out.rescreened)


def _what_changes(found: Rescreened | None) -> str | None:
    """What keeps anybody from saying that nothing changes; ``None`` where nothing does."""
    if found is None:
        return "no past decisions were given that could show that nothing changes"
    if found.unreadable or found.wrong:
        return "not every past decision could be compared"
    if found.changes:
        return f"{len(found.changes)} of {found.records} past decisions change outcome"
    return None


def _worse(before: Iterable[SourceInfo], after: Iterable[SourceInfo]) -> Iterator[str]:
    """In which lists a snapshot is less than the one in use."""
    now = {source.id: source for source in after}
    for source in before:
        if source.id.startswith(_STARTER):  # gives way to official lists, and is no list itself
            continue
        new = now.get(source.id)
        if new is None:
            yield f"{source.id} is gone: the snapshot in use holds it"
        elif source.list_date and new.list_date and new.list_date < source.list_date:
            yield f"{source.id} is of {new.list_date}, older than {source.list_date} in use"
        elif new.entities < (1 - _GONE) * source.entities:
            yield f"{source.id} has {new.entities} entries, {source.entities} are in use"


def _in_use(store: Path) -> Snapshot | None:
    from holdpoint.knowledge import open_snapshot

    with contextlib.suppress(KnowledgeError):
        return open_snapshot(store)
    return None


def _inputs(here: Watching) -> str:
    """What a build would read, by name, size and time: the same is not built twice."""
    from holdpoint.knowledge import FORMAT, open_snapshot

    files = [
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for folder in (here.lists, *([here.claims] if here.claims else []))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".fetching" not in path.parts and not path.name.startswith(".")
    ]
    files += [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in here.zones]
    parted = sorted(sorted(pair) for pair in here.not_same)
    starter = open_snapshot().id if here.starter else None
    return digest([ENGINE, FORMAT, starter, parted, files])


def _already_built(here: Watching, inputs: str) -> Snapshot | None:
    from holdpoint.knowledge import open_snapshot

    try:
        state = json.loads((here.reports / _BUILT).read_text("utf-8"))
        if state["inputs"] == inputs:
            return open_snapshot(here.store, snapshot_id=str(state["snapshot"]))
    except (OSError, ValueError, KeyError, TypeError, KnowledgeError):
        return None  # a hint only: build anew
    return None


def only_watch(store: Path) -> AbstractContextManager[None]:
    """One watch a store; the lock lies beside it.

    Raises:
        HoldpointError: Another watch works on it.
    """
    place = store.resolve()
    busy = f"{store.name}: another watch works on this store"
    return alone(place.parent / f".{place.name}.watch", busy)
