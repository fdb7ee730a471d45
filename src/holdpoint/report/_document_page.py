"""A document on one page: its text with the words of claims marked, and the claims beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from holdpoint.model import Check, ClaimLink, Exhibit, Named, Reading, Source, Span, TimeRef
from holdpoint.report._claim_rows import Reviews
from holdpoint.report._claim_view import (
    ClaimView,
    claim_view,
    named_words,
    numbered,
    quotes_of,
)
from holdpoint.report._exhibit_view import Pictures, site_views
from holdpoint.report._map_page import MapBlock, map_block, policy_hash, sheet
from holdpoint.report._marked import marked_text
from holdpoint.report._plain import field_words, safe_url
from holdpoint.report._reading_map import told_features
from holdpoint.report._told import (
    PRECISIONS,
    all_told,
    amount_words,
    by_claim,
    document_name,
    origins,
    predicate_words,
    time_words,
)

if TYPE_CHECKING:
    from markupsafe import Markup

VERDICTS: Final[Mapping[str, str]] = {
    "conflict": "Conflict",
    "differs": "Differs",
    "open": "Open",
    "agrees": "Agrees",
}
"""Gravest first, as the page shows them."""

LINKS: Final[Mapping[str, str]] = {
    "contradicts": "contradicts",
    "denies": "denies",
    "supersedes": "stands in place of",
    "refines": "says more exactly than",
    "supports": "supports",
    "same": "says the same as",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeChange:
    """What accepted claims changed in what is known, from one snapshot to the next.

    Attributes:
        subject: The entity, site, corridor, link or goods list, by name.
        before: In words; ``None`` where it was not there, ``after`` where it is there no more.
        claims: Ids of the claims behind it.
    """

    kind: Literal["added", "changed", "removed"]
    subject: str
    before: str | None = None
    after: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """A check, with the numbers of its claims on the page."""

    name: str
    verdict: str
    word: str
    explanation: str
    claims: tuple[int, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Two claims and how they stand to each other; a number where the claim is on the page."""

    kind: str
    words: str
    ends: tuple[tuple[int | None, str], ...]
    why: str


def document_page(
    reading: Reading,
    *,
    reviews: Reviews = (),
    changes: Sequence[KnowledgeChange] | None = None,
    exhibits: Sequence[Exhibit] = (),
    pictures: Pictures | None = None,
    interactive_map: bool = True,
) -> str:
    """One document as a self-contained HTML page that asks for nothing from outside.

    Args:
        reading: What was read of it.
        reviews: What reviewers said of its claims.
        changes: What its accepted claims changed in the knowledge; ``None`` where no two
            snapshots were compared, empty where nothing changed.
        exhibits: Evidence beside its claims.
        pictures: Files or bytes of evidence by its id; PNG, JPEG, WebP and GIF are shown, told by
            their bytes, up to 8 MB each and 40 MB in all.
        interactive_map: ``False`` leaves a drawing and a table (the map's scripts have 1.9 MB).

    Returns:
        HTML whose scripts and styles are let in by their hashes. Without scripts every claim
        leads to its words and back by links. The same reading gives the same text.
    """
    told = tuple(all_told([reading]))
    numbers, known = numbered(told), by_claim(reviews)
    views = [claim_view(one, number, known) for number, one in enumerate(told, 1)]
    quotes = [quote for number, one in enumerate(told, 1) for quote in quotes_of(one, number)]
    title = document_name(reading.source)
    checks = check_views(reading.checks, numbers)
    labels = {one.claim.id: view.label for one, view in zip(told, views, strict=True)}
    names = {named.id: named.name for named in reading.entities}
    return render_dossier(
        "document.html.j2",
        map_block(told_features(told, exhibits), f"Map: {title}", interactive=interactive_map),
        title=title,
        source=source_facts(reading.source),
        link=safe_url(reading.source.url),
        views=views,
        text=marked_text(reading.text, quotes),
        tallies=tallies(views, checks),
        origins=origins(told),
        checks=checks,
        links=link_views(reading.links, numbers, labels),
        entities=[_entity(named) for named in reading.entities],
        times=[_time(time) for time in reading.times],
        amounts=[(a.span.quote, amount_words(a), a.of or "") for a in reading.amounts],
        changes=None if changes is None else [change_view(row, numbers) for row in changes],
        sites=site_views(exhibits, pictures or {}, numbers, names),
        rejected=sorted(reading.rejected.items()),
        notes=reading.notes,
    )


def render_dossier(template: str, block: MapBlock, **values: Any) -> str:  # noqa: ANN401
    """Render a page of claims with its styles, scripts and content policy."""
    from markupsafe import Markup

    from holdpoint.report._page import _environment

    styles = [*block.styles, sheet("theme.css"), sheet("dossier.css")]
    scripts = [sheet("dossier.js")]

    def trusted(parts: Iterable[str]) -> list[Markup]:
        return [Markup(part) for part in parts]  # noqa: S704 - our own files and their hashes

    own = " ".join(map(policy_hash, scripts))
    hashes = f"{own} {block.script_hashes}" if block.scripts else own
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            map=block,
            styles=trusted(styles),
            style_hashes=trusted([" ".join(map(policy_hash, styles))])[0],
            scripts=trusted(scripts),
            script_hashes=trusted([hashes])[0],
        )
    )


def source_facts(source: Source) -> list[tuple[str, str | None]]:
    """Where a text comes from, as label and words."""
    published = source.published
    if published and source.published_basis != "unknown":
        published = f"{published} ({source.published_basis})"
    rows: list[tuple[str, str | None]] = [
        ("Publisher", source.publisher),
        ("Issuer", source.issuer),
        ("Published", published),
        ("Retrieved", source.retrieved),
        ("Language", source.language),
        ("Form", source.media),
    ]
    if source.derived_from:
        rows.append(("Repeats", source.derived_from))
    if source.file:
        rows.append(("File", source.file))
    return [*rows, ("Id", source.id), ("SHA-256 of the text", source.sha256)]


def tallies(views: Sequence[ClaimView], checks: Sequence[CheckView]) -> list[tuple[str, int, str]]:
    """Class, count and words of what a reader should know first."""
    tones = Counter(view.tone for view in views)
    states = Counter(view.state for view in views)
    conflicts = sum(1 for check in checks if check.verdict == "conflict")
    return [
        ("firm", tones["firm"], "without a hedge"),
        ("hedged", tones["hedged"], "hedged"),
        ("not", tones["not"], "denied or not so"),
        ("conflict", conflicts, "conflict" if conflicts == 1 else "conflicts"),
        ("accepted", states["accepted"], "accepted by a person"),
    ]


def check_views(checks: Sequence[Check], numbers: Mapping[str, int]) -> list[CheckView]:
    """Checks, the gravest first."""
    order = list(VERDICTS)
    rows = [
        CheckView(
            name=predicate_words(check.check.replace(".", ": ", 1)),
            verdict=check.verdict if check.verdict in VERDICTS else "open",
            word=VERDICTS.get(check.verdict, field_words(check.verdict)),
            explanation=check.explanation,
            claims=_numbers(check.claims, numbers),
            quotes=tuple(_quote(span) for span in check.spans),
        )
        for check in checks
    ]
    return sorted(rows, key=lambda row: order.index(row.verdict))


def link_views(
    links: Sequence[ClaimLink], numbers: Mapping[str, int], labels: Mapping[str, str]
) -> list[LinkView]:
    """Links between claims, contradictions first."""
    order = list(LINKS)
    rows = sorted(links, key=lambda link: order.index(link.kind) if link.kind in LINKS else 99)
    return [
        LinkView(
            kind=link.kind,
            words=LINKS.get(link.kind, link.kind),
            ends=tuple(
                (numbers.get(end), labels.get(end, end)) for end in (link.source, link.target)
            ),
            why=link.why,
        )
        for link in rows
    ]


def _time(time: TimeRef) -> tuple[str, str, str, str]:
    precision = PRECISIONS.get(time.precision, time.precision)
    return time.span.quote, time_words(time), precision, time.rule


def _quote(span: Span) -> str:
    return span.quote


def _numbers(claims: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted({numbers[claim] for claim in claims if claim in numbers}))


def _entity(named: Named) -> dict[str, Any]:
    """A row of the table of names."""
    several = len(named.candidates) > 1 and named.chosen is None
    known = [named.role, named.country, *(f"{k.upper()} {v}" for k, v in named.identifiers.items())]
    known += [f"goods list {one}" for one in named.goods]
    known.append("" if named.resolved else "not named in the text")
    return {
        "name": named.name,
        "schema": _schema_words(named.schema),
        "aliases": ", ".join(named.aliases),
        "known": ", ".join(filter(None, known)),
        "mentions": len(named.mentions),
        "places": named_words(named),
        "several": several,
        "note": named.note,
    }


def _schema_words(schema: str) -> str:
    """``PublicBody`` becomes ``Public body``."""
    spaced = "".join(f" {c.lower()}" if c.isupper() and i else c for i, c in enumerate(schema))
    return spaced[:1].upper() + spaced[1:]


def change_view(row: KnowledgeChange, numbers: Mapping[str, int]) -> dict[str, Any]:
    """A row of the table of changes."""
    return {
        "kind": field_words(row.kind),
        "subject": row.subject,
        "before": row.before,
        "after": row.after,
        "claims": _numbers(row.claims, numbers),
    }
