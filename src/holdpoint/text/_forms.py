"""What the company form that a name was printed with says of its country."""

from __future__ import annotations

import functools
import re
import unicodedata

from holdpoint.text._data import rows, several
from holdpoint.text._ready import ready
from holdpoint.text._words import split

_LONGEST = 9
_UNSPACED = re.compile("[\u3400-\u9fff\uac00-\ud7a3]")


@functools.lru_cache(maxsize=16384)
def form_countries(text: str) -> tuple[str, ...]:
    """The countries whose law knows the company form at the end or the beginning of a name.

    ``"Quellmar Sp. z o.o."`` gives ``("PL",)``, ``"UAB Quellmar"`` ``("LT",)``. A form of many
    countries ("Ltd"), and a name without one, gives none: nothing is known then.

    Args:
        text: A company's name in any script, as printed.

    Returns:
        ISO 3166-1 alpha-2 codes, sorted (``data/company_forms.csv``).
    """
    spaced, unspaced = _table()
    if _UNSPACED.search(text):
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        ends = [form for form in unspaced if plain.endswith(form) or plain.startswith(form)]
        return unspaced[max(ends, key=len)] if ends else ()
    words = tuple(split(text[:2000]))
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        for piece in (words[-length:], words[:length]):
            if piece in spaced:
                return spaced[piece]
    return ()


def is_company_form(word: str) -> bool:
    """Whether a word in Latin letters is by itself a company form: "Ltd.", "GmbH", "FZE".

    For a reader of texts, who has words and not yet names: unlike
    :func:`~holdpoint.text.name_tokens` it needs none of the tables by which names are compared.
    """
    return word.casefold().replace(".", "") in _latin_forms()


@functools.cache
def _latin_forms() -> frozenset[str]:
    variants = (v for row in rows("company_forms") for v in several(row["variants"]))
    return frozenset(v.casefold().replace(".", "") for v in variants if v.isascii())


_Spaced = dict[tuple[str, ...], tuple[str, ...]]
_Unspaced = dict[str, tuple[str, ...]]


@functools.cache
def _table() -> tuple[_Spaced, _Unspaced]:
    spaced, unspaced = ready("forms"), ready("unspaced_forms")
    if spaced is None or unspaced is None:
        return made_forms()
    return (
        {tuple(form.split()): _parted(codes) for form, codes in spaced.items()},
        {form: _parted(codes) for form, codes in unspaced.items()},
    )


def _parted(codes: str) -> tuple[str, ...]:
    return tuple(codes.split(";")) if codes else ()


def made_forms() -> tuple[_Spaced, _Unspaced]:
    """Make the countries of each form: by its words, and by what is written without spaces.

    ``ready.json`` has the words joined by spaces, the countries by ``;``.
    """
    spaced: dict[tuple[str, ...], set[str]] = {}
    unspaced: dict[str, set[str]] = {}
    for row in rows("company_forms"):
        # "*" stands for many countries, which is to know nothing.
        countries = several(row["countries"]) or ("*",)
        for variant in several(row["variants"]):
            if _UNSPACED.search(variant):
                plain = unicodedata.normalize("NFKC", variant).replace(" ", "")
                unspaced.setdefault(plain, set()).update(countries)
            else:
                spaced.setdefault(tuple(split(variant)), set()).update(countries)
    return (
        {form: _told(found) for form, found in spaced.items()},
        {form: _told(found) for form, found in unspaced.items()},
    )


def _told(countries: set[str]) -> tuple[str, ...]:
    return () if "*" in countries else tuple(sorted(countries))
