"""Compare two parties that stand on no list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from holdpoint.knowledge import party_query
from holdpoint.matching import compare as compare_with_entity
from holdpoint.model import Address, Entity, EntityType, Identifier, Name, PartyQuery

if TYPE_CHECKING:
    from holdpoint.matching import Comparison


def compare(
    left: Mapping[str, Any] | PartyQuery, right: Mapping[str, Any] | PartyQuery
) -> Comparison:
    """Are two parties the same?

    Args:
        left: ``name`` and, where known, ``aliases``, ``type``, ``country`` (a code or a name),
            ``address``, ``identifiers`` (by kind), ``birth_date``, ``birth_place``, ``gender``,
            ``position``. See the guide of matching (docs/guide/matching.md).
        right: The same.

    Returns:
        ``probability`` (0 to 1, never exactly either), ``identity``, ``parts`` and
        ``explanation``.

    Raises:
        UnreadableInputError: A name is missing, or a field is unknown or of the wrong kind.
    """
    return compare_with_entity(party_query(left), _entity(party_query(right)))


def _entity(party: PartyQuery) -> Entity:
    names = [Name(text=party.name), *(Name(text=a, kind="strong") for a in party.aliases)]
    return Entity(
        id="compared:right",
        source="compared",
        type=cast("EntityType", party.type),
        names=tuple(names),
        countries=(party.country,) if party.country else (),
        addresses=(Address(text=party.address),) if party.address else (),
        identifiers=tuple(
            Identifier(kind=kind, value=value) for kind, value in sorted(party.identifiers.items())
        ),
        birth_dates=(party.birth_date,) if party.birth_date else (),
        gender=party.gender,
        birth_places=(party.birth_place,) if party.birth_place else (),
        positions=(party.position,) if party.position else (),
    )
