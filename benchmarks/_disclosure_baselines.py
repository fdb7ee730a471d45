"""What a few lines of code reach: names by capital letters, relations by standing together."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise

from benchmarks._disclosure_gold import Gold, core, folded

_CAPITALS = re.compile(
    r"[A-Z][\w&.'\u2019-]*(?:[ ](?:(?:of|for|and|the)[ ])?[A-Z][\w&.'\u2019-]*)*"
)
_SENTENCE = re.compile(r"(?<=[.!?\"\u201d])\s+(?=[A-Z\"\u201c])|\n+")


def capital_letters(gold: Gold, body: str) -> Counter[str]:
    """Every run of words with capitals is a name; right if it is one of the gold, of any kind."""
    found = {folded(core(match[0])) for match in _CAPITALS.finditer(body)} - {""}
    counts: Counter[str] = Counter()
    counts["ent_wanted"] = len(gold.entities)
    counts["ent_right"] = sum(bool(entity.strings & found) for entity in gold.entities)
    strings = {text for entity in gold.entities for text in entity.strings}
    counts["ent_given"] = counts["ent_right"] + len(found - strings)
    counts["ent_given_known"] = counts["ent_given"]
    return counts


def standing_together(gold: Gold, text: str) -> Counter[str]:
    """Two things of the gold in one sentence are related, the first to the second.

    The names of the gold are given. The predicate is not asked for, so that this is compared with
    the figure for pairs; with direction, the first of the two is taken for the subject.
    """
    ahead: set[tuple[str, str]] = set()
    bounds = [0, *(match.start() for match in _SENTENCE.finditer(text)), len(text)]
    for start, end in pairwise(bounds):
        words = f" {folded(text[start:end])} "
        places = sorted(
            (min(words.find(f" {name} ") % (len(words) + 1) for name in entity.strings), entity.id)
            for entity in gold.entities
        )
        inside = [(place, key) for place, key in places if place < len(words)]
        ahead |= {(a, b) for (_, a), (_, b) in combinations(inside, 2) if a != b}
    pairs = {tuple(sorted(pair)) for pair in ahead}
    told = {(fact.subject, fact.object) for fact in gold.facts if fact.object is not None}
    told = {(a, b) for a, b in told if gold.entity(a) and gold.entity(b)}
    either = {tuple(sorted(pair)) for pair in told}
    counts: Counter[str] = Counter()
    counts["pair_wanted"], counts["rel_wanted"] = len(either), len(told)
    counts["pair_given"], counts["rel_given"] = len(pairs), len(ahead)
    counts["pair_right"] = counts["pair_hits"] = len(pairs & either)
    counts["rel_right"] = counts["rel_hits"] = len(ahead & told)
    return counts
