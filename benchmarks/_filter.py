"""The screening filter as an examiner sees it: a name goes in, alerts come out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks._common import SHARED_LISTS, holdpoint, run
from holdpoint.knowledge import Snapshot, open_snapshot
from holdpoint.matching import Index, Match
from holdpoint.model import Entity, PartyQuery
from holdpoint.screening import Policy

Search = Callable[..., tuple[Match, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the filter says to one party.

    Attributes:
        ids: Candidates kept, best first, by entity id.
        alerts: Those that a person would have to look at.
        worths: For each candidate, from which threshold down it would alert: its probability, 0
            for what is plainly somebody else, 1 for what is certain.
    """

    ids: tuple[str, ...]
    alerts: tuple[str, ...]
    worths: tuple[float, ...]

    def rank(self, wanted: frozenset[str]) -> int | None:
        """Place of the first wanted candidate, from 1."""
        return next((i for i, key in enumerate(self.ids, 1) if key in wanted), None)

    def worth(self, wanted: frozenset[str] | None = None) -> float:
        """The highest threshold at which any candidate alerts, or any of the wanted ones."""
        rows = zip(self.ids, self.worths, strict=True)
        return max((w for key, w in rows if wanted is None or key in wanted), default=0.0)


class Filter:
    """The search with the thresholds of a policy, as the screen applies them to every party.

    Args:
        search: Of an index: ``search(query, limit=…, floor=…)``.
        policy: Thresholds and how many candidates are compared.
    """

    def __init__(self, search: Search, policy: Policy) -> None:
        self._search = search
        self._policy = policy

    def ask(self, query: PartyQuery) -> Answer:
        """Screen one party."""
        found = self._search(
            query, limit=self._policy.candidates, floor=self._policy.thresholds.floor
        )
        return Answer(
            ids=tuple(match.entity.id for match in found),
            alerts=tuple(match.entity.id for match in found if self._alerts(match)),
            worths=tuple(_worth(match) for match in found),
        )

    def _alerts(self, match: Match) -> bool:
        if match.comparison.identity == "same":
            return True
        hold = self._policy.thresholds.lowest(match.entity.listings).hold_from
        return _open(match) and round(match.comparison.probability, 4) >= hold


def _open(match: Match) -> bool:
    return match.comparison.identity != "different"


def _worth(match: Match) -> float:
    certain = match.comparison.identity == "same"
    return 1.0 if certain else match.comparison.probability * _open(match)


@contextmanager
def own_index(entities: Iterable[Entity]) -> Iterator[Index]:
    """An index over entities of one's own, in a folder that goes afterwards."""
    known = {entity.id: entity for entity in entities}
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in Index.build(known.values()).items():
            (Path(scratch) / name).write_bytes(content)
        yield Index.open(Path(scratch), known.__getitem__)


@contextmanager
def full_snapshot(path: Path | None, lists: Path = SHARED_LISTS) -> Iterator[Snapshot]:
    """A snapshot of the newest lists: the one at a path, or one that is built for the occasion."""
    if path is not None:
        yield open_snapshot(path)
        return
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "snap"
        run(holdpoint("data", "build", "--all", str(lists), "--out", str(store)), expect=(0, 2))
        yield open_snapshot(store)
