"""How old the lists are on the day of an order, and what the company's policy makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from holdpoint.model import Evidence, NotRun
from holdpoint.text import date_interval

if TYPE_CHECKING:
    from holdpoint.model import SourceInfo

WhenStale = Literal["note", "hold"]
WHEN_STALE = get_args(WhenStale)

_OWN = ("own-csv", "claims-ledger")
_STARTER = "starter"
_AT_LEAST = "latest entry inside the file"
"""Basis of a date before which an edition cannot be, and after which it may be: the act prints none
of its own, and one that nobody has changed for ten years is not old."""

_NAMED = 5
"""Lists that a note names; the report shows the date of every one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPolicy:
    """How old a list may be.

    Attributes:
        max_age_days: Days by which the day of an order may lie after the date of a list.
        when_stale: Whether an order that was compared with an older list is noted or held.
        by_list: Days for a list of its own, by its id (``us-ofac-sdn``).
    """

    max_age_days: int
    when_stale: WhenStale
    by_list: Mapping[str, int] = field(default_factory=dict)

    def limit(self, source: str) -> int:
        """The days that count for a list."""
        return self.by_list.get(source, self.max_age_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAge:
    """A list on a day.

    Attributes:
        days: From the first day that the date of the list may mean to the day; negative where the
            list is of a later day, ``None`` where it bears no date.
        at_most: Whether it may be younger: the date is that of its latest entry.
        limit: Days that the policy allows.
        stale: Whether it is older than that; ``None`` where nobody knows.
    """

    source: str
    list_date: str | None
    days: int | None
    at_most: bool
    limit: int
    stale: bool | None

    @property
    def fresh(self) -> bool:
        """Whether it is known to be young enough."""
        return self.stale is False


def list_ages(sources: Iterable[SourceInfo], policy: ListPolicy, day: date) -> tuple[ListAge, ...]:
    """The age of every list that an authority publishes, in the order of the sources.

    The starter knowledge, reference tables and the company's own lists and claims are left out: the
    first two hold no list, and the others are as old as the company leaves them.

    Args:
        sources: Of a snapshot.
        policy: The limits.
        day: That of the order, or today.
    """
    return tuple(
        _age(source, policy.limit(source.id), day)
        for source in sources
        if source.entities and source.format not in _OWN and not source.id.startswith(_STARTER)
    )


def _age(source: SourceInfo, limit: int, day: date) -> ListAge:
    days = None
    if source.list_date:
        days = (day - date_interval(source.list_date)[0]).days
    at_most = source.date_basis == _AT_LEAST
    over = days is None or days > limit
    return ListAge(
        source=source.id,
        list_date=source.list_date,
        days=days,
        at_most=at_most,
        limit=limit,
        stale=None if over and (days is None or at_most) else over,
    )


def stale_lists(ages: Sequence[ListAge], policy: ListPolicy) -> tuple[list[Evidence], list[NotRun]]:
    """What a decision says of lists that are too old: a row for the rules, or a note.

    Args:
        ages: From :func:`list_ages`.
        policy: The same.
    """
    old = sorted((a for a in ages if a.stale), key=lambda age: (-(age.days or 0), age.source))
    undated = [age for age in ages if age.stale is None]
    if not old and not undated:
        return [], []
    words = _words(old, undated, len(ages))
    if policy.when_stale == "note":
        return [], [NotRun(check="lists.age", why=words)]
    data = {"lists": words, "older": len(old), "holds": True if old else None}
    return [Evidence(kind="stale_lists", subject="transaction", data=data)], []


def _words(old: Sequence[ListAge], undated: Sequence[ListAge], of: int) -> str:
    parts = []
    if old:
        named = ", ".join(f"{one.source} {_how_old(one)}" for one in old[:_NAMED])
        more = f" and {len(old) - _NAMED} more" if len(old) > _NAMED else ""
        verb = "is" if len(old) == 1 else "are"
        parts.append(f"{len(old)} of {of} lists {verb} older than the policy allows: {named}{more}")
    if undated:
        parts.append(
            f"of {len(undated)} of {of} lists it is not known how old they are: "
            + ", ".join(one.source for one in undated[:_NAMED])
            + (f" and {len(undated) - _NAMED} more" if len(undated) > _NAMED else "")
        )
    return "; ".join(parts)


def _how_old(age: ListAge) -> str:
    return f"(of {age.list_date}, {age.days} days; limit {age.limit})"
