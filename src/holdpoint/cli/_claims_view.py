"""Claims as a person sees them: a list, and one with everything about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console

if TYPE_CHECKING:
    from holdpoint.claims import Event, Standing, StoredClaim
    from holdpoint.cli._claims import Choice
    from holdpoint.cli._claims_door import Door


def list_claims(door: Door, choice: Choice) -> int:
    """Print claims; returns the exit code."""
    from holdpoint.claims import claim_record

    standing = door.standing()
    found = choice.of(standing)
    if door.as_json:
        console.print_json([claim_record(one, standing) for one in found])
    else:
        _show_list(found)
    return console.OK


def _show_list(found: Sequence[StoredClaim]) -> None:
    from rich.table import Table
    from rich.text import Text

    from holdpoint.claims import said_words, statement_of

    screen = console.out()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("claim", "state", "effect"):
        table.add_column(heading, no_wrap=True)
    for heading in ("says", "said", "document"):
        table.add_column(heading, overflow="fold")
    for one in found:
        table.add_row(
            one.claim.id.removeprefix("claim-"),
            one.state,
            one.effect,
            Text(console.visible(statement_of(one))),
            said_words(one.claim),
            f"{one.source.id} {one.source.published or ''}".strip(),
        )
    if found:
        screen.print(table)
    waiting = sum(one.state == "unreviewed" for one in found)
    screen.print(f"{len(found)} claims; {waiting} wait for a person.")


def show_claim(door: Door, claim_id: str) -> int:
    """Print one claim with everything about it; returns the exit code."""
    from holdpoint.claims import claim_record, find_claim

    standing = door.standing()
    found = find_claim(standing, claim_id)
    store = door.open()
    day = console.day(door.as_of)
    events = {event.seq: event for event in store.events(day.isoformat() if day else None)}
    if door.as_json:
        console.print_json(claim_record(found, standing))
        return console.OK
    text = store.text(standing.readings[found.source.id])
    for line in _lines(found, standing, text, events):
        console.out().print(console.visible(line))
    return console.OK


def _lines(
    found: StoredClaim, standing: Standing, text: str, events: Mapping[int, Event]
) -> Iterable[str]:
    from holdpoint.claims import said_words, statement_of

    claim, source = found.claim, found.source
    yield f"{claim.id}  {found.state}, {_effect_words(found)}"
    yield f"  {statement_of(found)}"
    yield ""
    for span in claim.spans:
        yield f"  “{_around(text, span.start, span.end)}”"
        yield f"    characters {span.start} to {span.end} of {source.id}"
    chain = [link.name + (f" ({link.verb})" if link.verb else "") for link in claim.attribution]
    yield f"  said by    {', then '.join(chain)}"
    yield f"  said       {said_words(claim)}"
    for hedge in claim.hedges:
        yield f"  hedge      “{hedge.cue.quote}” ({hedge.kind.replace('_', ' ')})"
    if claim.time:
        ends = f"{claim.time.start or '?'} to {claim.time.end or '?'}"
        yield f"  time       {ends}, from “{claim.time.span.quote}” ({claim.time.rule})"
    for amount in claim.amounts:
        yield f"  amount     “{amount.span.quote}”"
    yield from _things(found)
    told = ", ".join(part for part in (source.title, source.publisher, source.published) if part)
    yield f"  document   {told or 'nothing is known of it'}" + (
        f" <{source.url}>" if source.url else ""
    )
    yield from _decided(found, events)
    for one in standing.links_of(claim.id):
        away = one.link.source == claim.id
        other = one.link.target if away else one.link.source
        how = one.link.kind if away else f"({one.link.kind} this one)"
        yield f"  link       {how} {other}: {one.link.why} [{one.by}, {one.at[:10]}]"
    for exhibit in found.evidence:
        where = exhibit.file or exhibit.url or ""
        taken = f", taken {exhibit.captured}" if exhibit.captured else ""
        yield f"  evidence   {exhibit.title}: {where}{taken}"


def _effect_words(found: StoredClaim) -> str:
    return {
        "asserted": "said without a hedge: can hold an order",
        "hedged": "hedged: can hold an order",
        "none": "said not to be so, or taken back: watches nothing",
    }[found.effect]


def _things(found: StoredClaim) -> Iterable[str]:
    """The things that a claim names, with the places that each may be."""
    from holdpoint.claims import things_of

    for name in sorted(things_of(found.claim)):
        thing = found.entities[name]
        what = f"{thing.schema}{'' if thing.resolved else ', not named in the text'}"
        yield f"  thing      {name}: {thing.name} ({what})"
        for candidate in thing.candidates:
            mark = "is" if candidate.id == thing.chosen else "may be"
            what = ", ".join(part for part in (candidate.kind, candidate.country) if part)
            yield f"               {mark} {candidate.id}: {candidate.name} ({what})"


def _decided(found: StoredClaim, events: Mapping[int, Event]) -> Iterable[str]:
    review = found.review
    if review.state in {"accepted", "corrected"}:
        yield f"  codes      source {review.reliability}, information {review.credibility}"
    for seq in found.history:
        event = events[seq]
        reason = getattr(event.body, "reason", None)
        why = f": {reason}" if reason else ""
        yield f"  history    {event.at} {event.kind} by {event.by} (event {seq}){why}"
    for old in found.supersedes:
        yield f"  instead of {old}"
    if found.superseded_by:
        yield f"  now        {found.superseded_by}"
    for more in found.sharpened:
        yield f"  sharpened  {more}"
    if found.newer:
        again = found.newer.claim
        yield f"  read again {again.stance}, {again.modality}: to accept it again takes that"


def _around(text: str, start: int, end: int) -> str:
    """The words of a claim with a little of what stands before and after them, in one line."""
    first, last = max(0, start - 40), min(len(text), end + 40)
    head = "…" if first else ""
    tail = "…" if last < len(text) else ""
    inside = f"{text[first:start]}[{text[start:end]}]{text[end:last]}"
    return head + " ".join(inside.split()) + tail
