"""A site, route or entity on one page: what every source said of it, on a time line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from holdpoint.model import Check, ClaimLink, Exhibit, Named, Reading
from holdpoint.report._claim_rows import Reviews
from holdpoint.report._claim_view import ClaimView, claim_view, named_words, numbered
from holdpoint.report._document_page import (
    KnowledgeChange,
    change_view,
    check_views,
    link_views,
    render_dossier,
    tallies,
)
from holdpoint.report._exhibit_view import Pictures, site_views
from holdpoint.report._map_page import map_block
from holdpoint.report._plain import safe_url
from holdpoint.report._reading_map import told_features
from holdpoint.report._told import (
    Told,
    all_told,
    by_claim,
    document_name,
    origin_of,
    origins,
    time_words,
)

Subject = Literal["site", "route", "entity"]

_AGAINST: Final = frozenset({"contradicts", "denies"})
_MOST_BARS: Final = 200
_WIDTH: Final = 900.0
_LEFT: Final = 34.0
_RIGHT: Final = 14.0
_ROW: Final = 17.0
_HEAD: Final = 22.0
_LEAST_DAYS: Final = 60
_MOST_TICKS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A claim on the time line."""

    view: ClaimView
    when: str
    said: str
    document: str
    link: str | None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A claim in the drawing of the time line: from where to where it holds, and when it was said.

    Attributes:
        start: ``None`` where the claim has no time of its own.
        open: ``True`` where one end is not known.
    """

    number: int
    tone: str
    y: float
    start: float | None
    end: float | None
    open: bool
    said: float | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The drawing of the time line: numbers of an SVG, no markup."""

    width: float
    height: float
    ticks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]
    left_out: int


def claims_about(readings: Iterable[Reading], about: Collection[str]) -> tuple[Told, ...]:
    """The claims that name one of these things, in the order of the texts.

    Args:
        readings: Any number of documents.
        about: Ids of things in their documents, ids of places that they were taken for, or names
            and aliases as printed, letter case aside. Things of one name in two documents are put
            beside one another; whether they are the same is for a person to say.
    """
    wanted = {_key(one) for one in about}
    found: list[Told] = []
    for reading in readings:
        named = {row.id for row in reading.entities if wanted & _keys(row)}
        found += [told for told in all_told([reading]) if _things(told) & (named | set(about))]
    return tuple(found)


def claims_page(
    readings: Sequence[Reading],
    *,
    title: str,
    about: Collection[str] | None = None,
    kind: Subject = "entity",
    reviews: Reviews = (),
    links: Sequence[ClaimLink] = (),
    checks: Sequence[Check] = (),
    exhibits: Sequence[Exhibit] = (),
    pictures: Pictures | None = None,
    changes: Sequence[KnowledgeChange] | None = None,
    interactive_map: bool = True,
) -> str:
    """All claims on one site, route or entity as a self-contained HTML page.

    Args:
        readings: The documents.
        title: Name of the site, route or entity.
        about: Which claims, see :func:`claims_about`; ``None`` takes every claim.
        kind: What it is, for the words of the page.
        reviews: What reviewers said of the claims.
        links: How claims of different documents stand to each other; those of the readings
            themselves need not be given again.
        checks: Checks between documents; those of the readings need not be given again.
        exhibits: Evidence; what stands beside none of the claims is left out, where ``about`` is
            given and does not name its site.
        pictures: Files or bytes of evidence by its id, see
            :func:`holdpoint.report.document_page`.
        changes: What the claims changed in the knowledge, ``None`` where it was not compared.
        interactive_map: ``False`` leaves a drawing and a table.

    Returns:
        HTML. Claims come in the order of the time of which they speak, or in which they were said
        where they tell none. Articles that repeat one speaker are one origin.
    """
    told = tuple(all_told(readings)) if about is None else claims_about(readings, about)
    told = tuple(sorted(_once(told), key=_day_of))
    numbers, known = numbered(told), by_claim(reviews)
    views = [claim_view(one, number, known) for number, one in enumerate(told, 1)]
    every_check = [*checks, *(check for reading in readings for check in reading.checks)]
    every_link = [*links, *(link for reading in readings for link in reading.links)]
    mine = check_views([c for c in every_check if set(c.claims) & set(numbers)], numbers)
    pairs = link_views(
        list(dict.fromkeys(k for k in every_link if {k.source, k.target} & set(numbers))),
        numbers,
        {one.claim.id: view.label for one, view in zip(told, views, strict=True)},
    )
    shown = [e for e in exhibits if _belongs(e, numbers, about)]
    names = {named.id: named.name for reading in readings for named in reading.entities}
    by_number = dict(enumerate(views, 1))
    return render_dossier(
        "claims.html.j2",
        map_block(told_features(told, shown), f"Map: {title}", interactive=interactive_map),
        title=title,
        kind=kind,
        views=views,
        tallies=tallies(views, mine),
        origins=origins(told),
        documents=len({one.reading.source.id for one in told}),
        moments=[_moment(one, view) for one, view in zip(told, views, strict=True)],
        strip=_strip(told, views),
        against=[
            (pair, [by_number.get(number or 0) for number, _ in pair.ends])
            for pair in pairs
            if pair.kind in _AGAINST
        ],
        links=[pair for pair in pairs if pair.kind not in _AGAINST],
        checks=mine,
        things=_things_rows(readings, about),
        sites=site_views(shown, pictures or {}, numbers, names, title if kind == "site" else ""),
        changes=None if changes is None else [change_view(row, numbers) for row in changes],
    )


def _once(told: Iterable[Told]) -> Iterable[Told]:
    """One of each claim, though a reading be given twice."""
    return {one.claim.id: one for one in told}.values()


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _keys(named: Named) -> set[str]:
    known = {named.id, named.name, *named.aliases}
    return {_key(one) for one in (*known, *([named.chosen] if named.chosen else []))}


def _things(told: Told) -> set[str]:
    claim = told.claim
    ends = {end for leg in claim.legs for end in (leg.origin, *leg.via, leg.destination)}
    return {one for one in (*ends, claim.subject, claim.object, *claim.roles.values()) if one}


def _belongs(exhibit: Exhibit, numbers: Mapping[str, int], about: Collection[str] | None) -> bool:
    if about is None or any(claim in numbers for claim in exhibit.claims):
        return True
    return exhibit.site is not None and _key(exhibit.site) in {_key(one) for one in about}


def _said_day(told: Told) -> str:
    """The day of the speech where the chain tells one, else of the publication."""
    times = (link.time for link in reversed(told.claim.attribution))
    source = told.reading.source
    return next(filter(None, times), None) or source.published or source.retrieved or ""


def _day_of(told: Told) -> tuple[str, str, str]:
    time = told.claim.time
    own = (time.start or time.end or "") if time else ""
    return own or _said_day(told) or "9999", _said_day(told), told.claim.id


def _moment(told: Told, view: ClaimView) -> Moment:
    claim, source = told.claim, told.reading.source
    said = _said_day(told)
    spoken = f"said {said}" if said else "not known when it was said"
    dates = [spoken if claim.time else "tells no time of its own"]
    if source.published and source.published != said:
        dates.append(f"published {source.published}")
    dates.append(f"on record {claim.recorded}" if claim.recorded else "")
    return Moment(
        view=view,
        when=time_words(claim.time) if claim.time else spoken,
        said=", ".join(filter(None, dates)),
        document=", ".join(filter(None, (document_name(source), source.publisher))),
        link=safe_url(source.url),
        origin=origin_of(told),
    )


def _things_rows(
    readings: Sequence[Reading], about: Collection[str] | None
) -> list[dict[str, Any]]:
    """The things put beside one another because they go by one of the names."""
    wanted = {_key(one) for one in about or ()}
    return [
        {
            "name": named.name,
            "schema": named.schema,
            "document": document_name(reading.source),
            "known": ", ".join(filter(None, (named.role, named.country))),
            "places": named_words(named),
        }
        for reading in readings
        for named in reading.entities
        if wanted & _keys(named)
    ]


def _ordinal(day: str | None) -> int | None:
    """Days since the year 1; a month or a year counts from its first day."""
    if not day:
        return None
    full = f"{day[:10]}-01-01"[:10] if len(day) == len("2023") else f"{day[:10]}-01"[:10]
    try:
        return date.fromisoformat(full).toordinal()
    except ValueError:
        return None


def _strip(told: Sequence[Told], views: Sequence[ClaimView]) -> Strip | None:
    """Draw when each claim holds and when it was said; ``None`` where no day is known."""
    rows = []
    for one, view in zip(told, views, strict=True):
        time, said = one.claim.time, _ordinal(_said_day(one))
        first = _ordinal(time.start) if time else None
        last = _ordinal(time.end) if time else None
        if first is not None or last is not None or said is not None:
            rows.append((view, first, last, said))
    days = [day for _, *row in rows for day in row if day is not None]
    if not days:
        return None
    low, high = min(days), max(days)
    spare = max(_LEAST_DAYS - (high - low), (high - low) // 20, 2) // 2
    low, high = max(1, low - spare), high + spare
    scale = (_WIDTH - _LEFT - _RIGHT) / (high - low)

    def x(day: int) -> float:
        return round(_LEFT + (day - low) * scale, 1)

    bars = []
    for number, (view, first, last, said) in enumerate(rows[:_MOST_BARS]):
        known = first is not None or last is not None
        bars.append(
            Bar(
                number=view.number,
                tone=view.tone,
                y=round(_HEAD + _ROW * (number + 0.5), 1),
                start=x(low if first is None else first) if known else None,
                end=x(high if last is None else last) if known else None,
                open=known and (first is None or last is None),
                said=None if said is None else x(said),
                words=view.label,
            )
        )
    height = _HEAD + _ROW * len(bars) + 6
    ticks = tuple((x(day), word) for day, word in _ticks(low, high))
    return Strip(
        width=_WIDTH, height=height, ticks=ticks, bars=tuple(bars),
        left_out=len(rows) - len(bars),
    )  # fmt: skip


def _ticks(low: int, high: int) -> list[tuple[int, str]]:
    """Firsts of a month or of a year, never more than twelve."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((s for s in (1, 3, 6) if months / s <= _MOST_TICKS), 12)
    years = max(1, -(-months // (12 * _MOST_TICKS)))
    found = []
    for month in range(first.year * 12, (last.year + 1) * 12, step):
        year, of_year = divmod(month, 12)
        if step == 12 and year % years:  # noqa: PLR2004 - months
            continue
        day = date(year, of_year + 1, 1).toordinal()
        if low <= day <= high:
            found.append((day, f"{year}" if step == 12 else f"{year}-{of_year + 1:02}"))  # noqa: PLR2004
    return found
