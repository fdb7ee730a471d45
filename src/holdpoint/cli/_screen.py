"""`holdpoint screen`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.cli import _forms as forms
from holdpoint.cli._knowing import open_told
from holdpoint.cli._orders import check_files, orders_of
from holdpoint.cli._output import check_target, is_folder
from holdpoint.errors import HoldpointError
from holdpoint.model import Problem, Transaction

if TYPE_CHECKING:
    from holdpoint.screening import Answer, Screener

_TICK = 200


@dataclass(slots=True)
class Tally:
    """What a run has seen so far."""

    outcomes: dict[str, int] = field(default_factory=lambda: {"release": 0, "hold": 0, "block": 0})
    rows: set[tuple[str, int | str]] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    banners: Counter[tuple[str, str]] = field(default_factory=Counter)

    def unreadable(self, problem: Problem) -> None:
        """Count what could not be read: a row once, however much is wrong with it."""
        place = problem.line if problem.line is not None else problem.value
        if place is None:
            self.files.add(problem.file)
        else:
            self.rows.add((problem.file, place))

    def exit_code(self) -> int:
        """2 when some input was unreadable, else 1 when something was held or blocked."""
        if self.rows or self.files:
            return console.UNREADABLE
        flagged = self.outcomes["hold"] + self.outcomes["block"]
        return console.ATTENTION if flagged else console.OK

    def line(self) -> str:
        """The totals in words."""
        parts = [f"{n} {word}" for word, n in self.outcomes.items()]
        rows = f"{len(self.rows)} row{'' if len(self.rows) == 1 else 's'} unreadable"
        files = f"{len(self.files)} file{'' if len(self.files) == 1 else 's'} unreadable"
        left = [text for text, n in ((rows, len(self.rows)), (files, len(self.files))) if n]
        return f"{', '.join(parts)}; {', '.join(left) or rows}"


def screen_files(
    files: Sequence[Path],
    *,
    form: str | None,
    out: str | None,
    snapshot: Path | None,
    as_of: str | None,
    policy: Path | None,
    detail: bool,
    track: Path | None = None,
    map_file: str | None = None,
) -> int:
    """Screen every order of the files and write the decisions; returns the exit code."""
    from holdpoint.screening import Screener, load_policy

    day = console.day(as_of)
    check_files(files)
    inputs = [*files, *(console.need_file(path) for path in (policy, track) if path)]
    target = check_target(out, inputs)
    map_target = check_target(map_file, inputs)
    folder = out is not None and is_folder(out)
    _check_form(form, folder=folder, detail=detail)
    settings = load_policy(policy)
    screener = Screener(open_told(snapshot), settings)
    tally = Tally()
    # Where decisions are printed as they are made, a spinner would write over them.
    quiet = out is None and form in ("json", "jsonl")
    read = orders_of(files)
    if track is not None:
        from holdpoint.cli._attached_track import with_tracks

        read = with_tracks(read, track, screener.snapshot, settings.track)
    decided = _decide(read, screener, day, tally, quiet=quiet)
    if map_target is not None:
        from holdpoint.cli._run_map import mapped

        decided = mapped(decided, map_target)
    if folder and target is not None:
        forms.write_records(decided, target, day, inputs)
    else:
        _write(decided, form or "table", target, detail=detail, screener=screener)
    for (rule, text), orders in sorted(tally.banners.items()):
        console.note(f"{text} ({rule}, {orders} order{'' if orders == 1 else 's'})")
    console.err().print(tally.line())
    return tally.exit_code()


def _check_form(form: str | None, *, folder: bool, detail: bool) -> None:
    if folder and (form or detail):
        raise HoldpointError(
            "--out is a folder: it gets one JSON record an order, for `holdpoint replay`. "
            "Leave out --format and --detail, or name a file."
        )
    if detail and form not in (None, "table"):
        raise HoldpointError(f"--detail belongs to the table; {form} holds every finding anyway.")


def _decide(
    orders: Iterator[Transaction | Problem],
    screener: Screener,
    day: date | None,
    tally: Tally,
    *,
    quiet: bool,
) -> Iterator[tuple[Transaction, Answer]]:
    with console.progress("Screening", wanted=not quiet) as tell:
        for order in orders:
            if isinstance(order, Problem):
                if order.fatal:
                    tally.unreadable(order)
                console.show_problems([order])
                continue
            answer = screener.screen(order, as_of=day)
            tally.outcomes[answer.outcome] += 1
            tally.banners.update(_banners(answer, screener))
            if sum(tally.outcomes.values()) % _TICK == 0:
                tell(tally.line())
            yield order, answer


def _banners(answer: Answer, screener: Screener) -> Iterator[tuple[str, str]]:
    """Rules with what they want every reader to know on this day: law that may have changed."""
    for rule in dict.fromkeys(finding.rule for finding in answer.findings):
        banner = screener.rulebook.rule(rule).banner_on(answer.as_of)
        if banner:
            yield rule, banner


def _write(
    decided: forms.Decided, form: str, out: Path | None, *, detail: bool, screener: Screener
) -> None:
    if form == "jsonl":
        forms.write_json_lines(decided, out)
    elif form == "json":
        forms.write_json(decided, out)
    elif form == "html":
        forms.write_html(decided, out, screener.snapshot.sources)
    else:
        forms.write_table(decided, out, detail=detail)
