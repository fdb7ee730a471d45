"""Instruments of law by their form: orders, resolutions, acts, sections, ship numbers."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence

from holdpoint.disclosures._seen import Seen
from holdpoint.text import identifier_check, normalise_identifier

Finder = Callable[[str, int, int], Iterator[Seen]]

_TITLE = r"[\"\u201c](?P<title>[A-Z][^\"\u201c\u201d\n]{8,200}?)[,.]?[\"\u201d]"
# Words without one of which a sentence names no such instrument, its pattern, its name in full.
_Form = tuple[tuple[str, ...], re.Pattern[str], str]
_FORMS: tuple[_Form, ...] = (
    (
        ("Executive Order", "E.O.", "EO"),
        re.compile(
            r"\b(?:Executive Orders?|E\.O\.|EO)(?: \(E\.O\.\))? (?P<number>1[0-9]{4})(?!\d)",
        ),
        "Executive Order {number}",
    ),
    (
        ("Executive Order, ",),
        re.compile(rf"\bExecutive Order, {_TITLE}"),
        "Executive Order: {title}",
    ),
    (
        (" Security Council Resolution", " Security Council resolution"),
        re.compile(
            r"\b(?P<council>(?:U\.?N\.?|United Nations) Security Council) "
            r"[Rr]esolutions? (?P<number>\d{3,4})\b"
            r"(?: \(\d{4}\))?"
        ),
        "UN Security Council Resolution {number}",
    ),
    (
        ("UNSC",),
        re.compile(r"\b(?:UNSCR|UNSC Resolution) (?P<number>\d{3,4})\b"),
        "UN Security Council Resolution {number}",
    ),
    (
        (" (EU)", " (EC)", " (CFSP)"),
        re.compile(
            r"\b(?:Council )?(?P<form>Regulation|Decision|Directive|Implementing Regulation) "
            r"\((?P<body>EU|EC|CFSP)\)(?: No\.?)? (?P<number>\d{1,4}/\d{1,4})"
        ),
        "{form} ({body}) {number}",
    ),
    (
        ("CFR", "C.F.R.", "U.S.C.", "USC"),
        re.compile(
            r"\b(?P<title>\d{1,2}) (?P<code>CFR|C\.F\.R\.|U\.S\.C\.|USC)"
            r"(?: [Pp]arts?| \u00a7{1,2})? "
            r"(?P<number>\d(?:[\w.-]{0,20}\w)?)"
        ),
        "{title} {code} {number}",
    ),
    (
        ("Regulation No",),
        re.compile(r"\bRegulation No\.? (?P<number>\d{1,4}/\d{2,4})"),
        "Regulation {number}",
    ),
)
_OTHER_FORMS = ("ection ", " resolutions")
_COUNCIL = r"(?P<council>(?:U\.?N\.?|United Nations) Security Council)"
_UNNAMED = re.compile(
    rf"\b(?:(?:existing|relevant|several|multiple|applicable|all) )?{_COUNCIL} resolutions\b"
)
_SECTION = re.compile(
    r"\b[Ss]ection (?P<section>\d{1,4}[\w()]{0,12}) of the "
    r"(?P<act>[A-Z][\w'\u2019-]*(?:(?:, | and | of |, and | )(?:[A-Z][\w'\u2019-]*)){1,12}? Act)\b"
)
_IMO = re.compile(r"\bIMO(?: (?:[Nn]umber|[Nn]o\.?))?[:\s#]{0,3}(?P<number>\d{7})\b")
_FLYING = ("tail number", "registration", "aircraft", "flight", "jet", "plane", "registered")
_TAIL = re.compile(
    r"\b(?:tail number|registration(?: number)?|aircraft|flight|jet|plane|registered) \(?"
    r"(?P<number>[A-Z]{1,2}-[A-Z0-9]{3,5})\b"
)


def finders_in(text: str) -> list[Finder]:
    """Give what finds the instruments, ships and aircraft of a sentence of a text.

    Each is asked with the text and the offsets of the sentence; one whose words stand nowhere in
    the text is left out.
    """
    held = text.__contains__
    forms = tuple([form for form in _FORMS if any(map(held, form[0]))])
    found: list[Finder] = []
    if forms or any(map(held, _OTHER_FORMS)):
        found.append(functools.partial(instruments, forms=forms))
    if "IMO" in text:
        found.append(ship_numbers)
    if any(map(held, _FLYING)):
        found.append(aircraft)
    return found


def instruments(text: str, start: int, end: int, forms: Sequence[_Form] = _FORMS) -> Iterator[Seen]:
    """Give the instruments of law of a sentence, in no order; nothing is filled in.

    "existing UN Security Council resolutions" are an instrument that the text does not name: it is
    not resolved, and no number is added.
    """
    part = text[start:end]
    for anchors, pattern, name in forms:
        for anchor in anchors:
            if anchor in part:
                break
        else:
            continue
        for match in pattern.finditer(text, start, end):
            told = name.format(**{k: v or "" for k, v in match.groupdict().items()})
            yield Seen(*match.span(), "LegalInstrument", told, key=f"law:{told}")
            yield from _council(match)
    for match in _SECTION.finditer(text, start, end) if "ection " in part else ():
        act = match["act"]
        yield Seen(
            *match.span(),
            "LegalInstrument",
            act,
            key=f"law:{act}",
            note=f"section {match['section']}",
        )
    for match in _UNNAMED.finditer(text, start, end) if " resolutions" in part else ():
        yield Seen(
            *match.span(),
            "LegalInstrument",
            f"{match['council']} resolutions",
            form="description",
            key="law:UN Security Council resolutions",
            resolved=False,
            note="the text gives no number, and none is filled in",
        )
        yield from _council(match)


def _council(match: re.Match[str]) -> Iterator[Seen]:
    """Give the body that a resolution is of, whose name stands within the resolution's."""
    if "council" not in match.re.groupindex:
        return
    name = "UN Security Council"
    seen = Seen(*match.span("council"), "PublicBody", name, key=f"body:{name}")
    seen.nested = True
    yield seen


def ship_numbers(text: str, start: int, end: int) -> Iterator[Seen]:
    """Give the IMO numbers of a sentence; one with a wrong check digit is told and not kept."""
    if text.find("IMO", start, end) < 0:
        return
    for match in _IMO.finditer(text, start, end):
        number = normalise_identifier("imo", match["number"])
        right = identifier_check("imo", number)
        yield Seen(
            *match.span(),
            "Vessel",
            f"IMO {number}",
            form="alias",
            key=f"imo:{number}",
            identifiers={"imo": number} if right else None,
            note=None if right else f"IMO {number} has a wrong check digit",
        )


def aircraft(text: str, start: int, end: int) -> Iterator[Seen]:
    """Give the aircraft that a sentence names by a tail number."""
    if text.find("-", start, end) < 0:
        return
    for match in _TAIL.finditer(text, start, end):
        number = match["number"]
        at = match.start("number")
        yield Seen(
            at,
            match.end(),
            "Airplane",
            number,
            key=f"tail:{number}",
            identifiers={"registration": number},
        )
