"""How often a word stands in listed names: the table that says which words tell little.

`python -m benchmarks.word_counts --snapshot STORE --out src/holdpoint/text/data/word_counts.csv`.
Run it after tables of spellings changed, then build the lists anew and run `benchmarks.fit`.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

import holdpoint
from holdpoint.text import FORM, LETTERS, name_tokens

LISTS = ("us-", "un-", "uk-")
"""Sources that are counted: the lists that print every name of a party, in Latin letters."""

OUT_OF = 100_000
LEAST = 34
"""A word in fewer of 100,000 names is rare, and rare enough."""


def count(snapshot: Path) -> tuple[Counter[str], int]:
    """Names that a word stands in, and names in all."""
    found: Counter[str] = Counter()
    names = 0
    for entity in holdpoint.open_snapshot(snapshot).entities():
        if not entity.source.startswith(LISTS):
            continue
        for name in entity.names:
            names += 1
            found.update(set(name_tokens(name.text, entity.type)))
    return found, names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--snapshot", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    found, names = count(options.snapshot)
    rows = [
        (word, round(OUT_OF * times / names))
        for word, times in found.items()
        if word[0] not in (FORM, LETTERS) and len(word) > 1 and not word.isdigit()
    ]
    kept = sorted((row for row in rows if row[1] >= LEAST), key=lambda row: (-row[1], row[0]))
    with options.out.open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(("word", "names"))
        table.writerows(kept)
    print(f"{len(kept)} words of {names} names.")


if __name__ == "__main__":
    main()
