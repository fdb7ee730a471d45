"""Cases of the goods benchmark, and the nomenclature they are answered from."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks._common import ROOT, SHARED_LISTS
from holdpoint.goods import Nomenclature

LINES = ROOT / "benchmarks" / "data" / "goods_lines.csv"
SECOND = LINES.with_name("goods_lines_second.csv")
PUBLIC = (
    SHARED_LISTS.parent / "benchmarks" / "goods_hscodecomp.jsonl.gz",
    SHARED_LISTS.parent / "benchmarks" / "goods_hsclassify.jsonl",
)
_HS = SHARED_LISTS.parent / "reference" / "hs"
HARMONISED, TARIFF = _HS / "harmonized_system.csv.gz", _HS / "us_hts_2025-11.csv.gz"
_LEVELS = (2, 4, 6)


@dataclass(frozen=True, slots=True)
class GoodsCase:
    """A line and what is known of it.

    Attributes:
        hs6: Six digits; empty where the line is of no goods.
        listed: Whether its code is on the common high-priority list or in Supplement 7; ``None``
            where nobody has said.
    """

    description: str
    hs6: str
    listed: bool | None = None
    language: str = ""

    @property
    def part(self) -> str:
        """``tuning`` or ``test``, by the SHA-256 of the description."""
        digest = hashlib.sha256(self.description.encode()).hexdigest()
        return "test" if int(digest[0], 16) % 2 else "tuning"


def _text(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")


def read_cases(path: Path) -> list[GoodsCase]:
    """Cases of a CSV or JSON Lines file with ``description``, ``hs_code`` and maybe ``listed``."""
    text = _text(path)
    if ".csv" in path.suffixes:
        rows: list[dict[str, str]] = list(csv.DictReader(io.StringIO(text)))
    else:
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [
        GoodsCase(
            description=row["description"],
            hs6=row.get("hs_code", "").replace(".", "")[:6],
            listed=_said(row.get("listed")),
            language=row.get("language", ""),
        )
        for row in rows
    ]


def _said(value: object) -> bool | None:
    return None if value in (None, "") else str(value).lower() in ("yes", "true", "1")


def nomenclature_rows() -> list[tuple[str, str]]:
    """Code and words of every chapter, heading and subheading."""
    rows = csv.DictReader(io.StringIO(_text(HARMONISED)))
    return [(r["hscode"], r["description"]) for r in rows if len(r["hscode"]) in _LEVELS]


def tariff_rows() -> Iterator[tuple[str, str]]:
    """Code and words of the US tariff's lines; what a wider line says stands before the finer."""
    if not TARIFF.exists():
        return
    above: dict[int, str] = {}
    for row in csv.DictReader(io.StringIO(_text(TARIFF))):
        indent = int(row["Indent"] or 0)
        above = {level: text for level, text in above.items() if level < indent}
        above[indent] = row["Description"]
        code = row["HTS Number"].replace(".", "")
        if len(code) > _LEVELS[-1]:
            yield code, " ".join(text for level, text in above.items() if level)


def nomenclature() -> Nomenclature:
    """The Harmonized System with the words of the US tariff where it lies."""
    return Nomenclature(nomenclature_rows(), tariff_rows())
