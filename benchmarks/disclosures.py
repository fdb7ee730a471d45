"""How well documents are read, against hand-made annotations: `--cases DIR`, once or more often.

A case is a text with its gold beside it (`NAME.gold.yaml` or `NAME_gold.yaml`). Every figure is
given for each document and summed over each set (`seed`, `dev`, what a gold's `meta.set` or
`--label` says). What is measured, and how a match is decided:

- entities: any name or mention of the gold, in the right family of schemas, one to one; `known`
  leaves out found countries that the gold does not list
- link: the chosen place lies within 25 km (or bears the country, where the gold has no point);
  a wrong choice is a homonym error
- relations: subject, object, predicate and direction; `undirected`; `pairs` without the predicate
- route: share of documents' routes with every leg, branch and the order right; and the part score
- dates: interval and precision; quantities: value, unit and whether it is an approximation
- speaker (last link of the chain) and stance, modality, polarity together, on the claims found
- over-claims: what a source holds back and the reading says for sure; the goal is 0
- checks: those of the gold that the reading makes

The gold has main facts only: what it leaves out may be right, so precision is a lower bound. A
claim without its words in the text fails the run. The baselines are computed in the same run.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from benchmarks._common import ROOT, report
from benchmarks._disclosure_baselines import capital_letters, standing_together
from benchmarks._disclosure_gold import Gold, load
from benchmarks._disclosure_metric import missed, score
from holdpoint._known_names import lexicon_of
from holdpoint.disclosures import Kept, Lexicon, keep_document, read_kept, ungrounded
from holdpoint.knowledge import open_snapshot
from holdpoint.model import Reading

OWN = ROOT / "tests" / "disclosures" / "documents"
LONG_TEXT = 200_000
_BRIEF = (
    "document", "ent_f1", "known_f1", "link", "homonym", "rel_f1", "undirected", "pairs", "route",
    "dates", "amounts", "speaker", "stance", "over", "claims", "right", "checks", "kB_s",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=Path, action="append", help="folder or gold file")
    parser.add_argument("--label", help="name of the set of cases that do not name one")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--missed", action="store_true", help="print what was not found")
    parser.add_argument("--no-speed", action="store_true", help="do not time a long text")
    given = parser.parse_args()
    rows, sums, failed = _measured(load(given.cases or [OWN], given.label), show=given.missed)
    if not rows:
        sys.exit("no gold in these folders: give one with NAME.txt and NAME.gold.yaml")
    rows += [_row(f"all {name}", name, counts) for name, counts in sums.items()]
    if not given.no_speed:
        rows.append(_row("long text", "speed", _long_text(given.cases or [OWN])))
    brief = [{column: row[column] for column in _BRIEF} for row in rows]
    report(brief, None)
    if given.out:
        with given.out.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    for fault in failed:
        sys.stderr.write(f"{fault}\n")
    return 1 if failed else 0


def _measured(
    cases: Iterable[Gold], *, show: bool
) -> tuple[list[dict[str, object]], dict[str, Counter[str]], list[str]]:
    """A row a document, the sums a set (and its baselines), and what fails the run."""
    rows, failed = [], []
    sums: dict[str, Counter[str]] = {}
    for case in cases:
        kept = keep_document(case.text, published=case.published)
        gold = case.shifted(kept.body)
        failed += gold.faults(kept.text)
        reading, seconds = _read(kept)
        failed += [f"{gold.name}: ungrounded: {span}" for span in ungrounded(reading)]
        failed += [f"{gold.name}: {c.id} has no quote" for c in reading.claims if not c.spans]
        counts = score(gold, reading, kept.body)
        counts["bytes"], counts["micros"] = len(kept.text.encode()), round(seconds * 1e6)
        rows.append(_row(gold.name, gold.set, counts))
        body = kept.text[kept.body :]
        for name, more in (
            (gold.set, counts),
            (f"{gold.set}, capital letters", capital_letters(gold, body)),
            (f"{gold.set}, one sentence", standing_together(gold, kept.text)),
        ):
            sums.setdefault(name, Counter()).update(more)
        if show:
            print(gold.name, *missed(gold, reading), sep="\n")
    return rows, sums, failed


def _read(kept: Kept, repeats: int = 3) -> tuple[Reading, float]:
    """The reading, and the least CPU seconds of several runs (after one that loads the tables)."""
    lexicon = _lexicon()
    reading, least = read_kept(kept, lexicon), float("inf")
    for _ in range(repeats):
        began = time.process_time()
        read_kept(kept, lexicon)
        least = min(least, time.process_time() - began)
    return reading, least


@cache
def _lexicon() -> Lexicon:
    """The names and places of the embedded knowledge, as documents are read with."""
    return lexicon_of(open_snapshot())


def _long_text(cases: Sequence[Path]) -> Counter[str]:
    """Bytes and time of one long text made of the bodies of all."""
    bodies = []
    for case in load(cases):
        kept = keep_document(case.text, published=case.published)
        bodies.append(kept.text[kept.body :])
    text = "\n\n".join(bodies)
    text = "\n\n".join([text] * (LONG_TEXT // len(text) + 1))
    kept = keep_document(text, published="2024-01-01")
    _, seconds = _read(kept, repeats=2)
    return Counter(bytes=len(text.encode()), micros=round(seconds * 1e6))


def _row(document: str, name: str, counts: Counter[str]) -> dict[str, object]:
    c = counts
    precision = _share(c["ent_right"], c["ent_given"])
    recall = _share(c["ent_right"], c["ent_wanted"])
    given, wanted = c["rel_given"], c["rel_wanted"]
    pair_given = c["pair_given"] or given
    pair_wanted = c["pair_wanted"] or wanted
    return {
        "document": document,
        "set": name,
        "ent_p": precision,
        "ent_r": recall,
        "ent_f1": _f1(precision, recall),
        "known_f1": _f1(_share(c["ent_right"], c["ent_given_known"]), recall),
        "link": _share(c["link_right"], c["link_wanted"]),
        "homonym": c["homonym_errors"],
        "rel_p": _share(c["rel_hits"], given),
        "rel_r": _share(c["rel_right"], wanted),
        "rel_f1": _f1(_share(c["rel_hits"], given), _share(c["rel_right"], wanted)),
        "undirected": _f1(_share(c["und_hits"], given), _share(c["und_right"], wanted)),
        "pairs": _f1(_share(c["pair_hits"], pair_given), _share(c["pair_right"], pair_wanted)),
        "route": _share(c["route_exact"], c["route_wanted"]),
        "route_part": _share(c["route_milli"], 1000 * c["route_wanted"]),
        "dates": _share(c["date_right"], c["date_wanted"]),
        "amounts": _share(c["amount_right"], c["amount_wanted"]),
        "goods": _share(c["goods_right"], c["goods_wanted"]),
        "speaker": _share(c["root_right"], c["root_wanted"]),
        "stance": _share(c["stance_right"], c["stance_wanted"]),
        "over": c["over_claims"],
        "claims": _of(c["claims_found"], c["claims_wanted"]),
        "right": _of(c["claims_right"], c["claims_wanted"]),
        "checks": _of(c["check_right"], c["check_wanted"]),
        "kB_s": round(c["bytes"] * 1000 / c["micros"], 1) if c["micros"] else "-",
        **{f"n_{key}": c[key] for key in _COUNTED},
    }


_COUNTED = (
    "ent_wanted", "ent_given", "ent_right", "link_wanted", "link_right", "rel_wanted", "rel_given",
    "rel_right", "route_wanted", "route_exact", "date_wanted", "date_given", "date_right",
    "amount_wanted", "amount_given", "amount_right", "goods_wanted", "goods_right", "root_wanted",
    "root_right", "stance_wanted", "stance_right", "claims_wanted", "claims_found", "claims_right",
)  # fmt: skip


def _of(right: int, wanted: int) -> str:
    return f"{right}/{wanted}" if wanted else "-"


def _share(right: int, of: int) -> float | str:
    return round(right / of, 4) if of else "-"


def _f1(precision: float | str, recall: float | str) -> float | str:
    if isinstance(recall, str):
        return "-"
    precision = 0.0 if isinstance(precision, str) else precision
    return round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0


if __name__ == "__main__":
    sys.exit(main())
