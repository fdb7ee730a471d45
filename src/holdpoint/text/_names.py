"""Names to words that can be compared."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from holdpoint.text._data import rows, several
from holdpoint.text._families import known_names, name_group
from holdpoint.text._marks import FORM, LETTERS
from holdpoint.text._scripts import romanise
from holdpoint.text._words import (
    SHORT_FORM,
    form_words,
    glued_form,
    is_business_word,
    misspelt_form,
    phrases,
    single_forms,
    split,
)

MOST_WORDS = 64
"""Words of a name that are compared; what follows is left out (no list has longer names)."""

LONGEST_WORD = 64
"""Letters of a word that are compared."""

LONGEST_NAME = 2000
"""Characters of a name that are looked at."""

MOST_TIMES = 3
"""How often a word can stand in a name; more often, it adds nothing but work."""

_WORD = re.compile(r"[a-z0-9]+")
_DOTTED = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]\.\s?){1,5}[^\W\d_])\b\.?")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z]{2,6}\b)")
_AND = re.compile(r"\b([A-Z]{1,2})(?:\s?&\s?|\s(?:and|AND)\s)([A-Z]{1,2})\b")
_PERCENT = re.compile(r"(?<=\d)\s?%")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_ZEROS = re.compile(r"^0+(?=\d)")
_LONGEST_PHRASE = 9
_LEAST_MISSPELT_PHRASE = 3
_LONG_IN_A_SHORT_PHRASE = 8
_MANY_LETTERS = 3
_ABD = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdur", "abdus", "abdou"})
_DIN = frozenset({"din", "deen", "dine", "dean", "ddin"})
_ALLAH = frozenset({"allah", "lah", "ullah", "ellah", "illah"})
_GLUED_DIN = frozenset(
    {"eldin", "aldin", "eldeen", "aldeen", "eddine", "eddin", "addin", "uddin", "aldine"}
)
# A misspelt name after "abdel", but no surname made of the whole ("Abdulkarimov").
_SERVANT_OF_UNKNOWN = re.compile(
    r"abd[aeou]l([b-df-hj-km-np-tv-z][a-z]{4,})(?<!ov)(?<!ev)(?<!ova)(?<!eva)(?<!in)(?<!zade)(?<!zadeh)"
)
_AS_ONE = (
    (
        re.compile(
            r"abd(?:[aeou]|ou)(?:l|r(?=r)|s(?=s)|z(?=z)|n(?=n)|d(?=d)|sh(?=sh)|t(?=t))?([a-z]{3,})"
            r"(?<!ov)(?<!ev)(?<!ova)(?<!eva)"
        ),
        ("abdul",),
        (),
    ),
    (re.compile(r"([a-z]{2,})(?:[aeou]l|[aeou]d|[aeiou])d(?:in|een|ine|yn)"), (), ("din",)),
    (re.compile(r"al([a-z]{5,})"), ("al",), ()),
    (re.compile(r"el([a-z]{5,})"), ("al",), ()),
)
_ARTICLES = frozenset(
    {"al", "el", "ul", "ol", "ar", "as", "ash", "an", "ad", "az", "ed", "ud", "eddin"}
)
_OF_SERVANTS = _ABD | _ALLAH | _DIN | _GLUED_DIN | _ARTICLES
_NUMBER_WORDS = frozenset({"no", "nr", "num", "number", "nomer"})
_NUMBERED = re.compile(r"^(?:no|nr|num)(\d+)$")


def tokens(text: str) -> tuple[str, ...]:
    """The plain words of any text, romanised: ``"Ул. Ленина, 5"`` → ``("ul", "lenina", "5")``."""
    return tuple(_WORD.findall(romanise(text).replace("'", "")))


def name_tokens(text: str, kind: str = "unknown", *, meanings: bool = True) -> tuple[str, ...]:
    """The words of a name in one spelling each, in their order.

    Args:
        text: A name in any script; of a longer one, the first :data:`LONGEST_NAME` characters.
        kind: ``person`` leaves company forms and equal words alone; every other type of party
            turns forms into ``@llc``, ``@jsc`` … and words such as ``завод`` into ``plant`` (data
            files ``company_forms.csv`` and ``equivalents.csv``).
        meanings: Without, words stay as they are spelt and only forms are turned.

    Returns:
        Lower-case ASCII words, at most :data:`MOST_WORDS` of :data:`LONGEST_WORD` letters, each
        at most :data:`MOST_TIMES` times. ``@`` begins a company form, ``~`` a word from a script
        that leaves vowels out. Numbers lose leading zeros and ordinal endings; one letter is an
        initial. A name of forms only keeps them as words.
    """
    if len(text) > LONGEST_NAME:
        text = text[:LONGEST_NAME].rpartition(" ")[0] or text[:LONGEST_NAME]
    return _name_tokens(text, kind != "person", meanings)


@functools.lru_cache(maxsize=65536)
def _name_tokens(text: str, company: bool, meanings: bool) -> tuple[str, ...]:
    if company:
        text = _readied(text)
    if "." in text:
        text = _DOTTED.sub(functools.partial(_undotted, company), text)
    words = split(text, company=company)
    letters = "".join(words).isalpha()  # as in most names
    if company or not letters:
        words = [part for word in words for part in _apart(word, company)]
    words = _not_too_often(words)[:MOST_WORDS]
    if len(text) > LONGEST_WORD or not text.isascii():
        words = [word[:LONGEST_WORD] for word in words]
    words = _tens(_rejoined(words)) if company else words
    plain = _servant(words)
    if company or not letters:
        plain = [_number(word, company) for word in plain]
    if not _NUMBER_WORDS.isdisjoint(plain):
        plain = _without_number_words(plain)
    return tuple(_called(plain, meanings) if company else plain)


def _readied(text: str) -> str:
    """The name of a company with its signs and what is run together as words."""
    if "&" in text or "and" in text or "AND" in text:
        text = _anded(text)
    if "%" in text:
        text = _PERCENT.sub(" percent", text)
    return _unglued(text)


def _called(words: list[str], meanings: bool) -> list[str]:
    """The words of a company's name, with forms, phrases and numbers by what they are called."""
    if not _written("last").keys().isdisjoint(words):
        last = _last_word(words)
        words[last:] = [_written("last").get(word, word) for word in words[last:]]
    found = _phrased(words, meanings)
    forms_only = found and found[0][0] == FORM and all(word[0] == FORM for word in found)
    return words if forms_only else found


def _without_number_words(words: list[str]) -> list[str]:
    """``No. 5`` is ``5``."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    return [word for word, after in pairs if word not in _NUMBER_WORDS or not after.isdigit()]


def _last_word(words: Sequence[str]) -> int:
    """The place of the last word before the company forms that end a name; no first word is it."""
    last = len(words) - 1
    while last > 1 and words[last] in single_forms():
        last -= 1
    return max(last, 1)


@functools.lru_cache(maxsize=65536)
def _apart(word: str, company: bool) -> Sequence[str]:
    """Words that were run together: letters and digits, a name and its company form."""
    if word.isalpha():
        return (glued_form(word) if company else None) or (word,)
    if word.isdigit() or word[0] == LETTERS or _NUMBERED.match(word):
        return (word,)
    return tuple(_ORDINALS_OR_PARTS.findall(_unscanned(word)))


_ORDINALS_OR_PARTS = re.compile(r"\d+(?:st|nd|rd|th)$|\d+|[^\d]+")
_SCANNED = re.compile(r"(?<=[a-z])[01589](?=[a-z])|^[05](?=[a-z]{4})")
_LOOKS_LIKE = {"0": "o", "1": "l", "5": "s", "8": "b", "9": "g"}
_LEAST_SCANNED = 3


def _unscanned(word: str) -> str:
    """Digits that a scanner made of letters, back to letters: ``ca5pian``, ``0berhauser``."""
    if sum(letter.isalpha() for letter in word) < _LEAST_SCANNED:
        return word
    return _SCANNED.sub(lambda digit: _LOOKS_LIKE[digit[0]], word)


def _not_too_often(words: list[str]) -> list[str]:
    if len(set(words)) == len(words):
        return words
    seen: Counter[str] = Counter()
    kept = []
    for word in words:
        seen[word] += 1
        if seen[word] <= MOST_TIMES:
            kept.append(word)
    return kept


def is_cut(text: str) -> bool:
    """Whether a name is longer than what :func:`name_tokens` looks at."""
    if len(text) <= MOST_WORDS:  # not even single letters would be that many words
        return False
    return len(text) > LONGEST_NAME or len(_not_too_often(split(text))) > MOST_WORDS


def _unglued(text: str) -> str:
    """``SiemensAG`` is two words where the second is a company form."""
    if not text.isascii():
        return text
    if not _GLUED.search(text):
        return " ".join(text.split())
    return " ".join(
        " ".join(parts) if parts[-1].lower() in single_forms() else word
        for word in text.split()
        for parts in [_GLUED.split(word)]
    )


def _undotted(company: bool, match: re.Match[str]) -> str:
    """``L.L.C.`` is one word, ``J.R.`` before a surname two initials."""
    letters = re.sub(r"[.\s]", "", match[1])
    one = company and (len(letters) >= _MANY_LETTERS or romanise(letters) in single_forms())
    return f" {letters} " if one else f" {' '.join(letters)} "


def _anded(text: str) -> str:
    """``AT&T`` and ``AT and T`` are one word, as ``att``; ``Li & Co`` is not."""
    return _AND.sub(
        lambda found: found[0] if found[2].lower() in single_forms() else found[1] + found[2], text
    )


@functools.cache
def _written(where: str) -> dict[str, str]:
    """Written numbers and Roman numerals; those that may be initials or surnames only ``last``."""
    return {
        romanise(word): row["number"]
        for row in rows("number_words")
        if row["where"] == where
        for word in several(row["words"])
    }


def _servant(words: list[str]) -> list[str]:
    """``Abd al-Rahman``, ``Abdurrahman``: ``Abdul Rahman``; ``Nur al-Din``: ``Nuruddin``."""
    if _OF_SERVANTS.isdisjoint(words):  # most names
        return [part for word in words for part in _parts(word) or (word,)]
    return _put_together(words)


def _put_together(words: list[str]) -> list[str]:
    out: list[str] = []
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if word in _ABD and after in _ALLAH:
            out.append("abdullah")
        elif word in _ALLAH and before in _ABD:
            continue
        elif word in _ABD:
            out.append("abdul")  # "al-Rahman, Abd" parts the two
        elif word in _ARTICLES and before in _ABD:
            continue
        elif word in _DIN and before in _ARTICLES and len(out) > 1 and out[-1] == before:
            out[-1] = "din"
        elif word in _GLUED_DIN and out:
            out.append("din")
        elif parts := _parts(word):
            out += parts
        else:
            out.append(word)
    return out


@functools.lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[str, ...]:
    """The parts of an Arabic name that is written as one word, or none.

    ``abdelkader`` is "abdul" and "kader", ``noureddine`` "nur" and "din", ``alkhatib`` "al" and
    "khatib", each where the rest is a known name and the whole is no other one.
    """
    if (group := name_group(word)) and group.endswith("uddin"):
        return group.removesuffix("uddin"), "din"
    names = known_names()
    if word in names:
        return ()
    for pattern, first, last in _AS_ONE:
        if (found := pattern.fullmatch(word)) and found[1] in names:
            return (*first, found[1], *last)
    misspelt = _SERVANT_OF_UNKNOWN.fullmatch(word)
    return ("abdul", misspelt[1]) if misspelt else ()


def _rejoined(words: list[str]) -> list[str]:
    """``com pany``: a word of business or of a company form that was cut in two."""
    out = words[:1]
    for word in words[1:]:
        whole = out[-1] + word
        long = len(whole) >= _LEAST_REJOINED and is_business_word(whole)
        if long and not (is_business_word(word) or is_business_word(out[-1])):
            out[-1] = whole
        else:
            out.append(word)
    return out


_LEAST_REJOINED = 6
_TENS = frozenset(str(number) for number in range(20, 100, 10))


def _tens(words: list[str]) -> list[str]:
    """``forty four`` is one number; only where the tens are written out."""
    if _written_tens().isdisjoint(words):
        return words
    written = _written("any")
    out: list[str] = []
    for word in words:
        unit = "1" if word == "one" else written.get(word, word)
        before = written.get(out[-1], "") if out else ""
        if len(unit) == 1 and unit.isdigit() and before in _TENS:
            out[-1] = before[0] + unit
        else:
            out.append(word)
    return out


@functools.cache
def _written_tens() -> frozenset[str]:
    return frozenset(word for word, number in _written("any").items() if number in _TENS)


@functools.lru_cache(maxsize=65536)
def _number(word: str, company: bool) -> str:
    if company and word in _written("any"):
        return _written("any")[word]
    if word.isalpha():
        return word
    word = _NUMBERED.sub(r"\1", word)
    return _ZEROS.sub("", _ORDINAL.sub(r"\1", word)) if word[0].isdigit() else word


def _phrased(words: list[str], meanings: bool) -> list[str]:
    table = phrases(company=True, meanings=meanings)
    lengths = _phrase_lengths(meanings)
    spelt = {at: near for at, word in enumerate(words) if (near := form_words(word))}
    out: list[str] = []
    position, end = 0, len(words)
    while position < end:
        most = _LONGEST_PHRASE if spelt else lengths.get(words[position], 0)
        most = min(most, _LONGEST_PHRASE, end - position)
        length, word = _longest(words, spelt, position, most, table)
        if word is None:
            word = misspelt_form(words[position], last=position == end - 1 > 0)
        if word is None:
            out.append(words[position])
        else:
            out += word.split()
        position += length
    return out


@functools.cache
def _phrase_lengths(meanings: bool) -> dict[str, int]:
    """By first word, how many words the longest phrase has."""
    table = phrases(company=True, meanings=meanings)
    return {first: max(map(len, group)) for first, group in table.items()}


def _longest(
    words: list[str],
    spelt: Mapping[int, Sequence[str]],
    position: int,
    most: int,
    table: Mapping[str, Mapping[tuple[str, ...], str]],
) -> tuple[int, str | None]:
    """The longest phrase that begins at a word, of at most so many words.

    Returns:
        How many words it has, and what it is called; 1 and ``None`` where there is none.
    """
    candidates = table.get(words[position], {})
    for length in range(most, 0, -1):
        found = candidates.get(tuple(words[position : position + length]))
        if found is not None and _believed(words, position, length, found):
            return length, found
        if spelt:
            found = _misspelt_phrase(words[position : position + length], spelt, position, table)
            if found is not None:
                return length, found
    return 1, None


def _misspelt_phrase(
    words: list[str],
    spelt: Mapping[int, Sequence[str]],
    position: int,
    table: Mapping[str, Mapping[tuple[str, ...], str]],
) -> str | None:
    """What words are called that would be a phrase if one of them were spelt as it should be."""
    if len(words) < 2:  # noqa: PLR2004 - a word alone is looked at by misspelt_form
        return None
    for at in range(len(words)):
        if len(words) < _LEAST_MISSPELT_PHRASE and len(words[at]) < _LONG_IN_A_SHORT_PHRASE:
            continue
        for word in spelt.get(position + at, ()):
            mended = (*words[:at], word, *words[at + 1 :])
            found = table.get(mended[0], {}).get(mended)
            if found is not None:
                return found
    return None


def _believed(words: list[str], position: int, length: int, found: str) -> bool:
    """A short form stands at the beginning or the end, beside other forms at most."""
    if not found.startswith(FORM) or length > 1 or len(words[position]) > SHORT_FORM:
        return True
    forms = single_forms()
    before, after = words[:position], words[position + 1 :]
    return all(word in forms for word in before) or all(word in forms for word in after)
