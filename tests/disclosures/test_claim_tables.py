"""The tables by which claims are read: complete, and plain about what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.disclosures import other_words, predicates
from holdpoint.disclosures._cues import Cue, cues, sayings
from holdpoint.disclosures._cut import units_of
from holdpoint.disclosures._frames import _Checked, _verb_frame, frames
from holdpoint.disclosures._memo import Memo
from holdpoint.disclosures._parsed import MentionAt, Sentence
from holdpoint.disclosures._phrases import Phrases
from holdpoint.disclosures._sentences import split_sentences
from holdpoint.disclosures._stance import find_cues, weaker_modality, weaker_stance
from holdpoint.disclosures._units import make_line
from holdpoint.disclosures._verb_forms import forms_of
from holdpoint.errors import KnowledgeError
from holdpoint.files import read_yaml

CUES = sorted({cue for held in cues().values() for cue in held}, key=lambda cue: cue.words)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: " ".join(cue.words))
def test_every_cue_is_found_in_a_sentence(cue: Cue) -> None:
    text = f"There, {' '.join(cue.words)} it was.".replace(" n't", "n't")
    sentence = Sentence(index=0, paragraph=0, start=0, end=len(text))
    line = make_line(text, sentence, (), ())
    found = [hit.cue for hit in find_cues(line)]
    longer = [c for c in CUES if c.words[: len(cue.words)] == cue.words]
    assert cue in found or set(longer) & set(found)


@given(st.text(alphabet="ab B.,'\u2019\u201d-_*1n't\u00e9\n", max_size=80))
def test_every_unit_stands_where_it_says(text: str) -> None:
    sentence = Sentence(index=0, paragraph=0, start=0, end=len(text))
    line = make_line(text, sentence, (), ())
    units = list(zip(line.words, line.starts, line.ends, strict=True))
    assert all(end <= start for (_, _, end), (_, start, _) in pairwise(units))
    plain = text.lower().replace("\u2019", "'").replace("\u201d", '"')
    assert all(plain[start:end] == word for word, start, end in units)
    left = "".join(plain[end:start] for (_, _, end), (_, start, _) in pairwise(units))
    assert not set(left) - set(" \n*_")


def test_what_is_told_of_words_takes_no_more_room_than_it_may() -> None:
    asked: list[str] = []

    def tell(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(tell)
    assert [memo["drone"], memo["drone"], memo["ship"]] == [5, 5, 4]
    assert asked == ["drone", "ship"]
    for number in range(40_000):
        assert memo[str(number)] == len(str(number))
    assert len(memo) < 20_000


@pytest.mark.parametrize(
    ("words", "end", "found"),
    [
        ("the port city of", 4, (1, "City")),
        ("the city of", 3, (1, "Town")),
        ("of the port", 3, None),
        ("of", 0, None),
    ],
)
def test_the_longest_phrase_that_ends_at_a_word_wins(
    words: str, end: int, found: tuple[int, str] | None
) -> None:
    phrases = Phrases([(("city", "of"), "Town"), (("port", "city", "of"), "City")])
    assert phrases.until(words.split(), end) == found


def test_every_frame_has_words_that_call_it() -> None:
    called = {frame.id for held, _, _ in frames().verbs.values() for frame in held}
    called |= {frame.id for held in frames().nouns.values() for _, frame in held}
    called |= {frame.id for held in frames().actions.values() for frame in held}
    assert len(called) > 50
    assert {frame.predicate for held, _, _ in frames().verbs.values() for frame in held} <= set(
        predicates()
    )


def test_another_word_never_means_itself() -> None:
    assert set(other_words()) & set(predicates()) == set()


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("supply", {"supply", "supplies", "supplied", "supplying"}),
        ("ship", {"ship", "ships", "shipped", "shipping"}),
        ("sell", {"sell", "sells", "sold", "selling"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("transfer", {"transfer", "transfers", "transferred", "transferring"}),
        ("have", {"have", "has", "had", "having"}),
    ],
)
def test_a_verb_has_its_forms(verb: str, forms: set[str]) -> None:
    assert set(forms_of(verb)) == forms


def test_the_weaker_of_two_does_not_depend_on_their_order() -> None:
    assert weaker_modality("planned", "asserted") == weaker_modality("asserted", "planned")
    assert weaker_modality("unknown", "possible") == "unknown"
    assert weaker_stance("alleged", "asserted") == weaker_stance("asserted", "alleged") == "alleged"
    assert sayings()["denied"].stance == "denied"


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("- {id: a, predicate: gives}", "frames.yaml:2: predicate 'gives' is not known"),
        ("- {id: a, predicate: supplies, verbs: give}", "frames.yaml:2: verbs must be a list"),
        (
            "- {id: a, predicate: supplies, verb: [give]}",
            "frames.yaml:2: field 'verb' is not known",
        ),
        (
            "- {id: a, predicate: supplies, object_families: [thing]}",
            "frames.yaml:2: 'thing' is not in schemas.csv",
        ),
    ],
)
def test_a_frame_that_makes_no_sense_is_named_with_its_line(entry: str, what: str) -> None:
    text = read_yaml(f"verbs:\n  {entry}\n", "frames.yaml")
    checked = _Checked(text, ("verbs", 0), text.value["verbs"][0])
    with pytest.raises(KnowledgeError) as error:
        _verb_frame(checked)
    assert what in str(error.value)


def test_the_tables_are_read_once() -> None:
    assert frames() is frames()
    assert cues() is cues()


@given(
    st.text(alphabet="abS B.,'\u2019\u201d-_*1n't\u00e9&\u00ad\u0301/$()", max_size=60),
    st.lists(st.integers(0, 60), max_size=6, unique=True),
    st.integers(0, 3),
)
def test_units_taken_from_tokens_are_those_read_from_the_text(
    text: str, bounds: list[int], skipped: int
) -> None:
    bounds = sorted(bound for bound in bounds if bound <= len(text))
    spans = list(zip(bounds[::2], bounds[1::2], strict=False))
    mentions = [MentionAt(start, end, "one", "Company") for start, end in spans if start < end]
    for one in split_sentences(text):
        sentence = replace(one, start=min(one.start + skipped, one.end))
        within = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end]
        bare = replace(sentence, starts=(), ends=(), raw=(), lower=())
        assert units_of(text, sentence, within) == units_of(text, bare, within)
