"""A store of claims keeps what was read and who decided what, and what it kept cannot change."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from tests.claims._invented import (
    AVIONICS,
    CLAIMS,
    DENIED,
    QUAY,
    ROUTE,
    RUNS,
    SHIPS,
    THINGS,
    WORKS,
    candidate,
    claim,
    other_reading,
    place,
    reading,
)

from holdpoint.claims import ClaimStore, Correction, Stamp, find_claim
from holdpoint.errors import ClaimsError
from holdpoint.files import canonical
from holdpoint.model import Exhibit, Reading


def stamp(day: str = "2024-03-04", by: str = "a.reviewer") -> Stamp:
    return Stamp(at=f"{day}T09:00:00Z", by=by)


@pytest.fixture
def store(tmp_path: Path) -> ClaimStore:
    made = ClaimStore(tmp_path / "claims", create=True)
    made.add([reading()], stamp())
    return made


def _ledger(store: ClaimStore) -> Path:
    return store.folder / "ledger.jsonl"


# ---- what is taken in ----------------------------------------------------------------------------


def test_what_is_read_waits_for_a_person(store: ClaimStore) -> None:
    standing = store.standing()
    assert {one.state for one in standing.claims.values()} == {"unreviewed"}
    assert list(standing.claims) == [one.id for one in CLAIMS]
    assert list(standing.accepted()) == []
    (document,) = standing.readings.values()
    assert store.reading(document) == reading()


def test_the_same_reading_twice_is_no_news(store: ClaimStore) -> None:
    (again,) = store.add([reading()], stamp("2024-03-05"))
    assert again.event is None
    assert len(again.known) == len(CLAIMS)
    assert len(store.events()) == 1


def test_a_reading_whose_words_are_not_in_the_text_is_refused_whole(tmp_path: Path) -> None:
    moved = dataclasses.replace(SHIPS.spans[0], start=SHIPS.spans[0].start + 1)
    bad = reading([dataclasses.replace(SHIPS, spans=(moved,))])
    store = ClaimStore(tmp_path / "claims", create=True)
    with pytest.raises(ClaimsError, match="does not stand on these words") as caught:
        store.add([other_reading(1), bad], stamp())
    assert caught.value.problems[0].field
    assert store.events() == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "../../etc/passwd"}, "claim- and 16"),
        ({"id": "claim-" + "g" * 16}, "claim- and 16"),
        ({"document": "doc-0000000000000000"}, "another document"),
        ({"spans": ()}, "no quote, no claim"),
        ({"attribution": ()}, "who said it"),
        ({"subject": "nobody-here"}, "what is not there"),
        ({"predicate": "DROP TABLE"}, "no predicate"),
    ],
)
def test_a_hostile_claim_is_refused_with_its_field(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    store = ClaimStore(tmp_path / "claims", create=True)
    with pytest.raises(ClaimsError, match=says):
        store.add([reading([dataclasses.replace(SHIPS, **change)])], stamp())


@pytest.mark.parametrize("thing", ["a/b", "..\\x", "", "a b", "x" * 201])
def test_a_hostile_id_of_a_thing_is_refused(tmp_path: Path, thing: str) -> None:
    store = ClaimStore(tmp_path / "claims", create=True)
    bad = dataclasses.replace(QUAY, id=thing)
    with pytest.raises(ClaimsError, match="is no id"):
        store.add([reading([SHIPS], [*THINGS, bad])], stamp())


def test_a_text_that_is_not_the_one_of_its_hash_is_refused(tmp_path: Path) -> None:
    store = ClaimStore(tmp_path / "claims", create=True)
    bad = dataclasses.replace(reading([]), text="Another text.")
    with pytest.raises(ClaimsError, match="not the hash of the text"):
        store.add([bad], stamp())


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(ClaimsError, match="other files"):
        ClaimStore(tmp_path, create=True)
    with pytest.raises(ClaimsError, match="no store of claims"):
        ClaimStore(tmp_path)


# ---- what people decide --------------------------------------------------------------------------


def test_an_acceptance_says_who_when_why_and_how_sure(store: ClaimStore) -> None:
    store.accept([SHIPS.id], stamp("2024-03-05"), reason="seen", reliability="B", credibility="2")
    held = store.standing().claims[SHIPS.id]
    assert held.state == "accepted"
    review = held.review
    assert (review.by, review.at, review.reason) == ("a.reviewer", "2024-03-05T09:00:00Z", "seen")
    assert (review.reliability, review.credibility) == ("B", "2")


def test_who_does_not_judge_the_source_says_so(store: ClaimStore) -> None:
    store.accept([SHIPS.id], stamp())
    review = store.standing().claims[SHIPS.id].review
    assert (review.reliability, review.credibility) == ("F", "6")


def test_all_are_accepted_or_none(store: ClaimStore) -> None:
    with pytest.raises(ClaimsError, match="no claim"):
        store.accept([SHIPS.id, "claim-ffffffffffffffff"], stamp())
    assert list(store.standing().accepted()) == []


def test_a_rejected_claim_can_be_taken_up_again_and_nothing_is_lost(store: ClaimStore) -> None:
    store.reject([SHIPS.id], stamp("2024-03-05"), reason="misread")
    assert store.standing().claims[SHIPS.id].state == "rejected"
    store.accept([SHIPS.id], stamp("2024-03-06"), reason="read again")
    held = store.standing().claims[SHIPS.id]
    assert held.state == "accepted"
    assert [store.events()[n - 1].kind for n in held.history] == ["added", "rejected", "accepted"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_rejection_needs_a_reason(store: ClaimStore, reason: str) -> None:
    with pytest.raises(ClaimsError, match="--reason"):
        store.reject([SHIPS.id], stamp(), reason=reason)


def test_the_beginning_of_an_id_is_enough_where_it_is_one(store: ClaimStore) -> None:
    standing = store.standing()
    assert find_claim(standing, SHIPS.id[6:12]).claim.id == SHIPS.id
    assert find_claim(standing, SHIPS.id.upper()).claim.id == SHIPS.id
    for text in ("", "cla", "claim-", "zzzz", "../..", SHIPS.id[6:9], "%s"):
        with pytest.raises(ClaimsError, match="no claim"):
            find_claim(standing, text)
    doubled = {f"claim-{'a' * 15}{n}": standing.claims[SHIPS.id] for n in "01"}
    standing.claims.update(doubled)
    with pytest.raises(ClaimsError, match="fits 2 claims"):
        find_claim(standing, "aaaa")


# ---- corrections ---------------------------------------------------------------------------------


def test_a_correction_is_a_new_claim_that_points_back(store: ClaimStore) -> None:
    store.accept([SHIPS.id], stamp("2024-03-05"), reliability="C", credibility="3")
    event = store.correct(
        SHIPS.id, Correction(predicate="ships_to"), stamp("2024-03-06"), reason="they ship"
    )
    standing = store.standing()
    new = event.body.new.id  # type: ignore[union-attr]
    assert standing.claims[SHIPS.id].state == "corrected"
    assert standing.claims[SHIPS.id].claim == SHIPS
    assert standing.claims[SHIPS.id].superseded_by == new
    assert standing.claims[new].supersedes == (SHIPS.id,)
    assert standing.claims[new].claim.spans == SHIPS.spans
    # The watch goes on: what was accepted stays accepted, with its codes.
    assert standing.claims[new].state == "accepted"
    review = standing.claims[new].review
    assert (review.reliability, review.credibility) == ("C", "3")
    assert [(one.link.kind, one.link.target) for one in standing.links_of(new)] == [
        ("supersedes", SHIPS.id)
    ]


def test_what_is_superseded_is_decided_no_more(store: ClaimStore) -> None:
    store.correct(SHIPS.id, Correction(predicate="ships_to"), stamp(), reason="they ship")
    for act in (store.accept, store.reject):
        with pytest.raises(ClaimsError, match="superseded by claim-"):
            act([SHIPS.id], stamp(), reason="again")


@pytest.mark.parametrize(
    "change",
    [
        {"stance": "asserted"},
        {"stance": "reported", "modality": "asserted"},
    ],
)
def test_a_correction_that_says_more_than_the_source_must_be_asked_for(
    store: ClaimStore, change: dict[str, str]
) -> None:
    with pytest.raises(ClaimsError, match=r"say more than its source .*alleged to"):
        store.correct(RUNS.id, Correction(**change), stamp(), reason="sure")  # type: ignore[arg-type]
    asked = Correction(**change, sharpen=True)  # type: ignore[arg-type]
    event = store.correct(RUNS.id, asked, stamp(), reason="the source says so", accept=True)
    held = store.standing().claims[event.body.new.id]  # type: ignore[union-attr]
    assert held.sharpened == (f"stance alleged to {change['stance']}",)
    # The word by which the source holds back stays, and with it what the claim can do.
    assert held.claim.hedges == RUNS.hedges
    assert held.effect == "hedged"


@pytest.mark.parametrize(
    ("said", "change", "told"),
    [
        ({"modality": "planned"}, {"modality": "asserted"}, "modality planned to asserted"),
        ({"polarity": "negative"}, {"polarity": "positive"}, "polarity negative to positive"),
        ({"stance": "denied"}, {"stance": "alleged"}, "stance denied to alleged"),
        ({"predicate": "offers"}, {"predicate": "supplies"}, "predicate offers to supplies"),
    ],
)
def test_every_way_of_saying_more_is_seen(
    tmp_path: Path, said: dict[str, str], change: dict[str, str], told: str
) -> None:
    store = ClaimStore(tmp_path / "claims", create=True)
    store.add([reading([dataclasses.replace(SHIPS, **said)])], stamp())  # type: ignore[arg-type]
    with pytest.raises(ClaimsError, match=told):
        store.correct(SHIPS.id, Correction(**change), stamp(), reason="x")  # type: ignore[arg-type]


def test_a_correction_can_choose_a_place_among_the_candidates_only(tmp_path: Path) -> None:
    quay = place("Nordhaven Quay", "quay", candidate("a", 43, 47), candidate("b", 57, 12))
    store = ClaimStore(tmp_path / "claims", create=True)
    store.add([reading([RUNS], [WORKS, quay])], stamp())
    with pytest.raises(ClaimsError, match=r"no candidate for quay.*invented:a, invented:b"):
        store.correct(RUNS.id, Correction(places={"quay": "invented:c"}), stamp(), reason="x")
    event = store.correct(
        RUNS.id, Correction(places={"quay": "invented:b"}), stamp(), reason="the northern one"
    )
    standing = store.standing()
    assert standing.claims[event.body.new.id].entities["quay"].chosen == "invented:b"  # type: ignore[union-attr]
    assert standing.claims[RUNS.id].entities["quay"].chosen is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, "nothing is different"),
        ({"subject": "nobody"}, "what is not there"),
        ({"stance": "certain"}, "not known"),
        ({"quote": "words that are not there"}, "not in the text"),
        ({"names": {"nobody": "X"}}, "The document has no"),
        ({"names": {"tolmark": "a\x1b[2Jb"}}, "give a name"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    store: ClaimStore, change: dict[str, Any], says: str
) -> None:
    with pytest.raises(ClaimsError, match=says):
        store.correct(SHIPS.id, Correction(**change), stamp(), reason="x")
    assert len(store.events()) == 1


def test_a_correction_can_stand_on_other_words_of_the_text(store: ClaimStore) -> None:
    quote = "Brimstead Avionics LLC ships guidance parts"
    event = store.correct(SHIPS.id, Correction(quote=quote), stamp(), reason="shorter")
    assert event.body.new.spans[0].quote == quote  # type: ignore[union-attr]
    assert store.verify() == ()


# ---- a document that is read again ---------------------------------------------------------------


def _sharper_reading() -> Reading:
    """The same words, read more sharply by another version of the reader."""
    return reading([SHIPS, dataclasses.replace(RUNS, stance="asserted", hedges=())])


def test_reading_again_never_changes_what_a_person_decided_about(store: ClaimStore) -> None:
    store.accept([RUNS.id], stamp("2024-03-05"))
    (report,) = store.add([_sharper_reading()], stamp("2024-03-06"))
    assert report.differing == (RUNS.id,)
    held = store.standing().claims[RUNS.id]
    assert held.claim == RUNS
    assert held.effect == "hedged"
    assert held.newer
    assert held.newer.claim.stance == "asserted"
    store.accept([RUNS.id], stamp("2024-03-07"), reason="read again")
    taken = store.standing().claims[RUNS.id]
    assert taken.claim.stance == "asserted"
    assert taken.newer is None


def test_reading_again_replaces_what_nobody_decided_about(store: ClaimStore) -> None:
    (report,) = store.add([_sharper_reading()], stamp("2024-03-06"))
    assert report.changed == (RUNS.id,)
    assert store.standing().claims[RUNS.id].claim.stance == "asserted"
    assert store.standing("2024-03-05").claims[RUNS.id].claim == RUNS


# ---- links and evidence --------------------------------------------------------------------------


def test_a_link_merges_nothing(store: ClaimStore) -> None:
    store.link(SHIPS.id, DENIED.id, "contradicts", stamp(), reason="one says so, one not")
    standing = store.standing()
    assert standing.claims[SHIPS.id].claim == SHIPS
    assert standing.claims[DENIED.id].claim == DENIED
    (one,) = standing.links_of(DENIED.id)
    assert (one.link.kind, one.by) == ("contradicts", "a.reviewer")


def test_a_link_needs_two_claims_and_a_reason(store: ClaimStore) -> None:
    with pytest.raises(ClaimsError, match="linked to itself"):
        store.link(SHIPS.id, SHIPS.id, "same", stamp(), reason="x")
    with pytest.raises(ClaimsError, match="--reason"):
        store.link(SHIPS.id, RUNS.id, "same", stamp(), reason="")


def test_claims_cannot_supersede_one_another_in_a_ring(store: ClaimStore) -> None:
    store.link(SHIPS.id, RUNS.id, "supersedes", stamp(), reason="newer")
    assert store.standing().claims[RUNS.id].state == "corrected"
    with pytest.raises(ClaimsError, match="superseded"):
        store.link(RUNS.id, SHIPS.id, "supersedes", stamp(), reason="back")


def test_evidence_is_kept_under_its_hash(store: ClaimStore, tmp_path: Path) -> None:
    picture = tmp_path / "hall.png"
    picture.write_bytes(b"a picture")
    ring = ((47.4, 42.9), (47.6, 42.9), (47.6, 43.1), (47.4, 43.1))
    evidence = Exhibit(id="", title="The hall", captured="2024-02-11", footprint=ring)
    store.attach([RUNS.id], evidence, stamp(), file=picture)
    (held,) = store.standing().claims[RUNS.id].evidence
    assert (store.folder / "evidence" / str(held.sha256)).read_bytes() == picture.read_bytes()
    assert held.footprint == ring
    assert (held.media, held.claims, held.recorded) == (
        "application/octet-stream",
        (RUNS.id,),
        "2024-03-04",
    )
    (store.folder / "evidence" / str(held.sha256)).write_bytes(b"another picture")
    (problem,) = store.verify()
    assert "was changed" in problem.reason


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, "Give the evidence"),
        ({"url": "javascript:alert(1)"}, "whole address"),
        ({"url": "https://x.example", "captured": "6 April"}, "is no day or time"),
        ({"url": "https://x.example", "footprint": ((1.0,),)}, "without two numbers"),
        ({"url": "https://x.example", "footprint": ((1.0, 95.0),)}, "not on Earth"),
        ({"url": "https://x.example", "footprint": ((float("nan"), 1.0),)}, "not on Earth"),
    ],
)
def test_evidence_that_cannot_be_found_or_placed_is_refused(
    store: ClaimStore, facts: dict[str, Any], says: str
) -> None:
    with pytest.raises(ClaimsError, match=says):
        store.attach([RUNS.id], Exhibit(id="", title="x", **facts), stamp())


# ---- time ----------------------------------------------------------------------------------------


def test_what_was_known_on_a_day_is_answered_exactly(store: ClaimStore) -> None:
    store.accept([SHIPS.id], stamp("2024-03-10"))
    store.reject([SHIPS.id], stamp("2024-03-20"), reason="withdrawn")
    states = {
        day: [one.state for one in store.standing(day).claims.values()][:1]
        for day in (
            "2024-03-03",
            "2024-03-04",
            "2024-03-09",
            "2024-03-10",
            "2024-03-19",
            "2024-03-20",
        )
    }
    assert list(states.values()) == [
        [], ["unreviewed"], ["unreviewed"], ["accepted"], ["accepted"], ["rejected"],
    ]  # fmt: skip


def test_nothing_can_be_entered_before_what_is_there(store: ClaimStore) -> None:
    with pytest.raises(ClaimsError, match="nothing can be entered before"):
        store.accept([SHIPS.id], stamp("2024-03-03"))


@pytest.mark.parametrize(
    "at", ["yesterday", "2024-02-30T00:00:00Z", "2024-03-05", "2024-03-05T25:00:00Z"]
)
def test_a_time_that_is_none_is_refused(store: ClaimStore, at: str) -> None:
    with pytest.raises(ClaimsError, match="is no time"):
        store.accept([SHIPS.id], Stamp(at=at, by="a.reviewer"))


@pytest.mark.parametrize("by", ["", "  ", "x" * 201, "a\nb", "a\x1b[1m"])
def test_nobody_and_what_steers_a_terminal_are_no_names(store: ClaimStore, by: str) -> None:
    with pytest.raises(ClaimsError, match="Say who"):
        store.accept([SHIPS.id], stamp(by=by))


# ---- a ledger that cannot be changed unseen ------------------------------------------------------


def _busy(store: ClaimStore) -> list[bytes]:
    store.accept([SHIPS.id], stamp("2024-03-05"))
    store.reject([ROUTE.id], stamp("2024-03-06"), reason="misread")
    store.accept([RUNS.id], stamp("2024-03-07"))
    assert store.verify() == ()
    return _ledger(store).read_bytes().splitlines(keepends=True)


def _changed_reviewer(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1].replace(b"a.reviewer", b"b.reviewer"), *lines[2:]]


def _sealed_anew(lines: list[bytes]) -> list[bytes]:
    """A line changed by somebody who knows how lines are sealed."""
    from holdpoint.files import digest

    row = json.loads(lines[1])
    row["by"] = "b.reviewer"
    row["hash"] = digest({key: value for key, value in row.items() if key != "hash"})
    return [lines[0], canonical(row) + b"\n", *lines[2:]]


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (_changed_reviewer, "line was changed"),
        (_sealed_anew, "chain is broken"),
        (lambda lines: [lines[0], *lines[2:]], "missing"),
        (
            lambda lines: [lines[0], lines[2], lines[1], lines[3]],
            "missing, or lines were exchanged",
        ),
        (lambda lines: lines[:-1], "should be event 4, and 3 are there"),
        (lambda lines: [*lines[:2], b"{}\n", *lines[2:]], "lacks"),
        (lambda lines: [*lines[:2], b"not json\n", *lines[2:]], "no JSON object"),
        (lambda lines: [*lines[:2], b"[" * 9999 + b"\n", *lines[2:]], "no JSON object"),
    ],
)
def test_tampering_shows(store: ClaimStore, tamper: Any, says: str) -> None:
    lines = _busy(store)
    _ledger(store).write_bytes(b"".join(tamper(lines)))
    problems = store.verify()
    assert says in problems[0].reason
    with pytest.raises(ClaimsError, match="damaged"):
        store.standing()
    with pytest.raises(ClaimsError, match="damaged"):
        store.accept([SHIPS.id], stamp("2024-03-08"))


def test_a_kept_text_or_reading_that_was_changed_shows(store: ClaimStore) -> None:
    for folder in ("documents", "readings"):
        (path,) = (store.folder / folder).iterdir()
        raw = path.read_bytes()
        path.write_bytes(raw.replace(b"allegedly", b"certainly"))
        fresh = ClaimStore(store.folder)
        assert any("was changed" in problem.reason for problem in fresh.verify())
        path.write_bytes(raw)
    assert ClaimStore(store.folder).verify() == ()


def test_a_last_line_that_was_never_finished_does_not_count(store: ClaimStore) -> None:
    lines = _busy(store)
    for torn in (lines[-1][:-1], lines[-1][:40], b"{"):
        path = _ledger(store)
        path.write_bytes(b"".join(lines) + torn)
        assert len(store.events()) == len(lines)
        (problem,) = store.verify()
        assert not problem.fatal
    store.accept([DENIED.id], stamp("2024-03-09"))
    assert store.verify() == ()
    assert len(store.events()) == len(lines) + 1


def _add_many(folder: str, first: int, count: int) -> None:
    store = ClaimStore(Path(folder))
    for number in range(first, first + count):
        store.add([other_reading(number)], stamp("2024-04-01", by=f"process {os.getpid()}"))


def test_many_writers_lose_nothing(store: ClaimStore) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=_add_many, args=(str(store.folder), first, 6))
        for first in (0, 100, 200)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert store.verify() == ()
    assert len(store.events()) == 1 + 3 * 6
    assert len(store.standing().claims) == len(CLAIMS) + 3 * 6


def test_two_claims_with_one_name_are_two(store: ClaimStore) -> None:
    store.add([other_reading(1)], stamp())
    names = [one.entities["korvat-works"] for one in store.standing().claims.values()]
    assert len(names) == len(CLAIMS) + 1
    assert AVIONICS.name == other_reading(1).entities[1].name


def test_a_claim_on_the_same_words_has_the_same_id() -> None:
    assert claim("supplies", "brimstead", "korvat-works", SHIPS.spans[0].quote).id == SHIPS.id
