"""An entity being put together from the fields of a list."""

from __future__ import annotations

import functools
from typing import get_args

from holdpoint.model import (
    Address,
    Entity,
    EntityType,
    Identifier,
    Link,
    Listing,
    Name,
    NameKind,
    VesselFacts,
)
from holdpoint.sources._files import tidy
from holdpoint.sources._printed import printed
from holdpoint.text import (
    country_code,
    country_codes,
    identifier_check,
    parse_date,
    parse_dates,
)

_KINDS: dict[str, int] = {kind: place for place, kind in enumerate(get_args(NameKind))}
_CHECKED = frozenset({"imo", "lei", "inn", "ogrn", "bic", "usci"})
_ISSUED = frozenset(
    {"registration", "tax", "passport", "national_id", "inn", "ogrn", "kpp", "okpo", "usci"}
)
_GENDERS = {"male": "male", "female": "female", "m": "male", "f": "female"}
_EMPTY = frozenset({"", "-", "--", "-0-", "na", "n/a", "none", "null", "unknown"})


@functools.lru_cache(maxsize=65536)
def when(text: str) -> str | None:
    """A date as the model writes it, or ``None`` when it is not understood."""
    return parse_date(text)


@functools.lru_cache(maxsize=65536)
def _dates(text: str) -> tuple[str, ...]:
    return parse_dates(text)


@functools.lru_cache(maxsize=16384)
def where(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country as printed, or ``None``."""
    return country_code(text)


@functools.lru_cache(maxsize=65536)
def _checked(kind: str, value: str) -> bool | None:
    return identifier_check(kind, value)


class Draft:
    """Facts of one entity, added in any order; what is said twice is kept once.

    Args:
        entity: The entity's id (``source:key``).
        source: Id of the list.
        kind: What it is.
        apart: The list keeps every name in a field of its own, so that none is taken apart here.
    """

    def __init__(
        self, entity: str, source: str, kind: EntityType = "unknown", *, apart: bool = False
    ) -> None:
        self.id = entity
        self.source = source
        self.type: EntityType = kind
        self._apart = apart
        self.gender: str | None = None
        self.listed_on: str | None = None
        self.vessel: dict[str, str] = {}
        self.former_flags: list[str] = []
        self.links: list[Link] = []
        self.notes: list[str] = []
        self._names: dict[str, Name] = {}
        self._lists: dict[str, dict[str, None]] = {}
        self._addresses: dict[Address, None] = {}
        self._identifiers: dict[Identifier, None] = {}
        self._listings: dict[Listing, None] = {}
        self._extra: dict[str, dict[str, None]] = {}

    def name(self, text: str, kind: NameKind = "strong", language: str | None = None) -> None:
        """A name as printed, with whatever further names and remarks stand within it.

        The same text again keeps the stronger kind. A placeholder ("-", "unknown") is no further
        name, but it is better than none at all.
        """
        text = tidy(text)
        if not text or (self._names and text.casefold() in _EMPTY):
            return
        if self._apart:
            self._name(text, kind, language)
            return
        found = printed(text)
        for place, (one, own) in enumerate(found.names):
            if kind == "primary":
                self._name(one, own or "strong" if place else "primary", language)
            else:
                self._name(one, own or kind, language)
        for country in found.tied:
            self.tied_to(country)
        for date in found.born:
            self.born(date)
        for remark in found.remarks:
            self.remark(remark)

    def _name(self, text: str, kind: NameKind, language: str | None) -> None:
        known = self._names.get(text)
        if known is None or _KINDS[kind] < _KINDS[known.kind]:
            self._names[text] = Name(text=text, kind=kind, language=language)

    def has_name(self) -> bool:
        """Whether any name is known yet."""
        return bool(self._names)

    def country(self, text: str) -> str | None:
        """A country that the list ties the entity to; returns its code."""
        code = where(text.strip())
        if code:
            self._add("countries", code)
        return code

    def tied_to(self, text: str) -> bool:
        """One country or several; ``False`` when none is known."""
        codes = country_codes(text)
        for code in codes:
            self._add("countries", code)
        return bool(codes)

    def nationality(self, text: str) -> bool:
        """One nationality or citizenship or several; ``False`` when none is known."""
        for code in country_codes(text):
            self._add("nationalities", code)
        return self.tied_to(text)

    def sex(self, text: str) -> bool:
        """The gender; ``False`` when it is neither of the two that lists print."""
        found = _GENDERS.get(text.strip(" .").lower())
        self.gender = found or self.gender
        return found is not None

    def listed(self, text: str) -> bool:
        """The day of the listing; ``False`` when it is not understood."""
        self.listed_on = when(text) or self.listed_on
        return when(text) is not None

    def born(self, text: str) -> bool:
        """One birth date or several; ``False`` when none is understood."""
        return self._date("birth_dates", text)

    def founded(self, text: str) -> bool:
        """One date of foundation or several; ``False`` when none is understood."""
        return self._date("founded", text)

    def birth_place(self, text: str) -> None:
        """A place of birth, as printed."""
        self._text("birth_places", text)

    def title(self, text: str) -> None:
        """A form of address (``Dr``, ``General``)."""
        self._text("titles", text)

    def position(self, text: str) -> None:
        """An office or occupation."""
        self._text("positions", text)

    def remark(self, text: str) -> None:
        """Text that is kept as it is."""
        self._text("remarks", text)

    def keep(self, label: str, text: str) -> None:
        """A field of the list that fits nowhere else."""
        text = tidy(text)
        if text.casefold() not in _EMPTY:
            self._extra.setdefault(tidy(label).rstrip(" :-"), {})[text] = None

    def address(self, **parts: str | None) -> None:
        """An address by parts; ``country`` may be a name, which is understood where possible."""
        clean = {key: tidy(value or "") for key, value in parts.items()}
        said = {key: v for key, v in clean.items() if v.casefold() not in _EMPTY}
        country = said.pop("country", None)
        if country:
            code = self.country(country)
            if code is None:
                said["text"] = ", ".join(p for p in (said.get("text"), country) if p)
            country = code
        if said or country:
            self._addresses[Address(**said, country=country)] = None

    def identifier(
        self, kind: str, value: str, country: str | None = None, note: str | None = None
    ) -> None:
        """A number of some register; the note says so when its check digit does not fit."""
        value = tidy(value)
        if value.casefold() in _EMPTY:
            return
        if kind == "imo" and self.type not in ("vessel", "unknown"):
            # The IMO numbers of companies and owners are another series than those of ships.
            kind, note = "other", "; ".join(p for p in ("IMO company number", note) if p)
        code = where(country.strip()) if country else None
        if country and code is None:
            note = "; ".join(p for p in (note, country.strip()) if p)
        if code and kind in _ISSUED:
            self._add("countries", code)
        if kind in _CHECKED and _checked(kind, value) is False:
            note = "; ".join(p for p in (note, "its check digit does not fit") if p)
        self._identifiers[Identifier(kind=kind, value=value, country=code, note=note)] = None

    def link(self, relation: str, name: str, *, percent: float | None = None) -> None:
        """A link to somebody named."""
        name = tidy(name)
        if name.casefold() not in _EMPTY:
            self.links.append(
                Link(subject=self.id, relation=relation, object_name=name, percent=percent)
            )

    def flag(self, text: str, *, former: bool = False) -> None:
        """A ship's flag: a code where it is understood, else as printed."""
        text = tidy(text)
        if text.casefold() in _EMPTY:
            return
        if former:
            self.former_flags.append(where(text) or text)
        else:
            self.vessel["flag"] = self.country(text) or text

    def listing(self, listing: Listing) -> None:
        """Why the entity is listed."""
        self._listings[listing] = None

    def _date(self, field: str, text: str) -> bool:
        dates = _dates(tidy(text))
        for date in dates:
            self._add(field, date)
        return bool(dates)

    def _text(self, field: str, text: str) -> None:
        text = tidy(text)
        if text.casefold() not in _EMPTY:
            self._add(field, text)

    def _add(self, field: str, value: str) -> None:
        self._lists.setdefault(field, {})[value] = None

    def _all(self, field: str) -> tuple[str, ...]:
        return tuple(self._lists.get(field, ()))

    def build(self) -> Entity:
        """The entity; primary names come first, then in the order of the list."""
        names = sorted(self._names.values(), key=lambda name: name.kind != "primary")
        remarks = "; ".join(self._all("remarks")) or None
        return Entity(
            id=self.id,
            source=self.source,
            type=self.type,
            names=tuple(names),
            countries=self._all("countries"),
            nationalities=self._all("nationalities"),
            addresses=self._places(),
            identifiers=tuple(self._identifiers),
            birth_dates=self._all("birth_dates"),
            birth_places=self._all("birth_places"),
            founded=self._all("founded"),
            gender=self.gender,
            titles=self._all("titles"),
            positions=self._all("positions"),
            vessel=self._ship(),
            listings=tuple(self._listings),
            remarks=remarks,
            extra={label: " / ".join(texts) for label, texts in self._extra.items()},
        )

    def _places(self) -> tuple[Address, ...]:
        """Addresses; a bare country falls away where a fuller address in it is known."""
        if len(self._addresses) <= 1:  # most entries
            return tuple(self._addresses)
        bare = {a for a in self._addresses if a == Address(country=a.country)}
        full = {a.country for a in self._addresses if a not in bare}
        return tuple(a for a in self._addresses if a not in bare or a.country not in full)

    def _ship(self) -> VesselFacts | None:
        if not self.vessel and not self.former_flags:
            return None
        former = tuple(dict.fromkeys(self.former_flags))
        return VesselFacts(**self.vessel, former_flags=former)
