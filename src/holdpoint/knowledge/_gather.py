"""Take in editions one after the other, and keep their accounts."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

from holdpoint.errors import KnowledgeError, UnreadableInputError
from holdpoint.files import Keep
from holdpoint.knowledge._coverage import Coverage, Yielding
from holdpoint.knowledge._edition import (
    EditionLike,
    GroupLike,
    RecallingLike,
    ReferenceLike,
    StarterLike,
)
from holdpoint.knowledge._kept import (
    KeptEdition,
    Recorder,
    keep_groups,
    kept_editions,
    last_groups,
)
from holdpoint.knowledge._sort import Pair, Sorter
from holdpoint.model import Entity, Link, Problem, SourceInfo

Progress = Callable[[str, int], None]

TICK = 500


class Gathered:
    """Everything that goes into a snapshot, entities aside in sorted runs.

    Args:
        folder: Where runs may be written.
        starter: The embedded knowledge; ``None`` leaves it out.
        progress: Told what goes on.
        keep: Where editions that were read before are kept.
    """

    def __init__(
        self,
        folder: Path,
        starter: StarterLike | None,
        progress: Progress | None = None,
        keep: Keep | None = None,
    ) -> None:
        self.starter = starter
        self.sorter = Sorter(folder)
        self.links: list[Link] = []
        self.reference: dict[str, list[Any]] = {}
        self.problems: list[tuple[str, Problem]] = []
        self.skipped: list[Problem] = []
        self.tell: Progress = progress or _silent
        self._keep = keep
        self._recorder: Recorder | None = None
        self._last = last_groups(keep) if keep else {}
        self._groups: dict[str, str] = {}
        self._sources: dict[str, SourceInfo] = {}
        self._coverage = Coverage(starter) if starter else None

    def take_all(
        self, editions: Iterable[EditionLike | GroupLike], *, skip_unreadable: bool = False
    ) -> None:
        """Read every edition to its end, one after the other.

        Raises:
            KnowledgeError: As :meth:`take`; also when the iterable itself fails.
        """
        source = iter(editions)
        while True:
            try:
                edition = next(source)
            except StopIteration:
                return
            except UnreadableInputError as error:
                if not skip_unreadable or isinstance(source, Generator):
                    raise _refused("A list", error) from error
                self.skipped.append(_skipped("A list", error))
            else:
                if isinstance(edition, GroupLike):
                    self._take_group(edition, skip_unreadable=skip_unreadable)
                else:
                    self.take(edition, skip_unreadable=skip_unreadable)

    def _take_group(self, group: GroupLike, *, skip_unreadable: bool) -> None:
        """Take editions as they were kept, or read them and keep them."""
        if self._keep is None or group.key is None:
            self.take_all(group.editions(), skip_unreadable=skip_unreadable)
            return
        starter = self.starter is not None
        recorder = Recorder(self._keep, group.key, starter=starter, last=self._last)
        kept = kept_editions(recorder, self._keep)
        if kept is not None:
            for one in kept:
                self._take_kept(one)
                self._groups[one.info.id] = recorder.key
            return
        self._recorder = recorder
        self.take_all(group.editions(), skip_unreadable=skip_unreadable)
        if self._recorder is recorder:
            recorder.close()
        self._recorder = None

    def _take_kept(self, edition: KeptEdition) -> None:
        info = edition.info
        self._check_new(info.id)
        self.sorter.add_run(edition.run)
        self.tell(info.id, edition.count)
        self._sources[info.id] = info
        self.links += edition.links
        self.problems += [(info.id, problem) for problem in edition.problems]
        if self._coverage:
            self._coverage.take_over(edition.coverage)
            self._coverage.commit(info)

    def _check_new(self, name: str) -> None:
        if name in self._sources:
            raise KnowledgeError(
                f"{name}: two editions of this list were given. Give the newest one only."
            )

    def take(self, edition: EditionLike, *, skip_unreadable: bool = False) -> None:
        """Read one edition to its end.

        Raises:
            KnowledgeError: It is unreadable, was given before, or its accounts do not add up.
        """
        name = edition.info.id
        self._check_new(name)
        self.sorter.begin()
        try:
            count = self._read(edition, name)
        except UnreadableInputError as error:
            self.sorter.rollback()
            if self._coverage:
                self._coverage.forget()
            self._recorder = None
            if not skip_unreadable:
                raise _refused(name, error) from error
            self.skipped.append(_skipped(name, error))
            return
        info = edition.info
        _check_accounts(info, count, edition)
        self._sources[name] = info
        links = edition.links
        self.links += links
        if self._recorder:
            self._groups[name] = self._recorder.key
            noted = self._coverage.noted() if self._coverage else {}
            self._recorder.edition(info, links, edition.problems, noted)
        if isinstance(edition, ReferenceLike):
            if edition.reference:
                self._recorder = None  # rows of tables are not kept
            for section, rows in edition.reference.items():
                self.reference.setdefault(section, []).extend(rows)
        self.problems += [(name, problem) for problem in edition.problems]
        if self._coverage:
            self._coverage.commit(info)

    def _read(self, edition: EditionLike, name: str) -> int:
        count = 0
        for _ in self._taken(edition, name):
            count += 1
            if count % TICK == 0:
                self.tell(name, count)
        self.tell(name, count)
        return count

    def _taken(self, edition: EditionLike, name: str) -> Iterator[None]:
        """Take each entry of an edition."""
        recorder = self._recorder
        if recorder is None or not isinstance(edition, RecallingLike):
            for entity in edition.entities:
                pair = self._add(entity)
                if recorder:
                    recorder.entry(pair)
                yield
            return
        for entry in edition.entries(recorder.memory(name)):
            if entry.entity is not None:
                pair = self._add(entry.entity)
            else:
                pair = self.sorter.add_line(entry.id.encode(), entry.line)
                if self._coverage and entry.data:
                    self._coverage.see_written(entry.data)
            recorder.entry(pair, entry.ground, entry.links)
            yield

    def _add(self, entity: Entity) -> Pair:
        pair = _add(self.sorter, entity)
        if self._coverage:
            self._coverage.see(entity)
        return pair

    def close(self) -> Yielding:
        """Add what stays of the embedded knowledge; no edition can be taken after this."""
        if self._keep is not None:
            keep_groups(self._keep, self._groups)
        if self.starter is None or self._coverage is None:
            return Yielding(included=(), left={}, absent=(), moved={})
        kept = self._coverage.result()
        for entity in kept.included:
            self.sorter.add(entity)
        self.links += self.starter.links
        counts = Counter(entity.source for entity in kept.included)
        for info in self.starter.sources:
            if info.id in self._sources:
                raise KnowledgeError(
                    f"{info.id}: the embedded knowledge has a source of this name. "
                    "Give the list another one."
                )
            self._sources[info.id] = dataclasses.replace(info, entities=counts[info.id])
        return kept

    @property
    def sources(self) -> tuple[SourceInfo, ...]:
        """The sources by id."""
        return tuple(self._sources[name] for name in sorted(self._sources))


def _add(sorter: Sorter, entity: Entity) -> Pair:
    try:
        return sorter.add(entity)
    except ValueError as error:  # lone surrogates, which JSON can smuggle in; infinite numbers
        raise UnreadableInputError(
            "an entry holds characters that are no text or numbers that are not finite."
        ) from error


def _check_accounts(info: SourceInfo, count: int, edition: EditionLike) -> None:
    wrong = None
    if info.rows != info.read + info.refused:
        wrong = f"{info.rows} records, but {info.read} read and {info.refused} refused"
    elif info.entities != count:
        wrong = f"{info.entities} entities were announced, but {count} came"
    elif info.refused and not any(problem.fatal for problem in edition.problems):
        wrong = f"{info.refused} records were refused without a reason"
    if wrong:
        raise KnowledgeError(
            f"{info.id}: the accounts of this list do not add up: {wrong}. Nothing was built. "
            "This is a fault of the reader: please report it."
        )


def _refused(name: str, error: UnreadableInputError) -> KnowledgeError:
    return KnowledgeError(
        f"{name} cannot be read, so nothing was built: {error} "
        "Mend or fetch the file, or leave the list out on purpose.",
        error.problems,
    )


def _skipped(name: str, error: UnreadableInputError) -> Problem:
    first = error.problems[0] if error.problems else None
    return Problem(
        file=first.file if first else name,
        line=first.line if first else None,
        reason=f"{name} was left out: {first.reason if first else error}",
        remedy=first.remedy if first else "Mend or fetch the file and build again.",
    )


def _silent(_what: str, _done: int) -> None:
    """No progress is shown."""
