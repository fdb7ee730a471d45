"""`holdpoint claims …`: the store of claims, seen and changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from holdpoint.cli import _console as console
from holdpoint.cli._output import check_target, writing
from holdpoint.errors import HoldpointError, UnreadableInputError

if TYPE_CHECKING:
    from holdpoint.claims import AddReport, Event, Standing, StoredClaim
    from holdpoint.cli._claims_door import Door
    from holdpoint.model import ClaimLinkKind, Credibility, Reading, Reliability

_FIELDS = ("subject", "object", "value", "predicate", "stance", "modality", "polarity", "note")
_OF_ONE = ("published", "publisher", "issuer", "url")
_EPOCH = "1970-01-01"
"""Of a feed of nothing from a store without an event."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which claims are meant."""

    states: tuple[str, ...] = ()
    predicate: str | None = None
    stance: str | None = None
    entity: str | None = None
    document: str | None = None

    def of(self, standing: Standing) -> list[StoredClaim]:
        """Those of a store."""
        from holdpoint.claims import chosen_claims

        return list(
            chosen_claims(
                standing,
                states=self.states,
                predicate=self.predicate,
                stance=self.stance,
                entity=self.entity,
                document=self.document,
            )
        )


@dataclass(frozen=True, slots=True)
class Codes:
    """The reviewer's codes, where they were given."""

    reliability: str | None = None
    credibility: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different in a claim, as it was typed."""

    fields: Sequence[str] = ()
    names: Sequence[str] = ()
    places: Sequence[str] = ()
    quote: str | None = None
    sharpen: bool = False


# ---- adding --------------------------------------------------------------------------------------


def add_documents(
    door: Door,
    documents: Sequence[Path],
    readings: Sequence[Path],
    told: Mapping[str, str | None],
    snapshot: Path | None,
) -> int:
    """Read documents, take their claims in, and readings with them; returns the exit code.

    A document that cannot be read is told and left out; the others are taken. A reading is written
    by a program: where one is wrong, nothing is taken.

    Args:
        door: Which store, who, when.
        documents: Files to be read.
        readings: Readings in JSON.
        told: What is known of a document: ``published``, ``publisher``, ``issuer``, ``url``,
            ``retrieved``.
        snapshot: What is known of names and places; the embedded one if left out.
    """
    from holdpoint.claims import read_reading

    if not documents and not readings:
        raise HoldpointError("Name the documents to read, or a reading with --reading.")
    if len(documents) > 1 and any(told[name] for name in _OF_ONE):
        raise HoldpointError("--published, --publisher, --issuer and --url belong to one document.")
    taken = [read_reading(console.need_file(path)) for path in readings]
    unread = 0
    for path in documents:
        try:
            taken.append(_read(console.need_file(path), told, snapshot))
        except UnreadableInputError as error:
            unread += 1
            console.show_problems(error.problems)
            if not error.problems:
                console.error(str(error))
    if taken:
        _added(door, taken)
    return console.UNREADABLE if unread else console.OK


def _read(path: Path, told: Mapping[str, str | None], snapshot: Path | None) -> Reading:
    from holdpoint import read_document
    from holdpoint.knowledge import open_snapshot

    known = open_snapshot(console.need_file(snapshot)) if snapshot else None
    return read_document(path, snapshot=known, **cast("Any", told))


def _added(door: Door, readings: Sequence[Reading]) -> None:
    reports = door.open(create=True).add(readings, door.stamp())
    if door.as_json:
        console.print_json({"added": [_report(one) for one in reports]})
        return
    screen = console.out()
    for reading, report in zip(readings, reports, strict=True):
        title = reading.source.title or reading.source.file or "without a title"
        screen.print(f"{report.document}  {console.visible(title)}")
        for words, ids in (
            ("new, for a person to decide about", report.new),
            ("known already", report.known),
            ("read otherwise than before, nobody had decided", report.changed),
            (
                "read otherwise than before; the decision stands, see `claims show`",
                report.differing,
            ),
        ):
            if ids:
                screen.print(f"  {len(ids)} {words}")


def _report(report: AddReport) -> dict[str, Any]:
    return {
        "document": report.document,
        "new": list(report.new),
        "known": list(report.known),
        "changed": list(report.changed),
        "differing": list(report.differing),
        "event": report.event.seq if report.event else None,
    }


# ---- deciding ------------------------------------------------------------------------------------


def accept_claims(
    door: Door, ids: Sequence[str], document: str | None, codes: Codes, reason: str | None
) -> int:
    """Accept claims; returns the exit code."""
    store = door.open()
    wanted = list(ids)
    if document is not None:
        open_ones = Choice(states=("unreviewed",), document=document).of(store.standing())
        if not open_ones:
            raise HoldpointError(f"{document}: no claim of this document waits for a person.")
        wanted += [one.claim.id for one in open_ones]
    event = store.accept(
        wanted,
        door.stamp(),
        reason=reason,
        reliability=cast("Reliability", codes.reliability or "F"),
        credibility=cast("Credibility", codes.credibility or "6"),
    )
    return _told(door, event, f"{len(event.body.claims)} accepted")  # type: ignore[union-attr]


def reject_claims(door: Door, ids: Sequence[str], reason: str) -> int:
    """Reject claims; returns the exit code."""
    event = door.open().reject(ids, door.stamp(), reason=reason)
    return _told(door, event, f"{len(event.body.claims)} rejected")  # type: ignore[union-attr]


def correct_claim(
    door: Door, claim_id: str, change: Change, codes: Codes, reason: str, *, accept: bool
) -> int:
    """Put a corrected claim in the place of one; returns the exit code."""
    from holdpoint.claims import Correction

    fields = _pairs("--set", change.fields)
    if unknown := sorted(set(fields) - set(_FIELDS)):
        raise HoldpointError(f"--set {unknown[0]}: no such field. One of: {', '.join(_FIELDS)}.")
    correction = Correction(
        **fields,
        names=_pairs("--name", change.names),
        places=_pairs("--place", change.places),
        quote=change.quote,
        sharpen=change.sharpen,
    )
    event = door.open().correct(
        claim_id,
        correction,
        door.stamp(),
        reason=reason,
        accept=accept,
        reliability=cast("Reliability | None", codes.reliability),
        credibility=cast("Credibility | None", codes.credibility),
    )
    body = cast("Any", event.body)
    state = "accepted" if body.accepted else "waits for a person"
    return _told(door, event, f"{body.new.id} stands in the place of {body.old.claim} ({state})")


def link_claims(door: Door, source: str, target: str, kind: str, reason: str) -> int:
    """Link two claims; returns the exit code."""
    store = door.open()
    event = store.link(source, target, cast("ClaimLinkKind", kind), door.stamp(), reason=reason)
    body = cast("Any", event.body)
    return _told(door, event, f"{body.source} {body.kind} {body.target}")


def attach_evidence(
    door: Door,
    ids: Sequence[str],
    file: Path | None,
    facts: Mapping[str, str | None],
    footprint: str | None,
) -> int:
    """Put evidence beside claims; returns the exit code."""
    from holdpoint.model import Exhibit

    given = {name: value for name, value in facts.items() if value is not None}
    exhibit = Exhibit(id="", footprint=_footprint(footprint), **cast("Any", given))
    path = console.need_file(file) if file else None
    event = door.open().attach(ids, exhibit, door.stamp(), file=path)
    body = cast("Any", event.body)
    return _told(door, event, f"{body.exhibit.id} stands beside {len(body.exhibit.claims)} claims")


def _footprint(text: str | None) -> tuple[tuple[float, float], ...]:
    """The ring of a box that is written west,south,east,north."""
    if text is None:
        return ()
    from holdpoint.report import footprint_of

    try:
        corners = [float(part) for part in text.split(",")]
    except ValueError:
        corners = []
    return footprint_of(corners)


def _pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        name, given, value = text.partition("=")
        if not given or not name.strip() or not value.strip():
            raise HoldpointError(f"{option} {text[:40]!r}: write it as NAME=VALUE.")
        if name.strip() in found:
            raise HoldpointError(f"{option} {name.strip()[:40]} was given twice. Give it once.")
        found[name.strip()] = value.strip()
    return found


def _told(door: Door, event: Event, words: str) -> int:
    if door.as_json:
        from holdpoint.files import plain

        console.print_json(
            {
                "event": event.seq,
                "kind": event.kind,
                "at": event.at,
                "by": event.by,
                "hash": event.hash,
                "body": plain(event.body),
            }
        )
    else:
        console.out().print(f"{words}: event {event.seq}, {event.at}, {console.visible(event.by)}")
    return console.OK


# ---- the whole -----------------------------------------------------------------------------------


def verify_store(door: Door, head: str | None) -> int:
    """Check every byte of a store; returns the exit code."""
    store = door.open()
    problems = store.verify()
    fatal = [problem for problem in problems if problem.fatal]
    events = () if fatal else store.events()
    known = head is None or any(event.hash == head for event in events)
    last = events[-1].hash if events else None
    if door.as_json:
        from holdpoint.files import plain

        console.print_json(
            {
                "whole": not fatal and known,
                "events": len(events),
                "head": last,
                "problems": plain(problems),
            }
        )
    else:
        console.show_problems(problems)
        if not fatal:
            console.out().print(f"{len(events)} events, whole. Last: {last or 'none yet'}")
        if not known and not fatal:
            console.error(f"--head {str(head)[:80]}: no event has this hash; another history.")
    return console.OK if not fatal and known else console.UNREADABLE


def export_claims(door: Door, choice: Choice, form: str, out: str | None) -> int:
    """Write claims as JSON, CSV or FollowTheMoney, or their evidence; returns the exit code."""
    import json

    from holdpoint.claims import as_readings, claim_record
    from holdpoint.report import claims_to_csv, readings_to_ftm_lines

    target = check_target(out, ())
    standing = door.standing()
    found = choice.of(standing)
    reviews = [one.review for one in found]
    if form == "csv":
        text = "".join(claims_to_csv(as_readings(found), reviews))
    elif form == "ftm":
        text = "".join(readings_to_ftm_lines(as_readings(found), reviews))
    elif form == "stac":
        from holdpoint.cli._claims_pages import evidence_items

        items, lacking = evidence_items(found)
        for name in lacking:
            console.note(f"{name}: left out, it is not known when it was taken")
        text = json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    else:
        records = [claim_record(one, standing) for one in found]
        body = {"as_of": door.as_of, "claims": records}
        text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    with writing(target) as handle:
        handle.write(text.encode("utf-8", "backslashreplace"))
    if target is not None:
        console.out().print(f"{len(found):,} claims written to {out}")
    return console.OK


def write_feed(
    door: Door, out: str | None, *, title: str, author: str | None, link: str | None
) -> int:
    """Write the accepted claims as an Atom feed; returns the exit code."""
    from holdpoint.claims import as_readings
    from holdpoint.cli._claims_door import user
    from holdpoint.report import claims_feed

    target = check_target(out, ())
    store = door.open()
    day = console.day(door.as_of)
    events = store.events(day.isoformat() if day else None)
    found = list(store.standing(day.isoformat() if day else None).accepted())
    text = claims_feed(
        as_readings(found),
        [one.review for one in found],
        title=title,
        author=author or user(),
        as_of=door.as_of or (events[-1].at if events else _EPOCH),
        link=link,
    )
    with writing(target) as handle:
        handle.write(text.encode("utf-8"))
    if target is not None:
        console.out().print(f"{len(found):,} accepted claims written to {out}")
    return console.OK
