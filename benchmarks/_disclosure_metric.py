"""A reading held against its gold: counts of what was wanted, given and right.

Entities are matched one to one by any name or mention and the family of their schema. A found name
that the gold leaves out counts against precision, except of a kind that this gold does not annotate
at all (goods, laws, programmes in most), and of things that the text describes without naming.
The gold has main facts only, so precision is a lower bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks._disclosure_gold import (
    HEDGED_STANCES,
    Gold,
    GoldAmount,
    GoldDate,
    GoldEntity,
    GoldFact,
    core,
    family,
    folded,
    predicate,
    symmetric,
)
from holdpoint.model import Amount, Named, ReadClaim, Reading, TimeRef
from holdpoint.places import distance_km

NEAR_KM = 25.0
_FIRM = frozenset({"asserted", "reported"})
_ALWAYS_NAMED = frozenset({"person", "organisation", "place", "vessel", "aircraft"})
_CHECKS = {
    "stated distance vs geodesic": ("distance.geodesic", "geodesic"),
    "internal conflict of location": ("location", "place.conflict"),
    "toponym disambiguation": ("homonym", "toponym"),
    "transliteration": ("spelling", "translit"),
    "route plausibility": ("route", "mode"),
    "unit pair": ("unit",),
    "metonymy": ("metonym",),
    "legal instrument not named": ("instrument", "legal"),
    "direction": ("direction",),
    "date base": ("date", "time"),
    "attribution scope": ("attribution", "inherit"),
    "corroboration": ("corroboration", "origin"),
}
"""Words of which one stands in the id of the check that answers what the gold asks for."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Which thing of the gold each thing of the reading is, by id."""

    gold: Gold
    named: Mapping[str, Named]
    to_gold: Mapping[str, str]

    def is_same(self, found: str | None, wanted: str | None) -> bool:
        """Whether an id of the reading means what an id (or words) of the gold means."""
        if found is None or wanted is None:
            return found is wanted
        if self.to_gold.get(found) == wanted:
            return True
        if self.gold.entity(wanted) is not None:
            return False
        name = self.named[found].name if found in self.named else found
        return folded(name) == folded(wanted)

    def says(self, source: str, name: str, wanted: str) -> bool:
        """Whether the source of an attribution is the gold's, by id or by its name."""
        entity = self.gold.entity(wanted)
        if self.is_same(source, wanted):
            return True
        words = f" {folded(name)} "
        return entity is not None and any(f" {text} " in words for text in entity.strings)


def score(gold: Gold, reading: Reading, body: int) -> Counter[str]:
    """Count everything that the metric is made of.

    Args:
        gold: With offsets into the kept text.
        reading: What was read.
        body: Offset at which the body begins; names in the header block are not measured.
    """
    counts: Counter[str] = Counter()
    aligned = align(gold, reading)
    _entities(counts, aligned, body)
    _links(counts, aligned)
    _relations(counts, aligned, reading.claims)
    _claims(counts, aligned, reading.claims)
    _routes(counts, aligned, reading.claims)
    _dates(counts, gold.dates, reading.times)
    _amounts(counts, gold.amounts, reading.amounts)
    _goods(counts, gold, reading.entities)
    _checks(counts, gold, reading)
    return counts


def _strings(named: Named) -> frozenset[str]:
    quotes = [m.span.quote for m in named.mentions if m.form != "pronoun"]
    texts = (named.name, *named.aliases, *quotes)
    return frozenset(folded(text) for text in texts) | frozenset(folded(core(q)) for q in quotes)


def _overlaps(spans: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> int:
    rest = tuple(others)
    return sum(start < e and s < end for start, end in spans for s, e in rest)


def _places(named: Named) -> list[tuple[int, int]]:
    return [(m.span.start, m.span.end) for m in named.mentions]


def align(gold: Gold, reading: Reading) -> Aligned:
    """Say of each thing of the reading which thing of the gold it is, if any."""
    to_gold = {}
    for named in reading.entities:
        strings, spans = _strings(named), _places(named)
        best: tuple[tuple[int, int, int], str] | None = None
        for entity in gold.entities:
            if family(named.schema) != entity.family:
                continue
            by_name = bool(strings & entity.strings)
            overlap = _overlaps(spans, entity.spans)
            if not by_name and not (overlap and entity.described):
                continue
            rank = (int(named.schema == entity.schema), int(by_name), overlap)
            if best is None or rank > best[0]:
                best = (rank, entity.id)
        if best:
            to_gold[named.id] = best[1]
    return Aligned(gold, {named.id: named for named in reading.entities}, to_gold)


def _entities(counts: Counter[str], aligned: Aligned, body: int) -> None:
    annotated = {entity.family for entity in aligned.gold.entities} | _ALWAYS_NAMED
    matched: set[str] = set()
    for named in aligned.named.values():
        mentions = [m for m in named.mentions if m.form != "pronoun" and m.span.start >= body]
        key = aligned.to_gold.get(named.id)
        if key is None and (
            not mentions or not named.resolved or family(named.schema) not in annotated
        ):
            continue
        if key is not None and not mentions and key in matched:
            continue
        counts["ent_given"] += 1
        # Countries are named all over a text; the gold lists those that play a part.
        counts["ent_given_known"] += key is not None or named.schema != "Country"
        if key is not None and key not in matched:
            matched.add(key)
            counts["ent_right"] += 1
    counts["ent_wanted"] += len(aligned.gold.entities)


def _links(counts: Counter[str], aligned: Aligned) -> None:
    """Is the place the right one? A place left open is not right; a wrong one is an error apart."""
    for entity in aligned.gold.entities:
        if entity.family != "place" or (entity.point is None and entity.country is None):
            continue
        rows = [aligned.named[f] for f, key in aligned.to_gold.items() if key == entity.id]
        counts["link_wanted"] += 1
        verdicts = [_linked(named, entity) for named in rows]
        counts["link_right"] += any(verdict is True for verdict in verdicts)
        counts["homonym_errors"] += any(verdict is False for verdict in verdicts)


def _linked(named: Named, entity: GoldEntity) -> bool | None:
    chosen = next((c for c in named.candidates if c.id == named.chosen), None)
    if entity.point is None:
        country = named.country or (chosen.country if chosen else None)
        return None if country is None else country == entity.country
    if chosen is None:
        return None
    if chosen.lat is None or chosen.lon is None:
        return chosen.country == entity.country
    # The reading may have a wide place (a zone, a town); it says itself how wide.
    reach = max(NEAR_KM, chosen.uncertainty_km)
    return distance_km((chosen.lat, chosen.lon), entity.point) <= reach


def _others(claim: ReadClaim) -> list[str]:
    return [*([claim.object] if claim.object else []), *claim.roles.values()]


def _pairs(aligned: Aligned, fact: GoldFact, claim: ReadClaim) -> tuple[bool, bool]:
    """Whether a claim joins the two things of a fact: in its direction, in either."""
    from_subject = aligned.is_same(claim.subject, fact.subject)
    if fact.object is None:
        return from_subject, from_subject
    wanted, ends = (fact.object, *fact.roles), _others(claim)
    ahead = from_subject and any(aligned.is_same(end, want) for end in ends for want in wanted)
    back = any(aligned.is_same(end, fact.subject) for end in ends) and any(
        aligned.is_same(claim.subject, want) for want in wanted
    )
    return ahead, ahead or back


def _relations(counts: Counter[str], aligned: Aligned, claims: Sequence[ReadClaim]) -> None:
    facts = _distinct_facts(aligned.gold.facts)
    given = _distinct_claims(aligned, claims)
    counts["rel_wanted"] += len(facts)
    counts["rel_given"] += len(given)
    right = {"rel": set[int](), "und": set[int](), "pair": set[int]()}
    hits = {"rel": set[int](), "und": set[int](), "pair": set[int]()}
    for number, claim in enumerate(given):
        for index, fact in enumerate(facts):
            ahead, either = _pairs(aligned, fact, claim)
            same = predicate(claim.predicate) == fact.predicate
            answers = {
                "rel": same and (ahead or (either and symmetric(fact.predicate))),
                "und": same and either,
                "pair": either,
            }
            for measure, answer in answers.items():
                if answer:
                    right[measure].add(index)
                    hits[measure].add(number)
    for measure, facts_right in right.items():
        counts[f"{measure}_right"] += len(facts_right)
        counts[f"{measure}_hits"] += len(hits[measure])


def _distinct_facts(facts: Sequence[GoldFact]) -> list[GoldFact]:
    """Relations of the gold, each once, though several claims may say it."""
    by_key: dict[tuple[str, str, str], GoldFact] = {}
    for fact in facts:
        if fact.object is not None:
            by_key.setdefault((fact.subject, fact.predicate, fact.object), fact)
    return list(by_key.values())


def _distinct_claims(aligned: Aligned, claims: Sequence[ReadClaim]) -> list[ReadClaim]:
    by_key: dict[tuple[object, ...], ReadClaim] = {}
    for claim in claims:
        if not _others(claim):
            continue
        ends = sorted(aligned.to_gold.get(end, end) for end in _others(claim))
        subject = aligned.to_gold.get(claim.subject, claim.subject)
        by_key.setdefault((subject, predicate(claim.predicate), *ends), claim)
    return list(by_key.values())


def _claims(counts: Counter[str], aligned: Aligned, claims: Sequence[ReadClaim]) -> None:
    """Claims found, whether speaker and stance are right, and whether anything was sharpened."""
    for fact in aligned.gold.facts:
        same = [claim for claim in claims if _is_claim(aligned, fact, claim)]
        near = [claim for claim in same if _overlaps(_claim_spans(claim), fact.spans)]
        counts["claims_wanted"] += fact.listed
        counts["over_claims"] += any(_sharpened(fact, claim) for claim in near)
        best = near or (same if _only_one(aligned.gold, fact) else [])
        if not best:
            continue
        speaks = [_root_right(aligned, fact, claim) for claim in best]
        stands = [_stance_right(fact, claim) for claim in best]
        counts["claims_found"] += fact.listed
        counts["claims_right"] += fact.listed and any(
            speaker is not False and stance is not False
            for speaker, stance in zip(speaks, stands, strict=True)
        )
        for name, answers in (("root", speaks), ("stance", stands)):
            if any(answer is not None for answer in answers):
                counts[f"{name}_wanted"] += 1
                counts[f"{name}_right"] += any(answer is True for answer in answers)


def missed(gold: Gold, reading: Reading) -> list[str]:
    """What a maker wants to see: facts that were not found, or found otherwise, in words."""
    aligned = align(gold, reading)
    lines = [
        f"  entity  not found: {entity.id} ({entity.schema}) {sorted(entity.strings)[:3]}"
        for entity in gold.entities
        if entity.id not in aligned.to_gold.values()
    ]
    for fact in gold.facts:
        same = [claim for claim in reading.claims if _is_claim(aligned, fact, claim)]
        told = f"{fact.id}: {fact.subject} {fact.predicate} {fact.object}"
        if not same:
            lines.append(f"  claim   not found: {told}")
            continue
        near = [claim for claim in same if _overlaps(_claim_spans(claim), fact.spans)] or same
        if not any(_root_right(aligned, fact, claim) is not False for claim in near):
            got = sorted({claim.attribution[-1].source for claim in near if claim.attribution})
            lines.append(f"  speaker of {told} is {fact.root}, read {', '.join(got)}")
        if not any(_stance_right(fact, claim) is not False for claim in near):
            got = sorted({f"{c.stance}/{c.modality}/{c.polarity}" for c in near})
            wanted = f"{fact.stance}/{fact.modality}/{fact.polarity}"
            lines.append(f"  stance of {told} is {wanted}, read {', '.join(got)}")
        if any(_sharpened(fact, claim) for claim in near):
            lines.append(f"  OVER-CLAIM {told}")
    lines += [f"  check   not found: {check}" for check in _open_checks(gold, reading)]
    return lines


def _claim_spans(claim: ReadClaim) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in claim.spans]


def _is_claim(aligned: Aligned, fact: GoldFact, claim: ReadClaim) -> bool:
    if predicate(claim.predicate) != fact.predicate:
        return False
    ahead, either = _pairs(aligned, fact, claim)
    if fact.object is None and not _overlaps(_claim_spans(claim), fact.spans):
        return False
    return ahead or (either and symmetric(fact.predicate))


def _only_one(gold: Gold, fact: GoldFact) -> bool:
    key = (fact.subject, fact.predicate, fact.object)
    return sum((f.subject, f.predicate, f.object) == key for f in gold.facts) == 1


def _root_right(aligned: Aligned, fact: GoldFact, claim: ReadClaim) -> bool | None:
    if fact.root is None:
        return None
    if not claim.attribution:
        return False
    last = claim.attribution[-1]
    if fact.narrated and last.form == "narration":
        return True
    return aligned.says(last.source, last.name, fact.root)


def _stance_right(fact: GoldFact, claim: ReadClaim) -> bool | None:
    wanted = (
        (fact.stance, claim.stance),
        (fact.modality, claim.modality),
        (fact.polarity, claim.polarity),
    )
    told = [(want, got) for want, got in wanted if want is not None]
    if not told:
        return None
    return all(want == got for want, got in told)


def _sharpened(fact: GoldFact, claim: ReadClaim) -> bool:
    """Whether a claim says for sure what the annotated source holds back."""
    if claim.stance in ("denied", "retracted"):
        return False
    if fact.stance == "denied" or (fact.polarity == "negative" and claim.polarity == "positive"):
        return True
    if fact.modality not in (None, "asserted") and claim.modality == "asserted":
        return True
    firm = claim.stance in _FIRM and claim.modality == "asserted"
    if fact.stance in HEDGED_STANCES and claim.stance in _FIRM:
        return True
    return fact.hedged and firm and not claim.hedges


def _routes(counts: Counter[str], aligned: Aligned, claims: Sequence[ReadClaim]) -> None:
    found = _told_ways(_edges(aligned, claim) for claim in claims if claim.legs)
    for route in aligned.gold.routes:
        wanted = _ranked(route)
        counts["route_wanted"] += 1
        offers = [_without_source(edges, wanted, aligned) for edges in found]
        counts["route_exact"] += wanted in offers
        counts["route_milli"] += round(1000 * max((_stops(wanted, o) for o in offers), default=0))


_Edges = list[tuple[int, str, str]]


def _edges(aligned: Aligned, claim: ReadClaim) -> _Edges:
    """The legs of a claim between its stops, in the ids of the gold; seas are no stops."""
    edges: _Edges = []
    for leg in claim.legs:
        stops = [leg.origin, *(v for v in leg.via if not _is_water(aligned, v)), leg.destination]
        told = [aligned.to_gold.get(stop, stop) for stop in stops if stop is not None]
        # A leg with stops in between is several: they follow each other within its order.
        edges += [(100 * leg.order + n, a, b) for n, (a, b) in enumerate(pairwise(told))]
    return edges


def _ranked(edges: Iterable[tuple[int, str, str]]) -> _Edges:
    rows = sorted(edges)
    orders = sorted({order for order, _, _ in rows})
    return [(orders.index(order), a, b) for order, a, b in rows]


def _told_ways(parts: Iterable[_Edges]) -> list[_Edges]:
    """Routes as they are told: a claim by itself, and claims that go on where others end."""
    alone = list(parts)
    joined: list[_Edges] = []
    for edges in alone:
        stops = {stop for _, a, b in edges for stop in (a, b)}
        apart = [way for way in joined if not stops & {x for _, a, b in way for x in (a, b)}]
        whole = [edge for way in joined if way not in apart for edge in way] + edges
        joined = [*apart, list(dict.fromkeys(whole))]
    return [*map(_ranked, alone), *map(_ranked, joined), *map(_by_depth, joined)]


def _by_depth(edges: _Edges) -> _Edges:
    """The same with each leg as late as the longest way to its start, whatever order it bears."""
    depth = dict.fromkeys((stop for _, a, b in edges for stop in (a, b)), 0)
    for _ in edges:
        for _, a, b in edges:
            depth[b] = min(max(depth[b], depth[a] + 1), len(edges))
    return _ranked((depth[a], a, b) for _, a, b in edges)


def _is_water(aligned: Aligned, key: str) -> bool:
    return key in aligned.named and aligned.named[key].schema == "WaterBody"


def _without_source(edges: _Edges, wanted: _Edges, aligned: Aligned) -> _Edges:
    """Without a first leg from a country, which says less than the gold's first stop."""
    starts = {a for _, a, _ in wanted}
    kept = []
    for order, origin, end in edges:
        entity = aligned.gold.entity(origin)
        if entity is not None and entity.schema == "Country" and origin not in starts:
            continue
        kept.append((order, origin, end))
    return _ranked(kept)


def _stops(wanted: _Edges, got: _Edges) -> float:
    """Longest common run of stops in order, as a share of the longer route."""
    first, second = _order(wanted), _order(got)
    row = [0] * (len(second) + 1)
    for stop in first:
        before = row[:]
        for n, other in enumerate(second):
            row[n + 1] = before[n] + 1 if stop == other else max(before[n + 1], row[n])
    return row[-1] / max(len(first), len(second), 1)


def _order(edges: _Edges) -> list[str]:
    return list(dict.fromkeys(stop for _, a, b in edges for stop in (a, b)))


def _dates(counts: Counter[str], dates: Sequence[GoldDate], times: Sequence[TimeRef]) -> None:
    counts["date_wanted"] += len(dates)
    for date in dates:
        near = [t for t in times if _overlaps([(t.span.start, t.span.end)], [date.span])]
        counts["date_right"] += any(
            (t.start, t.end, t.precision) == (date.start, date.end, date.precision) for t in near
        )
    counts["date_given"] += len(times)


def _amounts(counts: Counter[str], wanted: Sequence[GoldAmount], given: Sequence[Amount]) -> None:
    counts["amount_wanted"] += len(wanted)
    for amount in wanted:
        near = [a for a in given if _overlaps([(a.span.start, a.span.end)], [amount.span])]
        counts["amount_right"] += any(_same_amount(amount, a) for a in near)
    counts["amount_given"] += len(given)


def _same_amount(wanted: GoldAmount, given: Amount) -> bool:
    if wanted.unit != given.unit or wanted.about not in (None, given.about):
        return False
    if wanted.value is not None:
        return given.value == wanted.value
    if wanted.minimum is None or given.minimum is None:
        return wanted.minimum is given.minimum
    # "hundreds" is an order of magnitude, not a number.
    return wanted.minimum / 2 <= given.minimum <= wanted.minimum


def _goods(counts: Counter[str], gold: Gold, entities: Sequence[Named]) -> None:
    spans = [span for n in entities if family(n.schema) == "goods" for span in _places(n)]
    counts["goods_wanted"] += len(gold.goods)
    counts["goods_right"] += sum(bool(_overlaps([span], spans)) for span in gold.goods)


def _open_checks(gold: Gold, reading: Reading) -> list[str]:
    told = [check.check.lower() for check in reading.checks]
    open_ = []
    for check in gold.checks:
        words = _CHECKS.get(check, (check,))
        if not any(word in one for word in words for one in told):
            open_.append(check)
    return open_


def _checks(counts: Counter[str], gold: Gold, reading: Reading) -> None:
    counts["check_wanted"] += len(gold.checks)
    counts["check_right"] += len(gold.checks) - len(_open_checks(gold, reading))
