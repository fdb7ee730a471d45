"""The UK list's "Other Information": labelled facts in running text."""

from __future__ import annotations

import functools
import re

from holdpoint.sources._data import keyed
from holdpoint.sources._draft import Draft, where
from holdpoint.sources._fields import put
from holdpoint.sources._files import tidy
from holdpoint.text import country_codes

_NUMBERED = re.compile(r"\(\s*\d{1,2}\s*\)")
_OLD_UN = re.compile(r"UN\s*REF(?:ERENCE)?\.?:?\s*([A-Z]{1,3}\.?[\w.]*\d)", re.IGNORECASE)
_OLD_IMO = re.compile(r"\bIMO(?: number)?:?\s*(\d{7})\b", re.IGNORECASE)
_PHONES = re.compile(r"[.,;]\s+(?=[+(]?\d)")
_WORDS = re.compile(r"[\s,;]+")
_SENTENCES = re.compile(r"(?<=[\w)])[.;,]\s+(?=[A-Z])")
_FLAGS = re.compile(r"[.,;]\s+")
_NUMBER = re.compile(r"\b[A-Z]{0,4}\d[\w/.-]*\d\b")
_SHORT = re.compile(r"\b[A-Z][A-Za-z]{0,2}\b")
_CAPITAL = re.compile(r"\b[A-Z][a-z]{3,}\b")
_EMPTY = frozenset({"", "-", "na", "n/a"})


def numbered(text: str) -> list[str]:
    """``(1) A (2) B`` as ``["A", "B"]``; positions of ``-`` stay empty; a plain text is itself."""
    text = tidy(text)
    parts = _NUMBERED.split(text)
    if len(parts) == 1 or parts[0].strip(" ."):
        return [text] if text else []
    clean = [part.strip(" .;") for part in parts[1:]]
    return ["" if part in _EMPTY else part for part in clean]


@functools.cache
def _pattern() -> re.Pattern[str]:
    known = sorted(keyed("uk_labels.csv", "label"), key=len, reverse=True)
    return re.compile(r"\((" + "|".join(map(re.escape, known)) + r")\)\s*:")


def read_other(draft: Draft, text: str, seen: set[str]) -> dict[str, str]:
    """Take the facts of one row's "Other Information".

    Args:
        draft: The entity.
        text: The cell.
        seen: Texts of earlier rows of the same entity; one is not read twice.

    Returns:
        What belongs to the listing: ``reference``, ``un_ref``, ``reasons``, where stated.
    """
    if text in seen:
        return {}
    seen.add(text)
    said: dict[str, str] = {}
    pieces = _pattern().split(text)
    _free(draft, pieces[0], said)
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        kind = keyed("uk_labels.csv", "label")[label]["kind"]
        if kind in ("reference", "un_ref"):
            number, _, rest = tidy(value).partition(" ")
            said[kind] = number.rstrip(".")
            _free(draft, rest, said)
        elif kind == "reasons":
            draft.keep("UK Statement of Reasons", value)
        else:
            _fact(draft, kind, label, value)
    return said


def one_country(text: str) -> str | None:
    """The only country that a note names ("Issuing country: Libya. Expired 2014"), if any.

    Short words are left out: "CR" is the company register as often as Costa Rica.
    """
    whole = country_codes(_SHORT.sub(" ", text))
    found = whole or tuple({code for word in _CAPITAL.findall(text) if (code := where(word))})
    return found[0] if len(found) == 1 else None


def _free(draft: Draft, text: str, said: dict[str, str]) -> None:
    """Running text: kept as remarks; the old form of the list hides two numbers in it."""
    draft.remark(text)
    old = _OLD_UN.match(text.strip())
    if old:
        said.setdefault("un_ref", old[1].rstrip("."))
    for number in _OLD_IMO.findall(text):
        if draft.type == "vessel":
            draft.identifier("imo", number)


def _fact(draft: Draft, kind: str, label: str, value: str) -> None:
    for part in numbered(value):
        if part:
            _one(draft, kind, label, part)


def _one(draft: Draft, kind: str, label: str, part: str) -> None:
    if kind in ("phone", "fax"):
        for number in _PHONES.split(part):
            draft.identifier("phone", number, note="fax" if kind == "fax" else None)
    elif kind in ("email", "website"):
        _addresses(draft, part)
    elif kind in ("registration", "tax"):
        for text in _SENTENCES.split(part):
            _number(draft, kind, text)
    elif kind == "flag_former":
        for flag in _FLAGS.split(part):
            draft.flag(flag, former=True)
    elif not (done := put(draft, kind, part, label)):
        if done is None:
            draft.identifier(kind, part.strip(" ."))
        else:
            draft.keep(label, part)


def _addresses(draft: Draft, text: str) -> None:
    """E-mail and web addresses stand under each other's label now and then."""
    for word in filter(None, _WORDS.split(text)):
        if "." in word:
            draft.identifier("email" if "@" in word else "website", word.strip(".,;"))
        else:
            draft.remark(word)


def _number(draft: Draft, kind: str, text: str) -> None:
    """Register numbers with whatever words stand around them."""
    found = list(_NUMBER.finditer(text))
    if not found:
        draft.remark(text)
    elif len(found) == 1:
        _labelled(draft, kind, found[0][0], text.replace(found[0][0], " "))
    else:
        # With several, the words before each one say what it is.
        ends = [0, *(match.end() for match in found)]
        for match, end in zip(found, ends, strict=False):
            _labelled(draft, kind, match[0], text[end : match.start()])


def _labelled(draft: Draft, kind: str, number: str, label: str) -> None:
    words = tidy(label).strip(" -:./\"'")
    upper = words.upper()
    if "OGRN" in upper:
        kind = "ogrn"
    elif "INN" in upper.split() or "INN:" in upper:
        kind = "inn"
    elif "TIN" in upper.split() or "TAX" in upper:
        kind = "tax"
    draft.identifier(kind, number, one_country(words), words or None)
