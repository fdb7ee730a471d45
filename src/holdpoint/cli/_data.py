"""`holdpoint data …`: build, list, compare and verify snapshots."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.cli._data_list import show_sources
from holdpoint.cli._output import check_target, writing
from holdpoint.errors import HoldpointError
from holdpoint.files import seldom_collected

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.claims import AcceptedClaims
    from holdpoint.knowledge import BuildReport, Diff, Snapshot
    from holdpoint.model import Entity
    from holdpoint.sources import Edition, Group, Plan

_SHOWN_REFUSALS = 10


def build_snapshot(
    out: Path,
    *,
    sources: Sequence[str],
    everything: Path | None,
    zones: Sequence[Path] = (),
    starter: bool,
    not_same: Path | None = None,
    claims: Path | None = None,
    as_of: str | None = None,
    anew: bool = False,
    as_json: bool,
) -> int:
    """Build a snapshot into a store and tell what became of every row; returns the exit code.

    Rows that were refused make exit code 2, because a list was not read whole.
    """
    from holdpoint.editions import Shelf
    from holdpoint.knowledge import build, keep_in, read_not_same
    from holdpoint.sources import plan

    parted = read_not_same(console.need_file(not_same)) if not_same else frozenset()

    day = console.day(as_of)
    if day is not None and everything is None and claims is None:
        raise HoldpointError(
            "--as-of chooses among the files of a folder or the events of a ledger: give it with "
            "--all or --claims."
        )
    accepted = _accepted(claims, day) if claims else None
    chosen: Plan | None = None
    keep = None if anew else keep_in(out)
    with console.progress("Building") as tell, seldom_collected():
        if everything is not None:
            chosen = plan(
                everything,
                as_of=day,
                leave_out=Shelf(everything).leave_out(),
                progress=lambda name: tell(f"looking at {name}"),
                keep=keep,
            )
        editions = _editions(sources, chosen, [console.need_file(path) for path in zones])
        report = build(
            itertools.chain(editions, [accepted]) if accepted else editions,
            out=out,
            starter=starter,
            not_same=parted,
            progress=lambda what, n: tell(f"{what} {n or ''}"),
            keep=keep,
        )
    if as_json:
        skipped = _plan_rows(chosen) if chosen else {}
        console.print_json({**report.to_dict(), **skipped})
    else:
        _show_build(report, chosen, console.out())
        if accepted:
            _show_claims(accepted, console.out())
    return console.UNREADABLE if any(s.refused for s in report.sources) else console.OK


def _accepted(store: Path, day: date | None) -> AcceptedClaims:
    """The claims of a store that were accepted, by the end of a day where one is given."""
    from holdpoint.claims import ClaimStore, accepted_claims

    standing = ClaimStore(store).standing(day.isoformat() if day else None)
    return accepted_claims(standing)


def _show_claims(accepted: AcceptedClaims, screen: Console) -> None:
    """What accepted claims became, and what of them nobody can watch as it stands."""
    from rich.text import Text

    rows = {name: len(accepted.reference[name]) for name in ("claims", "corridors")}
    sites = sum(bool(place.claims) for place in accepted.reference["places"])
    screen.print(
        f"Accepted claims: {rows['claims']}; from them {len(accepted.entities)} entities, "
        f"{len(accepted.links)} links, {sites} sites, {rows['corridors']} corridors."
    )
    for problem in accepted.problems:
        screen.print(Text(console.visible(f"  not watched: {problem}")))


def _editions(
    sources: Sequence[str], chosen: Plan | None, zones: Sequence[Path]
) -> Iterator[Edition | Group]:
    from holdpoint.sources import read_source, read_zones

    if chosen:
        yield from chosen.groups()
    for source, paths in _grouped(sources).items():
        yield from read_source(paths, source=None if source.startswith("=") else source)
    if zones:
        yield from read_zones(zones)


def _grouped(sources: Sequence[str]) -> dict[str, list[Path]]:
    """Files by the id given before ``=``; a file without one stands alone (key ``=path``)."""
    groups: dict[str, list[Path]] = {}
    for text in sources:
        name, given, rest = text.partition("=")
        if given and not Path(text).exists():
            groups.setdefault(name, []).append(_list_file(rest))
        else:
            groups[f"={text}"] = [_list_file(text)]
    return groups


def _list_file(text: str) -> Path:
    path = console.need_file(Path(text))
    if path.is_dir():
        raise HoldpointError(f"{text}: is a folder. Use --all for the lists in a folder.")
    return path


def _plan_rows(chosen: Plan) -> dict[str, list[dict[str, str]] | list[str]]:
    return {
        "lists_without_edition": list(chosen.absent),
        "later_files": [{"file": p.name, "why": why} for p, why in chosen.later],
        "unreadable_files": [{"file": p.name, "why": why} for p, why in chosen.unreadable],
        "superseded_files": [{"file": p.name, "why": why} for p, why in chosen.superseded],
    }


def _show_build(report: BuildReport, chosen: Plan | None, screen: Console) -> None:
    from rich.text import Text

    show_sources(report.sources, screen)
    refused = [problem for problem in report.problems if problem.fatal]
    if refused:
        screen.print(f"\n{len(refused)} rows were refused:")
        for problem in refused[:_SHOWN_REFUSALS]:
            screen.print(Text(f"  {problem}"))
        if len(refused) > _SHOWN_REFUSALS:
            rest = len(refused) - _SHOWN_REFUSALS
            screen.print(f"  … and {rest} more; refused.jsonl in the snapshot names all")
    for title, rows in _left_out(chosen):
        screen.print(f"\n{title}:")
        for path, why in rows:
            screen.print(Text(f"  {path.name}: {why}"))
    if chosen and chosen.absent:
        screen.print(
            Text(
                f"\nNo edition of that day, so nothing is known of {len(chosen.absent)} lists: "
                f"{', '.join(chosen.absent)}",
                style="yellow",
            )
        )
    left = sum(report.starter_left.values())
    screen.print(
        f"\nStarter knowledge: {report.starter_included} entities, {left} left to official lists. "
        f"Links: {report.links_resolved} resolved by name, {report.links_by_name} by name only."
    )
    rejected = f"; {report.same_rejected} more rejected" if report.same_rejected else ""
    screen.print(f"One party on several lists: {report.same_links} links{rejected}.")
    again = " (it was there already)" if report.reused else ""
    screen.print(Text(f"Snapshot {report.id}{again}", style="bold"))


def _left_out(chosen: Plan | None) -> Iterable[tuple[str, Sequence[tuple[Path, str]]]]:
    if chosen and chosen.superseded:
        yield "Not used, because there is a better edition", chosen.superseded
    if chosen and chosen.later:
        yield "Not used, because of a later day, or of none that is known", chosen.later
    if chosen and chosen.unreadable:
        yield "Not read", chosen.unreadable


def diff_snapshots(before: Path, after: Path, *, limit: int, as_json: bool) -> int:
    """Print what changed between two snapshots or two list files; returns the exit code."""
    from holdpoint.knowledge import diff

    with console.progress("Comparing"):
        found = diff(_side(before), _side(after))
    if as_json:
        console.print_json(found.to_dict())
    else:
        _show_diff(found, limit, console.out())
    counts = found.counts()
    changed = counts["added"] + counts["removed"] + counts["changed"] + counts["reformatted"]
    return console.ATTENTION if changed else console.OK


def _side(path: Path) -> Snapshot | list[Entity]:
    from holdpoint.sources import read_source

    if console.need_file(path).is_dir():
        return _open(path)
    return [entity for edition in read_source(path) for entity in edition.entities]


def _show_diff(found: Diff, limit: int, screen: Console) -> None:
    from rich.text import Text

    for source, counts in found.by_source.items():
        old, new = found.list_dates.get(source, (None, None))
        dates = f" ({old} to {new})" if old or new else ""
        screen.print(
            f"{source}{dates}: +{counts['added']} -{counts['removed']} ~{counts['changed']}"
            f", {counts['reformatted']} only written differently, {counts['unchanged']} unchanged"
        )
    for form in found.forms:
        what = "has a new field" if form.form == "new_field" else "no longer has"
        screen.print(f"  format: {form.source} {what} {form.field} ({form.entities} entries)")
    lines: dict[str, list[str]] = {
        "+": [f"{entry.name}  [{entry.id}]" for entry in found.added],
        "-": [f"{entry.name}  [{entry.id}]" for entry in found.removed],
        "~": [
            f"{change.name}  [{change.id}]  "
            + ", ".join(dict.fromkeys(str(row.field) for row in change.fields))
            for change in found.changed
        ],
    }
    for sign, rows in lines.items():
        style = {"+": "green", "-": "red", "~": "yellow"}[sign]
        for row in rows[:limit]:
            screen.print(Text(f"{sign} ", style=style) + row)
        if len(rows) > limit:
            screen.print(Text(f"{sign} … and {len(rows) - limit} more (--limit)", style="dim"))
    for section, (came, went) in found.others.items():
        if came or went:
            screen.print(f"{section}: +{came} -{went}")


def export_snapshot(path: Path | None, out: Path) -> int:
    """Write a snapshot's entities and links as FollowTheMoney lines; returns the exit code."""
    from holdpoint.sources import export_ftm

    snapshot = _open(path)
    target = check_target(str(out), ())
    count = 0
    with console.progress("Exporting"), writing(target) as handle:
        for line in export_ftm(snapshot.entities(), snapshot.links()):
            count += 1
            handle.write(line.encode("utf-8") + b"\n")
    console.out().print(f"{count:,} lines written to {out}")
    return console.OK


def verify_snapshot(path: Path) -> int:
    """Check every byte of a snapshot; returns the exit code."""
    from holdpoint.knowledge import verify

    with console.progress("Verifying"):
        problems = verify(console.need_file(path))
    if problems:
        console.show_problems(problems)
        return console.UNREADABLE
    console.out().print(f"{path.name}: whole. {_open(path).id}")
    return console.OK


def _open(path: Path | None) -> Snapshot:
    from holdpoint.knowledge import open_snapshot

    return open_snapshot(console.need_file(path) if path else None)
