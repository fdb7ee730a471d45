"""Links of one party on several lists, judged again only where something that tells has changed.

Two entries are judged by what they share. Where nobody who bears any of it came, went or changed,
the verdict of the build before stands. Copies of names depend besides on which other entries hang
together by links: where such a group has changed, the copies of its names are judged again.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdpoint.files import canonical
from holdpoint.knowledge._same import Pair, Roots, SameParties, Verdict
from holdpoint.knowledge._same_facts import Facts
from holdpoint.knowledge._sums import Sums

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


@dataclass(frozen=True, slots=True)
class Joined:
    """A verdict, and how it is written down.

    Attributes:
        line: The link as a snapshot has it.
        kept: As a build before wrote it down for this one; ``None`` where it was judged now.
    """

    verdict: Verdict
    line: bytes
    kept: str | None = None

    def row(self) -> str:
        """For the next build."""
        if self.kept is not None:
            return self.kept
        one = self.verdict
        told = [one.subject, one.object, one.caption, one.basis, one.reasons, one.copied]
        return _JSON.encode([*told, self.line.decode()])


def joined(verdict: Verdict) -> Joined:
    """Write a verdict down."""
    return Joined(verdict, canonical(verdict.link()))


def joined_from(row: str) -> Joined:
    """A verdict as a build before wrote it down."""
    subject, other, caption, basis, reasons, copied, line = json.loads(row)
    return Joined(
        Verdict(subject, other, caption, basis, tuple(reasons), copied), line.encode(), row
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What has changed between two builds, and where the rest is found.

    Attributes:
        sums: Of each entity now, the sums of its grounds.
        fresh: Numbers of those that came or changed.
        gone: Ids of those that went or changed.
        touched: The sums of all these, as they were and as they are.
        facts: Gives the facts of an entity by its number; ``None`` where it is on no list.
        number: Gives the number of an entity by its id; ``None`` where there is none.
    """

    sums: Sums
    fresh: Collection[int]
    gone: Collection[str]
    touched: Collection[int]
    facts: Callable[[int], Facts | None]
    number: Callable[[str], int | None]


def judged_again(kept: Sequence[Joined], changed: Changed) -> Iterator[Joined]:
    """Who is one party now, in no particular order.

    Args:
        kept: Who was.
        changed: What has changed since.
    """
    doubtful = {*changed.fresh, *changed.sums.bearers(changed.touched)}
    same, ids = _parties(changed, doubtful)
    same.judge(ids)
    stands = [one for one in kept if not _within(one.verdict.pair, ids)]
    was = {v.pair for v in _verdicts(kept) if v.reasons and _within(v.pair, ids)}
    others = {verdict.pair for verdict in _verdicts(stands) if verdict.reasons}
    wider = doubtful | _regrouped(changed, others, was, same.found.keys())
    copies, wide = (same, ids) if wider == doubtful else _parties(changed, wider)
    copies.judge_copies({*others, *same.found}, wide)
    yield from _merged(stands, same, copies.copied, wide)
    done = {one.verdict.pair for one in stands} | same.found.keys()
    for pair in copies.copied.keys() - done:
        yield joined(copies.verdict(pair))


def _merged(
    stands: Iterable[Joined], same: SameParties, copied: Mapping[Pair, str], wide: frozenset[str]
) -> Iterator[Joined]:
    """Verdicts that stand and those that were judged again, with what copies of names say now."""
    for one in stands:
        verdict = one.verdict
        if not _within(verdict.pair, wide) or verdict.copied == copied.get(verdict.pair):
            yield one
            continue
        verdict = dataclasses.replace(verdict, copied=copied.get(verdict.pair))
        if verdict.reasons or verdict.copied:
            yield joined(verdict)
    for pair in same.found:
        yield joined(dataclasses.replace(same.verdict(pair), copied=copied.get(pair)))


def _parties(changed: Changed, judged: Collection[int]) -> tuple[SameParties, frozenset[str]]:
    """Entities to be judged, with all who bear what two of them share; and the ids of the first."""
    same, ids = SameParties(), set(changed.gone)
    for number in sorted({*judged, *changed.sums.bearers(changed.sums.shared(judged))}):
        facts = changed.facts(number)
        if facts is not None:
            same.note(facts)
            if number in judged:
                ids.add(facts.id)
    return same, frozenset(ids)


def _regrouped(
    changed: Changed, others: Collection[Pair], was: set[Pair], now: Collection[Pair]
) -> set[int]:
    """Entities that share something with one whose group by links is another than it was.

    Args:
        changed: Gives the entities.
        others: Pairs that were linked and are.
        was: Further pairs that were.
        now: Further pairs that are.
    """
    differ = was.symmetric_difference(now)
    if not differ:
        return set()
    pairs = {*others, *was, *now}
    roots = Roots(pairs)
    groups = {roots.of(end) for pair in differ for end in pair}
    ends = {end for pair in pairs for end in pair if roots.of(end) in groups}
    numbers = {number for end in ends if (number := changed.number(end)) is not None}
    return numbers.union(
        changed.sums.bearers({one for number in numbers for one in changed.sums.of(number)})
    )


def _verdicts(several: Iterable[Joined]) -> Iterator[Verdict]:
    return (one.verdict for one in several)


def _within(pair: Pair, ids: Collection[str]) -> bool:
    return pair[0] in ids and pair[1] in ids
