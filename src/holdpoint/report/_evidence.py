"""From a finding to what is shown of it. Unknown kinds of evidence become key and value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from holdpoint.model import GRAVITY, Citation, Decision, Finding
from holdpoint.report._claimed import claim_view
from holdpoint.report._matches import address_match_view, match_view
from holdpoint.report._ownership import ownership_view
from holdpoint.report._plain import Row, fingerprint, keys, safe_url, text, words
from holdpoint.report._views import EvidenceView, leftovers, origin_of
from holdpoint.report._where import (
    corridor_view,
    goods_view,
    place_listing_view,
    places_view,
    site_view,
)
from holdpoint.report._words import (
    BASES,
    CAUTIONS,
    basis_words,
    outcome_word,
    subject_words,
    window_words,
)

_VIEWS: Final[Mapping[str, Callable[[Row, Row | None], EvidenceView]]] = {
    "list_matches": match_view,
    "address_matches": address_match_view,
    "goods_lists": goods_view,
    "place_listings": place_listing_view,
    "corridors": corridor_view,
    "sites": site_view,
    "places": places_view,
    "claims": claim_view,
}
_SINGULAR: Final[Mapping[str, str]] = {
    "list_match": "list_matches",
    "address_match": "address_matches",
    "goods_list": "goods_lists",
    "place_listing": "place_listings",
    "corridor": "corridors",
    "site": "sites",
    "place": "places",
    "claim": "claims",
}
_PLUMBING: Final = keys("kind subject @ @evidence source source_title url basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """Where a rule stands written, with a caution where nobody read it there."""

    title: str
    locator: str | None
    url: str | None
    window: str
    basis: str
    basis_class: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A piece of evidence, or the finding under which it already stands."""

    view: EvidenceView
    above: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding as it is shown.

    Attributes:
        anchor: Fragment under which links find it.
    """

    anchor: str
    number: int
    rule: str
    title: str
    outcome: str
    word: str
    status: str
    unknown: bool
    subjects: tuple[str, ...]
    explanation: str
    evidence: tuple[Shown, ...]
    citations: tuple[CitationView, ...]
    clears_if: str | None
    rule_text: str | None


def evidence_views(
    entries: Sequence[Mapping[str, object]], transaction: Row | None
) -> tuple[EvidenceView, ...]:
    """What is shown of a finding's evidence; the regimes of one party's owners become one view."""
    views: list[EvidenceView] = []
    done: set[str] = set()
    for entry in entries:
        kind = _kind(entry)
        subject = text(entry, "subject") or ""
        if kind != "ownership":
            views.append(_VIEWS.get(kind, _other_view)(entry, transaction))
        elif subject not in done:
            done.add(subject)
            group = [
                e for e in entries if _kind(e) == kind and (text(e, "subject") or "") == subject
            ]
            views.append(ownership_view(tuple(group), transaction))
    return tuple(views)


def _kind(entry: Mapping[str, object]) -> str:
    kind = text(entry, "kind") or ""
    return _SINGULAR.get(kind, kind)


def _other_view(row: Row, transaction: Row | None) -> EvidenceView:
    kind = text(row, "kind") or "evidence"
    subject = text(row, "subject")
    return EvidenceView(
        kind=kind,
        label=words(kind),
        subject=subject_words(transaction, subject) if subject else "the order",
        title=text(row, "title", "name") or words(kind),
        facts=leftovers(row, _PLUMBING),
        origin=origin_of(row),
    )


def finding_views(
    decision: Decision, transaction: Row | None, prefix: str
) -> tuple[FindingView, ...]:
    """The findings of a decision, gravest first, what is met before what is unknown.

    Args:
        decision: The decision.
        transaction: The order, for names; ``None`` where it is not at hand.
        prefix: Put before each anchor, so that anchors of a page stay apart.
    """
    ordered = sorted(
        decision.findings, key=lambda f: (-GRAVITY.get(f.outcome, 0), f.status != "met")
    )
    seen: dict[str, str] = {}
    return tuple(
        _finding_view(finding, number, decision.as_of, transaction, prefix, seen)
        for number, finding in enumerate(ordered, 1)
    )


def _finding_view(
    finding: Finding,
    number: int,
    as_of: str,
    transaction: Row | None,
    prefix: str,
    seen: dict[str, str],
) -> FindingView:
    anchor = f"{prefix}-finding-{number}"
    shown = []
    for view in evidence_views(finding.evidence, transaction):
        above = seen.setdefault(fingerprint(view), anchor)
        shown.append(Shown(view=view, above=None if above == anchor else above))
    return FindingView(
        anchor=anchor,
        number=number,
        rule=finding.rule,
        title=finding.title,
        outcome=finding.outcome,
        word=outcome_word(finding.outcome),
        status="cannot be decided on what is known" if finding.status == "unknown" else "met",
        unknown=finding.status == "unknown",
        subjects=tuple(subject_words(transaction, subject) for subject in finding.subjects),
        explanation=finding.explanation,
        evidence=tuple(shown),
        citations=tuple(_citation_view(citation, as_of) for citation in finding.citations),
        clears_if=finding.clears_if,
        rule_text=finding.rule_text,
    )


def _citation_view(citation: Citation, as_of: str) -> CitationView:
    first, last = citation.in_force
    cautions = [CAUTIONS[citation.basis]] if citation.basis in CAUTIONS else []
    if (first is not None and as_of < first) or (last is not None and as_of > last):
        cautions.append(f"Not in force on {as_of}.")
    return CitationView(
        title=citation.title,
        locator=citation.locator,
        url=safe_url(citation.url),
        window=window_words(first, last),
        basis=basis_words(citation.basis) or "",
        basis_class=citation.basis if citation.basis in BASES else "other",
        cautions=tuple(cautions),
    )
