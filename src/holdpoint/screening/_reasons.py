"""A comparison in the words of the trade: how words pair, and why a candidate was refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Indel

from holdpoint.files import plain
from holdpoint.report import measure_words, part_words
from holdpoint.screening._written import Word, Written
from holdpoint.text import FORM, romanise

if TYPE_CHECKING:
    from holdpoint.matching import Comparison, Match, TokenPair
    from holdpoint.model import Entity, Listing

_HOW = {"name": "spelling", "similar": "spelling", "alone": "missing"}
_ACROSS = frozenset({"equal", "name", "joined"})
_SAME_LETTERS = 0.4
"""Share of letters in common from which two words are one word in two spellings."""


def pair_rows(comparison: Comparison, kind: str = "unknown") -> list[dict[str, Any]]:
    """The words of both names, paired and as they are written.

    Each row has ``query``, ``listed``, ``score`` and ``how``, which is ``equal``, ``spelling``
    (another spelling, or a slip), ``romanised`` (the same from two scripts), ``meaning`` (two words
    for one thing), ``consonants`` (one script leaves the vowels out), ``initial``, ``joined`` (one
    word here, several there), ``form`` (company forms of one class) or ``missing`` (on one side
    only).

    Args:
        comparison: The comparison.
        kind: Type of the listed entity, by which both names were read.
    """
    mine = Written(comparison.query_name, kind)
    theirs = Written(comparison.matched_name.text, kind)
    return [_row(pair, mine.take(pair.left), theirs.take(pair.right)) for pair in comparison.pairs]


def _row(pair: TokenPair, mine: Word | None, theirs: Word | None) -> dict[str, Any]:
    how = _HOW.get(pair.how, pair.how)
    if mine and theirs:
        if str(pair.left).startswith(FORM) and str(pair.right).startswith(FORM):
            how = "form"
        elif pair.how in _ACROSS and mine.script != theirs.script:
            how = "romanised" if pair.score < 1.0 else _same(mine.text, theirs.text, "romanised")
        elif how == "equal" and _plain(mine.text) != _plain(theirs.text):
            how = _same(mine.text, theirs.text, "spelling")
    return {
        "query": mine.text if mine else None,
        "listed": theirs.text if theirs else None,
        "how": how,
        "score": pair.score,
    }


def _same(mine: str, theirs: str, how: str) -> str:
    """How two written words are one compared word: by their letters, or by what they mean."""
    letters = (_plain(romanise(word)) for word in (mine, theirs))
    return how if Indel.normalized_similarity(*letters) >= _SAME_LETTERS else "meaning"


def _plain(word: str) -> str:
    """A word in small letters without accents, in its own script."""
    parted = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in parted if not unicodedata.combining(c))


def why_different(comparison: Comparison, kind: str = "unknown") -> str:
    """Why a candidate was taken for another party: what contradicts, with both values.

    Args:
        comparison: The comparison.
        kind: Type of the listed entity.
    """
    against = [part for part in comparison.parts if part.verdict == "contradict"]
    if not against:
        score = f"{comparison.name_score:.2f}"
        return "; ".join(
            [f"the names are too far apart (name score {score})", *_apart(comparison, kind)]
        )
    told = "; ".join(f"{_label(part.name)} ({part.note})" for part in against)
    return f"taken for another party, contradicted by {told}"


def why_below(match: Match, listing: Listing, hold_from: float) -> str:
    """Why a resemblance does not hold the order: the threshold, and what is not the same.

    Args:
        match: The candidate.
        listing: The listing of it that would hold first.
        hold_from: The probability from which it would.
    """
    comparison = match.comparison
    effect = measure_words(listing.measure)
    head = (
        f"probability {comparison.probability:.4f} is below {hold_from:g}, from which the policy "
        f"holds for {listing.authority} {listing.list} ({effect})"
    )
    against = [
        f"{_label(part.name)} contradicts ({part.note})"
        for part in comparison.parts
        if part.verdict == "contradict"
    ]
    unknown = [_label(part.name) for part in comparison.parts[1:] if part.verdict == "unknown"]
    open_parts = [f"not known: {', '.join(unknown)}"] if unknown else []
    apart = _apart(comparison, match.entity.type)
    return "; ".join([head, *against, *apart, *open_parts])


def _apart(comparison: Comparison, kind: str) -> Iterator[str]:
    """The words that one of the names lacks."""
    rows = pair_rows(comparison, kind)
    sides = (("query", "listed", "in the order"), ("listed", "query", "on the list"))
    for side, other, where in sides:
        words = [str(row[side]) for row in rows if row[other] is None]
        if words:
            yield f"only {where}: {', '.join(words)}"


def _label(name: str) -> str:
    label = part_words(name)
    return label[:1].lower() + label[1:]


_NAME_KINDS = {
    "strong": "alias",
    "weak": "weak alias",
    "former": "former name",
    "original": "in its own script",
}


def comparison_row(
    comparison: Comparison, entity: Entity | None = None, *, kind: str = "unknown"
) -> dict[str, Any]:
    """A comparison as :func:`holdpoint.report.comparison_view` shows it.

    Args:
        comparison: Of a party with a listed entity, or of two parties.
        entity: The listed entity.
        kind: Type of the second party, where it is no listed entity.
    """
    listed = comparison.matched_name
    different = comparison.identity == "different"
    kind = entity.type if entity else kind
    return {
        "title": entity.caption if entity else listed.text,
        "entity": entity.id if entity else None,
        "listings": [plain(listing) for listing in entity.listings] if entity else [],
        "probability": comparison.probability,
        "identity": comparison.identity,
        "asked": comparison.query_name,
        "listed": listed.text,
        "kind": _NAME_KINDS.get(listed.kind),
        "pairs": pair_rows(comparison, kind),
        "parts": [plain(part) for part in comparison.parts],
        "why": f"Different: {why_different(comparison, kind)}." if different else None,
        "settle": list(comparison.settle),
    }
