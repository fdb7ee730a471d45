"""Search: which listed entities could a party be?"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.matching._build import build_files
from holdpoint.matching._candidates import Finder, Shortlist
from holdpoint.matching._compare import score_for_worth
from holdpoint.matching._engine import Engine
from holdpoint.matching._files import FORMAT, DamagedError, Files, mapped, starting_with
from holdpoint.matching._identity import keys_of_query
from holdpoint.matching._kernel import KernelEngine, kernel
from holdpoint.matching._known import Previous, Unchanged
from holdpoint.matching._names import WHOLE
from holdpoint.matching._probe import read_reading
from holdpoint.matching._ranking import ranked
from holdpoint.matching._retrieve import PythonEngine
from holdpoint.matching._types import Match
from holdpoint.model import Entity, PartyQuery
from holdpoint.text import address_keys, parse_address, tables_digest

_ROOM_FOR_FACTS = 0.05
_LEAST_SCORE = 0.55
_SHORTLIST = 40
_AT_ONCE = 256
_MOST_THREADS = 16


class Matches(tuple[Match, ...]):  # noqa: SLOT001 - a tuple can have no slots
    """The answer to a search, best first.

    Attributes:
        limits: What the search left out because it would have been too much work, in words; empty
            when nothing was.
    """

    limits: tuple[str, ...] = ()

    @classmethod
    def of(cls, matches: Iterable[Match], limits: tuple[str, ...]) -> Matches:
        """Matches with what was left out."""
        made = cls(matches)
        made.limits = limits
        return made


class Index:
    """An index over the names, identifiers and addresses of entities, memory-mapped.

    Made by :meth:`build`, opened by :meth:`open`. Searching changes nothing but memories of work
    done, keyed by content; one index can serve several threads.

    Args:
        files: Its files.
        entity: Gives the entity of an id.
        native: Whether the kernel is used where it is installed; it changes no answer.

    Attributes:
        native: Whether the kernel is in use.
    """

    def __init__(
        self, files: Files, entity: Callable[[str], Entity], *, native: bool = True
    ) -> None:
        self._files = files
        module = kernel() if native else None
        self.native = module is not None
        self._engine: Engine
        if module is None:
            self._engine = PythonEngine(files)
        else:
            self._engine = KernelEngine(module, files, min(os.cpu_count() or 1, _MOST_THREADS))
        self._finder = Finder(files, self._engine, entity)

    @staticmethod
    def build(
        entities: Iterable[Entity | Unchanged], previous: Path | None = None
    ) -> Mapping[str, bytes]:
        """File name to content of an index over entities; equal entities give equal bytes.

        Args:
            entities: In any order; the order is kept. They are read once, none is kept in memory.
                One that is :class:`Unchanged` is taken over as the earlier index has it.
            previous: Folder of an earlier index, whose words of unchanged names are taken over. One
                that is damaged or was made with other word tables is passed over.
        """
        return build_files(entities, None if previous is None else _previous(previous))

    @classmethod
    def open(cls, folder: Path, entity: Callable[[str], Entity], *, native: bool = True) -> Index:
        """Open the index in a folder.

        Args:
            folder: Where the files of :meth:`build` lie.
            entity: Gives the entity of an id, as it was when the index was built.
            native: Whether the kernel is used where it is installed; it changes no answer.

        Raises:
            KnowledgeError: A file is missing or damaged, or the index was made by another version.
        """
        try:
            if _made_now(folder):
                return cls(Files(lambda name: mapped(folder / name)), entity, native=native)
        except (OSError, ValueError) as error:
            raise KnowledgeError(
                f"The index of names cannot be read ({error.__class__.__name__}). "
                "Build the snapshot again."
            ) from error
        raise KnowledgeError(
            "The index of names was made by another version of Holdpoint. Build the snapshot again."
        )

    def search(self, query: PartyQuery, *, limit: int = 10, floor: float = 0.60) -> Matches:
        """Candidates for a party, compared in full.

        Args:
            query: The party.
            limit: How many at most.
            floor: Least probability, 0 to 1, either of the names alone (so that a candidate which a
                fact refutes is still shown, with the reason) or of the whole comparison.

        Returns:
            The ``limit`` with the most evidence, by identity (same, resembles, different), then
            log-odds. Best first: by identity, then by log-odds and by how alike the two names are
            printed, then by entity id; so the probability of a candidate can lie a little below
            that of the next one. Everybody with an equal identifier is among them, whatever the
            name. Where the search stopped short, ``limits`` says so.

        Raises:
            KnowledgeError: The index turns out to be damaged.
        """
        return next(self.search_many((query,), limit=limit, floor=floor))

    def search_many(
        self, queries: Iterable[PartyQuery], *, limit: int = 10, floor: float = 0.60
    ) -> Iterator[Matches]:
        """The same for many parties, in their order, by several threads where the kernel is there.

        Args:
            queries: Any number of parties; they are read as the answers are taken, a few hundred
                ahead, so that a stream without an end needs no more memory than a short list.
            limit: Candidates at most for each.
            floor: As for :meth:`search`.
        """
        least = least_for(floor)
        stream = iter(queries)
        while chunk := list(itertools.islice(stream, _AT_ONCE)):
            with _damage_told():
                shortlists = self._finder.shortlists(chunk, least, max(_SHORTLIST, 2 * limit))
            for query, shortlist in zip(chunk, shortlists, strict=True):
                with _damage_told():
                    matches = self._answer(query, shortlist, limit, floor)
                yield matches

    def _answer(self, query: PartyQuery, shortlist: Shortlist, limit: int, floor: float) -> Matches:
        numbers = dict.fromkeys([*shortlist.entities, *self._by_identifier(query)])
        judged = (self._finder.judge(query, number) for number in numbers)
        kept = [one for one in judged if max(one.probability, one.probability_alone) >= floor]
        return Matches.of(
            (Match(entity=one.entity, comparison=one.comparison()) for one in ranked(kept, limit)),
            shortlist.limits,
        )

    def near(self, readings: Sequence[str], *, floor: float) -> list[bool]:
        """Whether a search for names could find anybody by them.

        Args:
            readings: Of :class:`Probe`.
            floor: Least probability, as for :meth:`search`.

        Returns:
            For each reading ``False`` where no search at this floor finds anybody by it. ``True``
            promises nothing: the facts decide.

        Raises:
            ValueError: One is no reading.
            KnowledgeError: The index turns out to be damaged.
        """
        asked = [read_reading(text) for text in readings]
        with _damage_told():
            return self._finder.near(asked, least_for(floor))

    def identifier_keys(self) -> frozenset[str]:
        """Every identifier that somebody has, as :class:`Probe` writes it."""
        return _first_parts(self._files.texts["identifiers"])

    def address_keys(self) -> frozenset[str]:
        """Every key of an address that somebody has, as :func:`address_probe` gives it."""
        return _first_parts(self._files.texts["addresses"])

    def at_address(self, text: str, country: str | None = None) -> tuple[str, ...]:
        """Who is listed at an address.

        Args:
            text: One line or several, in any script.
            country: ISO 3166-1 alpha-2, where it is known from elsewhere.

        Returns:
            Ids of the entities with an address of the same place and number, in the order of the
            index; none where the text is too little of an address.
        """
        numbers = sorted(
            {
                int(number)
                for key in address_keys(parse_address(text, country))
                for number in starting_with(self._files.texts["addresses"], f"{key}\t")
            }
        )
        return tuple(self._files.entity(number) for number in numbers)

    def _by_identifier(self, query: PartyQuery) -> Iterator[int]:
        for register, value in keys_of_query(query.identifiers):
            key = f"{register}\t{value}\t"
            yield from map(int, starting_with(self._files.texts["identifiers"], key))


def _first_parts(view: memoryview) -> frozenset[str]:
    """What stands before the last tabulator of each line."""
    lines = str(view, "utf-8").split("\n")[:-1]
    return frozenset(line.rpartition("\t")[0] for line in lines)


def least_for(floor: float) -> int:
    """The least name score, in ten-thousandths, that is looked for at a floor of probability."""
    return round(WHOLE * max(score_for_worth(floor) - _ROOM_FOR_FACTS, _LEAST_SCORE))


def _made_now(folder: Path) -> bool:
    """Whether an index has today's form and was made with today's word tables."""
    meta = json.loads((folder / "index.json").read_bytes())
    return (meta.get("format"), meta.get("tables")) == (FORMAT, tables_digest())


def _previous(folder: Path) -> Previous | None:
    try:
        return Previous(Files(lambda name: mapped(folder / name))) if _made_now(folder) else None
    except (OSError, ValueError, IndexError):
        return None


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (DamagedError, IndexError) as error:
        raise KnowledgeError("The index of names is damaged. Build the snapshot again.") from error
