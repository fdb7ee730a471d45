"""Who speaks for whom in a document: a spokesperson for a ministry, the ministry for its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdpoint.model._disclosure import Named, ReadClaim

_OFFICES = frozenset({"holds_position", "officer_of", "employee_of"})
_SPEAK_FOR_A_STATE = frozenset({"PublicBody", "Country", "Person"})


@dataclass(frozen=True, slots=True)
class Seats:
    """The things of a document, and the body in which each person of it holds an office.

    Attributes:
        named: The things by id.
        bodies: Id of a person to the id of the body, as the claims of the document tell.
    """

    named: Mapping[str, Named]
    bodies: Mapping[str, str]

    @classmethod
    def of(cls, named: Iterable[Named], claims: Iterable[ReadClaim]) -> Seats:
        """Take them from the things and the claims of a reading."""
        held = {
            claim.subject: claim.object
            for claim in claims
            if claim.predicate in _OFFICES and claim.object is not None
        }
        return cls({one.id: one for one in named}, held)

    def body(self, speaker: str) -> Named | None:
        """Give the body for which a speaker speaks, else the speaker; ``None`` if not named."""
        return self.named.get(self.bodies.get(speaker, speaker)) or self.named.get(speaker)

    def state(self, speaker: str) -> str | None:
        """Give the country (ISO 3166-1 alpha-2) for which a public body or its people speak."""
        for one in (self.body(speaker), self.named.get(speaker)):
            if one is not None and one.country and one.schema in _SPEAK_FOR_A_STATE:
                return one.country
        return None
