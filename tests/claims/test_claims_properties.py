"""Whatever is done to a store: replayed it is the same, and a day's answer never changes."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.claims._invented import CLAIMS, RUNS, SHIPS, other_reading, reading

from holdpoint.claims import (
    ClaimStore,
    Correction,
    Stamp,
    Standing,
    accepted_claims,
    effect_of,
    sharper,
)
from holdpoint.errors import ClaimsError
from holdpoint.model import Hedge, ReadClaim

STANCES = ("asserted", "reported", "alleged", "contended", "assessed", "denied", "retracted")
MODALITIES = (
    "asserted", "planned", "intended", "offered", "attempted", "possible", "probable", "required",
    "urged", "hypothetical", "unknown",
)  # fmt: skip
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ACTS = st.tuples(
    st.sampled_from(["add", "accept", "reject", "correct", "link"]),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 3),
)


def _act(store: ClaimStore, act: tuple[str, int, int, int], stamp: Stamp) -> None:
    """One act on whatever claims there are; what cannot be is refused and leaves no trace."""
    kind, one, other, choice = act
    ids = list(store.standing().claims)
    first, second = ids[one % len(ids)], ids[other % len(ids)]
    if kind == "add":
        store.add([other_reading(one)], stamp)
    elif kind == "accept":
        store.accept([first, second], stamp)
    elif kind == "reject":
        store.reject([first], stamp, reason="misread")
    elif kind == "correct":
        change = Correction(stance=STANCES[choice], sharpen=bool(other % 2))
        store.correct(first, change, stamp, reason="as the text says")
    else:
        kinds = ("same", "contradicts", "supersedes", "denies")
        store.link(first, second, kinds[choice], stamp, reason="compared")  # type: ignore[arg-type]


def _played(folder: Path, acts: Sequence[tuple[str, int, int, int]]) -> ClaimStore:
    store = ClaimStore(folder, create=True)
    store.add([reading()], Stamp(at="2024-03-01T00:00:00Z", by="a"))
    for day, act in enumerate(acts, start=2):
        stamp = Stamp(at=f"2024-03-{day:02d}T12:00:00Z", by="a")
        before = (folder / "ledger.jsonl").read_bytes()
        try:
            _act(store, act, stamp)
        except ClaimsError:
            assert (folder / "ledger.jsonl").read_bytes() == before
    return store


def _facts(standing: Standing) -> dict[str, Any]:
    return dataclasses.asdict(standing)


@FEW
@given(st.lists(ACTS, max_size=12))
def test_replayed_by_somebody_else_it_is_the_same(acts: list[tuple[str, int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = _played(Path(folder) / "claims", acts)
        again = ClaimStore(Path(folder) / "claims")
        assert _facts(again.standing()) == _facts(store.standing())
        assert again.verify() == ()
        assert accepted_claims(again.standing()) == accepted_claims(store.standing())


@FEW
@given(st.lists(ACTS, min_size=1, max_size=10), st.data())
def test_what_was_known_on_a_day_never_changes(
    acts: list[tuple[str, int, int, int]], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(acts)))
    day = f"2024-03-{cut + 1:02d}"
    with tempfile.TemporaryDirectory() as folder:
        early = _played(Path(folder) / "early", acts[:cut])
        late = _played(Path(folder) / "late", acts)
        assert _facts(late.standing(day)) == _facts(early.standing())
        assert late.events(day) == early.events()
        known = [len(late.events(f"2024-03-{n:02d}")) for n in range(1, 20)]
        assert known == sorted(known)


@FEW
@given(st.lists(ACTS, max_size=12))
@example([("correct", 0, 0, 2), ("link", 4, 1, 2)])
def test_nothing_is_ever_lost_and_no_claim_is_more_than_its_source(
    acts: list[tuple[str, int, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        standing = _played(Path(folder) / "claims", acts).standing()
    assert {one.id for one in CLAIMS} <= set(standing.claims)
    for stored in standing.claims.values():
        if stored.state == "corrected":
            assert stored.superseded_by in standing.claims
        if stored.claim.extractor == "reviewer":
            # The first is what was corrected. A person who links it to others later says which of
            # two claims stands; neither is changed by that.
            before = standing.claims[stored.supersedes[0]].claim
            assert before.document == stored.claim.document
            assert stored.sharpened or not list(sharper(before, stored.claim))
            assert set(before.hedges) <= set(stored.claim.hedges)


def _claims() -> st.SearchStrategy[ReadClaim]:
    hedge: Hedge = RUNS.hedges[0]
    return st.builds(
        lambda stance, modality, polarity, hedged: dataclasses.replace(
            SHIPS,
            stance=stance,
            modality=modality,
            polarity=polarity,
            hedges=(hedge,) if hedged else (),
        ),
        st.sampled_from(STANCES),
        st.sampled_from(MODALITIES),
        st.sampled_from(["positive", "negative"]),
        st.booleans(),
    )


@given(_claims())
def test_only_what_is_said_without_any_hedge_is_asserted(claim: ReadClaim) -> None:
    plain = (
        claim.stance in {"asserted", "reported"}
        and claim.modality == "asserted"
        and claim.polarity == "positive"
        and not claim.hedges
    )
    assert (effect_of(claim) == "asserted") is plain


@given(_claims(), _claims())
def test_a_weaker_effect_never_grows_without_being_told(old: ReadClaim, new: ReadClaim) -> None:
    order = ("none", "hedged", "asserted")
    kept = dataclasses.replace(new, hedges=old.hedges)  # as a correction keeps them
    if order.index(effect_of(kept)) > order.index(effect_of(old)):
        assert list(sharper(old, kept))


@pytest.mark.parametrize("word", [*STANCES, *MODALITIES])
def test_every_word_of_the_model_has_its_place(word: str) -> None:
    part = "stance" if word in STANCES else "modality"
    effect = effect_of(dataclasses.replace(SHIPS, **{part: word}))  # type: ignore[arg-type]
    plain = word in {"asserted", "reported"}
    assert effect == "asserted" if plain else effect in {"none", "hedged"}
