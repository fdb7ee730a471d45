"""Words of a text in any script, and the tables of company forms and equal words."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from holdpoint.text._abjad import ABJAD, arabic_words, hebrew_words, is_hebrew
from holdpoint.text._counts import counts
from holdpoint.text._data import rows, several
from holdpoint.text._han import HAN, han_words, simplify
from holdpoint.text._hangul import HANGUL, hangul_words
from holdpoint.text._kana import KANA
from holdpoint.text._marks import FORM
from holdpoint.text._scripts import by_other_systems, romanise
from holdpoint.text._south_east import SOUTH_EAST, south_east_words

_WORD = re.compile(r"[a-z0-9]+")
_NOT_LATIN = re.compile("[^\u0000-\u036f\u1e00-\u1eff\u2000-\u206f]")
_ARABIC_OR_HEBREW = re.compile(f"[{ABJAD}]")
_EAST_ASIAN = re.compile(f"[{HAN}{KANA}]")
_KOREAN = re.compile(f"[{HANGUL}]")
# Thai, Lao, Burmese and Khmer.
_SOUTH_EAST = re.compile(f"[{SOUTH_EAST}]")
_OTHER = re.compile(f"[{ABJAD}{HAN}{KANA}{HANGUL}{SOUTH_EAST}]")

# Hebrew writes abbreviations with a quotation mark before the last letter.
_HEBREW_MARK = re.compile("(?<=[\u05d0-\u05ea])[\"\u05f4\u05f3'](?=[\u05d0-\u05ea])")
# Company forms of Japan and Korea, abbreviated to one letter in brackets, and in full.
_IN_FULL = {
    "\u682a": "\u682a\u5f0f\u4f1a\u793e",
    "\u6709": "\u6709\u9650\u4f1a\u793e",
    "\u540c": "\u5408\u540c\u4f1a\u793e",
    "\uc8fc": "\uc8fc\uc2dd\ud68c\uc0ac",
    "\uc720": "\uc720\ud55c\ud68c\uc0ac",
}
_BRACKETED = re.compile(f"\\(([{''.join(_IN_FULL)}])\\)")

_LONG_FORM, _MIDDLING_FORM = 9, 6
_LONGEST_ABBREVIATION = 6
_LEAST_MISSPELT, _LEAST_MISSPELT_ALONE = 4, 5
# A form this short is also a word of names ("AS", "AG", "AD"): believed at either end only.
SHORT_FORM = 3


def split(text: str, *, company: bool = False) -> list[str]:
    """Romanised words of a text; words without vowels keep their mark (:data:`LETTERS`).

    Args:
        text: A name in any script.
        company: Whether words and company forms in Han, kana and Hangul, which are not set apart by
            spaces, are looked for.
    """
    if text.isascii() or not _NOT_LATIN.search(text):
        return _plain(text)
    text = _HEBREW_MARK.sub("", unicodedata.normalize("NFKC", text))
    if company:
        text = _BRACKETED.sub(lambda found: f" {_IN_FULL[found[1]]} ", text)
    if not _OTHER.search(text):
        return _plain(text)
    words: list[str] = []
    for matched in _CHUNK.finditer(text):
        words.extend(_chunk(matched[0], company=company))
    return words


# Arabic words are read with their neighbours; the other scripts one by one.
_CHUNK = re.compile(f"[{ABJAD}\u200c](?:[{ABJAD}\u200c\\s]*[{ABJAD}\u200c])?|[^\\s{ABJAD}]+")


def _plain(text: str) -> list[str]:
    plain = text.lower() if text.isascii() else romanise(text)
    return _WORD.findall(plain.replace("'", "") if "'" in plain else plain)


def _chunk(chunk: str, *, company: bool) -> list[str]:
    if _ARABIC_OR_HEBREW.match(chunk):
        return hebrew_words(chunk) if is_hebrew(chunk) else arabic_words(chunk)
    if _EAST_ASIAN.search(chunk):
        return han_words(chunk, script_phrases() if company else {}, company=company)
    if _KOREAN.search(chunk):
        return hangul_words(chunk, script_phrases() if company else {}, company=company)
    if _SOUTH_EAST.search(chunk):
        return south_east_words(chunk)
    return _plain(chunk)


@functools.cache
def script_phrases() -> dict[str, tuple[str, ...]]:
    """Words and company forms in scripts without spaces, simplified, and what they mean."""
    table: dict[str, tuple[str, ...]] = {}
    for row in rows("company_forms"):
        for variant in several(row["variants"]):
            if _EAST_ASIAN.search(variant) or _KOREAN.search(variant):
                table.setdefault(simplify(variant), (FORM + row["form"],))
    for row in rows("equivalents"):
        for variant in several(row["variants"]):
            if _EAST_ASIAN.search(variant) or _KOREAN.search(variant):
                table.setdefault(simplify(variant), tuple(row["word"].split()))
    return table


@functools.cache
def phrases(*, company: bool, meanings: bool = True) -> dict[str, dict[tuple[str, ...], str]]:
    """Phrases to one word each, by their first word.

    Args:
        company: With company forms and equal words; without, an empty table (a person's name has
            neither).
        meanings: With equal words; without, forms only.
    """
    table: dict[str, dict[tuple[str, ...], str]] = {}
    if not company:
        return table
    for row in rows("company_forms"):
        for variant in several(row["variants"]):
            _enter(table, variant, FORM + row["form"])
            for other in by_other_systems(variant) if len(variant) > _LONGEST_ABBREVIATION else ():
                _enter(table, other, FORM + row["form"])
    for row in rows("equivalents") if meanings else ():
        for variant in several(row["variants"]):
            _enter(table, variant, row["word"])
    return table


def _enter(table: dict[str, dict[tuple[str, ...], str]], variant: str, to: str) -> None:
    whole = unicodedata.normalize("NFKC", variant)  # the sign "(ju)" is one character
    if not whole.isascii() and (_EAST_ASIAN.search(whole) or _KOREAN.search(whole)):
        return  # found before words are set apart
    words = split(variant)
    if len(words) > 1 and words[0] == "al" and _ARABIC_OR_HEBREW.match(variant):
        words = words[1:]  # the article is looked past
    if words:
        table.setdefault(words[0], {}).setdefault(tuple(words), to)


@functools.cache
def single_forms() -> frozenset[str]:
    """Company forms that are written as one word, romanised."""
    return frozenset(
        phrase[0]
        for group in phrases(company=True).values()
        for phrase, word in group.items()
        if len(phrase) == 1 and word.startswith(FORM)
    )


@functools.cache
def _long_forms(least: int) -> tuple[str, ...]:
    return tuple(sorted(form for form in single_forms() if len(form) >= least))


@functools.lru_cache(maxsize=65536)
def misspelt_form(word: str, *, last: bool = False) -> str | None:
    """The company form that a long word comes within two letters of (``aktiengeselschaft``).

    A shorter one within one letter (``limkted``) where it is the last word of a name.
    """
    least, edits = (_MIDDLING_FORM, 1) if last and len(word) < _LONG_FORM else (_LONG_FORM, 2)
    if len(word) < least or word in counts():
        return None
    found = process.extractOne(word, _long_forms(least), scorer=OSA.distance, score_cutoff=edits)
    return phrases(company=True)[found[0]][(found[0],)] if found else None


@functools.cache
def _form_words() -> frozenset[str]:
    """The longer words of company forms that are several words ("joint stock company")."""
    return frozenset(
        part
        for group in phrases(company=True).values()
        for phrase, word in group.items()
        for part in phrase
        if len(phrase) > 1 and word.startswith(FORM) and len(part) >= _LEAST_MISSPELT
    )


@functools.lru_cache(maxsize=65536)
def form_words(word: str) -> tuple[str, ...]:
    """The words of company forms that an unknown word is within one letter of, sorted."""
    if len(word) < _LEAST_MISSPELT or word in counts() or word in _form_words():
        return ()
    return _within_one_letter(word, _form_words_without_a_letter())


@functools.lru_cache(maxsize=65536)
def misspelt_business_word(word: str) -> str | None:
    """The one word of business or of a company form that an unknown word is within one letter of.

    ``None`` where there is none, where there are several that mean different things, and for a word
    that stands in many names or is one of business itself.
    """
    if len(word) < _LEAST_MISSPELT_ALONE or word in counts() or is_business_word(word):
        return None
    near = _within_one_letter(word, _business_words_without_a_letter())
    meanings = {phrases(company=True).get(one, {}).get((one,), one) for one in near}
    return near[0] if len(meanings) == 1 else None


def _within_one_letter(word: str, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    shared = known.keys() & {word, *_without_a_letter(word)}
    if not shared:  # most words
        return ()
    near = {other for part in shared for other in known[part]}
    return tuple(sorted(one for one in near if OSA.distance(word, one, score_cutoff=1) <= 1))


def _by_rest(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by what is left of each where a letter is missing, and whole.

    Two words that one letter more, less, other or exchanged parts have such a rest in common, so
    that most words are told from all of them by a few look-ups.
    """
    found: dict[str, list[str]] = {}
    for word in words:
        for part in {word, *_without_a_letter(word)}:
            found.setdefault(part, []).append(word)
    return found


@functools.cache
def _form_words_without_a_letter() -> dict[str, list[str]]:
    return _by_rest(_form_words())


@functools.cache
def _business_words_without_a_letter() -> dict[str, list[str]]:
    return _by_rest(word for word in _trade_words() if len(word) >= _LEAST_MISSPELT_ALONE)


@functools.cache
def _trade_words() -> frozenset[str]:
    kinds = rows("generic_words")
    places = {word for row in kinds if row["kind"] == "place" for word in several(row["words"])}
    return _business_words() - places


def _without_a_letter(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


@functools.cache
def _business_words() -> frozenset[str]:
    generic = {word for row in rows("generic_words") for word in several(row["words"])}
    meanings = {
        phrase[0]
        for group in phrases(company=True).values()
        for phrase in group
        if len(phrase) == 1
    }
    return frozenset({*generic, *meanings, *_form_words()})


def is_business_word(word: str) -> bool:
    """Whether a word is one of business or of a company form."""
    return word in _business_words()


def is_trade_word(word: str) -> bool:
    """The same, but for places."""
    return word in _trade_words()


@functools.lru_cache(maxsize=65536)
def glued_form(word: str) -> tuple[str, str] | None:
    """A word and the company form that is written to it (``zenitllc``), or ``None``.

    Only forms without vowels and the longest are looked for: other endings are parts of words.
    """
    for form, least in _GLUED_FORMS.items():
        rest = word.removesuffix(form) if word.endswith(form) else word.removeprefix(form)
        if least <= len(rest) < len(word):
            return (rest, form) if word.endswith(form) else (form, rest)
    return None


# With the letters that the rest must have.
_GLUED_FORMS = {
    **dict.fromkeys(("pjsc", "ojsc", "cjsc", "gmbh", "llc", "jsc", "ltd"), 3),
    **dict.fromkeys(("ooo", "limited", "company", "corporation"), 4),
}
