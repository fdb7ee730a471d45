"""Which files of a folder to read: the newest edition of every list, and why not the others."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.files import Keep, digest, seldom_collected
from holdpoint.sources._edition import Edition, Found, Reader
from holdpoint.sources._looking import Looker, keepable
from holdpoint.sources._older import Older, kept_older
from holdpoint.sources._parsed import Parsed

_JOIN = 0.99
"""Share of a companion's entity numbers that the list must hold for the two to belong together."""
_PART = 0.5
"""A file with less than this share of another's entries is taken for a part of the list."""

_YEAR = len("2024")

_LOCATED = re.compile(r"^:(?=\d)")

Reasons = tuple[tuple[Path, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One list, and the files to read it from.

    Attributes:
        files: The list itself first.
        note: What a reader of the manifest must know of the choice.
        older: An older edition, for particulars that this one leaves out, and its reader.
    """

    source: str
    reader: Reader
    files: tuple[Path, ...]
    list_date: str | None = None
    date_basis: str = "unknown"
    note: str | None = None
    older: tuple[Reader, Path] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a build from a folder reads.

    Attributes:
        choices: The newest edition of each list, by the id of the list.
        unreadable: Files that nobody here can read, each with the reason.
        superseded: Files of which a list is not used, each with what is used instead, or why.
        later: Files of a later day than the one asked for, or of a day that is not known.
        absent: Lists of which the folder holds editions, but none that is known to be of that day
            or before: the snapshot knows nothing of them.
        marks: Of the files that are read, name and content; none where they are not known.
        keep: Where older editions are kept as they were read.
        parsed: Files that readers have parsed, held until nobody needs them.
    """

    choices: tuple[Choice, ...]
    unreadable: Reasons
    superseded: Reasons
    later: Reasons = ()
    absent: tuple[str, ...] = ()
    marks: Mapping[Path, str] = field(default_factory=dict)
    keep: Keep | None = field(default=None, compare=False, repr=False)
    parsed: Parsed = field(default_factory=Parsed, compare=False, repr=False)

    def editions(self) -> Iterator[Edition]:
        """The editions, one after the other; each must be read to its end before the next."""
        for group in self.groups():
            yield from group.editions()

    def groups(self) -> Iterator[Group]:
        """The editions by the files that they are read from."""
        grouped: dict[tuple[Path, ...], list[Choice]] = defaultdict(list)
        for choice in self.choices:
            grouped[choice.files].append(choice)
        last = {path: files for files, own in grouped.items() for path in _read_for(own)}
        for files, choices in grouped.items():
            key = self._key(choices)
            older = {
                choice.source: " ".join((*self._mark_of(choice.older), choice.source))
                for choice in choices
                if choice.older and key
            }
            yield Group(
                choices=tuple(choices),
                key=key,
                older=older,
                keep=self.keep,
                parsed=self.parsed,
                done=tuple(path for path, user in last.items() if user == files),
            )

    def _key(self, choices: Sequence[Choice]) -> str | None:
        if not self.marks:
            return None
        older = [choice.older for choice in choices if choice.older]
        if not all(map(keepable, (choices[0].reader, *(reader for reader, _ in older)))):
            return None
        files = choices[0].files
        return digest(
            [
                choices[0].reader.format,
                [self.marks[path] for path in files],
                [[one.source, one.note, self._mark_of(one.older)] for one in choices],
            ]
        )

    def _mark_of(self, older: tuple[Reader, Path] | None) -> list[str]:
        return [older[0].format, self.marks[older[1]]] if older else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Editions that are read from the same files.

    Attributes:
        key: A hash of all that they depend on besides the program; ``None`` where that is not
            known.
        older: By list, what its older edition depends on, where that is known.
        keep: Where older editions are kept as they were read.
        parsed: Where its files are held once they were parsed.
        done: Those of them that no later group needs.
    """

    choices: tuple[Choice, ...]
    key: str | None = None
    older: Mapping[str, str] = field(default_factory=dict)
    keep: Keep | None = field(default=None, compare=False, repr=False)
    parsed: Parsed = field(default_factory=Parsed, compare=False, repr=False)
    done: tuple[Path, ...] = ()

    def editions(self) -> Iterator[Edition]:
        """The editions, one after the other; each must be read to its end before the next."""
        first = self.choices[0]
        wanted = {choice.source: choice for choice in self.choices}
        before = _Before(self.choices)
        for edition in first.reader.read(first.files, only=frozenset(wanted)):
            choice = wanted[edition.source]
            if choice.note:
                edition.add_note(choice.note)
            if choice.older:
                edition.complete_from(partial(self._older, choice, before))
            yield edition
        self.parsed.drop(self.done)

    def _older(self, choice: Choice, before: _Before) -> Older | None:
        """An older edition, from where it was kept, or read and kept."""
        keep, key = self.keep, self.older.get(choice.source, "")
        kept = kept_older(keep, key) if keep and key else None
        if kept is not None:
            return kept
        edition = before.take(choice)
        return edition.read_whole(keep if key else None, key) if edition else None


class _Before:
    """Older editions for particulars; a file that holds several is read once."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        wanted: dict[Path, tuple[Reader, set[str]]] = {}
        for choice in choices:
            if choice.older:
                reader, path = choice.older
                wanted.setdefault(path, (reader, set()))[1].add(choice.source)
        self._open = {
            path: reader.read((path,), only=frozenset(sources))
            for path, (reader, sources) in wanted.items()
        }
        self._waiting: dict[tuple[Path, str], Edition] = {}

    def take(self, choice: Choice) -> Edition | None:
        if choice.older is None:
            return None
        key = (choice.older[1], choice.source)
        while key not in self._waiting:
            edition = next(self._open[key[0]], None)
            if edition is None:
                return None
            self._waiting[key[0], edition.source] = edition
        return self._waiting.pop(key)


@dataclass(slots=True)
class _Seen:
    """One file that a reader looked into."""

    path: Path
    reader: Reader
    found: tuple[Found, ...]

    def of(self, source: str, role: str = "whole") -> Found | None:
        return next((f for f in self.found if f.source == source and f.role == role), None)


@dataclass(slots=True)
class _Planner:
    seen: list[_Seen]
    superseded: dict[Path, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def drop(self, path: Path, why: str, source: str) -> None:
        self.superseded[path][why].append(source)

    def reasons(self) -> Reasons:
        lists = {seen.path: len(seen.found) for seen in self.seen}
        return tuple(
            (path, why if len(sources) == lists[path] else f"{', '.join(sorted(sources))}: {why}")
            for path, whys in sorted(self.superseded.items())
            for why, sources in sorted(whys.items())
        )

    def choose(self, source: str) -> Choice | None:
        """The newest whole edition of a list, with what completes it."""
        whole = [seen for seen in self.seen if seen.of(source)]
        whole.sort(key=lambda seen: _rank(seen.of(source), seen.path), reverse=True)
        amendments = self._amendments(source)
        if not whole:
            return self._from_amendments(source, amendments)
        best = next((seen for seen in whole if not self._why_not(seen, source, whole)), whole[0])
        older = self._older(best, source, whole)
        for place, seen in enumerate(whole):
            if seen is not best:
                newer = place < whole.index(best)
                why = self._why_not(seen, source, whole) if newer else None
                self.drop(seen.path, why or self._replaced(seen, source, best, older), source)
        found = best.of(source)
        assert found is not None
        companions, notes = self._companions(best, found)
        flaw = self._why_not(best, source, whole)
        carried = self._left_behind(best, source)
        return Choice(
            source=source,
            reader=best.reader,
            files=(best.path, *companions, *(seen.path for seen in amendments)),
            list_date=found.list_date,
            date_basis=found.date_basis,
            note=" ".join(n for n in (flaw, carried, *notes) if n) or None,
            older=(older.reader, older.path) if older else None,
        )

    def _older(self, best: _Seen, source: str, whole: Sequence[_Seen]) -> _Seen | None:
        """The newest older edition with particulars, where the best one has none."""
        found = best.of(source)
        if found is None or not found.bare:
            return None
        for seen in whole[whole.index(best) + 1 :]:
            other = seen.of(source)
            if (
                other
                and other.complete
                and not other.bare
                and not self._why_not(seen, source, whole)
            ):
                return seen
        return None

    def _replaced(self, seen: _Seen, source: str, best: _Seen, older: _Seen | None) -> str:
        found = seen.of(source)
        why = f"superseded by {best.path.name}"
        if seen is older:
            return f"{why}; particulars of entries still listed are carried over"
        if found is None or found.complete:
            return why
        return f"{why}; {found.flaw or 'it is cut short'} besides"

    def _from_amendments(self, source: str, amendments: Sequence[_Seen]) -> Choice | None:
        if not amendments:
            return None
        return Choice(
            source=source,
            reader=amendments[0].reader,
            files=tuple(seen.path for seen in amendments),
            note="Amendments only: the consolidated act is not in the folder.",
        )

    def _amendments(self, source: str) -> list[_Seen]:
        stems: dict[str, _Seen] = {}
        for seen in self.seen:
            if seen.of(source, "amendment"):
                stems.setdefault(seen.path.name.split(".", 1)[0], seen)
        return [stems[stem] for stem in sorted(stems)]

    def _why_not(self, seen: _Seen, source: str, whole: Sequence[_Seen]) -> str | None:
        """Why a file must not stand for the list, apart from its age."""
        found = seen.of(source)
        if found is not None and not found.complete:
            flaw = found.flaw or "the file is cut short"
            return f"{flaw}, and what it lacks would read as delisted."
        for other in whole:
            mine, theirs = _shared(seen, other)
            if mine < _PART * theirs:
                return (
                    f"holds {mine} entries where {other.path.name} holds {theirs}: "
                    "taken for a part of the list."
                )
        return None

    def _left_behind(self, best: _Seen, source: str) -> str | None:
        """A newer file of the same collection that does not carry the list any more."""
        mine = {found.source for found in best.found}
        date = best.found[0].list_date or ""
        for seen in self.seen:
            theirs = {found.source for found in seen.found if _is_list(found)}
            common = len(mine & theirs)
            newer = (seen.found[0].list_date or "") > date if seen.found else False
            if newer and source not in theirs and common * 2 > len(mine) > 1:
                return f"The newer {seen.path.name} does not carry this list any more."
        return None

    def _companions(self, best: _Seen, base: Found) -> tuple[list[Path], list[str]]:
        files, notes = list[Path](), list[str]()
        for role in ("addresses", "aliases", "comments"):
            beside = [seen for seen in self.seen if seen.of(base.source, role)]
            beside.sort(key=lambda seen: _rank(seen.of(base.source, role), seen.path), reverse=True)
            joined = None
            for seen in beside:
                found = seen.of(base.source, role)
                assert found is not None
                share = len(found.numbers & base.numbers) / max(1, len(found.numbers))
                if joined is None and share >= _JOIN:
                    joined = seen
                    files.append(seen.path)
                    if found.list_date != base.list_date:
                        notes.append(f"{role.capitalize()} as of {found.list_date or 'no date'}.")
                elif joined is None:
                    why = (
                        f"{role} of another edition than {best.path.name}: "
                        f"{share:.0%} of its entity numbers are in that one"
                    )
                    self.drop(seen.path, why, base.source)
                else:
                    self.drop(seen.path, f"superseded by {joined.path.name}", base.source)
        return files, notes


def plan(
    folder: Path,
    *,
    as_of: dt.date | None = None,
    leave_out: Mapping[Path, str | None] | None = None,
    progress: Callable[[str], None] | None = None,
    keep: Keep | None = None,
) -> Plan:
    """Look through a folder and choose the newest edition of every list in it.

    Files are recognised by their content; names serve for dates only, where a file prints none.
    What is hidden (its name, or that of a folder around it, begins with a dot) is not looked at:
    there lies what is being fetched and was not found whole yet.

    Args:
        folder: Searched with all folders in it.
        as_of: What the lists said on this day: editions of a later day, and of a day that is not
            known, are left out and named. ``None`` takes the newest.
        leave_out: Files to pass over, each with the reason; ``None`` for what need not be named.
        progress: Told the name of each file before it is looked into.
        keep: Where it is kept what was seen of each file.

    Returns:
        The plan; nothing is read for good yet.

    Raises:
        UnreadableInputError: The folder is none.
    """
    if not folder.is_dir():
        raise UnreadableInputError(f"{folder.name}: is no folder. Name the folder of the lists.")
    seen, unreadable = list[_Seen](), dict[Path, str]()
    parsed = Parsed()
    looker = Looker(keep, parsed)
    passed = leave_out or {}
    named = [(path, why) for path, why in passed.items() if why]
    with seldom_collected():
        for path in _files(folder):
            if path in passed:
                continue
            if progress:
                progress(path.name)
            try:
                seen.append(_Seen(path, *looker.look(path)))
            except UnreadableInputError as error:
                told = str(error).removeprefix(path.name)
                unreadable[path] = _LOCATED.sub("line ", told).lstrip(": ")
    for used in {also for each in seen for found in each.found for also in found.also}:
        unreadable.pop(used, None)
    held = _lists(seen)
    seen, later = _known_on(seen, as_of)
    planner = _Planner(seen)
    sources = sorted(_lists(seen))
    choices = [choice for source in sources if (choice := planner.choose(source))]
    used_files = {path for choice in choices for path in choice.files}
    for each in seen:
        if each.path not in used_files and each.path not in planner.superseded:
            unreadable[each.path] = "belongs to a list that is not in the folder"
    used_files.update(choice.older[1] for choice in choices if choice.older)
    parsed.drop(each.path for each in seen if each.path not in used_files)
    return Plan(
        choices=tuple(choices),
        unreadable=tuple(sorted(unreadable.items())),
        superseded=tuple(sorted((*planner.reasons(), *named))),
        later=tuple(sorted(later)),
        absent=tuple(sorted(held - set(sources))),
        marks={path: looker.mark(path) for path in sorted(used_files)} if keep else {},
        keep=keep,
        parsed=parsed,
    )


def _read_for(choices: Sequence[Choice]) -> Iterator[Path]:
    """The files that are read for some lists."""
    for choice in choices:
        yield from choice.files
        if choice.older:
            yield choice.older[1]


def _lists(seen: Sequence[_Seen]) -> set[str]:
    return {found.source for each in seen for found in each.found if _is_list(found)}


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _known_on(seen: list[_Seen], day: dt.date | None) -> tuple[list[_Seen], Reasons]:
    """What had been published on a day, and why not the rest."""
    if day is None:
        return seen, ()
    kept, later = list[_Seen](), list[tuple[Path, str]]()
    for each in seen:
        found = tuple(f for f in each.found if _last_day(f) <= day.isoformat())
        if found:
            kept.append(_Seen(each.path, each.reader, found))
        else:
            dates = sorted({f.list_date or "an unknown day" for f in each.found})
            later.append((each.path, f"of {', '.join(dates)}: not known to be published on {day}"))
    return kept, tuple(later)


def _last_day(found: Found) -> str:
    """The last day that a date may mean; an unknown one comes after every day."""
    date = found.list_date or "9999"
    return f"{date}-12-31"[:10] if len(date) == _YEAR else f"{date}-31"[:10]


def _is_list(found: Found) -> bool:
    return found.role in ("whole", "amendment")


def _rank(found: Found | None, path: Path) -> tuple[str, int, str]:
    assert found is not None
    return (found.list_date or "", found.entries, path.name)


def _shared(seen: _Seen, other: _Seen) -> tuple[int, int]:
    """Entries of two files, in the lists that both of them hold."""
    common = {f.source for f in seen.found} & {f.source for f in other.found}
    return (
        sum(f.entries for f in seen.found if f.source in common),
        sum(f.entries for f in other.found if f.source in common),
    )
