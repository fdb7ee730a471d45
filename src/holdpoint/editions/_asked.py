"""What a past decision asked of the lists, in the form in which it is compared with changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdpoint.files import plain
from holdpoint.matching import address_probe, probe
from holdpoint.screening import asked_names

if TYPE_CHECKING:
    from datetime import date

    from holdpoint.model import Party, PartyQuery, Transaction
    from holdpoint.screening import Answer, Kept

_STAND = ("engine", "rules", "policy", "snapshot")
_STOPPED_SHORT = ("more listed names resemble", "not every listed name was compared")


@dataclass(frozen=True, slots=True)
class Stand:
    """What a decision stands on, each by name or hash as its record has it."""

    engine: str
    rules: str
    policy: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class AskedName:
    """Something that was looked up in the lists.

    Attributes:
        query: The :class:`~holdpoint.model.PartyQuery`, as JSON values.
        readings: See :class:`holdpoint.matching.Probe`.
        identifiers: Likewise.
    """

    query: Mapping[str, Any]
    readings: tuple[str, ...]
    identifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of one decision can be touched by a change of the lists.

    Attributes:
        input: Hash of the transaction.
        day: ISO 8601, whose law and lists ruled.
        undated: The day came from the snapshot, as neither the order nor the caller gave one.
        stopped_short: A search had left something out: what it would find now depends on every
            entry.
        names: All that was looked up.
        addresses: Keys of the parties' addresses.
    """

    stand: Stand
    input: str
    day: str
    undated: bool
    stopped_short: bool
    names: tuple[AskedName, ...]
    addresses: tuple[str, ...]


def asked_of(kept: Kept) -> Asked:
    """What a decision on record asked."""
    said = kept.decision
    record = said["record"]
    return _asked(
        kept.transaction,
        stand=Stand(*(str(record[part]) for part in _STAND)),
        given=str(record["input"]),
        day=str(said["as_of"]),
        day_given=kept.as_of is not None,
        notes=[note["why"] for note in said.get("not_run") or ()],
    )


def asked_by(transaction: Transaction, answer: Answer, as_of: date | None) -> Asked:
    """What a decision asked that was made just now.

    Args:
        transaction: What was decided.
        answer: The decision.
        as_of: The day that was given for it.
    """
    record = answer.record
    return _asked(
        transaction,
        stand=Stand(*(str(getattr(record, part)) for part in _STAND)),
        given=record.input,
        day=str(answer.as_of),
        day_given=as_of is not None,
        notes=[note.why for note in answer.not_run],
    )


def _asked(
    order: Transaction,
    *,
    stand: Stand,
    given: str,
    day: str,
    day_given: bool,
    notes: Iterable[str],
) -> Asked:
    return Asked(
        stand=stand,
        input=given,
        day=day,
        undated=not day_given and order.date is None,
        stopped_short=any(words in note for note in notes for words in _STOPPED_SHORT),
        names=tuple(map(_asked_name, asked_names(order))),
        addresses=tuple(dict.fromkeys(_addresses(order.parties))),
    )


def _asked_name(query: PartyQuery) -> AskedName:
    ready = probe(query)
    return AskedName(plain(query), ready.readings, ready.identifiers)


def _addresses(parties: Iterable[Party]) -> Iterable[str]:
    for party in parties:
        if party.address:
            yield from address_probe(party.address, party.country)
