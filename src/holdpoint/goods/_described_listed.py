"""Whether a line is about goods on the weighed lists: what speaks for and against it, added up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from holdpoint.goods._described_data import WEIGHED_LISTS, categories, weights
from holdpoint.goods._described_lexicon import Found
from holdpoint.goods._described_lists import Lines
from holdpoint.goods._described_reading import Named, Reading

_DECIMALS: Final = 4
_MOST_TECHNICAL, _MOST_CONSUMER = 3, 2  # words of a kind beyond which more say no more


def features(reading: Reading, lines: Lines) -> dict[str, float]:
    """What speaks for and against "these goods are listed": by name, above 0 to 1.

    Args:
        reading: The line as read.
        lines: Lines of goods lists by code.
    """
    main = [name for name in reading.named if not name.beside]
    beside = [name for name in main if not name.subject]
    subject = next((name for name in main if name.subject), None)
    parts = [is_listed(part.category, lines) for part in reading.parts]
    diverted = any(name.diverted for name in reading.named)
    found: dict[str, float] = {
        **_of_subject(subject, lines),
        "listed_other": any(_is_strong(n, lines) for n in beside),
        "unlisted_other": any(not _calls_listed(n.found, lines) for n in beside),
        "listed_part": any(parts),
        "unlisted_part": bool(parts) and not any(parts),
        "thing": bool(reading.things) or diverted,
        "subject": bool(reading.subjects),
        "beside_only": bool(reading.named) and not main,
        "technical": _share(reading.technical, _MOST_TECHNICAL),
        "consumer": _share(reading.consumer, _MOST_CONSUMER),
    }
    return {name: float(value) for name, value in found.items() if value}


def probability(found: Mapping[str, float]) -> float:
    """The chance that goods with these features are listed, four decimals."""
    table = weights()
    total = table["intercept"] + sum(table[name] * value for name, value in found.items())
    return round(1 / (1 + math.exp(-total)), _DECIMALS)


def is_listed(target: str, lines: Lines) -> bool:
    """Whether a code, or the first code of a category, is on one of the weighed lists."""
    category = categories().get(target)
    code = target if category is None else category.hs6[0]
    return any(line.list in WEIGHED_LISTS for line in lines.get(code, ()))


def _of_subject(subject: Named | None, lines: Lines) -> dict[str, float]:
    """What the goods that the line is about say."""
    if subject is None:
        return {}
    if subject.diverted:
        return {"diverted": 1.0}
    if not _calls_listed(subject.found, lines):
        return {"unlisted_subject": 1.0}
    if _is_weak(subject.found):
        return {"listed_subject_weak": 1.0}
    return {"listed_subject": 1.0, "listed_subject_long": float(subject.found.size > 1)}


def _is_strong(name: Named, lines: Lines) -> bool:
    return not (name.diverted or _is_weak(name.found)) and _calls_listed(name.found, lines)


def _is_weak(found: Found) -> bool:
    return all(term.weak for term in found.meanings)


def _calls_listed(found: Found, lines: Lines) -> bool:
    """Whether the goods are listed that the words call; categories go before single codes."""
    targets = [term.target for term in found.meanings]
    chosen = [target for target in targets if target in categories()] or targets
    return any(is_listed(target, lines) for target in chosen)


def _share(words: Sequence[Found], most: int) -> float:
    return min(len(words), most) / most
