"""Reads the tokens of an address once and tells numbers, named phrases and the rest apart."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from holdpoint.text._address_phrases import (
    ADJECTIVE,
    CHINESE_SIDES,
    CHINESE_STREETS,
    ENGLISH,
    LONG_BOX,
    LONGEST_CITY,
    LONGEST_REGION,
    NUMBER_WORDS,
    REGION_WORDS,
    ROMAN,
    SIDES,
    SLAVIC,
    Loose,
    Phrase,
)
from holdpoint.text._address_tables import cities, regions
from holdpoint.text._address_words import Token, first_words, longest_unit, tidy_number, units
from holdpoint.text._countries import country_code


@dataclass(slots=True)
class Reader:
    """One pass over the tokens: words gather in a run, which a unit word or a number closes."""

    tokens: list[Token]
    phrases: list[Phrase] = field(default_factory=list)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    loose: list[Loose] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    role: str | None = None
    lead: int | None = None
    piece: int = 0
    country: str | None = None
    """Of a known city."""
    marked: list[int] = field(default_factory=list)
    """Places of the marks of house numbers."""

    def read(self) -> None:
        """Fill the phrases and numbers."""
        at = 0
        while at < len(self.tokens):
            at = self._one(at)
        self.close(at)

    def _one(self, at: int) -> int:
        token = self.tokens[at]
        if token.sort == "break":
            self.close(at)
            self.piece += 1
            return at + 1
        if token.sort == "word":
            return self._word(at)
        if token.sort == "number":
            return self._number(at)
        if token.sort == "ordinal":
            return self._ordinal(at)
        self.run.append(token.text)
        return at + 1

    # --- words

    def _word(self, at: int) -> int:
        length, options = self._unit_at(at)
        if self._known_at(at) > length and (after := self._known_city(at)):
            return after  # "St. Petersburg" is no street
        if options and (after := self._unit(at, length, options)):
            return after
        if after := self._known_city(at):
            return after
        if length and options and options[0][0] == "noise":
            return at + length
        self._add(at)
        return at + 1

    def _add(self, at: int) -> None:
        if not self.run and self.role is None and at and self.loose and self.loose[-1].at == at - 1:
            self.lead = at - 1
        self.run.append(self.tokens[at].text)

    def _unit_at(self, at: int) -> tuple[int, tuple[tuple[str, str], ...]]:
        if self._text(at) not in first_words():  # most words
            return 0, ()
        table = units()
        words: list[str] = []
        best: tuple[int, tuple[tuple[str, str], ...]] = (0, ())
        for token in self.tokens[at : at + longest_unit()]:
            if token.sort != "word":
                break
            words.append(token.text)
            if options := table.get(tuple(words)):
                best = (len(words), options)
        return best

    def _unit(self, at: int, length: int, options: tuple[tuple[str, str], ...]) -> int | None:
        """Where to go on when the words at a place are used as a unit; ``None`` if they are not."""
        if self._text(at) == "str" and not self.run and self._is(at + 1, "number"):
            options = (("building", "number"),)  # Russian "stroenie" behind the house's number
        for name, place in options:
            after = (
                self._numbered(at, length, name)
                if place == "number"
                else self._named(at, length, name, place)
            )
            if after is not None:
                return after
        return None

    def _numbered(self, at: int, length: int, name: str) -> int | None:
        """``D. 53``, ``Suite No. 301``, ``Building A``, ``3rd floor``."""
        short = length == 1 and len(self.tokens[at].text) == 1
        after = at + length
        while self._text(after) in NUMBER_WORDS:
            after += 1
        if self.run and name == "unit" and after > at + length and self._text(at) == "apt":
            return None  # "Muratpasa Apt. No 3": the building's name and the house's number
        token = self.tokens[after] if after < len(self.tokens) else None
        if token and self._fits(token, name, after, short=short):
            self.close(at)
            value = tidy_number(token.text)
            following = self._text(after + 1)
            while name == "box" and self._is(after + 1, "number") and len(value) <= LONG_BOX:
                value, after = f"{value}{self.tokens[after + 1].text}", after + 1
            if token.sort == "number" and name == "house" and self._pair(after):
                value, after = f"{value}-{self.tokens[after + 1].text}", after + 1
            elif token.sort == "number" and following in SIDES and self._ends(after + 2):
                value, after = f"{value}{following}", after + 1
            self.numbers.setdefault(name, []).append(value)
            if name == "house":
                self.marked.append(at)
            return after + 1
        if name == "floor" and self.loose and self.loose[-1].at == at - 1:
            self.numbers.setdefault(name, []).append(self.loose.pop().value)
            return at + length
        if name != "floor" or self._is(after, "number"):
            return None
        self.close(at)
        return at + length

    def _fits(self, token: Token, name: str, at: int, *, short: bool) -> bool:
        if token.sort in ("number", "code"):
            return name != "floor" or len(token.text) < LONG_BOX  # "FL 33166" is Florida
        if token.sort == "ordinal":
            return False
        if short or token.sort != "word" or name in ("house", "box", "km"):
            return False
        letter = len(token.text) == 1 or token.text in ROMAN
        return letter and (self._ends(at + 1) or token.text not in ("a", "o", "i"))

    def _pair(self, at: int) -> bool:
        """``No. 94 15``: house numbers of Colombia without their hyphen."""
        two = self.tokens[at : at + 2]
        return (
            len(two) == 2  # noqa: PLR2004 - a pair
            and two[1].sort == "number"
            and two[1].text.isdigit()
            and len(two[1].text) <= 3  # noqa: PLR2004 - longer ones are postcodes
            and self._ends(at + 2)
        )

    def _named(self, at: int, length: int, name: str, place: str) -> int | None:
        """A unit with a name before or behind it; ``None`` when the word is none here."""
        after = at + length
        follows = self._is(after, "word", "ordinal", "code")
        numbered = self._is(after, "number")
        if name == "noise" or self._is_no_unit(at, length, name, place):
            return None
        if name in ("near", "care"):
            return self._open(at, length, name)
        if self.run and not (place == "before" and follows) and not self._prefix(at, after, place):
            return self._shut(at, length, "near" if self.role == "near" else name)
        if follows or (numbered and name in ("street", "area", "zone")):
            return self._open(at, length, name)
        self._retype(at, name)
        return after

    def _is_no_unit(self, at: int, length: int, name: str, place: str) -> bool:
        """Whether the word is part of a name here."""
        after = at + length
        if length == 1 and len(self._text(at)) == 1 and not self._short(at):
            return True
        follows = self._is(after, "word", "ordinal", "code")
        if name == "street" and not self.run and follows and self._is_saint(at):
            return True
        side = self._text(at) in CHINESE_SIDES and self._text(after) in CHINESE_STREETS
        return side or (place != "before" and self._street_follows(at, after))

    def _short(self, at: int) -> bool:
        """Whether one letter is an abbreviation: "g. Kazan", not "Via G. Garibaldi"."""
        alone = not self.run and self.role is None
        return self.tokens[at].dotted and alone and self._is(at + 1, "word")

    def _prefix(self, at: int, after: int, place: str) -> bool:
        """Whether a street word belongs to what follows: "Zelenodol ul. Lenina"."""
        if place != "either" or not self._is(after, "word") or self._known_at(after):
            return False
        return self.role == "street" or (
            self._text(at) in SLAVIC and not ADJECTIVE.search(self.run[-1])
        )

    def _is_saint(self, at: int) -> bool:
        """Whether a saint is meant ("St. George's Road"): another street word follows."""
        for token in self.tokens[at + 1 : at + 5]:
            if token.sort != "word":
                return False
            options = units().get((token.text,), ())
            if any(name in ("street", "site") and place != "before" for name, place in options):
                return True
        return False

    def _street_follows(self, at: int, after: int) -> bool:
        """Whether the word names a street: "Tower Road", "Bridge Street"."""
        _, options = self._unit_at(after)
        street = any(name == "street" and place != "before" for name, place in options)
        if self.run and self._text(after) not in ENGLISH:
            return False  # "White Bridge Road", but "Merkez Mah. Cad. 5"
        return street and self._text(at) not in SLAVIC and self._text(after) not in SLAVIC

    def _open(self, at: int, length: int, role: str) -> int:
        self.close(at)
        self.role = role
        return at + length

    def _shut(self, at: int, length: int, role: str) -> int:
        self.role = role
        self.close(at)
        return at + length

    def _retype(self, at: int, role: str) -> None:
        """A unit that follows its name behind a number or a city: ``Jiangsu 214400 Province``."""
        last = self.phrases[-1] if self.phrases else None
        if last and last.role == "rest" and last.piece == self.piece and at - last.at <= 2:  # noqa: PLR2004
            last.role = role

    def close(self, at: int) -> None:
        """End the run; its words become a phrase."""
        if self.run:
            role, words = self.role or "rest", self.run
            found = cities().get(tuple(words)) if role == "city" else None
            if found:
                words, self.country = found[1].split(), self.country or found[0]
            numbered = self.lead is not None or self._short_number(at)
            if role == "region" or (role == "rest" and not numbered):
                words = self._region(words, at, role)
            if words:
                self.phrases.append(Phrase(role, words, at, self.piece, self.lead))
        self.run, self.role, self.lead = [], None, None

    def _short_number(self, at: int) -> bool:
        """Whether a number follows that is no postcode: "Durango 245" is a street."""
        return self._is(at, "number") and len(self.tokens[at].text) < LONG_BOX

    def _region(self, words: list[str], at: int, role: str) -> list[str]:
        """The words without a known region at their end, which becomes a phrase of its own."""
        for count in range(min(len(words), LONGEST_REGION), 0, -1):
            last = tuple(words[-count:])
            kinds = REGION_WORDS if role == "region" else ((),)
            for found in (regions().get((*last, *kind)) for kind in kinds):
                if found:
                    self.country = self.country or found[0]
                    self.phrases.append(Phrase("region", found[1].split(), at, self.piece))
                    return words[:-count]
        return words

    def _known_at(self, at: int) -> int:
        """How many words at a place are a city of the table that stands alone; 0 if none."""
        if self._text(at) not in _city_firsts():  # most words
            return 0
        best = 0
        words: list[str] = []
        for token in self.tokens[at : at + LONGEST_CITY]:
            if token.sort != "word":
                break
            words.append(token.text)
            if tuple(words) in cities() and self._city_ends(at + len(words)):
                best = len(words)
        return best

    def _known_city(self, at: int) -> int | None:
        if self.role is not None and not self.run:
            return None  # a street, a hotel or a district can bear a city's name
        best = self._known_at(at)
        if not best:
            return None
        found = cities()[tuple(token.text for token in self.tokens[at : at + best])]
        self.close(at)
        self.phrases.append(Phrase("city", found[1].split(), at, self.piece))
        self.country = self.country or found[0]
        return at + best

    def _city_ends(self, at: int) -> bool:
        """Whether what follows lets a city's name stand alone (not "Minsk Highway")."""
        if self._ends(at) or self._is(at, "number", "ordinal", "code"):
            return True
        length, options = self._unit_at(at)
        if not options:
            return country_code(self._text(at)) is not None or self._text(at) in _city_firsts()
        if any(name in ("region", "site", "zone") for name, _ in options):
            return False
        prefix = self._is(at + length, "word", "number", "ordinal", "code")
        return prefix and all(place in ("before", "either", "number") for _, place in options)

    # --- numbers

    def _number(self, at: int) -> int:
        value = self.tokens[at].text
        if self.role in ("street", "area", "zone") and not self.run:
            self.run.append(f"#{value}")
            if not self._is(at + 1, "word"):
                self.close(at + 1)
            return at + 1
        self.close(at)
        if self._text(at + 1) in SIDES and self._ends(at + 2):
            value, at = f"{value}{self._text(at + 1)}", at + 1
        self.loose.append(Loose(value, at, self.piece))
        return at + 1

    def _ordinal(self, at: int) -> int:
        value = self.tokens[at].text
        length, options = self._unit_at(at + 1)
        if any(name == "floor" for name, _ in options):
            self.close(at)
            self.numbers.setdefault("floor", []).append(value)
            return at + 1 + length
        if length and any(name == "km" for name, _ in options):
            self.close(at)
            self.numbers.setdefault("km", []).append(value)
            return at + 1 + length
        self.run.append(f"#{value}")
        return at + 1

    # --- looking around

    def _text(self, at: int) -> str:
        here = self.tokens[at] if 0 <= at < len(self.tokens) else None
        return here.text if here and here.sort == "word" else ""

    def _is(self, at: int, *sorts: str) -> bool:
        return at < len(self.tokens) and self.tokens[at].sort in sorts

    def _ends(self, at: int) -> bool:
        return at >= len(self.tokens) or self.tokens[at].sort == "break"


@functools.cache
def _city_firsts() -> frozenset[str]:
    return frozenset(words[0] for words in cities())
