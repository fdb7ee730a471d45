"""Readings of invented disclosures, made by hand: a text, its things, and claims on its words."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from holdpoint.disclosures import find_quote
from holdpoint.files import canonical
from holdpoint.model import (
    Attribution,
    Hedge,
    Named,
    PlaceCandidate,
    ReadClaim,
    Reading,
    RouteLeg,
    Source,
)

TEXT = (
    "The ministry said on Friday that Brimstead Avionics LLC ships guidance parts to Korvat "
    "Works. Korvat Works allegedly runs the assembly hall at Nordhaven Quay. The parts go from "
    "Port Ansel to Nordhaven Quay by sea. The ministry denied that Tolmark Freight takes part."
)

WORKS = Named(id="korvat-works", schema="Company", name="Korvat Works", country="RU")
AVIONICS = Named(id="brimstead", schema="Company", name="Brimstead Avionics LLC", country="AE")
FREIGHT = Named(id="tolmark", schema="Company", name="Tolmark Freight")
PARTS = Named(id="parts", schema="Goods", name="guidance parts", resolved=False)


def place(name: str, thing: str, *candidates: PlaceCandidate, chosen: str | None = None) -> Named:
    return Named(id=thing, schema="Place", name=name, candidates=candidates, chosen=chosen)


def candidate(
    name: str, lat: float, lon: float, kind: str = "port", country: str = "RU"
) -> PlaceCandidate:
    return PlaceCandidate(
        id=f"invented:{name}", name=name, kind=kind, country=country, lat=lat, lon=lon,
        uncertainty_km=2.0, score=0.9, source="invented",
    )  # fmt: skip


QUAY = place("Nordhaven Quay", "quay", candidate("quay", 69.1, 33.2), chosen="invented:quay")
ANSEL = place(
    "Port Ansel",
    "ansel",
    candidate("ansel", 9.2, 45.1, country="SO"),
    chosen="invented:ansel",
)
THINGS = (WORKS, AVIONICS, FREIGHT, PARTS, QUAY, ANSEL)


def source(text: str = TEXT, **more: Any) -> Source:
    sha = hashlib.sha256(text.encode()).hexdigest()
    facts = {
        "title": "The ministry on guidance parts",
        "publisher": "Invented Gazette",
        "published": "2024-03-01",
        "url": "https://gazette.example/parts",
        "media": "text",
        **more,
    }
    return Source(id=f"doc-{sha[:16]}", sha256=sha, raw_sha256=sha, **facts)


def claim(
    predicate: str,
    subject: str,
    target: str | None,
    quote: str,
    *,
    text: str = TEXT,
    hedges: Mapping[str, str] | None = None,
    **more: Any,
) -> ReadClaim:
    span = find_quote(text, quote)
    document = source(text).id
    said = canonical([document, predicate, subject, target, [[span.start, span.end]]])
    facts: dict[str, Any] = {
        "kind": "relation",
        "stance": "reported",
        "recorded": "2024-03-02",
        "attribution": (
            Attribution(source="invented-gazette", name="Invented Gazette", form="narration"),
            Attribution(source="ministry", name="the ministry", form="paraphrase", verb="said"),
        ),
        **more,
    }
    return ReadClaim(
        id=f"claim-{hashlib.sha256(said).hexdigest()[:16]}",
        document=document,
        predicate=predicate,
        subject=subject,
        object=target,
        spans=(span,),
        hedges=tuple(
            Hedge(cue=find_quote(text, cue), kind=kind)  # type: ignore[arg-type]
            for cue, kind in (hedges or {}).items()
        ),
        **facts,
    )


SHIPS = claim("supplies", "brimstead", "korvat-works", "ships guidance parts to Korvat Works")
RUNS = claim(
    "operates",
    "korvat-works",
    "quay",
    "Korvat Works allegedly runs the assembly hall at Nordhaven Quay",
    hedges={"allegedly": "allegation"},
    stance="alleged",
)
ROUTE = claim(
    "transfers_goods",
    "brimstead",
    "parts",
    "The parts go from Port Ansel to Nordhaven Quay by sea",
    kind="route",
    legs=(RouteLeg(order=1, origin="ansel", destination="quay", mode="sea", mode_stated=True),),
)
DENIED = claim(
    "supplies",
    "tolmark",
    "korvat-works",
    "The ministry denied that Tolmark Freight takes part",
    stance="denied",
)
CLAIMS = (SHIPS, RUNS, ROUTE, DENIED)


def reading(
    claims: Sequence[ReadClaim] = CLAIMS,
    things: Sequence[Named] = THINGS,
    *,
    text: str = TEXT,
    **more: Any,
) -> Reading:
    return Reading(
        source=source(text, **more), text=text, entities=tuple(things), claims=tuple(claims)
    )


def other_reading(number: int) -> Reading:
    """A short document of its own, one claim on it."""
    text = f"Notice {number}: Brimstead Avionics LLC supplies Korvat Works."
    said = claim("supplies", "brimstead", "korvat-works", text[text.index("Brim") :], text=text)
    return reading([said], [WORKS, AVIONICS], text=text)


def watched_reading() -> Reading:
    """Claims of every kind that is watched: a party, a site, a route, and goods that are sought."""
    hall = Named(id="hall", schema="Site", name="Nordhaven assembly hall", resolved=False)
    yard = dataclasses.replace(
        QUAY,
        id="yard",
        candidates=(candidate("yard", 69.1, 33.2, kind="plant"),),
        chosen="invented:yard",
    )
    land = Named(id="iran", schema="Country", name="Iran", country="IR")
    engines = Named(id="engines", schema="Goods", name="engines", goods=("aero_engine",))
    site = claim(
        "located_in",
        "hall",
        "yard",
        "the assembly hall at Nordhaven Quay",
        hedges={"allegedly": "allegation"},
        stance="alleged",
    )
    sought = claim("seeks_to_acquire", "iran", "engines", "guidance parts", modality="intended")
    return reading([SHIPS, ROUTE, site, sought], [*THINGS, hall, yard, land, engines])
