"""ECCN cases: does an ECCN that is suggested from a description answer the licence question alike?

A case is a description with its ECCN. The nearest paragraph of the Commerce Control List (a search
over its text) is taken for the suggestion, or the ten nearest vote; both sides are asked of the
Country Chart for ten destinations: required, not, or unknown. Descriptions whose label is a
category of the US Munitions List have no answer in the chart and are counted apart. Called by
`benchmarks.goods`; alone: `python -m benchmarks._goods_eccn --cases CASES --reference FOLDER`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._common import ROOT, report
from holdpoint.goods import (
    ControlHit,
    ControlList,
    ControlSearch,
    CountryChart,
    is_munitions,
    normalise_eccn,
)

SHARED = ROOT.parent / "shared" / "data"
CASES = SHARED / "benchmarks" / "goods_eccn.jsonl"
REFERENCE = SHARED / "reference" / "ear"
_SHOWN, _VOTERS = 5, 10
DESTINATIONS = ("AE", "BR", "CN", "DE", "IL", "IN", "JP", "KZ", "TR", "VN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case and what came of it.

    Attributes:
        right: Its ECCN; ``None`` for a munitions category or a label that is neither.
        suggested: Entries of the search, the nearest first.
        agree: Of the ten destinations, how many are answered alike by the nearest entry.
        voted: The same by a vote of the ten nearest, each with the square of its score.
    """

    description: str
    label: str
    right: str | None
    suggested: tuple[str, ...]
    agree: int = 0
    voted: str = ""
    wanted: str = ""
    got: str = ""


def run(cases: Path, chart: CountryChart, search: ControlSearch) -> Iterator[Case]:
    """Every case of a JSON Lines file with ``description`` and ``eccn``, judged."""
    for line in cases.read_text("utf-8").splitlines():
        raw = json.loads(line)
        label, text = raw["eccn"], raw["description"]
        near = search.search(text, limit=_VOTERS)
        hits = tuple(hit.eccn for hit in near[:_SHOWN])
        try:
            right = None if is_munitions(label) else normalise_eccn(label)
        except ValueError:
            right = None
        if right is None:
            yield Case(description=text, label=label, right=None, suggested=hits)
            continue
        wanted = [chart.answer(right, country).required for country in DESTINATIONS]
        # Nothing found is no suggestion, and no suggestion is no answer.
        got = [chart.answer(hits[0], c).required if hits else None for c in DESTINATIONS]
        yield Case(
            description=text,
            label=label,
            right=right,
            suggested=hits,
            agree=sum(a is b for a, b in zip(wanted, got, strict=True)),
            voted=_profile([_vote(near, chart, country) for country in DESTINATIONS]),
            wanted=_profile(wanted),
            got=_profile(got),
        )


def _vote(near: Sequence[ControlHit], chart: CountryChart, country: str) -> bool | None:
    """The answer with the most weight behind it; unknown where nothing was found."""
    weights: dict[bool | None, float] = {}
    for hit in near:
        answer = chart.answer(hit.eccn, country).required
        weights[answer] = weights.get(answer, 0.0) + hit.score**2
    return max(weights, key=lambda a: (weights[a], str(a))) if weights else None


def table(done: Sequence[Case]) -> list[dict[str, object]]:
    """The figures, one a line."""
    judged = [case for case in done if case.right is not None]
    total = len(judged) * len(DESTINATIONS)
    first = sum(_head(case.suggested[:1], case.right) for case in judged)
    five = sum(_head(case.suggested, case.right) for case in judged)
    agree = sum(case.agree for case in judged)
    voted = sum(_alike(case.wanted, case.voted) for case in judged)
    pairs = [pair for case in judged for pair in zip(case.wanted, case.voted, strict=True)]
    answered = sum(a != "?" for a, _ in pairs)
    known = sum(a == b != "?" for a, b in pairs)
    usual = Counter(case.wanted for case in judged).most_common(1)
    guess = usual[0][0] if usual else ""
    by_guess = sum(_alike(case.wanted, guess) for case in judged)
    rows = [
        ("cases", len(done), ""),
        ("of them with an ECCN", len(judged), "the others: US Munitions List, or no number"),
        ("entry right, first", _share(first, len(judged)), "by the search"),
        ("entry right, in five", _share(five, len(judged)), "by the search"),
        ("licence question alike, nearest", _share(agree, total), f"{len(DESTINATIONS)} countries"),
        ("licence question alike, vote", _share(voted, total), "of the ten nearest"),
        ("the same, where the label answers", _share(known, answered), "not unknown"),
        ("the same by the usual answer", _share(by_guess, total), guess),
        ("required, but answered not", _share(_missed(judged), total), "the grave error"),
        ("paragraph answered alike everywhere", _share(_all(judged), len(judged)), ""),
    ]
    return [{"ECCN": name, "value": value, "of": of} for name, value, of in rows]


def errors(done: Sequence[Case]) -> list[dict[str, object]]:
    """Cases in which a destination is answered differently."""
    return [
        {
            "label": case.right,
            "suggested": case.suggested[0] if case.suggested else "nothing",
            "alike": f"{case.agree} of {len(DESTINATIONS)}",
            "wanted": case.wanted,
            "nearest": case.got,
            "vote": case.voted,
            "description": case.description[:70],
        }
        for case in done
        if case.right is not None and case.voted != case.wanted
    ]


def load(reference: Path) -> tuple[CountryChart, ControlSearch]:
    """The chart and the search over the EAR's supplements in a folder."""
    from holdpoint.knowledge import build, open_snapshot
    from holdpoint.sources import plan

    with tempfile.TemporaryDirectory() as folder:
        build(plan(reference).editions(), out=Path(folder), starter=False)
        shot = open_snapshot(Path(folder))
        controls = shot.controls
        chart = CountryChart(ControlList(controls), shot.chart, shot.country_groups)
    return chart, ControlSearch(controls)


def eccn_rows(cases: Path = CASES, reference: Path = REFERENCE) -> list[dict[str, object]]:
    """The figures as rows; empty where cases or reference tables are not there."""
    if not cases.is_file() or not reference.is_dir():
        return []
    return table(list(run(cases, *load(reference))))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures and the errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--reference", type=Path, default=REFERENCE)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args(argv)
    done = list(run(args.cases, *load(args.reference)))
    if wrong := errors(done):
        report(wrong, args.out)
    report(table(done), None)
    return 0


def _profile(answers: Sequence[bool | None]) -> str:
    """Answers in the order of the destinations: ``R`` required, ``n`` not, ``?`` unknown."""
    return "".join({True: "R", False: "n", None: "?"}[answer] for answer in answers)


def _alike(one: str, other: str) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def _head(found: Sequence[str], right: str | None) -> bool:
    return right is not None and right.split(".")[0] in {one.split(".")[0] for one in found}


def _all(judged: Sequence[Case]) -> int:
    return sum(case.agree == len(DESTINATIONS) for case in judged)


def _missed(judged: Sequence[Case]) -> int:
    """Destinations that need a licence, and for which the vote says that none is needed."""
    return sum((a, b) == ("R", "n") for c in judged for a, b in zip(c.wanted, c.voted, strict=True))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "none"


if __name__ == "__main__":
    raise SystemExit(main())
