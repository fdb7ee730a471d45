"""The UN Security Council's consolidated list in XML.

One element an entry; empty elements everywhere; dates as day, year or range. The list is parsed
whole before anything is handed out: half a list would read as delistings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from holdpoint.model import Entity, Listing, Measure, NameKind, SourceInfo
from holdpoint.sources._data import keyed
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, load, tidy
from holdpoint.sources._xml import elements

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SOURCE = "un-sc"
_ROOT = b"<CONSOLIDATED_LIST"
_MADE = re.compile(rb"dateGenerated\s*=\s*[\"'](\d{4}-\d{2}-\d{2})")
_KINDS = {"INDIVIDUAL": "person", "ENTITY": "company"}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_QUALITY: dict[str, NameKind] = {
    "good": "strong",
    "low": "weak",
    "a.k.a.": "strong",
    "f.k.a.": "former",
}
_SAID = re.compile(r"\(\s*(?:Travel Ban\s*,\s*)?(Travel Ban|Asset Freeze)\s*\)", re.IGNORECASE)
_SCRIPT = re.compile(r"^in \w+ script:\s*(.+)$", re.IGNORECASE)
# The same sentence at the end of most comments; it changes with the publisher's web site.
_NOTICE = re.compile(
    r"\s*INTERPOL-UN Security Council Special Notice web link:?\s*"
    r"https?://\S+(?:\s+\S*View-UN-Notices\S*)?(?:\s*click here)?\.?$"
)
_ISSUE = {"issued": "DATE_OF_ISSUE", "issued in": "CITY_OF_ISSUE", "expires": "DATE_OF_EXPIRY"}
# Bookkeeping of the publisher. Read knowingly not: a change there is no change of an entry.
_IGNORED = frozenset(
    {
        "DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "HAS_INTERPOL_LINK",
        "INTERPOL_LINK", "LIST_TYPE", "NAME_ORIGINAL_SCRIPT_LAST_MOD", "SUBMITTED_BY",
    }
)  # fmt: skip


class UnXml:
    """Reader of the UN list."""

    format = "un-xml"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the root element."""
        del path
        return _ROOT in head[:4096]

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list; it is parsed whole, so that a damaged file shows here."""
        content, seen = load(path), set[str]()
        for element in elements(content, _KINDS):
            _named(element, content.name, Tally(), seen)
        date, basis = _date(content)
        return (Found(source=SOURCE, list_date=date, date_basis=basis, entries=len(seen)),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        if only is not None and SOURCE not in only:
            return
        content, tally = load(files[0]), Tally()
        entities = _entities(content, tally)
        date, basis = _date(content)
        about = SourceInfo(
            id=SOURCE,
            title="United Nations Security Council Consolidated List",
            publisher="United Nations Security Council",
            authority="UN",
            format=self.format,
            url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
            licence="No terms stated in the file",
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256},
        )
        yield Edition(about, entities, tally, [])


def _date(content: Content) -> tuple[str | None, str]:
    made = _MADE.search(content.data[:4096])
    return (made[1].decode(), "inside the file") if made else (None, "unknown")


def _entities(content: Content, tally: Tally) -> list[Entity]:
    name, seen = content.name, set[str]()
    tally.open(name)
    out: list[Entity] = []
    for element in elements(content, _KINDS):
        tally.row(name)
        entity = _entity(element, name, tally, seen)
        if entity:
            tally.took(name)
            out.append(entity)
    return out


def _named(
    element: Element, name: str, tally: Tally, seen: set[str]
) -> tuple[str, Sequence[str]] | None:
    """The reference number and the parts of the name of an entry; ``None`` if it is refused."""
    reference = _text(element, "REFERENCE_NUMBER")
    parts = [_text(element, tag) for tag in _NAMES]
    place = len(seen) + 1
    if not reference or not any(parts) or reference in seen:
        reason = (
            "The entry has no reference number."
            if not reference
            else "The reference number stands here twice."
            if reference in seen
            else "The entry has no name."
        )
        tally.refuse(name, place, reason, "Ask the publisher.", field="REFERENCE_NUMBER")
        return None
    seen.add(reference)
    return reference, parts


def _entity(element: Element, name: str, tally: Tally, seen: set[str]) -> Entity | None:
    named = _named(element, name, tally, seen)
    if named is None:
        return None
    reference, parts = named
    draft = Draft(f"{SOURCE}:{reference}", SOURCE, "unknown")
    draft.type = "person" if element.tag == "INDIVIDUAL" else "company"
    draft.name(" ".join(part for part in parts if part), "primary")
    for child in element:
        _take(draft, child, name, tally)
    draft.listing(_listing(element, reference))
    return draft.build()


def _listing(element: Element, reference: str) -> Listing:
    regime = _text(element, "UN_LIST_TYPE")
    known = keyed("un_lists.csv", "code").get(regime)
    return Listing(
        authority="UN",
        list="UN Consolidated List",
        measure=_measure(element, known["measure"] if known else "asset_freeze"),
        programmes=(regime,) if regime else (),
        legal_basis=known["legal_basis"] if known else None,
        listed_on=when(_text(element, "LISTED_ON")),
        reference=reference,
    )


def _measure(element: Element, usual: str) -> Measure:
    """What the entry says of itself ("(Travel Ban)"), else what its regime imposes."""
    said = {kind.casefold() for kind in _SAID.findall(_text(element, "COMMENTS1"))}
    if said == {"travel ban"}:
        return "travel_ban"
    return "asset_freeze" if said else cast("Measure", usual)


def _take(draft: Draft, child: Element, name: str, tally: Tally) -> None:
    tag = child.tag.removeprefix("INDIVIDUAL_").removeprefix("ENTITY_")
    known = _FIELDS.get(tag)
    if known:
        known(draft, child)
    elif tag in _IGNORED:
        tally.ignored[tag] += 1
    elif tag not in _ELSEWHERE and "".join(child.itertext()).strip():
        if tag not in tally.ignored:
            reason = "An element is not known and is not read."
            tally.warn(name, None, reason, "Tell the project.", field=tag)
        tally.ignored[tag] += 1


def _text(element: Element, tag: str) -> str:
    return tidy(element.findtext(tag) or "")


def _values(element: Element) -> list[str]:
    return [tidy(value.text or "") for value in element.findall("VALUE")]


def _parts(element: Element, *tags: str) -> str:
    return ", ".join(text for text in (_text(element, tag) for tag in tags) if text)


def _alias(draft: Draft, element: Element) -> None:
    note = _text(element, "NOTE")
    kind = _QUALITY.get(_text(element, "QUALITY").lower(), "strong")
    draft.name(_text(element, "ALIAS_NAME"), "former" if "formerly" in note.lower() else kind)
    script = _SCRIPT.match(note)
    if script:
        draft.name(script[1], "original")
    elif note:
        draft.keep("Alias notes", note)
    born = _text(element, "DATE_OF_BIRTH")
    if born and not draft.born(born):
        draft.remark(f"Born under an alias: {born}")
    draft.birth_place(_parts(element, "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"))


def _address(draft: Draft, element: Element) -> None:
    draft.address(
        street=_text(element, "STREET"),
        city=_text(element, "CITY"),
        region=_text(element, "STATE_PROVINCE"),
        postcode=_text(element, "ZIP_CODE"),
        country=_text(element, "COUNTRY"),
    )
    if _text(element, "NOTE"):
        draft.keep("Address notes", _text(element, "NOTE"))


def _born(draft: Draft, element: Element) -> None:
    kind = _text(element, "TYPE_OF_DATE").upper()
    first, last = _text(element, "FROM_YEAR"), _text(element, "TO_YEAR")
    text = f"{first} to {last}" if first and last else ""
    text = text or _text(element, "DATE") or _text(element, "YEAR") or first or last
    note = _text(element, "NOTE")
    circa = kind.startswith("APPROX") and bool(text)
    if (text or note) and not draft.born(f"circa {text}" if circa else text or note):
        draft.remark(f"Born: {text or note}")
    elif text and note:
        draft.keep("Birth notes", note)


def _birth_place(draft: Draft, element: Element) -> None:
    draft.birth_place(_parts(element, "STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"))


def _document(draft: Draft, element: Element) -> None:
    kinds = [_text(element, "TYPE_OF_DOCUMENT"), _text(element, "TYPE_OF_DOCUMENT2")]
    label = ", ".join(kind for kind in kinds if kind)
    number, note = _text(element, "NUMBER"), _text(element, "NOTE")
    dates = [f"{word} {text}" for word, tag in _ISSUE.items() if (text := _text(element, tag))]
    passport = "pass" in label.lower()
    plain = label.lower() in ("passport", "national identification number")
    detail = "; ".join(t for t in ("" if plain else label, *dates, note) if t)
    country = _text(element, "ISSUING_COUNTRY") or _text(element, "COUNTRY_OF_ISSUE")
    kind = "passport" if passport else "national_id"
    if number:
        draft.identifier(kind, number, country or None, detail or None)
    elif detail:
        draft.keep("Documents", detail)


def _gender(draft: Draft, element: Element) -> None:
    draft.sex(element.text or "")


def _nationality(draft: Draft, element: Element) -> None:
    for value in _values(element):
        if value and not draft.nationality(value):
            draft.keep("Nationality", value)


def _original(draft: Draft, element: Element) -> None:
    draft.name(element.text or "", "original")


def _each(add: Callable[[Draft], Callable[[str], None]]) -> Callable[[Draft, Element], None]:
    def take(draft: Draft, element: Element) -> None:
        for value in _values(element):
            add(draft)(value)

    return take


def _comments(draft: Draft, element: Element) -> None:
    draft.remark(_NOTICE.sub("", tidy(element.text or "")))


def _updated(draft: Draft, element: Element) -> None:
    dates = sorted(value for value in _values(element) if value)
    draft.keep("Last updated", dates[-1] if dates else "")


_FIELDS: dict[str, Callable[[Draft, Element], None]] = {
    "ALIAS": _alias,
    "ADDRESS": _address,
    "DATE_OF_BIRTH": _born,
    "PLACE_OF_BIRTH": _birth_place,
    "DOCUMENT": _document,
    "GENDER": _gender,
    "NATIONALITY": _nationality,
    "NAME_ORIGINAL_SCRIPT": _original,
    "TITLE": _each(lambda draft: draft.title),
    "DESIGNATION": _each(lambda draft: draft.position),
    "COMMENTS1": _comments,
    "LAST_DAY_UPDATED": _updated,
}
_ELSEWHERE = frozenset({*_NAMES, "REFERENCE_NUMBER", "UN_LIST_TYPE", "LISTED_ON"})
