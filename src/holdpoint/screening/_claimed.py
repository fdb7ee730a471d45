"""What accepted claims say of an order: its parties, its places, its way and its goods.

A claim is what a source said, not what is true. Every row carries the words, who said them and how
surely, and what the reviewer thought of both; rules that read it can hold an order, never block it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from holdpoint.claims import SOURCE
from holdpoint.matching import farthest
from holdpoint.model import Claim, Considered, Evidence, Item, Listing, NotRun, Transaction
from holdpoint.screening._named import Named, named_things, owners_of
from holdpoint.screening._reasons import why_below, why_different

if TYPE_CHECKING:
    from holdpoint.matching import Match
    from holdpoint.places import Gazetteer
    from holdpoint.screening._policy import Policy

KIND = "claims"
"""Name of the collection under which rules see the rows."""

_SURE_FROM = 0.8
"""Probability from which a description is taken to mean a category of goods. Project's own."""

_LONGEST = 240
"""Characters of a quote in a sentence; the row has it whole."""

_DIGITS = re.compile(r"\d{6}")
_HS = 6
"""Digits of an HS code that all countries share."""

_FIRST, _MOST = 10, 400
"""Candidates of one name that are compared first, and at most."""

_NAMED = Listing(authority="company", list=SOURCE, measure="information")
"""By whose threshold a party resembles one that a claim names: to be named has no legal effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimIndex:
    """The claims of one snapshot by what they name; shared by all transactions.

    Attributes:
        by_party: By entity id.
        by_place: By place id.
        by_corridor: By corridor id.
        of_goods: Claims that name goods and the countries that they are for.
    """

    by_party: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    by_place: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    by_corridor: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    of_goods: tuple[Claim, ...] = ()

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> ClaimIndex:
        """The index of claims that were reviewed; the starter knowledge's own say nothing here."""
        live = [claim for claim in claims if claim.effect in {"asserted", "hedged"}]
        return cls(
            by_party=_by(live, lambda claim: claim.parties),
            by_place=_by(live, lambda claim: claim.places),
            by_corridor=_by(live, lambda claim: claim.corridors),
            of_goods=tuple(claim for claim in live if claim.goods and claim.goods_for),
        )


def _by(
    claims: Iterable[Claim], names: Callable[[Claim], Iterable[str]]
) -> dict[str, tuple[Claim, ...]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        for name in names(claim):
            found.setdefault(name, []).append(claim)
    return {name: tuple(rows) for name, rows in found.items()}


@dataclass(slots=True)
class ClaimsFound:
    """What was found, what was compared and refused, and what could not be compared."""

    evidence: list[Evidence] = field(default_factory=list)
    considered: list[Considered] = field(default_factory=list)
    not_run: list[NotRun] = field(default_factory=list)


class ClaimFinder:
    """Compares orders with the accepted claims of one snapshot.

    Args:
        index: The claims.
        search: Finds ranked candidates for a query: ``search(query, limit=…, floor=…)``.
        gazetteer: The places, for those that are watched for the sake of a claim alone.
        policy: Thresholds.
        as_of: A claim that was published later was not known, and says nothing.
    """

    def __init__(
        self,
        index: ClaimIndex,
        search: Callable[..., Sequence[Match]],
        gazetteer: Gazetteer,
        policy: Policy,
        as_of: date,
    ) -> None:
        self._index = index
        self._search = search
        self._gazetteer = gazetteer
        self._hold_from = policy.thresholds.of(_NAMED).hold_from
        self._keep = policy.keep_refused
        self._day = as_of.isoformat()

    def find(self, transaction: Transaction, evidence: Sequence[Evidence]) -> ClaimsFound:
        """What claims say of a transaction.

        Args:
            transaction: The order.
            evidence: What the other finders laid down: sites, corridors, goods.
        """
        out = ClaimsFound()
        if self._index.by_party:
            for named in (*named_things(transaction), *owners_of(transaction)):
                self._party(named, out)
        sites: dict[tuple[str, str, str | None], Evidence] = {}
        for piece in evidence:
            if piece.kind == "sites":  # a row for each listing of the place; claims are told once
                end = piece.data.get("end")
                sites.setdefault((piece.subject, piece.data["place"], end), piece)
            elif piece.kind == "corridors":
                out.evidence += self._corridor(piece)
        for piece in sites.values():
            out.evidence += self._site(piece)
        out.evidence += self._goods(transaction, evidence)
        return out

    def only_claimed(self, piece: Evidence) -> bool:
        """Whether a site or a corridor is watched for the sake of a claim and nothing else."""
        if piece.kind == "corridors":
            return piece.data.get("claim") is not None
        if piece.kind != "sites":
            return False
        place = self._gazetteer.places.get(piece.data["place"])
        return place is not None and bool(place.claims) and not place.watched

    def _known(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The claims that were public on the day; one without a day may have been."""
        return (claim for claim in claims if not claim.published or claim.published <= self._day)

    # ---- parties ---------------------------------------------------------------------------------

    def _party(self, named: Named, out: ClaimsFound) -> None:
        refused: list[Considered] = []
        for hit in self._hits(named, out):
            claims = tuple(self._known(self._index.by_party.get(hit.entity.id, ())))
            if not claims:
                continue
            if why_not := self._refusal(hit):
                refused.append(_considered(named.path, hit, why_not))
                continue
            for claim in claims:
                row = _row(claim, "party", hit.entity.caption, named.query.name)
                row |= _comparison(hit)
                out.evidence.append(Evidence(kind=KIND, subject=named.path, data=row))
        out.considered += refused[: self._keep]

    def _hits(self, named: Named, out: ClaimsFound) -> list[Match]:
        """The candidates that claims name. While the farthest could hold, more are fetched."""
        limit = _FIRST
        while True:
            hits = self._search(named.query, limit=limit, floor=min(self._hold_from, 0.1))
            full = len(hits) >= limit and self._holds(farthest(hits))
            if not full or limit >= _MOST:
                break
            limit = min(4 * limit, _MOST)
        if full:
            why = f"{named.path}: more names resemble this one than are compared"
            out.not_run.append(NotRun(check="claims", why=why))
        return [hit for hit in hits if hit.entity.source == SOURCE]

    def _holds(self, hit: Match) -> bool:
        same = hit.comparison.identity == "same"
        return same or round(hit.comparison.probability, 4) >= self._hold_from

    def _refusal(self, hit: Match) -> str | None:
        if hit.comparison.identity == "different":
            return why_different(hit.comparison, hit.entity.type)
        return None if self._holds(hit) else why_below(hit, _NAMED, self._hold_from)

    # ---- places and ways -------------------------------------------------------------------------

    def _site(self, piece: Evidence) -> Iterator[Evidence]:
        data = piece.data
        for claim in self._known(self._index.by_place.get(data["place"], ())):
            row = _row(claim, "place", data["place_name"], data.get("address") or data.get("text"))
            row |= {
                "applies": data["certain"],
                "tier": data["tier"],
                "place": data["place"],
                "distance_km": data["distance_km"],
            }
            yield Evidence(kind=KIND, subject=piece.subject, data=row)

    def _corridor(self, piece: Evidence) -> Iterator[Evidence]:
        data = piece.data
        if data["direction"] != "forward":
            return  # the way back was not told
        for claim in self._known(self._index.by_corridor.get(data["corridor"], ())):
            stops = " to ".join(stop["text"] for stop in data["matched"])
            row = _row(claim, "route", data["name"], stops)
            row |= {"applies": data["certain"], "tier": data["tier"], "matched": data["matched"]}
            yield Evidence(kind=KIND, subject=piece.subject, data=row)

    # ---- goods -----------------------------------------------------------------------------------

    def _goods(self, transaction: Transaction, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
        for claim in self._known(self._index.of_goods):
            bound = _is_for(claim, transaction)
            if bound is False:
                continue
            for number, item in enumerate(transaction.items or ()):
                path = f"items[{number}]"
                sure = _fits(claim, item, (e for e in evidence if e.subject == path))
                if sure is None:
                    continue
                row = _row(claim, "goods", claim.object, item.description or item.hs_code)
                row["applies"] = True if bound and sure else None
                row["goods"] = list(claim.goods)
                row["goods_for"] = list(claim.goods_for)
                yield Evidence(kind=KIND, subject=path, data=row)


def _is_for(claim: Claim, transaction: Transaction) -> bool | None:
    """Whether an order goes to a country that a claim names; ``None`` where it does not say."""
    countries = {
        transaction.destination_country,
        *(party.country for party in transaction.parties if party.role != "seller"),
    }
    if countries & set(claim.goods_for):
        return True
    return None if transaction.destination_country is None else False


def _fits(claim: Claim, item: Item, evidence: Iterable[Evidence]) -> bool | None:
    """Whether an item surely is among the goods of a claim; ``None`` where nothing says that it is.

    A claim names goods by entries of goods lists (``CHPL:854231``) or categories of descriptions.
    """
    codes = {name.rpartition(":")[2] for name in claim.goods if ":" in name}
    own = {"".join(c for c in code if c.isalnum()) for code in (item.hs_code, item.eccn) if code}
    found = {True} if any(one.startswith(code) for one in own for code in codes) else set()
    for piece in evidence:
        data = piece.data
        if piece.kind == "described":
            hs6 = str(data["hs6"])
            if data["category"] in claim.goods or any(_holds_code(hs6, code) for code in codes):
                found.add(float(data["probability"]) >= _SURE_FROM)
        elif piece.kind == "goods_lists" and data["list"] in claim.goods:
            found.add(data["fits"] is True)
    return None if not found else True in found


def _holds_code(hs6: str, code: str) -> bool:
    """Whether one of several HS codes, written as a text, begins with a code."""
    return code.isdigit() and any(one.startswith(code[:_HS]) for one in _DIGITS.findall(hs6))


def _comparison(hit: Match) -> dict[str, Any]:
    comparison = hit.comparison
    return {
        "applies": True if comparison.identity == "same" else None,
        "entity": hit.entity.id,
        "matched_name": comparison.matched_name.text,
        "score": round(comparison.probability, 4),
        "explanation": comparison.explanation,
        "settle": list(comparison.settle),
    }


def _row(claim: Claim, about: str, name: str, order_name: str | None) -> dict[str, Any]:
    """What evidence says of a claim, whatever it is about."""
    quote = " […] ".join(span.quote for span in claim.spans)
    return {
        "about": about,
        "claim": claim.id,
        "name": name,
        "order_name": order_name or "it",
        "statement": claim.statement,
        "said": _said(claim),
        "speaker": claim.attribution[-1],
        "attribution": list(claim.attribution),
        "effect": claim.effect,
        "stance": claim.stance,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "hedges": [{"cue": hedge.cue.quote, "kind": hedge.kind} for hedge in claim.hedges],
        "quote": quote,
        "words": _short(quote),
        "told": f"{claim.publisher or 'publisher unknown'}, {claim.published or 'day unknown'}",
        "spans": [{"start": span.start, "end": span.end} for span in claim.spans],
        "document": claim.document,
        "text_sha256": claim.text_sha256,
        "title": claim.title,
        "publisher": claim.publisher,
        "published": claim.published or None,
        "recorded": claim.recorded,
        "reviewed": claim.reviewed,
        "reliability": claim.reliability,
        "credibility": claim.credibility,
        "conflicts": list(claim.conflicts),
        "origins": claim.origins,
        "valid_from": claim.valid_from,
        "valid_to": claim.valid_to,
        "url": claim.url,
        "basis": claim.basis,
        "source": SOURCE,
    }


def _short(quote: str) -> str:
    """A quote for a sentence: in one line, and not too long."""
    line = " ".join(quote.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def _said(claim: Claim) -> str:
    """How the source said it, for a sentence: ``reported``; ``reported, as possible, hedged``."""
    said = [claim.stance]
    if claim.modality != "asserted":
        said.append(f"as {claim.modality}")
    if claim.hedges:
        cues = ", ".join(f"“{hedge.cue.quote}”" for hedge in claim.hedges[:3])
        said.append(f"with {cues}")
    return ", ".join(said)


def _considered(path: str, hit: Match, why_not: str) -> Considered:
    return Considered(
        subject=path,
        entity=hit.entity.id,
        name=hit.comparison.matched_name.text,
        score=round(hit.comparison.probability, 4),
        why_not=why_not,
    )
