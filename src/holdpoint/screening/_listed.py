"""What the lists say about a party: listings that it is or resembles, and who was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from holdpoint.claims import SOURCE as CLAIMS
from holdpoint.matching import Matches, farthest
from holdpoint.model import Considered, Entity, Listing, PartyQuery, SourceInfo
from holdpoint.screening._reasons import pair_rows, why_below, why_different

if TYPE_CHECKING:
    from holdpoint.matching import Match
    from holdpoint.screening._named import Named
    from holdpoint.screening._policy import Policy

_SURE = ("official", "read")

_ALWAYS_SOUGHT = 0.42
"""Probability from which candidates are fetched, however high a policy sets its thresholds: among
them may be one whose number or facts say that it is the party."""

_MOST_ALSO = 24
"""Entries of other lists that evidence names at most."""

_MOST = 400
"""Candidates of one name that are compared at most; no listed name is shared by so many."""


def in_force(listing: Listing, source: SourceInfo | None, as_of: date) -> bool | None:
    """Whether a listing binds on a day: yes, no, or not known for sure.

    A listing without a date binds from the first edition of the list in which it was seen; before
    that day nobody here knows. A listing that was not read in an official text never binds for
    sure.
    """
    day = as_of.isoformat()
    if listing.until and listing.until < day:
        return False
    if listing.listed_on and listing.listed_on > day:
        return False
    if listing.basis not in _SURE:
        return None
    if listing.listed_on or listing.authority == "company":
        return True
    if listing.absent_on and day <= listing.absent_on:
        return False
    known_from = listing.seen_on or (source.list_date if source else None)
    return True if known_from and known_from <= day else None


def listing_row(
    entity: Entity, listing: Listing, source: SourceInfo | None, as_of: date
) -> dict[str, Any]:
    """What evidence says of a listing: what it does, since when, and where that stands."""
    return {
        "entity": entity.id,
        "listed_name": entity.caption,
        "list": listing.list,
        "authority": listing.authority,
        "measure": listing.measure,
        "programmes": list(listing.programmes),
        "legal_basis": listing.legal_basis,
        "listed_on": listing.listed_on,
        "reference": listing.reference,
        "in_force": in_force(listing, source, as_of),
        "basis": listing.basis,
        "note": listing.note,
        "source": entity.source,
        "source_title": source.title if source else None,
        "list_date": source.list_date if source else None,
        "url": listing.url or (source.url if source else None),
    }


@dataclass(frozen=True, slots=True)
class SameParty:
    """An entry of another list that is the same party, and why."""

    entity: Entity
    reasons: tuple[str, ...]


def _nobody_else(_entity: str) -> Sequence[SameParty]:
    return ()


def also_row(same: SameParty) -> dict[str, Any]:
    """What evidence says of the same party on another list."""
    return {
        "entity": same.entity.id,
        "name": same.entity.caption,
        "lists": list(dict.fromkeys(f"{x.authority} {x.list}" for x in same.entity.listings)),
        "measures": list(dict.fromkeys(x.measure for x in same.entity.listings)),
        "reasons": list(same.reasons),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the lists say about one named thing.

    Attributes:
        rows: For ``list_matches``, best first.
        refused: Candidates that were compared and refused, best first.
        unseen: More entries resemble the name than are compared.
        limits: What the search left out because it would have been too much work, in words.
    """

    rows: tuple[dict[str, Any], ...]
    refused: tuple[Considered, ...]
    unseen: bool = False
    limits: tuple[str, ...] = ()


class ListFinder:
    """Compares named things with the entities of one snapshot.

    Args:
        search: Finds ranked candidates for a query: ``search(query, limit=…, floor=…)``.
        sources: The snapshot's sources, by id.
        policy: Thresholds.
        as_of: The day on which a listing must be in force.
        same: Entries of other lists that are the same party as an entry.
    """

    def __init__(
        self,
        search: Callable[..., tuple[Match, ...]],
        sources: Mapping[str, SourceInfo],
        policy: Policy,
        as_of: date,
        same: Callable[[str], Sequence[SameParty]] = _nobody_else,
    ) -> None:
        self._search = search
        self._same = same
        self._sources = sources
        self._thresholds = policy.thresholds
        self._candidates = policy.candidates
        self._keep = policy.keep_refused
        self._as_of = as_of

    def look_up(self, named: Named) -> Found:
        """Compare one named thing with the lists."""
        rows: list[dict[str, Any]] = []
        refused: list[Considered] = []
        hits, unseen = self._candidates_of(named.query)
        for hit in hits:
            if self._too_far(hit) or hit.entity.source == CLAIMS:
                continue
            why_not = self._refusal(hit)
            if why_not is None:
                fresh = [self._row(named, hit, one) for one in self._holding(hit)]
                rows += [row for row in fresh if row["in_force"] is not False]
                why_not = self._not_in_force(fresh)
            if why_not is not None:
                refused.append(_considered(named.path, hit, why_not))
        limits = hits.limits if isinstance(hits, Matches) else ()
        return Found(
            rows=tuple(rows),
            refused=tuple(refused[: self._keep]),
            unseen=unseen,
            limits=limits,
        )

    def _candidates_of(self, query: PartyQuery) -> tuple[tuple[Match, ...], bool]:
        """The candidates, and whether there are more.

        The policy's number bounds what is looked at and refused, never what holds an order: while
        the candidate with the least evidence would hold it, more are fetched.
        """
        floor = min(self._thresholds.floor, _ALWAYS_SOUGHT)
        limit = self._candidates
        while True:
            hits = self._search(query, limit=limit, floor=floor)
            full = len(hits) >= limit and self._near(farthest(hits))
            if not full or limit >= _MOST:
                return hits, full
            limit = min(4 * limit, _MOST)

    def _near(self, hit: Match) -> bool:
        """Whether an entry so near would hold, were it on a list: that of the next one may be."""
        if hit.entity.listings:
            return bool(self._holding(hit))
        score = round(hit.comparison.probability, 4)
        return hit.comparison.identity == "same" or score >= self._thresholds.general.hold_from

    def _too_far(self, hit: Match) -> bool:
        """Whether a resemblance is too weak for every list that the entry stands on.

        Somebody whom a fact speaks against was found by the name, and is kept with that fact.
        """
        comparison = hit.comparison
        refuted = any(part.verdict == "contradict" for part in comparison.parts)
        if comparison.identity == "same" or refuted or not hit.entity.listings:
            return False
        score = round(comparison.probability, 4)
        return all(score < self._thresholds.of(o).consider_from for o in hit.entity.listings)

    def _refusal(self, hit: Match) -> str | None:
        if hit.comparison.identity == "different":
            return why_different(hit.comparison, hit.entity.type)
        if not hit.entity.listings:
            return "the entry carries no listing"
        if self._holding(hit):
            return None
        nearest = min(hit.entity.listings, key=lambda one: self._thresholds.of(one).hold_from)
        return why_below(hit, nearest, self._thresholds.of(nearest).hold_from)

    def _holding(self, hit: Match) -> list[Listing]:
        """The listings for which a candidate is close enough to be a question, or is the party."""
        score = round(hit.comparison.probability, 4)
        return [
            listing
            for listing in hit.entity.listings
            if hit.comparison.identity == "same" or score >= self._thresholds.of(listing).hold_from
        ]

    def _not_in_force(self, rows: list[dict[str, Any]]) -> str | None:
        if any(row["in_force"] is not False for row in rows):
            return None
        dates = sorted({str(row["listed_on"]) for row in rows})
        return f"not listed on {self._as_of.isoformat()} (listed on {', '.join(dates)})"

    def _row(self, named: Named, hit: Match, listing: Listing) -> dict[str, Any]:
        entity, comparison = hit.entity, hit.comparison
        source = self._sources.get(entity.source)
        return {
            **listing_row(entity, listing, source, self._as_of),
            "matched_name": comparison.matched_name.text,
            "query_name": comparison.query_name,
            "same_party": True if comparison.identity == "same" else None,
            "score": round(comparison.probability, 4),
            "holds_from": self._thresholds.of(listing).hold_from,
            "explanation": comparison.explanation,
            "settle": list(comparison.settle),
            "parts": [
                {
                    "name": part.name,
                    "verdict": part.verdict,
                    "score": part.score,
                    "left": part.left,
                    "right": part.right,
                    "note": part.note,
                }
                for part in comparison.parts
            ],
            "pairs": pair_rows(comparison, entity.type),
            "order_side": _order_side(named.query),
            "list_side": _list_side(entity),
            **self._elsewhere(entity),
        }

    def _elsewhere(self, entity: Entity) -> dict[str, Any]:
        """Where else the same party is listed: evidence that links what no list merges."""
        rows = [also_row(same) for same in self._same(entity.id)[:_MOST_ALSO]]
        return {"also_on": rows} if rows else {}


def _considered(path: str, hit: Match, why_not: str) -> Considered:
    return Considered(
        subject=path,
        entity=hit.entity.id,
        name=hit.comparison.matched_name.text,
        score=round(hit.comparison.probability, 4),
        why_not=why_not,
    )


def _order_side(query: PartyQuery) -> dict[str, str]:
    sides = {
        "name": query.name,
        "also": "; ".join(query.aliases),
        "type": _stated(query.type),
        "country": query.country,
        "address": query.address,
        "birth date": query.birth_date,
        **dict(sorted(query.identifiers.items())),
    }
    return {label: value for label, value in sides.items() if value}


def _stated(kind: str) -> str | None:
    return None if kind == "unknown" else kind


def _list_side(entity: Entity) -> dict[str, str]:
    sides = {
        "name": entity.caption,
        "also": "; ".join(name.text for name in entity.names[1:9]),
        "type": _stated(entity.type),
        "country": ", ".join(entity.countries or entity.nationalities),
        "address": "; ".join(address.line() for address in entity.addresses[:3]),
        "birth date": ", ".join(entity.birth_dates),
        "founded": ", ".join(entity.founded),
    }
    for identifier in entity.identifiers[:6]:
        sides.setdefault(identifier.kind, identifier.value)
    return {label: value for label, value in sides.items() if value}
