"""The columns of an index: words in their order, and the names of each word."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from holdpoint.matching._files import ACRONYM, lines, little
from holdpoint.matching._kernel import kernel
from holdpoint.matching._words import (
    VOICED,
    WEIGHT,
    Word,
    kind_of,
    letters_in,
    letters_key,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Names as they were taken.

    Attributes:
        words: Words of all names by the numbers of their first coming.
        starts: Where each name's words begin; one more at the end.
        order: The place of each word in the vocabulary.
        facts: Of each word, in the order of the vocabulary.
        marks: Of each name.
    """

    words: array[int]
    starts: array[int]
    order: array[int]
    facts: array[int]
    marks: bytearray


def vocabulary(
    number: Mapping[str, int], known: Callable[[str], Word]
) -> tuple[dict[str, bytes], array[int], array[int]]:
    """The files of the words.

    Args:
        number: Words by the numbers of their first coming.
        known: Gives what is known of a word.

    Returns:
        The files; the place of each word; facts of each word by its place.
    """
    keyed = sorted((kind_of(word), len(raw), raw, word) for word, raw in _encoded(number))
    order = array("I", bytes(4 * len(keyed)))
    buckets: dict[tuple[int, int], int] = {}
    found: list[Word] = []
    for place, (kind, length, _, word) in enumerate(keyed):
        order[number[word]] = place
        buckets[kind, length] = buckets.get((kind, length), 0) + 1
        found.append(known(word))
    facts = array("I", [word.facts for word in found])
    rows = array("I")
    for bucket, count in buckets.items():
        rows.extend((*bucket, count))
    kinds = [row[0] for row in keyed]
    return (
        {
            "index.words.txt": b"".join(row[2] + b"\n" for row in keyed),
            "index.buckets.u32": little(rows),
            "index.word_facts.u32": little(facts),
            **_classes("bone", "bones", kinds, [(w.bones,) if w.bones else () for w in found]),
            **_classes("family", "families", kinds, [word.families for word in found]),
        },
        order,
        facts,
    )


def _encoded(words: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    return ((word, word.encode("utf-8")) for word in words)


def _classes(
    one: str, several: str, kinds: Sequence[int], keys: Sequence[tuple[str, ...]]
) -> dict[str, bytes]:
    """Files of the words that have each key."""
    members: dict[str, list[int]] = {}
    for word, several_keys in enumerate(keys):
        for key in several_keys if kinds[word] >= VOICED else ():
            members.setdefault(key, []).append(word)
    order = sorted(members)
    words, word_starts, starts, at = array("I"), array("I", [0]), array("I", [0]), 0
    for key in order:
        words.extend(members[key])
        word_starts.append(len(words))
        at += len(key.encode("utf-8")) + 1
        starts.append(at)
    return {
        f"index.{several}.txt": lines(order),
        f"index.{one}_starts.u32": little(starts),
        f"index.{one}_words.u32": little(words),
        f"index.{one}_word_starts.u32": little(word_starts),
    }


def inverted(columns: Columns) -> tuple[bytes, bytes, bytes, bytes]:
    """Name facts, words of names by their places, names of each word, where those begin."""
    module = kernel()
    if module is None:
        return _in_python(columns)
    made: Callable[..., tuple[bytes, bytes, bytes, bytes]] = module.invert
    return made(columns.words, columns.starts, columns.order, columns.facts, columns.marks)


def _in_python(columns: Columns) -> tuple[bytes, bytes, bytes, bytes]:
    words = array("I", map(columns.order.__getitem__, columns.words))
    weights = [facts & WEIGHT for facts in columns.facts]
    sums = array("I")
    lists: list[array[int]] = [array("I") for _ in columns.order]
    for name, mark in enumerate(columns.marks):
        row = words[columns.starts[name] : columns.starts[name + 1]]
        sums.append(sum(map(weights.__getitem__, row)) | mark << 24)
        for word in set(row):
            lists[word].append(name)
    starts, postings = array("I", [0]), array("I")
    for names in lists:
        postings.extend(names)
        starts.append(len(postings))
    return little(sums), little(words), little(postings), little(starts)


def same_letters(texts: Iterable[str], columns: Columns) -> bytes:
    """Number of each name and hash of its letters, sorted by hash, then number.

    Args:
        texts: The words in the order of their first coming.
        columns: Names as they were taken.
    """
    letters = [letters_in.__wrapped__(text) for text in texts]
    running = [0, *accumulate(map(letters.__getitem__, columns.words))]
    names = zip(columns.marks, itertools.pairwise(columns.starts), strict=True)
    keyed: list[int] = []
    for name, (mark, (start, end)) in enumerate(names):
        key = None if mark & ACRONYM else letters_key(running[end] - running[start])
        if key is not None:
            keyed.append(key << 32 | name)
    keyed.sort()
    return little(array("Q", keyed))
