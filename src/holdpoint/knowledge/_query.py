"""A party as JSON, as something to compare with the lists."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

from holdpoint.errors import UnreadableInputError
from holdpoint.model import PartyQuery

_USED = frozenset(field.name for field in dataclasses.fields(PartyQuery))
_LISTS = frozenset({"aliases", "identifiers"})


def party_query(party: Mapping[str, Any] | PartyQuery) -> PartyQuery:
    """A party of the contract's JSON form as a query.

    Args:
        party: ``name`` and, where known, ``aliases``, ``type``, ``country`` (a code or a name),
            ``address``, ``identifiers`` (by kind), ``birth_date``, ``gender``. Other fields of a
            party (``role``, ``owners`` …) are allowed and play no part.

    Raises:
        UnreadableInputError: The name is missing, or a field is unknown or of the wrong kind.
    """
    if isinstance(party, PartyQuery):
        return party
    for name, value in party.items():
        if name not in _USED and name not in _not_compared():
            raise UnreadableInputError(
                f"A party has no field {str(name)[:40]!r}. Known: {', '.join(sorted(_USED))}."
            )
        if value is not None and name in _USED - _LISTS and not isinstance(value, str):
            raise UnreadableInputError(f"The party's {name} must be text.")
    if not (party.get("name") or "").strip():
        raise UnreadableInputError("The party has no name. Give the field 'name'.")
    known = {name: value for name, value in party.items() if name in _USED and value is not None}
    known["aliases"] = _aliases(known.get("aliases", ()))
    known["identifiers"] = _identifiers(known.get("identifiers", {}))
    if "country" in known:
        known["country"] = _country(known["country"])
    return PartyQuery(**known)


@functools.cache
def _not_compared() -> frozenset[str]:
    """Fields that a party may have and a query has no use for."""
    from holdpoint.model import Party

    return frozenset(field.name for field in dataclasses.fields(Party)) - _USED


def _aliases(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise UnreadableInputError("The party's aliases must be a list of names.")


def _identifiers(value: object) -> dict[str, str]:
    if isinstance(value, Mapping) and all(
        isinstance(number, str | int) and not isinstance(number, bool) for number in value.values()
    ):
        return {str(kind): str(number) for kind, number in sorted(value.items())}
    raise UnreadableInputError(
        'The party\'s identifiers must be texts by kind, such as {"imo": "9187629"}.'
    )


def _country(text: str) -> str:
    from holdpoint.text import country_code

    code = country_code(text)
    if code is None:
        raise UnreadableInputError(
            f"The country {text[:40]!r} is not known. Give its ISO 3166-1 code."
        )
    return code
