"""`holdpoint claims page`: what a store holds, as a page for a person."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.cli._output import check_target, writing
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from pathlib import Path

    from holdpoint.claims import ClaimStore, Standing, StoredClaim
    from holdpoint.cli._claims_door import Door
    from holdpoint.model import Check, Exhibit, Reading
    from holdpoint.report import KnowledgeChange, Subject


def write_page(
    door: Door,
    names: Sequence[str],
    *,
    document: str | None,
    kind: Subject,
    title: str | None,
    out: str | None,
) -> int:
    """Write the page of a site, route or entity, or of a document; returns the exit code.

    Args:
        door: Store and day.
        names: Of the thing: names, aliases, ids; several put their claims on one page.
        document: Beginning of the id of a document, whose page is written instead.
        kind: What the thing is.
        title: Heading; the first name if left out.
        out: File to write; standard output if left out.
    """
    from holdpoint.claims import as_readings
    from holdpoint.report import claims_about, claims_page

    if bool(names) == bool(document):
        raise HoldpointError("Name the site, route or entity, or a document: --document doc-….")
    target = check_target(out, ())
    store, standing = door.open(), door.standing()
    every = list(standing.claims.values())
    if document:
        text = _document(store, standing, document)
    else:
        readings = as_readings(every)
        told = claims_about(readings, names)
        if not told:
            raise HoldpointError(
                f"No claim of the store names {console.visible(', '.join(names))}. "
                "`holdpoint claims list --entity PART` finds a name by a part of it."
            )
        text = claims_page(
            readings,
            title=title or names[0],
            about=names,
            kind=kind,
            reviews=[one.review for one in every],
            links=[one.link for one in standing.links],
            checks=_checks(store, standing, {one.reading.source.id for one in told}),
            exhibits=_evidence(every),
            pictures=_pictures(store, every),
            changes=_changes(standing, {one.claim.id for one in told}),
        )
    with writing(target) as handle:
        handle.write(text.encode("utf-8", "backslashreplace"))
    if target is not None:
        console.out().print(f"page written to {out}")
    return console.OK


def evidence_items(claims: Iterable[StoredClaim]) -> tuple[dict[str, object], list[str]]:
    """Evidence as a collection of STAC items, and the ids of what is no item, for want of a day."""
    from holdpoint.report import exhibit_to_stac

    exhibits = _evidence(claims)
    items = [exhibit_to_stac(one) for one in exhibits if one.captured]
    lacking = [one.id for one in exhibits if not one.captured]
    return {"type": "FeatureCollection", "features": items}, lacking


def _document(store: ClaimStore, standing: Standing, document: str) -> str:
    """The page of one document: its claims as people left them."""
    from holdpoint.report import document_page

    start = "doc-" + document.strip().lower().removeprefix("doc-")
    found = [name for name in standing.readings if name.startswith(start)]
    if len(found) != 1:
        said = "Several documents begin so" if found else "No document of the store begins so"
        known = "`holdpoint claims list` names them."
        raise HoldpointError(f"{said}: {console.visible(document)}. {known}")
    reading = store.reading(standing.readings[found[0]])
    claims = [one for one in standing.claims.values() if one.source.id == found[0]]
    return document_page(
        _as_left(reading, claims, standing),
        reviews=[one.review for one in claims],
        exhibits=_evidence(claims),
        pictures=_pictures(store, claims),
        changes=_changes(standing, {one.claim.id for one in claims}),
    )


def _as_left(reading: Reading, claims: Sequence[StoredClaim], standing: Standing) -> Reading:
    """A reading with the claims that stand in the store, corrections among them."""
    from holdpoint.claims import things_of

    things = {named.id: named for named in reading.entities}
    for one in claims:
        things |= {key: one.entities[key] for key in things_of(one.claim) if key in one.entities}
    ids = {one.claim.id for one in claims}
    links = [one.link for one in standing.links if one.link.source in ids or one.link.target in ids]
    return dataclasses.replace(
        reading,
        entities=tuple(things.values()),
        claims=tuple(one.claim for one in claims),
        links=tuple(dict.fromkeys([*reading.links, *links])),
    )


def _checks(store: ClaimStore, standing: Standing, documents: Collection[str]) -> list[Check]:
    """What was noticed when these documents were read."""
    rows = (row for key, row in standing.readings.items() if key in documents)
    return [check for row in rows for check in store.reading(row).checks]


def _changes(standing: Standing, claims: Collection[str]) -> list[KnowledgeChange]:
    """What a snapshot built of the store knows for these claims, and would not without them."""
    from holdpoint.claims import accepted_claims
    from holdpoint.report import KnowledgeChange

    edition = accepted_claims(standing)
    rows = [row for row in edition.reference["claims"] if row.id in claims]
    names = {entity.id: entity.caption for entity in edition.entities}
    names |= {place.id: place.name for place in edition.reference["places"]}
    names |= {corridor.id: corridor.name for corridor in edition.reference["corridors"]}
    watched: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for after, keys in (
            ("a party that orders are compared with", row.parties),
            ("a site that is watched", row.places),
            ("a way that is watched, in this direction", row.corridors),
            ("goods that are watched", row.goods),
        ):
            for key in keys:
                watched.setdefault((names.get(key, key), after), []).append(row.id)
    return [
        KnowledgeChange(kind="added", subject=subject, after=after, claims=tuple(ids))
        for (subject, after), ids in watched.items()
    ]


def _evidence(claims: Iterable[StoredClaim]) -> list[Exhibit]:
    """Evidence beside these claims, once each."""
    return list({one.id: one for claim in claims for one in claim.evidence}.values())


def _pictures(store: ClaimStore, claims: Iterable[StoredClaim]) -> dict[str, Path]:
    found = {one.id: store.evidence(one) for one in _evidence(claims)}
    return {key: path for key, path in found.items() if path is not None}
