"""What a search for a party looks up, made ready beforehand and kept as text.

To tell of very many parties whether a small index holds anybody like them, most of the work is to
make words of their names. They depend on the names alone, so they can be kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdpoint.matching._compare import names_of
from holdpoint.matching._engine import Reading, readings_if_spoilt, readings_of
from holdpoint.matching._identity import keys_of_query
from holdpoint.model import PartyQuery
from holdpoint.text import address_keys, parse_address


@dataclass(frozen=True, slots=True)
class Probe:
    """A party as a search looks it up.

    Attributes:
        readings: Each way to read each name, as text: three digits (which marks of a listed name
            count, which must be set, whether words must be equal), then the words.
        identifiers: Register and value of each identifier, by a tabulator.
    """

    readings: tuple[str, ...]
    identifiers: tuple[str, ...]


def probe(query: PartyQuery) -> Probe:
    """What a search for a party looks up."""
    readings = (
        _written(one)
        for name in names_of(query)
        for one in (*readings_of(name), *readings_if_spoilt(name))
    )
    identifiers = (f"{register}\t{value}" for register, value in keys_of_query(query.identifiers))
    return Probe(tuple(dict.fromkeys(readings)), tuple(identifiers))


def address_probe(text: str, country: str | None) -> tuple[str, ...]:
    """What a search for an address looks up; nothing where it is too little of an address."""
    return tuple(sorted(address_keys(parse_address(text, country))))


def _written(reading: Reading) -> str:
    return f"{reading.mask}{reading.want}{reading.exact:d} {' '.join(reading.words)}"


def read_reading(text: str) -> Reading:
    """A reading as :class:`Probe` keeps it.

    Raises:
        ValueError: It is none.
    """
    marks, _, words = text.partition(" ")
    mask, want, exact = map(int, marks)
    return Reading(tuple(words.split(" ")), mask, want, exact=bool(exact))
