"""`holdpoint data watch`: lists kept current on a schedule, and nothing in use by accident."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from holdpoint.cli import _console as console
from holdpoint.cli._update import Reach, fetching, read_keys, wanted_sources
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from holdpoint.editions import Outcome, Round, Watching
    from holdpoint.screening import Policy

_EVERY = re.compile(r"(\d{1,4})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_SOONEST, _LATEST = timedelta(minutes=1), timedelta(days=31)


def watch_lists(
    sources: Sequence[str],
    watching: Watching,
    *,
    addresses: Path | None,
    keys: Path | None,
    reach: Reach,
    offline: bool,
    every: str | None,
    policy: Path | None,
    as_json: bool,
) -> int:
    """Watch until stopped, or for one round where no interval is given; returns the exit code."""
    from holdpoint.editions import Shelf, only_watch, read_addresses, watch, watch_round

    wanted = wanted_sources(read_addresses(addresses), sources)
    settings = _settings(policy)
    settings()  # a mistake in it is told before anything is fetched
    values = read_keys(keys)
    interval = None if every is None else read_every(every)

    def fetch() -> Iterable[Outcome]:
        return () if offline else fetching(wanted, Shelf(watching.lists), reach, keys=values)

    between = _Between()

    def one_round() -> Round:
        between.waiting = False
        return watch_round(watching, fetch, settings, now=_now, say=_say)

    with only_watch(watching.store):
        if interval is None:
            return _told(one_round(), as_json=as_json).exit_code
        try:
            for done in watch(one_round, interval, now=_now, wait=between.wait):
                _told(done, as_json=as_json)
                _say("note", f"next round in {every}")
        except (KeyboardInterrupt, SystemExit):
            if between.waiting:
                _say("note", "stopped between two rounds")
                return console.OK
            _say("error", "stopped within a round: what it had not finished was not written")
            raise
    raise AssertionError("a watch ends by a signal only")


class _Between:
    """Waits, and knows whether it does: to be stopped then is the proper end of a watch."""

    def __init__(self) -> None:
        self.waiting = False

    def wait(self, seconds: float) -> None:
        self.waiting = True
        time.sleep(seconds)


def read_every(text: str) -> timedelta:
    """An interval such as ``30m``, ``6h`` or ``1d``.

    Raises:
        HoldpointError: It is none, shorter than a minute, or longer than 31 days.
    """
    match = _EVERY.fullmatch(text.strip())
    interval = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta(0)
    if not _SOONEST <= interval <= _LATEST:
        raise HoldpointError(f"--every {text!r}: write 30m, 6h or 1d; from 1m to 31d.")
    return interval


def _settings(path: Path | None) -> Callable[[], Policy]:
    from holdpoint.screening import load_policy

    return lambda: load_policy(console.need_file(path) if path else None)


def _now() -> datetime:
    return datetime.now(UTC)


def _say(loud: Literal["note", "error"], words: str) -> None:
    line = f"{_now():%Y-%m-%dT%H:%M:%SZ} {words}"
    (console.error if loud == "error" else console.note)(line)


def _told(done: Round, *, as_json: bool) -> Round:
    """Print a round: one line of JSON, or a few words."""
    from rich.text import Text

    if as_json:
        console.print_json_line(done.to_dict())
        return done
    bad = [one.source for one in done.lists if not one.good]
    style = ("green", "yellow", "red")[done.exit_code]
    parts = [
        f"{len(done.lists)} lists asked for, {len(bad)} not brought up to date",
        f"{len(done.stale)} stale",
    ]
    if done.rescreened:
        found = done.rescreened
        parts.append(f"{len(found.changes)} of {found.records} decisions change outcome")
    line = Text(f"{done.started} ") + Text(done.activation, style=style)
    console.out().print(line + Text(console.visible(f" ({done.why}); {'; '.join(parts)}")))
    return done
