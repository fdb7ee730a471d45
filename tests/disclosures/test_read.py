"""A kept document to its reading: grounded, the same twice, with what a careful reader notices."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.disclosures import compare_readings, keep_document, origins, read_kept
from holdpoint.model import Check, ReadClaim, Reading

REPORT = """NORWICH (EW) - The White House said on Tuesday that Aurora Widget Works Ltd.
supplied Iran with motors. They are then sent to Russian forces in Tver.

"We know of the shipments," spokesperson Ana Muster said. "We are prepared to do more."

Aurora Widget Works Ltd. denied that it supplied Iran with motors.
"""


def read(
    text: str = REPORT, published: str | None = "2024-03-05", publisher: str = "Example Wire"
) -> Reading:
    return read_kept(keep_document(text, published=published, publisher=publisher))


def of(reading: Reading, predicate: str) -> list[ReadClaim]:
    return [claim for claim in reading.claims if claim.predicate == predicate]


def checks(reading: Reading, check: str) -> list[Check]:
    return [one for one in reading.checks if one.check == check]


def test_every_claim_stands_on_its_words_and_has_a_speaker() -> None:
    reading = read()
    assert reading.claims
    for claim in reading.claims:
        assert claim.spans
        assert claim.attribution
        assert 0 < claim.confidence <= 0.95
        assert claim.document == reading.source.id
        assert claim.recorded == "2024-03-05"
        for span in claim.spans:
            assert reading.text[span.start : span.end] == span.quote
        ids = {one.id for one in reading.entities}
        assert claim.subject in ids
        assert claim.object is None or claim.object in ids


def test_its_owner_behind_an_aside_is_the_owner_of_the_first() -> None:
    reading = read(
        "The ministry named Aurora Widget Works Ltd., which sold motors to Cobalt Sprocket FZE, "
        "and its owner, Ana Muster."
    )
    names = {one.id: one.name for one in reading.entities}
    told = {
        (names[one.subject], one.predicate, names[one.object])
        for one in reading.claims
        if one.object
    }
    assert told == {
        ("Ana Muster", "owns", "Aurora Widget Works Ltd."),
        ("Aurora Widget Works Ltd.", "supplies", "Cobalt Sprocket FZE"),
    }


def test_the_same_text_gives_the_same_reading() -> None:
    assert read() == read()


def test_a_denial_is_a_claim_that_denies_another() -> None:
    reading = read()
    said, denied = of(reading, "supplies")
    assert (said.stance, denied.stance) == ("reported", "denied")
    assert (said.attribution[-1].name, denied.attribution[-1].name) == (
        "White House",
        "Aurora Widget Works Ltd.",
    )
    assert [(link.kind, link.source, link.target) for link in reading.links] == [
        ("denies", denied.id, said.id)
    ]


def test_a_stated_distance_is_held_against_its_other_unit() -> None:
    right = read("The depot in Tver, which is about 100 miles (161 km) north of Moscow, is new.")
    wrong = read("The depot in Tver, which is about 100 miles (300 km) north of Moscow, is new.")
    assert [one.verdict for one in checks(right, "distance.units")] == ["agrees"]
    assert [one.verdict for one in checks(wrong, "distance.units")] == ["differs"]


def test_a_relative_day_without_a_day_of_publication_stays_open() -> None:
    text = "Iran supplied Russia with drones on Friday."
    assert [one.verdict for one in checks(read(text, None), "date.base")] == ["open"]
    assert [one.verdict for one in checks(read(text, "2023-06-09"), "date.base")] == ["agrees"]


def test_a_law_without_its_number_gets_none() -> None:
    reading = read("Iran violated existing UN Security Council resolutions, Treasury said.")
    (check,) = checks(reading, "instrument.not_named")
    assert check.verdict == "open"
    assert "2231" not in str(reading.entities)


def test_one_government_in_two_papers_is_one_origin() -> None:
    first = read("The State Department said Iran supplied Russia with drones.")
    second = read(
        "Treasury said that Iran had supplied Russia with drones.", publisher="Other Wire"
    )
    links = compare_readings(first, second)
    (claim,) = of(first, "supplies")
    assert [link.kind for link in links] == ["same"]
    assert origins([first, second], links, claim) == 1


def test_another_speaker_bears_out_and_a_denial_denies() -> None:
    first = read("The State Department said Iran supplied Russia with drones.")
    second = read("Ukraine said that Iran supplied Russia with drones.", publisher="Other Wire")
    third = read("Iran denied that it supplied Russia with drones.", publisher="Third Wire")
    (claim,) = of(first, "supplies")
    links = compare_readings(first, second)
    assert [link.kind for link in links] == ["supports"]
    assert origins([first, second], links, claim) == 2
    assert [link.kind for link in compare_readings(first, third)] == ["denies"]


def test_a_wire_copy_bears_nothing_out() -> None:
    text = "Iran supplied Russia with hundreds of drones in addition to the motors of last year."
    links = compare_readings(read(text), read(text, publisher="Other Wire"))
    assert [link.kind for link in links] == ["same"]


VOCABULARY = """
Iran Russia Treasury said that supplied to drones , . ; may not if \u201c \u201d ( ) and of the
accused denied from via Dubai which is a front for Aurora Widget Works Ltd. who 's - Q ?
"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_any_words_are_read_and_every_claim_is_grounded(text: str) -> None:
    reading = read(text or "x")
    for claim in reading.claims:
        for span in (*claim.spans, *(hedge.cue for hedge in claim.hedges)):
            assert reading.text[span.start : span.end] == span.quote
        assert claim.attribution


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["supplied Russia with drones", "trained Russia", "sold drones to Russia"]),
    st.sampled_from(
        [
            "It is unclear whether Iran {}.",
            "Iran may have {}.",
            "Iran allegedly {}.",
            "It is believed that Iran may have {}.",
            "Iran denied that it {}.",
            "If Iran {}, it broke the law.",
            "Reports that Iran {} could not be verified.",
            "Ukraine claimed that Iran {}.",
            "Has Iran {}?",
            "Iran has not {}.",
            "There are allegations that Iran {}.",
            "Our information indicates that Iran {}.",
        ]
    ),
)
def test_a_held_back_sentence_gives_no_plain_claim(clause: str, frame: str) -> None:
    reading = read(frame.format(clause))
    assert reading.claims
    for claim in reading.claims:
        plain = claim.stance in {"asserted", "reported"} and claim.modality == "asserted"
        assert not (plain and claim.polarity == "positive"), claim


def test_a_sentence_without_end_is_passed_over_and_says_so() -> None:
    reading = read("Iran supplied Russia with drones, which may be " * 2000)
    assert reading.claims == ()
    assert any("more than 10,000 characters" in note for note in reading.notes)


def test_a_place_in_a_description_takes_no_time_of_the_deed() -> None:
    text = "Iran has bought motors from Aurora Ltd., a maker in Tver, Russia, since May 2022."
    reading = read(text)
    (seat,), (bought,) = of(reading, "located_in"), of(reading, "buys_from")
    assert seat.time is None
    assert bought.time is not None


def test_these_include_tells_who_is_in_a_group() -> None:
    text = "The entities were listed by the EU. These include Aurora Ltd. and Muster AG."
    assert {claim.subject for claim in of(read(text), "listed_on")} == {"aurora-ltd", "muster-ag"}


def test_who_heads_another_firm_did_so_at_no_time_of_a_clause_on_that_firm() -> None:
    text = "Ana Muster is a manager of Aurora Ltd., which was sanctioned by the EU in May 2022."
    reading = read(text)
    assert of(reading, "officer_of")[0].time is None
    assert of(reading, "listed_on")[0].time is not None


def test_a_time_behind_a_country_leaves_it_a_side_of_the_claim() -> None:
    text = "Aurora Ltd. shipped motors to Iran last year."
    assert [claim.object for claim in of(read(text), "ships_to")] == ["iran"]


def test_that_before_businesses_opens_a_clause() -> None:
    (duty,) = of(read("It is critical that businesses be mindful of this risk."), "obligation")
    assert (duty.subject, duty.modality) == ("businesses", "urged")


def test_whoever_punishes_a_founder_did_not_found_himself() -> None:
    text = (
        "Quellmar Aero Group makes drones. The United States put Quellmar on its Entity List, and "
        "the European Union sanctioned its founder, Ana Muster."
    )
    reading = read(text)
    assert [claim.object for claim in of(reading, "founded")] == ["quellmar-aero-group"]
    assert ("quellmar-aero-group", "united-states") in {
        (claim.subject, claim.object) for claim in of(reading, "listed_on")
    }


def test_the_one_behind_the_comma_does_what_a_quote_begins_with() -> None:
    text = 'Ana Muster said: "By supplying motors to Russia, Iran is fuelling a war."'
    assert {claim.subject for claim in of(read(text), "supplies")} == {"iran"}


def test_those_among_the_counted_are_listed() -> None:
    text = "The EU is sanctioning 10 entities in Russia, among them JSC Orrin and Quell LLC."
    assert {claim.subject for claim in of(read(text), "listed_on")} == {"jsc-orrin", "quell-llc"}


def test_a_zone_makes_things_has_a_director_and_lends_no_firm_its_name() -> None:
    text = (
        "The Quellbuga Special Economic Zone (SEZ) is large. The SEZ made 4,500 drones. The SEZ's "
        "general director, Ana Muster, left. Quellbuga Works builds roads. Quellbuga is far."
    )
    reading = read(text)
    zone = "quellbuga-special-economic-zone"
    assert [claim.subject for claim in of(reading, "produces")] == [zone]
    assert [claim.object for claim in of(reading, "officer_of")] == [zone]
    works = next(one for one in reading.entities if one.name == "Quellbuga Works")
    assert len(works.mentions) == 1
