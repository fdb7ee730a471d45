"""Names to words that can be compared."""

from __future__ import annotations

import functools
import re
from collections import Counter

from holdpoint.text._scripts import romanise
from holdpoint.text._words import FORM, SHORT_FORM, misspelt_form, phrases, single_forms, split

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
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_ZEROS = re.compile(r"^0+(?=\d)")
_LONGEST_PHRASE = 9
_MANY_LETTERS = 3
_ARTICLES = frozenset({"al", "el", "ul", "ol", "ar", "as", "ash", "an", "ad", "az"})
# Written ordinals, and Roman numerals that are no initial and no surname ("Xi", "Vi").
_WRITTEN = {
    **{
        word: str(number)
        for number, word in enumerate(
            [
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
            ],
            start=1,
        )
    },
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vii": "7",
    "viii": "8",
    "xii": "12",
    "xiii": "13",
}


def tokens(text: str) -> tuple[str, ...]:
    """The plain words of any text, romanised: ``"Ул. Ленина, 5"`` → ``("ul", "lenina", "5")``."""
    return tuple(_WORD.findall(romanise(text).replace("'", "")))


def name_tokens(text: str, kind: str = "unknown") -> tuple[str, ...]:
    """The words of a name in one spelling each, in their order.

    Args:
        text: A name in any script; of a longer one, the first :data:`LONGEST_NAME` characters.
        kind: ``person`` leaves company forms and equal words alone; every other type of party
            turns forms into ``@llc``, ``@jsc`` … and words such as ``завод`` into ``plant`` (data
            files ``company_forms.csv`` and ``equivalents.csv``).

    Returns:
        Lower-case ASCII words, at most :data:`MOST_WORDS` of :data:`LONGEST_WORD` letters, each
        at most :data:`MOST_TIMES` times. ``@`` begins a company form, ``~`` a word from a script
        that leaves vowels out. Numbers lose leading zeros and ordinal endings; one letter is an
        initial. A name of forms only keeps them as words.
    """
    if len(text) > LONGEST_NAME:
        text = text[:LONGEST_NAME].rpartition(" ")[0] or text[:LONGEST_NAME]
    return _name_tokens(text, kind != "person")


@functools.lru_cache(maxsize=65536)
def _name_tokens(text: str, company: bool) -> tuple[str, ...]:
    words = split(_DOTTED.sub(functools.partial(_undotted, company), _unglued(text, company)))
    words = [word[:LONGEST_WORD] for word in _not_too_often(words)[:MOST_WORDS]]
    plain = [_number(word, company) for word in _servant(words)]
    found = _phrased(plain) if company else plain
    if found and all(word.startswith(FORM) for word in found):
        return tuple(plain)
    return tuple(found)


def _not_too_often(words: list[str]) -> list[str]:
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


def _unglued(text: str, company: bool) -> str:
    """``SiemensAG`` is two words where the second is a company form."""
    if not company or not text.isascii():
        return text
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


def _servant(words: list[str]) -> list[str]:
    """``Abd al-Rahman`` is ``Abdul Rahman``."""
    return [
        "abdul" if word == "abd" and after in _ARTICLES else word
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
        if not (word in _ARTICLES and before == "abd")
    ]


def _number(word: str, company: bool) -> str:
    if company and word in _WRITTEN:
        return _WRITTEN[word]
    return _ZEROS.sub("", _ORDINAL.sub(r"\1", word)) if word[0].isdigit() else word


def _phrased(words: list[str]) -> list[str]:
    table = phrases(company=True)
    out: list[str] = []
    position = 0
    while position < len(words):
        length, word = _longest(words, position, table.get(words[position], {}))
        out.append(word)
        position += length
    return out


def _longest(
    words: list[str], position: int, candidates: dict[tuple[str, ...], str]
) -> tuple[int, str]:
    limit = min(_LONGEST_PHRASE, len(words) - position) if candidates else 0
    for length in range(limit, 0, -1):
        found = candidates.get(tuple(words[position : position + length]))
        if found is not None and _believed(words, position, length, found):
            return length, found
    return 1, misspelt_form(words[position]) or words[position]


def _believed(words: list[str], position: int, length: int, found: str) -> bool:
    """A short form stands at the beginning or the end, beside other forms at most."""
    if not found.startswith(FORM) or length > 1 or len(words[position]) > SHORT_FORM:
        return True
    forms = single_forms()
    before, after = words[:position], words[position + 1 :]
    return all(word in forms for word in before) or all(word in forms for word in after)
