"""Evidence as a page shows it: pictures of a site side by side, the first and the last taken."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.files import open_regular
from holdpoint.model import Exhibit
from holdpoint.report._pictures import MAX_PICTURE, MAX_PICTURES, picture_of, why_not_shown
from holdpoint.report._plain import safe_url
from holdpoint.report._where import degrees

Pictures = Mapping[str, Path | bytes]
"""By id of the evidence: the file, or its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitView:
    """One piece of evidence.

    Attributes:
        image: ``data:`` address of the picture, ``None`` where none is shown.
        missing: Why no picture is shown.
        claims: Numbers on the page of the claims that it stands beside.
        when: ``before`` or ``after`` where it is the first or last taken of several of one site.
    """

    title: str
    image: str | None
    width: int
    height: int
    missing: str
    link: str | None
    facts: tuple[tuple[str, str | None], ...]
    claims: tuple[int, ...]
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The pictures of one site: the first and the last side by side, those between below."""

    name: str
    pair: tuple[ExhibitView, ...]
    others: tuple[ExhibitView, ...]


def site_views(
    exhibits: Sequence[Exhibit],
    pictures: Pictures,
    numbers: Mapping[str, int],
    names: Mapping[str, str],
    unnamed: str = "",
) -> tuple[SiteView, ...]:
    """Evidence by site, each in the order in which it was taken.

    Args:
        exhibits: In any order.
        pictures: Files of those that are to be shown.
        numbers: Number of each claim on the page.
        names: Name of a site by its id, where it is known.
        unnamed: The site of evidence that names none.
    """
    shown = _Shown(pictures)
    by_site: dict[str, list[Exhibit]] = {}
    for exhibit in sorted(exhibits, key=lambda e: (e.captured or "9999", e.id)):
        by_site.setdefault(exhibit.site or unnamed, []).append(exhibit)
    return tuple(
        _site(names.get(site, site), rows, shown, numbers) for site, rows in by_site.items()
    )


def _site(
    name: str, rows: Sequence[Exhibit], shown: _Shown, numbers: Mapping[str, int]
) -> SiteView:
    dated = [row for row in rows if row.captured] if name else []
    ends = (dated[0], dated[-1]) if len(dated) > 1 and _apart(dated) else ()
    pair = tuple(
        _view(row, shown, numbers, when)
        for row, when in zip(ends, ("before", "after"), strict=False)
    )
    others = tuple(_view(row, shown, numbers, "") for row in rows if row not in ends)
    return SiteView(name=name, pair=pair, others=others)


def _apart(dated: Sequence[Exhibit]) -> bool:
    """Whether the first and the last were taken on two days."""
    days = [(row.captured or "")[: len("2023-04-15")] for row in (dated[0], dated[-1])]
    return days[0] != days[1]


class _Shown:
    """Pictures that a page may carry: checked byte by byte, and never more than a page bears."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._left = MAX_PICTURES

    def image(self, exhibit: Exhibit) -> tuple[bytes | None, str]:
        """Bytes of the picture, or ``None`` and the reason."""
        given = self._pictures.get(exhibit.id)
        if given is None:
            return None, ""
        try:
            data = given if isinstance(given, bytes) else _read(given)
        except UnreadableInputError as error:
            return None, str(error)
        if exhibit.sha256 is not None and hashlib.sha256(data).hexdigest() != exhibit.sha256:
            return None, "the file is not the one on record: its hash differs"
        if reason := why_not_shown(data):
            return None, reason
        if len(data) > self._left:
            return None, f"the pictures of a page have at most {MAX_PICTURES:,} bytes"
        self._left -= len(data)
        return data, ""


def _read(path: Path) -> bytes:
    with open_regular(path) as source:
        return source.read(MAX_PICTURE + 1)


def _view(exhibit: Exhibit, shown: _Shown, numbers: Mapping[str, int], when: str) -> ExhibitView:
    data, missing = shown.image(exhibit)
    picture = picture_of(data) if data else None
    image = None
    if data and picture:
        image = f"data:{picture.media};base64,{base64.b64encode(data).decode()}"
    return ExhibitView(
        title=exhibit.title,
        image=image,
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
        missing=f"Not shown: {missing}." if missing else "",
        link=safe_url(exhibit.url),
        facts=tuple(_facts(exhibit)),
        claims=tuple(sorted({numbers[claim] for claim in exhibit.claims if claim in numbers})),
        when=when,
    )


def _facts(exhibit: Exhibit) -> Iterable[tuple[str, str | None]]:
    yield "Taken", exhibit.captured
    yield "Issuer", exhibit.issuer
    yield "Released", exhibit.released
    if exhibit.footprint:
        yield "Covers", footprint_words(exhibit)
    yield "File", exhibit.file
    if exhibit.media:
        size = "" if exhibit.size is None else f", {exhibit.size:,} bytes"
        yield "Form", f"{exhibit.media}{size}"
    yield "SHA-256", exhibit.sha256
    if exhibit.licence:
        yield "Terms", exhibit.licence
    if exhibit.note:
        yield "Note", exhibit.note


def footprint_words(exhibit: Exhibit) -> str:
    """The corner of a point, or south-west and north-east of a ring."""
    lons = [lon for lon, _ in exhibit.footprint]
    lats = [lat for _, lat in exhibit.footprint]
    if len(lons) == 1:
        return degrees(lats[0], lons[0])
    return f"{degrees(min(lats), min(lons))} to {degrees(max(lats), max(lons))}"
