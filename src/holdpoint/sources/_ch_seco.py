"""Switzerland's list of SECO in XML: programmes, targets with identities, and places by number."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.model import Entity, EntityType, Link, Measure, NameKind
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, load
from holdpoint.sources._measures import measures_said
from holdpoint.sources._published import published
from holdpoint.sources._xml import elements, root_of, text_of, texts_of
from holdpoint.text import script

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SOURCE = "ch-seco"
_KINDS = ("individual", "entity", "object")
_OBJECTS: dict[str, EntityType] = {"vessel": "vessel", "aircraft": "aircraft"}
_ROOT = re.compile(r"\bdate\s*=\s*[\"'](\d{4}-\d{2}-\d{2})")
_WHOLE = re.compile(r"\blist-type\s*=\s*[\"']([\w-]+)")
_FAMILY, _GIVEN = ("family-name", "maiden-name"), ("given-name", "further-given-name")
_GONE = ("de-listed", "removed")
_DOCUMENTS = {"passport": "passport", "id-card": "national_id", "diplomatic-passport": "passport"}
_RELATIONS = {
    "owned-by": "owned_by",
    "controlled-by": "owned_by",
    "subsidiary-of": "part_of",
    "acting-on-behalf-of": "acts_for",
}


@dataclass(slots=True)
class _Target:
    """One target; places are known by number only until the whole file is read."""

    draft: Draft
    sets: tuple[str, ...]
    listed: str | None
    gone: str | None
    born_in: list[str]
    addresses: list[tuple[str, dict[str, str]]]


@dataclass(slots=True)
class _List:
    """A file, read to its end."""

    date: str | None = None
    whole: bool = True
    programmes: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    targets: list[_Target] = field(default_factory=list)


class ChSeco:
    """Reader of the Swiss list."""

    format = "ch-seco-xml"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the root element."""
        del path
        return root_of(head)[0] == "swiss-sanctions-list"

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list; an amendment holds only what changed, and never stands for the list."""
        found = _read(load(path), Tally())
        basis = "inside the file" if found.date else "unknown"
        return (
            Found(
                source=SOURCE,
                list_date=found.date,
                date_basis=basis,
                entries=len(found.targets),
                complete=found.whole,
                flaw=None if found.whole else "it is an amendment, not the whole list",
            ),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        if only is not None and SOURCE not in only:
            return
        content, tally = load(files[0]), Tally()
        found = _read(content, tally)
        note = None if found.whole else "An amendment: it holds what changed, not the whole list."
        about = published(SOURCE).about(
            form=self.format,
            list_date=found.date,
            date_basis="inside the file",
            sha256={content.name: content.sha256},
            note=note,
        )
        links: list[Link] = []
        yield Edition(about, _entities(found, links), tally, links)


def _read(content: Content, tally: Tally) -> _List:
    root = root_of(content.data[:4096])[1]
    made, kind = _ROOT.search(root), _WHOLE.search(root)
    out = _List(made[1] if made else None, whole=kind is None or kind[1] != "amendment")
    tally.open(content.name)
    for element in elements(content, ("sanctions-program", "place", "target")):
        if element.tag == "sanctions-program":
            _programme(element, out)
        elif element.tag == "place":
            out.places[element.get("ssid", "")] = _place(element)
        else:
            _target(element, content.name, tally, out)
    return out


def _programme(element: Element, out: _List) -> None:
    name = _english(element, "program-name")
    key = _english(element, "program-key")
    for part in element.findall("sanctions-set"):
        number = part.get("ssid", "")
        if part.get("lang") == "eng" or number not in out.programmes:
            out.programmes[number] = (key, name, text_of(part))


def _english(element: Element, tag: str) -> str:
    found = [text_of(e) for e in element.findall(tag) if e.get("lang") == "eng"]
    return next(iter([*found, *texts_of(element, tag)]), "")


def _place(element: Element) -> dict[str, str]:
    return {
        "city": text_of(element, "location"),
        "region": text_of(element, "area"),
        "country": text_of(element, "country"),
    }


def _target(element: Element, name: str, tally: Tally, out: _List) -> None:
    number, place = element.get("ssid", ""), len(out.targets) + 1
    tally.row(name)
    draft = Draft(f"{SOURCE}:{number}", SOURCE, _type(element))
    for kind in _KINDS:
        for subject in element.findall(kind):
            for identity in subject.findall("identity"):
                _identity(draft, identity)
            draft.sex(subject.get("sex", ""))
            for document in subject.findall(".//identification-document"):
                _document(draft, document)
            for said in ("justification", "other-information"):
                for text in texts_of(subject, said):
                    draft.remark(text)
    _relations(draft, element)
    if not number or not draft.has_name():
        reason = "The target has no name." if number else "The target has no number."
        tally.refuse(name, place, reason, "Ask the publisher.", field="target")
        return
    sets = tuple(texts_of(element, "sanctions-set-id")) or tuple(
        filter(None, element.get("sanctions-set-id", "").split())
    )
    listed, gone = _modifications(element)
    born_in = [place.get("place-id", "") for place in element.findall(".//place-of-birth")]
    addresses = [_address(address) for address in element.findall(".//address")]
    out.targets.append(_Target(draft, sets, listed, gone, born_in, addresses))
    tally.took(name)


def _address(element: Element) -> tuple[str, dict[str, str]]:
    """The number of the place, and what the address adds to it."""
    box = text_of(element, "p-o-box")
    street = ", ".join(t for t in (text_of(element, "address-details"), box) if t)
    return element.get("place-id", ""), {"street": street, "postcode": text_of(element, "zip-code")}


def _type(element: Element) -> EntityType:
    if element.find("individual") is not None:
        return "person"
    subject = element.find("object")
    if subject is not None:
        return _OBJECTS.get(subject.get("object-type", ""), "unknown")
    return "company" if element.find("entity") is not None else "unknown"


def _identity(draft: Draft, identity: Element) -> None:
    main = identity.get("main") != "false"
    for name in identity.findall("name"):
        kind = _name_kind(name, main=main and not draft.has_name())
        for text in _names(name):
            draft.name(text, kind if script(text) in ("latin", "none") else "original")
            kind = "strong" if kind == "primary" else kind
    for land in identity.findall("nationality/country"):
        draft.nationality(land.get("iso-code") or text_of(land))
    for day in identity.findall("day-month-year"):
        parts = [day.get(part, "") for part in ("year", "month", "day")]
        text = "-".join(part.zfill(2) for part in parts if part)
        circa = day.get("quality", "good") not in ("good", "")
        if text and not draft.born(f"circa {text}" if circa else text):
            draft.remark(f"Born: {text}")


def _name_kind(name: Element, *, main: bool) -> NameKind:
    kind = name.get("name-type", "")
    if kind == "primary-name" and main:
        return "primary"
    if kind == "formerly-known-as":
        return "former"
    return "weak" if name.get("quality") == "low" else "strong"


def _names(name: Element) -> Iterator[str]:
    """The name in its parts' main spelling, then in each language of its spelling variants."""
    parts = sorted(name.findall("name-part"), key=lambda part: int(part.get("order") or 0))
    yield _ordered([(part.get("name-part-type", ""), text_of(part, "value")) for part in parts])
    variants: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for part in parts:
        for variant in part.findall("spelling-variant"):
            key = (variant.get("lang", ""), variant.get("script", ""))
            variants.setdefault(key, []).append((part.get("name-part-type", ""), text_of(variant)))
    for said in variants.values():
        if len(said) == len(parts):
            yield _ordered(said)


def _ordered(parts: Sequence[tuple[str, str]]) -> str:
    """Given names before family names; other parts stay where they are."""
    first = [text for kind, text in parts if kind in _GIVEN]
    last = [text for kind, text in parts if kind in _FAMILY]
    other = [text for kind, text in parts if kind not in (*_GIVEN, *_FAMILY)]
    return " ".join(text for text in (*first, *other, *last) if text)


def _document(draft: Draft, element: Element) -> None:
    kind = element.get("document-type", "")
    dates = (("issued", "date-of-issue"), ("expires", "expiry-date"))
    said = [f"{word} {text}" for word, tag in dates if (text := text_of(element, tag))]
    known = _DOCUMENTS.get(kind, "other")
    if known == "other" and kind:
        said.insert(0, kind)
    issuer = element.find("issuer")
    land = (issuer.get("code") or text_of(issuer)) if issuer is not None else ""
    draft.identifier(known, text_of(element, "number"), land or None, "; ".join(said) or None)


def _relations(draft: Draft, element: Element) -> None:
    for relation in element.findall(".//relation"):
        kind = relation.get("relation-type", "")
        draft.links.append(
            Link(
                subject=draft.id,
                relation=_RELATIONS.get(kind, "linked_to"),
                object_name=f"SSID {relation.get('target-id', '')}",
                object=f"{SOURCE}:{relation.get('target-id', '')}",
            )
        )


def _modifications(element: Element) -> tuple[str | None, str | None]:
    """The first day of the listing and, where the target was taken off, its last one."""
    listed: list[str] = []
    gone: list[str] = []
    for change in element.findall("modification"):
        day = when(
            change.get("effective-date")
            or change.get("publication-date")
            or change.get("enactment-date")
            or ""
        )
        kind = change.get("modification-type")
        if day and kind == "listed":
            listed.append(day)
        elif day and kind in _GONE:
            gone.append(day)
    off = max(gone, default=None)
    return min(listed, default=None), off if off and off >= max(listed, default="") else None


def _entities(found: _List, links: list[Link]) -> Iterator[Entity]:
    here = {target.draft.id for target in found.targets}
    for target in found.targets:
        draft = target.draft
        links += [
            link if link.object in here else dataclasses.replace(link, object=None)
            for link in draft.links
        ]
        for number in target.born_in:
            place = found.places.get(number, {})
            draft.birth_place(", ".join(part for part in place.values() if part))
        for number, parts in target.addresses:
            draft.address(**{**found.places.get(number, {}), **parts})
        for number in target.sets or ("",):
            key, programme, measures = found.programmes.get(number, ("", "", ""))
            _list(draft, (key or programme, measures), target.listed, target.gone)
        yield draft.build()


def _list(draft: Draft, programme: tuple[str, str], listed: str | None, gone: str | None) -> None:
    which = published(SOURCE)
    base = dataclasses.replace(
        which.listing(),
        programmes=(programme[0],) if programme[0] else (),
        listed_on=listed,
        until=gone,
        reference=draft.id.partition(":")[2],
        note=programme[1] or None,
    )
    measures: tuple[Measure, ...] = measures_said(SOURCE, programme[1])
    for listing in which.listings(measures, base):
        draft.listing(listing)
