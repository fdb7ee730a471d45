"""Who did what to whom, how surely, and who says so: on sentences of our own, names given."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from tests.disclosures.gold import made_ready

from holdpoint.disclosures._predicates import predicates
from holdpoint.disclosures._relations import claims_in, read_claims
from holdpoint.model import ReadClaim

FOLDER = Path(__file__).parent
# Plainly invented firms and people; states and bodies are real.
NAMES: list[dict[str, Any]] = [
    {"id": "aurora", "schema": "Company", "name": "Aurora Widget Works"},
    {"id": "borealis", "schema": "Company", "name": "Borealis Gadget Trading"},
    {"id": "cobalt", "schema": "Company", "name": "Cobalt Sprocket FZE"},
    {"id": "doe", "schema": "Person", "name": "Jan Exempel"},
    {"id": "roe", "schema": "Person", "name": "Ana Muster"},
    {"id": "ship", "schema": "Vessel", "name": "MV SAMPLE STAR"},
    {"id": "iran", "schema": "Country", "name": "Iran", "country": "IR"},
    {"id": "russia", "schema": "Country", "name": "Russia", "country": "RU"},
    {"id": "treasury", "schema": "PublicBody", "name": "Treasury", "country": "US"},
    {"id": "state", "schema": "PublicBody", "name": "State Department", "country": "US"},
    {"id": "justice", "schema": "PublicBody", "name": "Justice Department", "country": "US"},
    {"id": "bis", "schema": "PublicBody", "name": "Bureau of Industry and Security"},
    {"id": "drones", "schema": "GoodsClass", "name": "drones", "aliases": ["attack drones"]},
    {"id": "motors", "schema": "GoodsClass", "name": "motors"},
    {
        "id": "plant",
        "schema": "Site",
        "name": "the assembly plant",
        "aliases": ["the alleged plant"],
    },
    {"id": "dubai", "schema": "City", "name": "Dubai", "country": "AE"},
    {"id": "baku", "schema": "Port", "name": "Baku", "country": "AZ"},
    {"id": "olya", "schema": "Port", "name": "Olya", "country": "RU"},
    {"id": "anzali", "schema": "Port", "name": "Anzali", "country": "IR"},
    {"id": "tver", "schema": "City", "name": "Tver", "country": "RU"},
    {"id": "omsk", "schema": "City", "name": "Omsk", "country": "RU"},
    {"id": "law", "schema": "LegalInstrument", "name": "the arms resolution"},
    {"id": "list", "schema": "LegalInstrument", "name": "Entity List"},
    {"id": "guide", "schema": "Document", "name": "a business advisory"},
    {"id": "programme", "schema": "Programme", "name": "the drone programme"},
]


def claims_of(text: str, **more: object) -> tuple[ReadClaim, ...]:
    given = {"publisher": "Example Wire", "published": "2024-03-01", **more}
    return read_claims(made_ready(text, NAMES, **given))  # type: ignore[arg-type]


def facts(text: str) -> set[tuple[str, str, str | None]]:
    return {(claim.subject, claim.predicate, claim.object) for claim in claims_of(text)}


def one(text: str, predicate: str, **more: object) -> ReadClaim:
    found = [claim for claim in claims_of(text, **more) if claim.predicate == predicate]
    assert len(found) == 1, [(claim.predicate, claim.subject, claim.object) for claim in found]
    return found[0]


FRAMES = list(csv.DictReader((FOLDER / "frames.csv").read_text("utf-8").splitlines()[2:]))


@pytest.mark.parametrize("row", FRAMES, ids=lambda row: f"{row['predicate']}: {row['sentence']}")
def test_a_frame_gives_both_sides_in_their_direction(row: dict[str, str]) -> None:
    found = facts(row["sentence"])
    assert (row["subject"], row["predicate"], row["object"]) in found
    assert (row["object"], row["predicate"], row["subject"]) not in found


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        # A place is no owner, and what it only describes no claim of its own.
        ("Aurora Widget Works is a Dubai shell company.", "front_for"),
        # Who is told to do something is not headed by who tells it.
        ("Jan Exempel directed Aurora Widget Works to mislabel the motors.", "officer_of"),
        # "in Iran and Russia" says where they are.
        (
            "Treasury listed nine firms in Iran and Russia that supported Aurora Widget Works.",
            "supports",
        ),
        ("Jan Exempel was held in Dubai at the request of Russia.", "located_in"),
        ("Jan Exempel represents the company in Dubai.", "located_in"),
        ("Jan Exempel received commissions from Aurora Widget Works.", "buys_from"),
        # Who sells on behalf of another supplies nobody that the sentence names.
        ("Jan Exempel sold motors on behalf of Aurora Widget Works.", "supplies"),
    ],
)
def test_what_only_looks_like_a_claim_gives_none(text: str, untold: str) -> None:
    assert untold not in {claim.predicate for claim in claims_of(text)}


def test_a_relative_clause_of_one_firm_is_not_told_of_the_list() -> None:
    found = facts(
        "Treasury named Aurora Widget Works and Cobalt Sprocket FZE, a firm in Dubai that bought "
        "motors from Borealis Gadget Trading."
    )
    assert ("cobalt", "buys_from", "borealis") in found
    assert ("aurora", "buys_from", "borealis") not in found


def test_what_a_complaint_tells_stays_an_allegation_in_later_paragraphs() -> None:
    found = claims_of(
        "According to the complaint, Jan Exempel owned Aurora Widget Works.\n\n"
        "Aurora Widget Works sold motors to Cobalt Sprocket FZE.",
    )
    assert [(claim.predicate, claim.stance) for claim in found] == [
        ("owns", "alleged"),
        ("supplies", "alleged"),
    ]
    before = claims_of(
        "Jan Exempel admitted that he owned Aurora Widget Works.\n\n"
        "Aurora Widget Works sold motors to Iran, according to court filings."
    )
    assert [(claim.predicate, claim.stance) for claim in before] == [
        ("owns", "reported"),
        ("supplies", "alleged"),
    ]


def test_every_predicate_of_two_sides_has_a_frame_here() -> None:
    told = {row["predicate"] for row in FRAMES}
    without_object = {
        "declassified", "released_evidence", "part_of", "planned_operational", "action_taken",
        "intends_further_action", "has_alias", "has_identifier", "has_address", "obligation",
    }  # fmt: skip
    elsewhere = {
        "transfers_goods",
        "ships_to",
        "distance",
        "announced_deal",
        "negotiated",
        "holds_veto",
    }
    assert set(predicates()) - told - without_object - elsewhere == set()


# What a clause is turned into, and what must be left of the claim in it.
HEDGES = [
    ("{s} may have supplied {o} with motors.", "reported", "possible", "positive"),
    ("We have not seen {s} supply {o} with motors.", "reported", "unknown", "positive"),
    (
        "The panel was unable to establish whether {s} supplied {o} with motors.",
        "reported", "unknown", "positive",
    ),
    ("{s} could supply {o} with motors.", "reported", "possible", "positive"),
    (
        "The office has reason to believe that {s} supplied {o} with motors.",
        "assessed", "asserted", "positive",
    ),
    ("{s} appears to have supplied {o} with motors.", "assessed", "probable", "positive"),
    ("{s} is rumoured to have supplied {o} with motors.", "alleged", "asserted", "positive"),
    ("We could not verify that {s} supplied {o} with motors.", "reported", "unknown", "positive"),
    ("{s} was prevented from supplying {o} with motors.", "reported", "asserted", "negative"),
    ("It disputes that {s} supplied {o} with motors.", "denied", "asserted", "positive"),
    ("{s} allegedly supplied {o} with motors.", "alleged", "asserted", "positive"),
    ("{s} reportedly supplied {o} with motors.", "alleged", "asserted", "positive"),
    ("{s} is accused of supplying {o} with motors.", "alleged", "asserted", "positive"),
    ("{s} is believed to have supplied {o} with motors.", "assessed", "asserted", "positive"),
    ("{s} is preparing to supply {o} with motors.", "reported", "planned", "positive"),
    ("{s} plans to supply {o} with motors.", "reported", "planned", "positive"),
    ("{s} will supply {o} with motors.", "reported", "planned", "positive"),
    ("{s} would supply {o} with motors.", "reported", "planned", "positive"),
    ("{s} agreed to supply {o} with motors.", "reported", "planned", "positive"),
    ("{s} wants to supply {o} with motors.", "reported", "intended", "positive"),
    ("{s} conspired to supply {o} with motors.", "reported", "intended", "positive"),
    ("{s} attempted to supply {o} with motors.", "reported", "attempted", "positive"),
    ("{s} offered to supply {o} with motors.", "reported", "offered", "positive"),
    ("{s} did not supply {o} with motors.", "reported", "asserted", "negative"),
    ("{s} didn\u2019t supply {o} with motors.", "reported", "asserted", "negative"),
    ("{s} has never supplied {o} with motors.", "reported", "asserted", "negative"),
    ("{s} refused to supply {o} with motors.", "reported", "asserted", "negative"),
    ("{s} denied supplying {o} with motors.", "denied", "asserted", "positive"),
    ("{s} denied that it supplied {o} with motors.", "denied", "asserted", "positive"),
    ("It is unclear whether {s} supplied {o} with motors.", "reported", "unknown", "positive"),
    ("If {s} supplied {o} with motors, it broke the law.", "reported", "hypothetical", "positive"),
    ("Has {s} supplied {o} with motors?", "reported", "unknown", "positive"),
    ("Our information indicates that {s} sold {o} motors.", "assessed", "asserted", "positive"),
    ("There is a risk of {s} supplying {o} with motors.", "reported", "hypothetical", "positive"),
    ("Russia claimed that {s} supplied {o} with motors.", "alleged", "asserted", "positive"),
    ("Russia has long maintained that {s} sold {o} motors.", "contended", "asserted", "positive"),
    ("Russia believes that {s} supplied {o} with motors.", "assessed", "asserted", "positive"),
    ("Russia said that {s} might supply {o} with motors.", "reported", "possible", "positive"),
    ("{s} must supply {o} with motors.", "reported", "required", "positive"),
    ("{s} should supply {o} with motors.", "reported", "urged", "positive"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "stance", "modality", "polarity"), HEDGES)
def test_a_hedge_is_kept(pattern: str, stance: str, modality: str, polarity: str) -> None:
    text = pattern.format(s="Aurora Widget Works", o="Borealis Gadget Trading")
    claim = one(text, "supplies")
    assert (claim.stance, claim.modality, claim.polarity) == (stance, modality, polarity)
    assert claim.confidence <= 0.95
    for hedge in claim.hedges:
        assert text[hedge.cue.start : hedge.cue.end] == hedge.cue.quote


def test_a_hedge_of_one_clause_does_not_reach_into_another() -> None:
    text = (
        "Aurora Widget Works may supply Cobalt Sprocket FZE with motors, "
        "but Borealis Gadget Trading bought motors from Aurora Widget Works."
    )
    assert one(text, "supplies").modality == "possible"
    assert one(text, "buys_from").modality == "asserted"


def test_alleged_things_make_alleged_claims_but_shown_pictures_were_shown() -> None:
    text = "The State Department released satellite imagery of the alleged plant in Tver."
    assert one(text, "located_in").stance == "alleged"
    shown = one(text, "released_evidence")
    assert (shown.subject, shown.object, shown.stance) == ("state", "plant", "reported")
    assert [hedge.cue.quote for hedge in shown.hedges] == ["alleged"]


def legs_of(text: str) -> list[tuple[int, str | None, str | None]]:
    told = [claim for claim in claims_of(text) if claim.predicate == "transfers_goods"]
    return [(leg.order, leg.origin, leg.destination) for leg in told[-1].legs] if told else []


@pytest.mark.parametrize(
    ("text", "legs"),
    [
        ("Iran ships drones from Anzali to Olya.", [(1, "anzali", "olya")]),
        ("Iran ships drones via Anzali and Baku.", [(1, "anzali", "baku")]),
        (
            "Iran ships drones from Anzali via Baku to Olya.",
            [(1, "anzali", "baku"), (2, "baku", "olya")],
        ),
        ("The drones are sent from Iran via Anzali to Olya.", [(1, "anzali", "olya")]),
        ("Iran moved motors through Dubai for delivery to Russia.", [(1, "dubai", "russia")]),
        (
            "Iran ships drones from Anzali to Olya. The drones are then sent to Tver and Omsk.",
            [(1, "anzali", "olya"), (2, "olya", "tver"), (2, "olya", "omsk")],
        ),
        ("The drones are loaded at Anzali and shipped to Olya.", [(1, "anzali", "olya")]),
        (
            "Iran makes drones. The cargo is shipped from Anzali to Baku and from there to Omsk.",
            [(1, "anzali", "baku"), (2, "baku", "omsk")],
        ),
        (
            "The ships unloaded at Olya, from where the drones were trucked to Tver.",
            [(1, "olya", "tver")],
        ),
        (
            "Iran ships drones from Anzali to Olya and then on to Tver via Omsk.",
            [(1, "anzali", "olya"), (2, "olya", "omsk"), (3, "omsk", "tver")],
        ),
        ("Iran sends Russia drones.", []),
        ("Iran ships drones to Olya.", []),
    ],
)  # fmt: skip
def test_a_route_has_its_legs_in_order_and_no_others(
    text: str, legs: list[tuple[int, str | None, str | None]]
) -> None:
    assert legs_of(text) == legs


def test_firms_of_the_next_sentence_are_added_to_the_list_of_this_one() -> None:
    found = claims_of(
        "The Bureau of Industry and Security adds two firms to the Entity List. "
        "Aurora Widget Works is added because it sold motors to Iran."
    )
    listed = [claim for claim in found if claim.predicate == "listed_on"]
    assert [(claim.subject, claim.object, claim.roles["list"]) for claim in listed] == [
        ("aurora", None, "list")
    ]


def test_goods_of_which_no_table_knows_the_word_have_a_route() -> None:
    claims = claims_in(
        made_ready("The old regulators were routed from Dubai via Baku to Tver.", NAMES)
    )
    (found,) = [claim for claim in claims.claims if claim.predicate == "transfers_goods"]
    assert [one.name for one in claims.unnamed if one.id == found.object] == ["old regulators"]
    assert [(leg.origin, leg.destination) for leg in found.legs] == [
        ("dubai", "baku"),
        ("baku", "tver"),
    ]
    assert legs_of("The orders were sent from Dubai via Baku to Tver.") == []


def test_a_phrase_that_opens_a_sentence_does_not_take_its_subject() -> None:
    found = facts("As part of this deal Iran has supplied Russia with motors.")
    assert ("iran", "supplies", "russia") in found


def test_by_what_goods_go_is_known_only_where_it_is_told() -> None:
    told = one("Iran ships drones from Anzali to Olya by sea.", "transfers_goods").legs
    assert [(leg.mode, leg.mode_stated) for leg in told] == [("sea", True)]
    untold = one("Iran ships drones from Anzali to Olya.", "transfers_goods").legs
    assert [(leg.mode, leg.mode_stated) for leg in untold] == [(None, False)]


def test_what_comes_back_has_no_way_unless_one_is_told() -> None:
    text = "Iran ships drones from Anzali to Olya. In return, Russia offered Iran motors."
    (offer,) = [claim for claim in claims_of(text) if claim.predicate == "offers"]
    assert (offer.subject, offer.modality, offer.legs) == ("russia", "offered", ())


SAID = "Iran supplied Russia with drones"


@pytest.mark.parametrize(
    ("text", "speaker", "form"),
    [
        (f"The State Department said that {SAID}.", "state", "paraphrase"),
        (f"{SAID}, the State Department said on Friday.", "state", "paraphrase"),
        (f"According to Treasury, {SAID}.", "treasury", "paraphrase"),
        (f"{SAID}, according to Treasury.", "treasury", "paraphrase"),
        (f'"{SAID}," Ana Muster said.', "roe", "direct_quote"),
        (f'"{SAID}," said Ana Muster.', "roe", "direct_quote"),
        (f'Ana Muster told reporters that "{SAID}."', "roe", "direct_quote"),
        (f'"We know it," Ana Muster said. "{SAID}."', "roe", "direct_quote"),
        (f"Treasury said it knew. {SAID}.", "treasury", "paraphrase"),
        (f"Treasury said it knew.\n\n{SAID}.", "example-wire", "narration"),
        (f"Treasury said it knew, but {SAID}.", "example-wire", "narration"),
        (f"{SAID}.", "example-wire", "narration"),
    ],
)
def test_what_is_said_goes_to_who_says_it(text: str, speaker: str, form: str) -> None:
    claim = one(text, "supplies")
    last = claim.attribution[-1]
    assert (last.source, last.form) == (speaker, form)
    assert claim.attribution[0].form == "narration"


def test_a_sentence_without_a_word_of_saying_goes_on_with_the_speaker_and_says_so() -> None:
    claim = one(f"Treasury said it knew. {SAID}.", "supplies")
    assert claim.attribution[-1].inherited
    assert claim.attribution[-1].span is None


def test_speaker_in_speaker_is_a_chain() -> None:
    claim = one(f"Ana Muster said that Treasury said that {SAID}.", "supplies")
    assert [link.source for link in claim.attribution] == ["example-wire", "roe", "treasury"]


def test_an_issuer_asserts_in_its_own_text_and_a_newspaper_reports() -> None:
    own = one(f"{SAID}.", "supplies", publisher=None, issuer="Treasury")
    assert (own.attribution[-1].source, own.stance) == ("treasury", "asserted")
    assert one(f"{SAID}.", "supplies").stance == "reported"


def test_in_a_briefing_the_turn_tells_who_speaks_and_a_question_claims_nothing() -> None:
    text = f"Q Is it so that {SAID}?\n\nMR. EXEMPEL: Yes. {SAID}.\n\nMS. MUSTER: Good day."
    asked, told = (claim for claim in claims_of(text) if claim.predicate == "supplies")
    assert (asked.attribution[-1].source, asked.modality) == ("reporter", "unknown")
    assert (told.attribution[-1].source, told.modality) == ("doe", "asserted")


def test_withheld_privileges_are_no_denial() -> None:
    text = (
        "The Bureau of Industry and Security denied the export privileges of Aurora Widget Works, "
        "which supplied Borealis Gadget Trading with motors."
    )
    assert one(text, "supplies").stance == "reported"


def test_duties_are_told_apart_by_their_force() -> None:
    text = "It is critical that businesses be vigilant in watching drones and doing their part."
    first, second = (claim for claim in claims_of(text) if claim.predicate == "obligation")
    assert (first.modality, second.modality) == ("urged", "urged")
    assert first.value == "be vigilant in watching drones"
    assert one("Exporters must report sales of drones.", "obligation").modality == "required"


def test_what_is_said_twice_is_one_claim_on_two_places() -> None:
    claim = one(f"{SAID}. Again: {SAID}.", "supplies")
    assert len(claim.spans) == 2


def test_a_group_is_its_members() -> None:
    found = claims_of(
        "The network supplied Iran with motors.",
        groups={"The network": ("aurora", "borealis")},
    )
    assert {(c.subject, c.object) for c in found} == {("aurora", "iran"), ("borealis", "iran")}


def test_a_report_that_nobody_could_verify_is_of_unknown_truth() -> None:
    claim = one(
        f"{SAID}, Treasury said. The report could not be independently verified.", "supplies"
    )
    assert claim.modality == "unknown"
    assert claim.hedges[-1].cue.quote == "could not be independently verified"


def test_an_unnamed_speaker_is_told_in_the_words_of_the_text() -> None:
    claim = one(f"{SAID}, Western officials said on Friday.", "supplies")
    assert claim.attribution[-1].name == "Western officials"
    other = one(f"{SAID}, according to a shipping analyst.", "supplies")
    assert other.attribution[-1].name == "shipping analyst"


def test_what_an_indictment_says_stays_alleged_in_the_sentences_that_follow() -> None:
    text = f"According to the indictment, Iran uses drones. {SAID}."
    assert one(text, "supplies").stance == "alleged"


def test_a_hedge_of_the_reasons_holds_back_no_listing() -> None:
    text = "Treasury designated Aurora Widget Works for allegedly shipping motors to Baku."
    assert one(text, "listed_on").stance == "reported"
    assert one(text, "ships_to").stance == "alleged"
    text = "Treasury allegedly designated Aurora Widget Works for shipping motors to Baku."
    assert one(text, "listed_on").stance == "alleged"


def test_a_verb_with_its_own_auxiliary_is_not_denied_by_the_one_before() -> None:
    text = "Aurora Widget Works has not sold motors to Iran and is cooperating with Russia."
    assert one(text, "supplies").polarity == "negative"
    assert one(text, "cooperates_with").polarity == "positive"


def test_listed_as_is_no_list_and_the_means_to_build_build_nothing() -> None:
    text = "Jan Exempel is also listed as a manager of Aurora Widget Works."
    assert facts(text) == {("doe", "officer_of", "aurora")}
    text = "Russia agreed to pay Iran for the technology to build drones."
    assert ("iran", "produces", "drones") not in facts(text)


def test_who_punishes_firms_without_a_name_does_not_do_what_they_are_punished_for() -> None:
    text = "Treasury sanctioned three shipping companies for carrying motors to Baku."
    assert not [claim for claim in claims_of(text) if claim.subject == "treasury"]


@pytest.mark.parametrize(
    "text",
    [
        "The experts recommend that Treasury list Aurora Widget Works.",
        "Lawmakers demanded that Treasury designate Aurora Widget Works.",
        "Russia called for Treasury to sanction Aurora Widget Works.",
    ],
)
def test_a_listing_that_is_asked_for_is_none(text: str) -> None:
    assert one(text, "listed_on").modality == "urged"
