"""Accepted claims in a snapshot, and orders held on them: with the words, and held at most."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from tests.claims._invented import (
    ANSEL,
    AVIONICS,
    CLAIMS,
    DENIED,
    QUAY,
    ROUTE,
    RUNS,
    SHIPS,
    TEXT,
    THINGS,
    WORKS,
    candidate,
    claim,
    place,
    reading,
)

from holdpoint.claims import ClaimStore, Correction, Stamp, accepted_claims
from holdpoint.knowledge import Snapshot, build, open_snapshot
from holdpoint.model import Named, ReadClaim, RouteLeg
from holdpoint.screening import Screener

COUNTRY = Named(id="land", schema="Country", name="Iran", country="IR")
ENGINES = Named(id="engines", schema="Goods", name="engines", goods=("aero_engine",))


def stamp(day: str = "2024-03-04") -> Stamp:
    return Stamp(at=f"{day}T09:00:00Z", by="a.reviewer")


def _store(
    folder: Path, *accepted: ReadClaim, things: Any = THINGS, read: Any = None
) -> ClaimStore:
    store = ClaimStore(folder / "claims", create=True)
    store.add([reading(read or CLAIMS, things)], stamp())
    if accepted:
        store.accept(
            [one.id for one in accepted], stamp("2024-03-05"), reliability="B", credibility="2"
        )
    return store


def _snapshot(folder: Path, store: ClaimStore, as_of: str | None = None) -> Snapshot:
    build([accepted_claims(store.standing(as_of))], out=folder / "snap")
    return open_snapshot(folder / "snap")


def _order(**more: Any) -> dict[str, Any]:
    return {
        "id": "SO-1",
        "date": "2024-06-01",
        "exporter_country": "DE",
        "destination_country": "AE",
        "parties": [
            {"role": "seller", "name": "Beispiel GmbH", "country": "DE", "owners": []},
            {"role": "buyer", "name": "Quiet Harbour Bakery", "country": "AE", "owners": []},
        ],
        "items": [{"line": 1, "description": "bread tins", "hs_code": "732393"}],
        **more,
    }


def _buyer(name: str, **more: Any) -> dict[str, Any]:
    return _order(parties=[{"role": "buyer", "name": name, "owners": [], **more}])


def _found(snapshot: Snapshot, order: dict[str, Any], rule: str) -> list[Any]:
    answer = Screener(snapshot).screen(order)
    assert all(one.outcome != "block" for one in answer.findings if one.rule.startswith("claim."))
    return [one for one in answer.findings if one.rule == rule]


# ---- the snapshot --------------------------------------------------------------------------------


def test_only_what_was_accepted_comes_into_a_snapshot(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _store(tmp_path, SHIPS))
    ours = [one for one in snapshot.claims if one.document]
    assert [one.id for one in ours] == [SHIPS.id]
    assert ours[0].statement == "Brimstead Avionics LLC supplies Korvat Works"
    assert ours[0].spans == SHIPS.spans
    assert TEXT[ours[0].spans[0].start : ours[0].spans[0].end] == ours[0].spans[0].quote
    assert (ours[0].reliability, ours[0].credibility) == ("B", "2")
    assert (ours[0].recorded, ours[0].reviewed) == ("2024-03-02", "2024-03-05")
    parties = [snapshot.entity(name).caption for name in ours[0].parties]
    assert parties == ["Brimstead Avionics LLC", "Korvat Works"]
    assert snapshot.entity(ours[0].parties[0]).listings == ()


def test_a_link_has_its_claim_behind_it_and_a_hedge_makes_none_of_a_kind(tmp_path: Path) -> None:
    owned = claim("owns", "korvat-works", "brimstead", "Brimstead Avionics LLC")
    fronts = claim(
        "front_for", "brimstead", "korvat-works", "Korvat Works", text=TEXT[:95], stance="alleged"
    )
    fronts = dataclasses.replace(fronts, document=owned.document)
    store = _store(tmp_path, owned, fronts, read=[owned, fronts])
    links = [one for one in _snapshot(tmp_path, store).links() if one.source == "claims"]
    told = {one.relation: (one.subject[-9:], str(one.object)[-9:], one.reasons) for one in links}
    assert told["owned_by"][:2] == ("brimstead", "vat-works")
    assert told["owned_by"][2] == (
        f"{owned.id}: Korvat Works owns Brimstead Avionics LLC (reported)",
    )
    assert told["claimed"][2] == (
        f"{fronts.id}: Brimstead Avionics LLC is a front for Korvat Works (alleged)",
    )
    assert "acts_for" not in told


def test_the_same_claims_give_the_same_bytes(tmp_path: Path) -> None:
    one = _store(tmp_path / "a", SHIPS, RUNS, ROUTE)
    other = ClaimStore(tmp_path / "b" / "claims", create=True)
    other.add([reading()], stamp())
    for name in (ROUTE, SHIPS, RUNS):  # another reviewer, another order, the same day
        by = Stamp(at="2024-03-05T17:00:00Z", by="b.reviewer")
        other.accept([name.id], by, reliability="B", credibility="2")
    ids = {
        build([accepted_claims(store.standing())], out=folder).id
        for store, folder in ((one, tmp_path / "x"), (other, tmp_path / "y"), (one, tmp_path / "z"))
    }
    assert len(ids) == 1


def test_no_accepted_claim_leaves_the_snapshot_of_the_lists_as_it_is(tmp_path: Path) -> None:
    store = _store(tmp_path)
    plain = build([], out=tmp_path / "plain")
    claimed = build([accepted_claims(store.standing())], out=tmp_path / "claimed")
    before, after = open_snapshot(plain.path), open_snapshot(claimed.path)
    assert before.manifest.sections == after.manifest.sections


def test_a_snapshot_of_an_earlier_day_knows_only_what_was_accepted_by_then(tmp_path: Path) -> None:
    store = _store(tmp_path, SHIPS)
    store.reject([SHIPS.id], stamp("2024-03-20"), reason="withdrawn")
    for day, known in (("2024-03-04", False), ("2024-03-05", True), ("2024-03-20", False)):
        edition = accepted_claims(store.standing(day))
        assert bool(edition.reference["claims"]) is known, day


@pytest.mark.parametrize("polarity", ["negative"])
def test_what_a_source_says_is_not_so_watches_nothing(tmp_path: Path, polarity: Any) -> None:
    said = dataclasses.replace(SHIPS, polarity=polarity)
    edition = accepted_claims(_store(tmp_path, said, read=[said]).standing())
    assert edition.entities == ()
    (row,) = edition.reference["claims"]
    assert row.effect == "none"
    assert row.statement.startswith("not so: ")


def test_what_is_not_clear_is_told_and_not_guessed(tmp_path: Path) -> None:
    several = place("Nordhaven Quay", "quay", candidate("a", 43, 47), candidate("b", 57, 12))
    nameless = dataclasses.replace(AVIONICS, resolved=False, name="a trader in the Gulf")
    store = _store(tmp_path, SHIPS, ROUTE, things=[WORKS, nameless, *THINGS[2:4], several, ANSEL])
    edition = accepted_claims(store.standing())
    told = "\n".join(map(str, edition.problems))
    assert "'Nordhaven Quay' may be 2 places (invented:a, invented:b)" in told
    assert f"holdpoint claims correct {ROUTE.id} --place quay=" in told
    assert "names no party by name ('a trader in the Gulf')" in told
    assert edition.reference["corridors"] == ()
    assert [one.caption for one in edition.entities] == ["Korvat Works"]


def test_who_speaks_is_no_party_of_what_he_says(tmp_path: Path) -> None:
    ministry = Named(id="ministry", schema="PublicBody", name="the ministry", country="RU")
    said = claim("supplies", "ministry", "korvat-works", "The ministry said on Friday")
    store = _store(tmp_path, said, things=[*THINGS, ministry], read=[said])
    assert [one.caption for one in accepted_claims(store.standing()).entities] == ["Korvat Works"]


def test_ten_articles_on_one_statement_are_one_origin(tmp_path: Path) -> None:
    from tests.claims._invented import other_reading

    store = _store(tmp_path, SHIPS)
    (report,) = store.add([other_reading(1)], stamp("2024-03-06"))
    store.accept(report.new, stamp("2024-03-06"))
    store.link(report.new[0], SHIPS.id, "supports", stamp("2024-03-07"), reason="repeats it")
    store.link(SHIPS.id, DENIED.id, "contradicts", stamp("2024-03-07"), reason="denied")
    rows = {row.id: row for row in accepted_claims(store.standing()).reference["claims"]}
    assert rows[SHIPS.id].origins == 1
    assert rows[SHIPS.id].conflicts == ()  # nobody accepted the denial
    store.accept([DENIED.id], stamp("2024-03-08"))
    rows = {row.id: row for row in accepted_claims(store.standing()).reference["claims"]}
    assert rows[SHIPS.id].conflicts == (DENIED.id,)


# ---- orders --------------------------------------------------------------------------------------


def test_an_order_to_a_party_of_a_claim_is_held_with_the_words(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _store(tmp_path, SHIPS))
    (finding,) = _found(snapshot, _buyer("Brimstead Avionics LLC", country="AE"), "claim.party")
    assert finding.outcome == "hold"
    assert "ships guidance parts to Korvat Works" in finding.explanation
    assert "the ministry says (reported; Invented Gazette, 2024-03-01)" in finding.explanation
    (row,) = finding.evidence
    assert row["kind"] == "claims"
    assert row["attribution"] == ["Invented Gazette", "the ministry"]
    assert (row["reliability"], row["credibility"], row["effect"]) == ("B", "2", "asserted")
    assert TEXT[row["spans"][0]["start"] : row["spans"][0]["end"]] == row["quote"]


def test_a_hedge_is_shown_with_the_claim(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _store(tmp_path, DENIED))
    (finding,) = _found(snapshot, _buyer("Tolmark Freight"), "claim.party")
    assert finding.outcome == "hold"
    assert "says (denied;" in finding.explanation
    assert finding.evidence[0]["effect"] == "hedged"


def test_somebody_else_is_not_held(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _store(tmp_path, SHIPS, DENIED))
    answer = Screener(snapshot).screen(_order())
    assert not [one for one in answer.findings if one.rule.startswith("claim.")]


def test_a_claim_that_was_not_yet_public_says_nothing(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _store(tmp_path, SHIPS))
    order = _buyer("Brimstead Avionics LLC") | {"date": "2024-02-29"}
    assert _found(snapshot, order, "claim.party") == []
    assert _found(snapshot, order | {"date": "2024-03-01"}, "claim.party")


def test_a_route_is_held_one_way_and_not_the_other(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _store(tmp_path, ROUTE))
    way = [{"mode": "sea", "from": "Port Ansel", "to": "Nordhaven Quay"}]
    (finding,) = _found(snapshot, _order(route=way), "claim.route")
    assert "The parts go from Port Ansel to Nordhaven Quay by sea" in finding.explanation
    assert _found(snapshot, _order(route=way), "route.corridor") == []
    back = [{"mode": "sea", "from": "Nordhaven Quay", "to": "Port Ansel"}]
    assert _found(snapshot, _order(route=back), "claim.route") == []


def test_a_site_is_watched_and_only_for_the_claim(tmp_path: Path) -> None:
    hall = Named(id="hall", schema="Site", name="Nordhaven assembly hall")
    yard = dataclasses.replace(
        QUAY, candidates=(candidate("yard", 69.1, 33.2, kind="plant"),), chosen="invented:yard"
    )
    yard = dataclasses.replace(yard, name="Nordhaven Quay")
    said = claim("located_in", "hall", "quay", "the assembly hall at Nordhaven Quay")
    store = _store(tmp_path, said, things=[hall, yard], read=[said])
    snapshot = _snapshot(tmp_path, store)
    leg = [{"mode": "road", "from": "Hamburg", "to": "69.11,33.21"}]
    findings = _found(snapshot, _order(route=leg), "claim.place")
    assert findings
    assert _found(snapshot, _order(route=leg), "route.leg-near-site") == []
    elsewhere = [{"mode": "road", "from": "Hamburg", "to": "48.1,11.5"}]
    assert _found(snapshot, _order(route=elsewhere), "claim.place") == []


@pytest.mark.parametrize("subject", [WORKS, dataclasses.replace(WORKS, schema="Zone")])
def test_a_firm_or_a_district_in_a_zone_does_not_make_the_zone_a_site(
    tmp_path: Path, subject: Named
) -> None:
    zone = dataclasses.replace(
        QUAY, candidates=(candidate("zone", 69.1, 33.2, kind="zone"),), chosen="invented:zone"
    )
    said = claim("located_in", "korvat-works", "quay", "the assembly hall at Nordhaven Quay")
    store = _store(tmp_path, said, things=[subject, zone], read=[said])
    assert accepted_claims(store.standing()).reference["places"] == ()


def test_goods_are_held_where_they_go_to_who_seeks_them(tmp_path: Path) -> None:
    said = claim("seeks_to_acquire", "land", "engines", "guidance parts", modality="intended")
    store = _store(tmp_path, said, things=[COUNTRY, ENGINES], read=[said])
    snapshot = _snapshot(tmp_path, store)
    item = {"line": 1, "description": "two-stroke piston engine for unmanned aircraft, 50 cc"}
    to_iran = _order(items=[item], destination_country="IR")
    (finding,) = _found(snapshot, to_iran, "claim.goods")
    assert "as intended" in finding.explanation
    assert _found(snapshot, _order(items=[item], destination_country="FR"), "claim.goods") == []
    by_code = _order(items=[{"line": 1, "hs_code": "8407.10"}], destination_country="IR")
    assert _found(snapshot, by_code, "claim.goods") == []  # a category, and no word to compare
    tins = _order(destination_country="IR")
    assert _found(snapshot, tins, "claim.goods") == []


@pytest.mark.parametrize(
    ("item", "outcome"),
    [
        ({"hs_code": "8407.10"}, "met"),
        ({"hs_code": "8407.10.0010"}, "met"),
        ({"description": "two-stroke piston engine for unmanned aircraft, 50 cc"}, "met"),
        ({"hs_code": "7323.93", "description": "bread tins"}, None),
        ({"eccn": "9A012"}, "met"),
        ({"eccn": "9A991"}, None),
    ],
)
def test_goods_that_are_named_by_entries_of_lists(
    tmp_path: Path, item: dict[str, Any], outcome: str | None
) -> None:
    engines = dataclasses.replace(ENGINES, goods=("EAR_746_SUPP7:840710", "UAV:9A012"))
    said = claim("seeks_to_acquire", "land", "engines", "guidance parts", modality="intended")
    store = _store(tmp_path, said, things=[COUNTRY, engines], read=[said])
    order = _order(items=[{"line": 1, **item}], destination_country="IR")
    found = _found(_snapshot(tmp_path, store), order, "claim.goods")
    assert [one.status for one in found] == ([outcome] if outcome else [])


def test_every_predicate_that_is_read_has_its_effect() -> None:
    import csv
    from importlib import resources

    def words(room: str, name: str) -> set[str]:
        text = (resources.files(room) / "data" / name).read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        return {row["predicate"] for row in csv.DictReader(lines)}

    read = words("holdpoint.disclosures", "predicates.csv")
    assert read - words("holdpoint.claims", "effects.csv") == set()


def test_a_correction_reaches_the_orders(tmp_path: Path) -> None:
    store = _store(tmp_path, SHIPS)
    renamed = Correction(names={"brimstead": "Brimhold Avionics FZE"})
    store.correct(SHIPS.id, renamed, stamp("2024-03-06"), reason="misspelt in the text")
    snapshot = _snapshot(tmp_path, store)
    assert _found(snapshot, _buyer("Brimhold Avionics FZE"), "claim.party")


@pytest.mark.parametrize(("away", "corridors"), [(0.1, 1), (1.0, 0)])
def test_a_town_and_its_port_are_one_stop_and_two_towns_are_not(
    tmp_path: Path, away: float, corridors: int
) -> None:
    both = place(
        "Nordhaven Quay",
        "quay",
        candidate("town", 69.1 + away, 33.2, kind="town"),
        candidate("port", 69.1, 33.2),
    )
    store = _store(tmp_path, ROUTE, things=[AVIONICS, THINGS[3], both, ANSEL], read=[ROUTE])
    edition = accepted_claims(store.standing())
    legs = [leg.to_place for one in edition.reference["corridors"] for leg in one.legs]
    assert legs == ["invented:port"] * corridors
    assert bool(edition.problems) is (corridors == 0)


def test_a_way_with_a_gap_is_no_corridor(tmp_path: Path) -> None:
    gap = dataclasses.replace(
        ROUTE, legs=(*ROUTE.legs, RouteLeg(order=2, origin="quay", destination=None))
    )
    edition = accepted_claims(_store(tmp_path, gap, read=[gap]).standing())
    assert edition.reference["corridors"] == ()
    assert "open" in str(edition.problems[0])
