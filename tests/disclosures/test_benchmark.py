"""The benchmark counts what it says: a reading that is the gold is perfect, each fault shows."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from benchmarks._disclosure_gold import Gold, core, folded, interval, read_gold
from benchmarks._disclosure_metric import missed, score

from holdpoint.disclosures import find_quote, keep_document, ungrounded
from holdpoint.model import (
    Amount,
    Attribution,
    Hedge,
    Mention,
    Named,
    ReadClaim,
    Reading,
    RouteLeg,
    TimeRef,
)

TEXT = (
    "Ilmar Voss, an agent of Brightfen Trading Co., allegedly sent about 40 pumps on Monday from "
    "Lagos to Cotonou, the Ministry of Trade said."
)
GOLD = """
meta: {file: note.txt, published: '2024-05-08', set: trial}
entities:
- {id: voss, schema: Person, name: Ilmar Voss, mentions: [{start: 0, end: 10, text: Ilmar Voss}]}
- {id: fen, schema: Company, name: Brightfen Trading Co., country: NG}
- {id: lagos, schema: City, name: Lagos, country: NG, lat: 6.45, lon: 3.39}
- {id: cotonou, schema: Port, name: Cotonou, country: BJ}
- {id: ministry, schema: PublicBody, name: Ministry of Trade}
relations:
- {subject: voss, predicate: agent_of, object: fen}
claims:
- id: c1
  predicate: ships_to
  subject: voss
  object: cotonou
  stance: alleged
  modality: asserted
  polarity: positive
  hedge: {kind: allegation}
  attribution: [{source: ministry, form: paraphrase}]
  evidence: [{start: 47, end: 112}]
routes: [{legs: [{frm: lagos, to: cotonou}]}]
dates: [{span: {start: 80, end: 86, text: Monday}, value: '2024-05-06', precision: day}]
quantities: [{span: {start: 62, end: 70}, value: 40, unit: count, approx: true}]
checks: [{check: unit pair}]
"""


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    path = tmp_path / "note.gold.yaml"
    path.write_text(GOLD, "utf-8")
    return read_gold(path)


def _named(key: str, schema: str, name: str, **more: Any) -> Named:
    return Named(
        id=key,
        schema=schema,
        name=name,
        mentions=(Mention(span=find_quote(TEXT, name)),),
        **more,
    )


def _claim(subject: str, predicate: str, object_: str, quote: str, **more: Any) -> ReadClaim:
    ministry = Attribution(source="m", name="Ministry of Trade", form="paraphrase", verb="said")
    given: dict[str, Any] = {
        "id": f"{subject}-{predicate}",
        "document": "doc",
        "kind": "relation",
        "spans": (find_quote(TEXT, quote),),
        "attribution": (ministry,),
        "stance": "reported",
    }
    return ReadClaim(subject=subject, predicate=predicate, object=object_, **{**given, **more})


@pytest.fixture
def reading() -> Reading:
    leg = RouteLeg(order=1, origin="l", destination="c")
    hedge = Hedge(cue=find_quote(TEXT, "allegedly"), kind="allegation")
    sent = "allegedly sent about 40 pumps on Monday from Lagos to Cotonou"
    return Reading(
        source=keep_document(TEXT).source,
        text=TEXT,
        entities=(
            _named("v", "Person", "Ilmar Voss"),
            _named("b", "Company", "Brightfen Trading Co.", country="NG"),
            _named("l", "City", "Lagos", country="NG"),
            _named("c", "City", "Cotonou", country="BJ"),
            _named("m", "PublicBody", "Ministry of Trade"),
        ),
        claims=(
            _claim("v", "agent_of", "b", "an agent of Brightfen Trading Co."),
            _claim("v", "ships_to", "c", sent, stance="alleged", hedges=(hedge,), legs=(leg,)),
        ),
        times=(
            TimeRef(
                span=find_quote(TEXT, "Monday"),
                start="2024-05-06",
                end="2024-05-06",
                precision="day",
                rule="the last Monday",
            ),
        ),
        amounts=(Amount(span=find_quote(TEXT, "about 40"), value=40, unit="count", about=True),),
    )


def test_a_reading_that_is_the_gold_is_perfect(gold: Gold, reading: Reading) -> None:
    counts = score(gold, reading, 0)
    for name in ("ent", "rel", "date", "amount", "root", "stance", "claims"):
        right = counts["claims_found" if name == "claims" else f"{name}_right"]
        assert right == counts[f"{name}_wanted"] > 0, name
    assert counts["ent_given"] == 5
    assert counts["rel_hits"] == counts["rel_given"] == 2
    assert counts["route_exact"] == 1
    assert counts["route_milli"] == 1000
    assert counts["over_claims"] == 0
    assert counts["check_right"] == 0
    assert missed(gold, reading) == ["  check   not found: unit pair"]


def test_a_name_cut_short_is_not_found(gold: Gold, reading: Reading) -> None:
    cut = _named("b", "Company", "Brightfen Trading")
    others = tuple(named for named in reading.entities if named.id != "b")
    counts = score(gold, dataclasses.replace(reading, entities=(*others, cut)), 0)
    assert (counts["ent_right"], counts["ent_given"]) == (4, 5)
    assert counts["rel_right"] == 1


def test_direction_counts(gold: Gold, reading: Reading) -> None:
    turned = _claim("b", "agent_of", "v", "an agent of Brightfen Trading Co.")
    counts = score(gold, dataclasses.replace(reading, claims=(turned,)), 0)
    assert (counts["rel_right"], counts["und_right"], counts["pair_right"]) == (0, 1, 1)


def test_what_is_sharpened_is_an_over_claim(gold: Gold, reading: Reading) -> None:
    firm = dataclasses.replace(reading.claims[1], stance="reported", hedges=())
    counts = score(gold, dataclasses.replace(reading, claims=(firm,)), 0)
    assert counts["over_claims"] == 1
    assert counts["stance_right"] == 0


def test_a_route_turned_round_has_no_leg_right(gold: Gold, reading: Reading) -> None:
    back = (RouteLeg(order=1, origin="c", destination="l"),)
    turned = dataclasses.replace(reading.claims[1], legs=back)
    counts = score(gold, dataclasses.replace(reading, claims=(turned,)), 0)
    assert counts["route_exact"] == 0
    assert counts["route_milli"] == 500


def test_a_route_told_in_two_claims_or_with_a_stop_between_is_one(gold: Gold) -> None:
    way = (((1, "lagos", "cotonou"), (2, "cotonou", "fen"), (2, "cotonou", "voss")),)
    longer = dataclasses.replace(gold, routes=way)
    ends = ("l", "c", "b", "v")
    named = [
        _named(key, "City", name) for key, name in zip(ends, ("Lagos", "Cotonou"), strict=False)
    ]
    named += [_named("b", "Company", "Brightfen Trading Co."), _named("v", "Person", "Ilmar Voss")]
    first = _claim(
        "v", "ships_to", "c", "sent", legs=(RouteLeg(order=1, origin="l", destination="c"),)
    )
    branches = (
        RouteLeg(order=1, origin="c", destination="b"),
        RouteLeg(order=1, origin="c", destination="v"),
    )
    second = _claim("v", "ships_to", "b", "pumps", legs=branches)
    base = Reading(source=keep_document(TEXT).source, text=TEXT, entities=tuple(named), claims=())
    both = dataclasses.replace(base, claims=(first, second))
    assert score(longer, both, 0)["route_exact"] == 1
    alone = dataclasses.replace(base, claims=(second,))
    assert score(longer, alone, 0)["route_exact"] == 0
    over = _claim(
        "v",
        "ships_to",
        "b",
        "40",
        legs=(RouteLeg(order=1, origin="l", destination="b", via=("c",)),),
    )
    straight = dataclasses.replace(longer, routes=(way[0][:2],))
    assert score(straight, dataclasses.replace(base, claims=(over,)), 0)["route_exact"] == 1


def test_words_that_are_not_there_are_seen(reading: Reading) -> None:
    assert ungrounded(reading) == ()
    span = dataclasses.replace(reading.claims[0].spans[0], start=1)
    claim = dataclasses.replace(reading.claims[0], spans=(span,))
    assert ungrounded(dataclasses.replace(reading, claims=(claim,))) == (span,)


def test_gold_with_little_in_it_is_read(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "other_gold.yaml"
    path.write_text("claims:\n- {subject: a, predicate: owns}\nroutes: []\n", "utf-8")
    gold = read_gold(path)
    assert gold.text == tmp_path / "other.txt"
    assert gold.set == "dev"
    assert score(gold, reading, 0)["claims_wanted"] == 1


def test_a_fault_of_the_gold_is_told(gold: Gold) -> None:
    assert gold.faults(TEXT) == []
    assert len(gold.shifted(3).faults(TEXT)) == 2


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2022", ("2022-01-01", "2022-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2022-07-01/2022-07-10", ("2022-07-01", "2022-07-10")),
        ("2020-01-01/", ("2020-01-01", None)),
    ],
)
def test_days_of_the_gold(value: str, days: tuple[str, str | None]) -> None:
    assert interval(value) == days


def test_words_that_annotators_quote_around_a_name_do_not_count() -> None:
    assert core("outside of Lagos") == "Lagos"
    assert core("Voss emphasized") == "Voss"
    assert folded("the Brightfen Trading Co.,") == "brightfen trading co"
