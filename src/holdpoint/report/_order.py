"""One order as the page and the terminal show it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from holdpoint.model import GRAVITY, Decision
from holdpoint.report._evidence import FindingView, finding_views
from holdpoint.report._flags import FlagsView, flags_view
from holdpoint.report._given import given_facts, given_grids
from holdpoint.report._laws import LawRow, law_rows
from holdpoint.report._map import MapView, draw
from holdpoint.report._plain import NBSP, Row, figure, number, rows, safe_url, score_words, text
from holdpoint.report._stops import Journey, journey_of
from holdpoint.report._views import Fact, Grid
from holdpoint.report._where import degrees
from holdpoint.report._words import (
    ADVICE,
    basis_words,
    count_words,
    outcome_word,
    subject_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """A rule that wants to know, and where it stands on the page."""

    rule: str
    anchor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to send."""

    ask: str
    about: str
    field: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What would clear some findings, and which."""

    text: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A candidate that was compared and refused."""

    subject: str
    name: str
    entity: str
    score: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRow:
    """A stop beside the map."""

    number: int
    text: str
    verdict: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """Everything about one order, ready to be laid out."""

    anchor: str
    id: str
    outcome: str
    word: str
    advice: str
    as_of: str
    summary: str
    facts: tuple[Fact, ...]
    asks: tuple[Ask, ...]
    remedies: tuple[Remedy, ...]
    undecided: tuple[Because, ...]
    findings: tuple[FindingView, ...]
    counts: str
    grids: tuple[Grid, ...]
    map: MapView | None
    stops: tuple[StopRow, ...]
    laws: tuple[LawRow, ...]
    flags: FlagsView | None
    not_run: tuple[tuple[str, str], ...]
    considered: tuple[Refused, ...]
    record: tuple[Fact, ...]
    given: bool


def order_view(decision: Decision, transaction: Row | None, anchor: str) -> OrderView:
    """Lay out one decision.

    Args:
        decision: The decision.
        transaction: The order as a plain dict (contract form; ``route[].places`` with candidates
            is used for the map where it is there); ``None`` where it is not at hand.
        anchor: Fragment of the order's section.
    """
    findings = finding_views(decision, transaction, anchor)
    journey = journey_of(decision, transaction)
    return OrderView(
        anchor=anchor,
        id=decision.transaction,
        outcome=decision.outcome,
        word=outcome_word(decision.outcome),
        advice=ADVICE.get(decision.outcome, "").format(as_of=decision.as_of),
        as_of=decision.as_of,
        summary=decision.summary,
        facts=given_facts(decision.as_of, transaction),
        asks=_asks(decision, transaction, findings),
        remedies=_remedies(findings),
        undecided=tuple(Because(rule=f.rule, anchor=f.anchor) for f in findings if f.unknown),
        findings=findings,
        counts=counts_words(decision),
        grids=given_grids(transaction),
        map=draw(journey),
        stops=_stop_rows(journey),
        laws=law_rows(decision),
        flags=flags_view(decision, {f.rule: f.anchor for f in reversed(findings)}),
        not_run=tuple((row.check, row.why) for row in decision.not_run),
        considered=tuple(
            Refused(
                subject=subject_words(transaction, row.subject),
                name=row.name or row.entity,
                entity=row.entity,
                score=score_words(row.score) or "unknown",
                why=row.why_not,
            )
            for row in sorted(decision.considered, key=lambda r: -r.score)
        ),
        record=record_facts(decision),
        given=transaction is not None,
    )


def counts_words(decision: Decision) -> str:
    """What the decision holds, in figures: ``2 findings, 1 question, 1 check not run``."""
    parts = [count_words(len(decision.findings), "finding")]
    if decision.questions:
        parts.append(count_words(len(decision.questions), "question"))
    if decision.not_run:
        parts.append(count_words(len(decision.not_run), "check") + " not run")
    return ", ".join(parts)


def record_facts(decision: Decision) -> tuple[Fact, ...]:
    """What the decision stands on."""
    record = decision.record
    return (
        Fact(label="Engine", value=record.engine),
        Fact(label="Snapshot", value=record.snapshot, code=True),
        Fact(label="Rules", value=record.rules, code=True),
        Fact(label="Policy", value=record.policy, code=True),
        Fact(label="Input", value=record.input, code=True),
        Fact(label="Decision", value=record.decision, code=True),
    )


def gravest_first(
    items: Sequence[tuple[Row | None, Decision]],
) -> list[tuple[Row | None, Decision]]:
    """The queue: by gravity, then by the strongest finding, then by ship date, then as given."""

    def key(item: tuple[Row | None, Decision]) -> tuple[int, float, str]:
        transaction, decision = item
        scores = [
            score
            for finding in decision.findings
            for entry in finding.evidence
            if (score := number(entry, "score")) is not None
        ]
        strength = max(scores, default=0.0)
        return -GRAVITY.get(decision.outcome, 0), -strength, _ships(transaction)

    return sorted(items, key=key)


def _ships(transaction: Row | None) -> str:
    """The day the goods leave; the last of all where it is unknown."""
    if transaction is None:
        return "9999"
    days = [day for leg in rows(transaction, "route") if (day := text(leg, "depart"))]
    return min(days, default=text(transaction, "date") or "9999")


def _asks(
    decision: Decision, transaction: Row | None, findings: Sequence[FindingView]
) -> tuple[Ask, ...]:
    anchors = {finding.rule: finding.anchor for finding in reversed(findings)}
    return tuple(
        Ask(
            ask=question.ask,
            about=subject_words(transaction, question.field),
            field=question.field,
            because=tuple(
                Because(rule=rule, anchor=anchors.get(rule)) for rule in question.because
            ),
        )
        for question in decision.questions
    )


def _remedies(findings: Sequence[FindingView]) -> tuple[Remedy, ...]:
    """What would clear the findings that stand in the way, each said once."""
    found: dict[str, list[Because]] = {}
    for finding in findings:
        if finding.clears_if and finding.outcome != "release":
            found.setdefault(finding.clears_if, []).append(
                Because(rule=finding.rule, anchor=finding.anchor)
            )
    return tuple(Remedy(text=words_, because=tuple(rules)) for words_, rules in found.items())


def _stop_rows(journey: Journey) -> tuple[StopRow, ...]:
    verdicts = {"one": "found", "several": "several places fit", "none": "not found"}
    return tuple(
        StopRow(
            number=stop.number,
            text=stop.text,
            verdict=verdicts[stop.verdict],
            places=tuple(
                f"{spot.name}, {degrees(spot.lat, spot.lon)} "
                f"±{NBSP}{figure(spot.radius_km, 1)}{NBSP}km"
                for spot in stop.spots
            ),
        )
        for stop in journey.stops
    )


def sources_rows(sources: Sequence[Row]) -> tuple[tuple[Fact, ...], ...]:
    """The editions used: each with its title, publisher, date and count, as far as stated."""
    table = [_source(row) for row in sources]
    said = [any(fact.value is not None for fact in column) for column in zip(*table, strict=True)]
    return tuple(tuple(itertools.compress(row, said)) for row in table)


def _source(row: Row) -> tuple[Fact, ...]:
    date = text(row, "list_date", "date", "source_date")
    basis = text(row, "date_basis", "basis")
    read, refused = text(row, "read", "entities"), text(row, "refused")
    count = read if read is None or refused in {None, "0"} else f"{read} ({refused} refused)"
    return (
        Fact(
            label="Source",
            value=text(row, "title", "source_title", "name", "id", "source"),
            url=safe_url(row.get("url")),
        ),
        Fact(label="Publisher", value=text(row, "publisher", "authority")),
        Fact(label="Date of the list", value=date),
        Fact(label="Date seen", value=basis_words(basis)),
        Fact(label="Rows", value=count),
    )
