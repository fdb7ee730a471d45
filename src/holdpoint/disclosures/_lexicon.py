"""Names and places known beforehand: what a snapshot hands to the reading of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from holdpoint.disclosures._name_tables import words_of
from holdpoint.disclosures._phrases import Phrases
from holdpoint.places import Gazetteer

_SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A name of somebody or something in a snapshot.

    Attributes:
        name: As lists print it.
        schema: A FollowTheMoney schema (``Company``, ``Person``, ``Vessel`` …).
        id: Of the entity.
        country: ISO 3166-1 alpha-2, where known.
    """

    name: str
    schema: str
    id: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names to look for, and the gazetteer by which places are resolved.

    Where a name begins and ends is told by the text alone, so that a text gives the same names
    whatever is known; the lexicon tells what they are and their country, where the text does not.
    Names of one word are left out, capitals do not count. That a text has a name says nothing yet
    of who is meant: the entity's id stands in the note of what was found, nothing is merged.
    A hundred thousand names are made ready in about a second and do not slow the reading: a word
    of the text costs one look-up, so no automaton is built.

    Args:
        names: As a snapshot has them.
        gazetteer: Without one, places have no candidates.
    """

    phrases: Phrases[KnownName] = field(default_factory=lambda: Phrases(()))
    gazetteer: Gazetteer | None = None

    @classmethod
    def of(cls, names: Iterable[KnownName], gazetteer: Gazetteer | None = None) -> Lexicon:
        """Make a lexicon; of several names with the same words the first counts."""
        entries = ((words_of(known.name.lower()), known) for known in names)
        return cls(Phrases(pair for pair in entries if len(pair[0]) >= _SHORTEST), gazetteer)
