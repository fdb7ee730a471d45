"""Names as lists print them: aliases, former names and remarks that stand within one name.

``KOLOKOL (AKA: EXAMPLE)``, ``A; B; C``, ``Zuhair (a.k.a. Zouheir, Zuheir) HAMAD``, ``X and any
successor``. What a list prints in one cell is taken apart here only where a label, a sign or the
words themselves say so; a bracket that could be a place or a branch stays in the name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from holdpoint.model import NameKind
from holdpoint.text import FORM, name_tokens, script, weight

_LABELS: tuple[tuple[str, NameKind], ...] = (
    (r"a\.\s?k\.\s?a\b\.?|aka\b|also known as\b|alias\b|d/b/a\b|d\.b\.a\.", "strong"),
    (r"f\.\s?k\.\s?a\b\.?|formerly known as\b|previously known as\b|formerly\b|ex[\s-]", "former"),
)
_INSIDE = re.compile(
    "^(?:" + "|".join(f"(?P<{kind}>{words})" for words, kind in _LABELS) + r")[:.,\s-]*",
    re.IGNORECASE,
)
# Without full stops or a colon, "AKA" or "DBA" can be how a name begins.
_LEADING = re.compile(
    r"^(?:(?P<strong>a\.k\.a\b\.?|aka:|dba:|d/b/a\s)|(?P<former>f\.k\.a\b\.?|fka:))[:,\s]*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[,;]?\s+[-\u2013]?(?:(?P<strong>a\.k\.a\.?|akas?|d/b/a|also known as)"
    r"|(?P<former>f\.k\.a\.?|formerly known as))[-\u2013]?,?\s+",
    re.IGNORECASE,
)
_LISTED_AS = re.compile(r"\s*\((?:formerly|previously) listed as\)\s*$", re.IGNORECASE)
_SUCCESSOR = re.compile(
    r"\s*[;,]?\s+and\s+(?:(?:any|all|its)\s+)?(?:successors?|sub-?units?|subsidiar(?:y|ies))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_TIED = re.compile(
    r"\s*\((?P<country>[A-Z][\w ]{1,20}) (?:national|individual|citizen|entity|person)\)"
)
_ABOUT = re.compile(
    r"\s*\((?=[^()]*\b(?:date of birth|DOB|place of birth|POB)\b)[^()]*(?:\([^()]*\)[^()]*)*\)",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:date of birth|DOB)\s*:?\s*([^;,)]+)", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]")
_SCRIPT = re.compile(r"^(?:original script|[A-Z][a-z]+):\s*", re.IGNORECASE)
_NUMBERING = re.compile(r"^\([a-z]\)\s*")
_SEVERAL = re.compile(r"\s*[,;]\s*(?:or\s+)?|\s+or\s+")
_QUOTES = "'\"\u2018\u2019\u201c\u201d«»"
_SHORT = re.compile(r"^[A-Z0-9][A-Za-z0-9&./-]{1,11}$")
_SIGNS = (
    r"[(\[;]|\ba\.?k\.?a|f\.k\.a|d/b/a|d\.b\.a|dba:|also known|formerly|successor|sub-?unit|"
    r"subsidiar"
)
_PLAIN = re.compile(_SIGNS, re.IGNORECASE)
# The same for small letters: a search that knows which letters it can begin with is quick.
_PLAIN_ASCII = re.compile(_SIGNS.replace(r"\b", ""))
_TELLING = 0.4
_LEAST_LETTERS = 3
Named = tuple[str, NameKind | None]


@dataclass(slots=True)
class Printed:
    """What one printed name says.

    Attributes:
        names: The names in it, the first one first; ``None`` is the kind that the list gave it.
        tied: Countries that it is said to belong to, as printed.
        born: Birth dates that belong to the name, as printed.
        remarks: What is no part of any name.
    """

    names: list[Named] = field(default_factory=list)
    tied: list[str] = field(default_factory=list)
    born: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@functools.lru_cache(maxsize=1024)
def printed(text: str) -> Printed:
    """Take a printed name apart; a plain one comes back as it is."""
    out = Printed()
    if _is_plain(text):
        out.names.append((text, None))
        return out
    rest = _remarks(text, out)
    for piece in _pieces(rest):
        _piece(piece, out)
    if not out.names:
        out.names.append((text, None))
    return out


def _is_plain(text: str) -> bool:
    """Whether a printed name is one name and nothing else, as most are."""
    if text.isascii() and not _PLAIN_ASCII.search(text.lower()):
        return True
    return not _PLAIN.search(text)


def _remarks(text: str, out: Printed) -> str:
    """The text without what is said about its bearer."""
    for about in _ABOUT.findall(text):
        out.born += [found.strip() for found in _BORN.findall(about)]
        out.remarks.append(about.strip(" ()"))
    text = _ABOUT.sub("", text)
    successor = _SUCCESSOR.search(text)
    if successor and successor.start():
        out.remarks.append(successor[0].strip(" ;,"))
        text = text[: successor.start()]
    out.tied += [tie["country"] for tie in _TIED.finditer(text)]
    return _TIED.sub("", text)


def _pieces(text: str) -> Iterator[str]:
    """Parts between semicolons that stand outside brackets."""
    depth = start = 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == ";" and depth <= 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _piece(piece: str, out: Printed) -> None:
    text = _NUMBERING.sub("", piece.strip()).strip()
    parts = _BETWEEN.split(text) if _outside(text, _BETWEEN) else [text]
    kinds: list[NameKind | None] = [None]
    kinds += ["strong" if strong else "former" for strong in parts[1::3]]
    for place, (part, kind) in enumerate(zip(parts[0::3], kinds, strict=True)):
        several = _listed(part) if place and part.count(",") > 1 else [part]
        for one in several:
            _one(one.strip(), kind, out)


def comma_names(text: str, kind: str) -> list[str]:
    """Names between commas, where the commas do part names.

    A person's are parted only where every part has two words or more: ``IVANOV, Ivan`` is one name.

    Args:
        text: One name or several.
        kind: Type of who bears them.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if kind == "person":
        return parts if all(" " in part for part in parts) else [text.strip()] if parts else []
    return [part.strip() for part in _listed(text) if part.strip()]


def _outside(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether what parts names stands outside all brackets."""
    found = pattern.search(text)
    if found is None:
        return False
    before = text[: found.start()]
    return all(before.count(mark) == before.count(end) for mark, end in ("()", "[]"))


def _listed(text: str) -> list[str]:
    """Names between commas; a company form belongs to the name before it."""
    out: list[str] = []
    for part in text.split(","):
        forms = name_tokens(f"x {part}", "company")[1:]
        if out and forms and all(word.startswith(FORM) for word in forms):
            out[-1] += f",{part}"
        else:
            out.append(part)
    return out


def _one(text: str, kind: NameKind | None, out: Printed) -> None:
    leading = _LEADING.match(text)
    if leading:
        kind, text = ("strong" if leading["strong"] else "former"), text[leading.end() :]
    if _LISTED_AS.search(text):
        kind, text = "former", _LISTED_AS.sub("", text)
    more: list[Named] = []
    for bracket in list(_BRACKET.finditer(text)):
        label = _INSIDE.match(bracket[1])
        if label:
            more += _alternatives(text, bracket, label)
    bare = _BRACKET.sub(lambda match: "" if _INSIDE.match(match[1]) else match[0], text)
    bare = bare.strip(" ,-")
    if bare:
        out.names.append((bare, kind))
        more += [(name, found or kind) for name, found in _short_and_long(bare)]
    out.names += [(name, found) for name, found in more if name]


def _alternatives(text: str, bracket: re.Match[str], label: re.Match[str]) -> Iterator[Named]:
    """Names behind "a.k.a.", "formerly" … in a bracket.

    A single word before more of the name is another spelling of the word before it:
    "Zuhair (a.k.a. Zouheir) HAMAD".
    """
    kind: NameKind = "strong" if label["strong"] else "former"
    behind = _BRACKET.sub("", text[bracket.end() :]).strip(" ,-")
    before = _BRACKET.sub("", text[: bracket.start()]).split()
    for raw in _SEVERAL.split(bracket[1][label.end() :]):
        one = _unquoted(_INSIDE.sub("", raw.strip()))
        if not one:
            continue
        if " " not in one and behind and before:
            yield " ".join([*before[:-1], one, behind]), kind
        else:
            yield one, kind if " " in one or not before[1:] else "weak"


def _short_and_long(text: str) -> Iterator[Named]:
    """The name without a bracket that repeats it: in short, in part, or in another script."""
    bracket = next(reversed(list(_BRACKET.finditer(text))), None)
    if bracket is None:
        return
    inside = _unquoted(_SCRIPT.sub("", bracket[1]))
    base = (text[: bracket.start()] + text[bracket.end() :]).strip(" ,-")
    last = not text[bracket.end() :].strip(" .,-")
    if not inside or not base:
        return
    if _is_short_for(inside, base):
        yield base, None
        if last and len(inside) >= _LEAST_LETTERS:
            yield inside, "weak"
    elif last and _in_two_scripts(inside, base):
        yield base, None
        yield inside, None if script(inside) == "latin" else "original"
    elif last and _repeats(inside, base):
        yield base, None
        yield inside, None if " " in inside else "weak"


def _unquoted(text: str) -> str:
    """A text without the marks around it; a mark that belongs to a word within stays."""
    text = text.strip(" ,.:")
    if len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    return text


def _in_two_scripts(one: str, other: str) -> bool:
    scripts = {script(one), script(other)}
    return "latin" in scripts and "none" not in scripts and len(scripts) > 1


def _is_short_for(inside: str, base: str) -> bool:
    """Whether letters of the name, in their order from the beginning of a word, make the short."""
    letters = re.sub(r"\W", "", inside)
    form = name_tokens(f"x {inside}", "company")[1:2]
    if not _SHORT.match(inside) or sum(map(str.isupper, letters)) < 2:  # noqa: PLR2004 - no acronym
        return False
    if form and form[0].startswith(FORM):
        return False
    first = letters[0].casefold()
    begins = next((m.start() for m in re.finditer(r"\b\w", base) if m[0].casefold() == first), None)
    walk = iter(base[begins:].casefold())
    return begins is not None and all(letter in walk for letter in letters.casefold())


def _repeats(inside: str, base: str) -> bool:
    """Whether every part of a bracket has a telling word of the name itself."""
    own = {word for word in name_tokens(base, "company") if not word.startswith(FORM)}
    words = [w for w in name_tokens(inside, "company") if not w.startswith(FORM)]
    telling = [word for word in words if word in own and weight(word) >= _TELLING]
    return bool(telling) and 2 * len([w for w in words if w in own]) >= len(words)
