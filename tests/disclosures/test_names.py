"""Whom and what a text names, and what is tied to whom; what nothing tells is left out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.disclosures._lexicon import KnownName, Lexicon
from holdpoint.disclosures._parsed import Found, Kept
from holdpoint.disclosures._prepare import prepare
from holdpoint.model import Named, Source


def found(text: str, lexicon: Lexicon | None = None) -> Found:
    source = Source(id="doc-1", sha256="", raw_sha256="", media="text", published="2023-06-09")
    return prepare(Kept(source=source, text=text), lexicon).found


def names(text: str) -> dict[str, str]:
    return {one.name: one.schema for one in found(text).named if one.resolved}


def thing(text: str, name: str) -> Named:
    (one,) = [one for one in found(text).named if name in (one.name, *one.aliases)]
    return one


def test_a_name_without_its_company_form_is_the_same_firm() -> None:
    assert set(names("Quellmar Micromotor Ltd paid. Officials say Quellmar left.")) == {
        "Quellmar Micromotor Ltd"
    }
    assert set(names("Levant Energy Trading DMCC paid. Levant Energy Trading left.")) == {
        "Levant Energy Trading DMCC"
    }


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        (
            "It sold parts to Tamber Machinery Co., Ltd. of Hong Kong.",
            "Tamber Machinery Co., Ltd.",
            "Company",
        ),
        ("The Iran-based Orrin Pask bought it.", "Orrin Pask", "Company"),
        ("The Farhad Quellmar company paid.", "Farhad Quellmar company", "Company"),
        (
            "Goods for Quellmar Rubber and Plastics Trade FZE came.",
            "Quellmar Rubber and Plastics Trade FZE",
            "Company",
        ),
        ("OOO Quellmar paid.", "OOO Quellmar", "Company"),
        ("It belongs to QM-Marbroo, a Tver company.", "QM-Marbroo", "Company"),
        ("He paid Quellmar Tools LLC. Then he left.", "Quellmar Tools LLC", "Company"),
        ("Neither Quellmar Ltd nor Orrin Ltd paid.", "Quellmar Ltd", "Company"),
        ("It was sent to St. Petersburg.", "St. Petersburg", "City"),
        ("Crude was loaded onto the AMBER QUELL.", "AMBER QUELL", "Vessel"),
        ("Orrin's son, Quillon Pask, paid.", "Quillon Pask", "Person"),
        ("It was exported to Tehran via Tver.", "Tehran", "City"),
        ("Iran's Ministry of Roads paid.", "Ministry of Roads", "PublicBody"),
        ("The Bureau of Lakes and Rivers wrote.", "Bureau of Lakes and Rivers", "PublicBody"),
        (
            "An order of the Under Secretary of State for Lakes and Rivers.",
            "Under Secretary of State for Lakes and Rivers",
            "PublicBody",
        ),
        (
            "The 12th State Center for UAV Studies paid.",
            "12th State Center for UAV Studies",
            "Organization",
        ),
        (
            "The Islamic Republic of Iran Lake Force paid.",
            "Islamic Republic of Iran Lake Force",
            "Organization",
        ),
        ("He met spokesperson Quillon Marbrook there.", "Quillon Marbrook", "Person"),
        (
            "Then Quillon Marbrook, 63, chief executive of Orrin Ltd, left.",
            "Quillon Marbrook",
            "Person",
        ),
        ("Officials say that Hossein Marbrook left.", "Hossein Marbrook", "Person"),
        ("The vessel QUELLMAR (IMO 9074729) sailed.", "QUELLMAR", "Vessel"),
        ("The tanker Pale Star sailed.", "Pale Star", "Vessel"),
        (
            "It lies in the Quellmar Special Economic Zone.",
            "Quellmar Special Economic Zone",
            "Zone",
        ),
        ("They flew to the air base at Quellmar.", "Quellmar", "AirBase"),
        ("It left the port city of Quellmar.", "Quellmar", "Port"),
        ("It is in the Quellmar Sea.", "Quellmar Sea", "WaterBody"),
        ("They sold the Shahed-777 there.", "Shahed-777", "GoodsClass"),
        ("They sold several Su-35 fighter jets there.", "Su-35 fighter jets", "GoodsClass"),
        ("They seek servomotors.", "servomotors", "GoodsClass"),
        ("Under Executive Order 13382 it is so.", "Executive Order 13382", "LegalInstrument"),
        (
            "U.N. Security Council Resolution 2231 forbids it.",
            "UN Security Council Resolution 2231",
            "LegalInstrument",
        ),
        ("Regulation (EU) 2023/1529 forbids it.", "Regulation (EU) 2023/1529", "LegalInstrument"),
        ("Trade with the People\u2019s Republic of China grew.", "China", "Country"),
        ("Moscow denied it.", "Russia", "Country"),
        ("The Iranian government denied it.", "Iran", "Country"),
        ("It is owned by Yavar Quellmar, who left.", "Yavar Quellmar", "Person"),
        ("His wife, Alina Quellmarova, left.", "Alina Quellmarova", "Person"),
        ("1. QUELLMAR, Anatol Pavlovich", "Anatol Pavlovich Quellmar", "Person"),
        ("The tankers, including the GILDED QUELL, sailed.", "GILDED QUELL", "Vessel"),
        ("A distributor in New Jersey paid.", "New Jersey", "Region"),
        ("The tanker loaded at Quell Island.", "Quell Island", "Region"),
        ("It left Port Quell in the night.", "Port Quell", "Port"),
        ("Acting Under Secretary Hollis Quellmar left.", "Hollis Quellmar", "Person"),
        (
            "It paid freight forwarder Quell Lojistik Limited Sirketi, whose general manager left.",
            "Quell Lojistik Limited Sirketi",
            "Company",
        ),
        ("Pouya Quellmar, is the commercial director of Tamber Ltd.", "Pouya Quellmar", "Person"),
        ("Its Iran-based agent paid.", "Iran", "Country"),
    ],
)
def test_a_name_is_found_with_its_kind(text: str, name: str, schema: str) -> None:
    assert names(text).get(name) == schema


def test_what_is_printed_large_in_forms_and_letters_names_nobody() -> None:
    assert names("Dear Sir or Madam") == {}
    assert names("Position: General Director of Quellmar Works JSC.") == {
        "Quellmar Works JSC": "Company"
    }
    assert names("See the notice on GOV.UK today.") == {}


def test_a_body_by_its_bare_noun_is_the_last_so_named_else_the_issuer() -> None:
    text = "The Orrin Lake Commission met. The Commission listed Pask Works FZE."
    assert thing(text, "Orrin Lake Commission").mentions[-1].form == "alias"
    source = Source(
        id="doc-1", sha256="", raw_sha256="", media="text", issuer="Council of Quellmar Lakes"
    )
    kept = Kept(source=source, text="It was listed by the Council on Monday.")
    (body,) = prepare(kept).found.named
    assert (body.name, body.schema) == ("Council of Quellmar Lakes", "PublicBody")


def test_a_surname_in_a_list_of_firms_is_still_the_persons() -> None:
    text = "Hossein Quellmar runs Pask Works FZE. Pask Works FZE and Quellmar were listed."
    told = {text[m.start : m.end]: m.entity for m in found(text).mentions}
    assert told["Quellmar"] == "hossein-quellmar"


def test_a_surname_of_two_is_the_one_named_before() -> None:
    text = (
        "Nabil Quellmar runs Pask Works FZE. Quellmar uses Tamber Ltd, which he shares with "
        "his brother Ghassan Quellmar. Quellmar left."
    )
    told = [m.entity for m in found(text).mentions if text[m.start : m.end] == "Quellmar"]
    assert told == ["nabil-quellmar", "nabil-quellmar"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Blocked Persons may write. Additionally, Persons may not.", "Blocked Persons"),
        ("It was in May. On Thursday, Parts left.", "Thursday"),
        ("Iranian drones left.", "Iran"),
        ("It said \u201cThis must end.\u201d", "This"),
        ("The Middle East is near.", "Middle East"),
        ("The defense industrial base grew.", "industrial base"),
    ],
)
def test_what_is_no_name_is_left_alone(text: str, name: str) -> None:
    assert name not in names(text)


def test_a_seat_of_government_is_a_state_or_a_city() -> None:
    text = "Moscow said so. The plant lies 900 km east of Moscow."
    told = [(m.entity, m.form) for m in found(text).mentions if "Moscow" in text[m.start : m.end]]
    assert told == [("russia", "metonym"), ("moscow", "name")]


def test_lists_are_parted_and_the_place_before_them_is_of_each() -> None:
    text = "India-based Orrin Pask and Quellmar Vint handled it, and A. Ltd. paid."
    told = {one.name: (one.schema, one.country) for one in found(text).named}
    assert told["Orrin Pask"] == ("Company", "IN")
    assert told["Quellmar Vint"] == ("Company", "IN")


def test_one_list_of_firms_and_one_of_persons() -> None:
    text = (
        "It determined that Quellmar Industrial Group, Lake Air Force, and the Command of the Lake "
        "Fleet engage in it, and that Amir Orrin and Vahid Pask did so."
    )
    assert names(text) == {
        "Quellmar Industrial Group": "Company",
        "Lake Air Force": "Organization",
        "Command of the Lake Fleet": "Organization",
        "Amir Orrin": "Person",
        "Vahid Pask": "Person",
    }


def test_brackets_and_also_known_as_are_other_names_of_one() -> None:
    text = (
        "Orrin Tamber Machinery Co., Ltd. (Tamber Machinery) sold it to Lake Aircraft Making "
        "Company (LAMC). Tamber Machinery met Yuan Pask, also written Pask Yuan. LAMC paid."
    )
    assert "Tamber Machinery" in thing(text, "Orrin Tamber Machinery Co., Ltd.").aliases
    assert len(thing(text, "LAMC").mentions) == 3
    assert thing(text, "Yuan Pask").aliases == ("Pask Yuan",)


def test_a_surname_and_a_pronoun_go_back_to_the_person() -> None:
    text = "Spokesperson Quillon Marbrook spoke. Marbrook went on. \u201cIt ends,\u201d he said."
    forms = [mention.form for mention in thing(text, "Quillon Marbrook").mentions]
    assert forms == ["name", "alias", "pronoun"]


def test_descriptions_of_one_plant_are_one_site() -> None:
    text = (
        "It helps build a new drone factory. The plant could open. It showed the alleged site. "
        "They paid for the new facility."
    )
    (site,) = [one for one in found(text).named if one.schema == "Site"]
    assert [mention.span.quote for mention in site.mentions] == [
        "a new drone factory",
        "The plant",
        "the alleged site",
        "the new facility",
    ]
    assert not site.resolved


def test_a_group_has_the_members_that_the_text_lists() -> None:
    text = (
        "The network sold motors. The designated companies are Orrin Co., Ltd. and Pask Ltd. The "
        "individual is Yuan Quell."
    )
    groups = {
        text[mention.start : mention.end]: mention.members for mention in found(text).mentions
    }
    assert groups["The designated companies"] == ("orrin-co-ltd", "pask-ltd")
    assert groups["The network"] == ("orrin-co-ltd", "pask-ltd")


def test_they_that_are_sent_are_goods() -> None:
    text = "The drones leave by sea. They are then sent to the air bases."
    assert "They" in [m.span.quote for m in thing(text, "drones").mentions]


def test_resolutions_without_a_number_get_none() -> None:
    (law,) = [
        one
        for one in found("It breaks existing UN Security Council resolutions.").named
        if one.schema == "LegalInstrument"
    ]
    assert not law.resolved
    assert not any(sign.isdigit() for sign in law.name)


def test_a_ship_number_with_a_wrong_check_digit_is_told_and_not_kept() -> None:
    ship = thing("The vessel QUELLMAR (IMO 9074728) sailed.", "QUELLMAR")
    assert dict(ship.identifiers) == {}
    assert "wrong check digit" in (ship.note or "")
    good = thing("The vessel QUELLMAR (IMO 9074729) sailed.", "QUELLMAR")
    assert dict(good.identifiers) == {"imo": "9074729"}


def test_names_of_a_lexicon_are_found_and_nothing_is_merged() -> None:
    known = KnownName(name="Quellmar Vint", schema="Company", id="list-7", country="AE")
    lexicon = Lexicon.of([known])
    (one,) = found("It met Quellmar Vint there.", lexicon).named
    assert (one.schema, one.country) == ("Company", "AE")
    assert "list-7" in (one.note or "")


def test_a_speaker_and_a_byline_are_persons() -> None:
    assert names("By Quillon Marbrook\n\nMR. ORRIN: It is so.") == {
        "Quillon Marbrook": "Person",
        "ORRIN": "Person",
    }


_WORDS = """Iran Moscow the of and Ministry Co . , Ltd. ( ) IMO 9074729 's Quell Orrin Hossein they
it The network companies are plant new a drone UAVs Shahed-136 port city in from to - " Russian
officials program Iran-based also known as MR. : he Executive Order 13382 5 Special Economic Zone
People \u2019s Republic China January 2020 vessel Sea U.S. I \u0627\u0645 924th"""


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=30))
def test_mentions_are_of_the_text_in_order_and_apart(pieces: list[str]) -> None:
    text = " ".join(pieces)
    result = found(text)
    last = 0
    for mention in result.mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip()
        last = mention.end
        assert result.by_id(mention.entity) is not None
        assert all(result.by_id(member) is not None for member in mention.members)
    assert len({one.id for one in result.named}) == len(result.named)
    for one in result.named:
        assert one.name
        assert one.mentions
        for where in one.mentions:
            assert text[where.span.start : where.span.end] == where.span.quote
    assert found(text) == result


@pytest.mark.parametrize(
    "unit",
    [
        *("A. ", "(((((", "Iran ", "Iran and ", "A of the ", "Ministry of ", "the network ", "it "),
        *("drone ", "Iran-based ", "Co., ", "Hossein ", "the new new ", "X, ", '"A ', "IMO 1 "),
        *("program ", "People's ", "Section 1 of the Quell and ", "Executive Order, "),
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        found(text)
        return time.process_time() - began

    seconds(1000)
    assert seconds(40_000) < 6


def test_a_way_to_a_seat_of_government_is_to_the_city() -> None:
    text = "The carrier flies to Moscow from Tehran. Pask visited Moscow. Drones for Moscow left."
    told = [(m.schema, m.form) for m in found(text).mentions if m.schema in {"City", "Country"}]
    assert told == [("City", "name")] * 3 + [("Country", "metonym")]


def test_an_office_and_who_holds_it() -> None:
    text = (
        "Deputy Secretary for Lakes and Rivers Quillon B. Marbrook wrote. Secretary of State Anna "
        "Pask and EU High Representative Orrin Vint agreed."
    )
    told = {one.name: (one.schema, one.role) for one in found(text).named}
    assert told["Quillon B. Marbrook"] == ("Person", "Deputy Secretary for Lakes and Rivers")
    assert told["Anna Pask"] == ("Person", "Secretary of State")
    assert told["Orrin Vint"] == ("Person", "High Representative")


def test_the_body_behind_resolutions_is_named_within_them() -> None:
    text = "It breaks UN Security Council resolutions, and the body has not acted."
    result = found(text)
    council = thing(text, "UN Security Council")
    assert [mention.span.quote for mention in council.mentions] == [
        "UN Security Council",
        "the body",
    ]
    assert [text[m.start : m.end] for m in result.mentions] == [
        "UN Security Council resolutions",
        "the body",
    ]


def test_it_and_they_go_back_to_the_nearest_that_fits() -> None:
    text = (
        "The White House said in Moscow that it knew. Orrin Co., Ltd. used its affiliate. Yuan "
        "Pask and Amir Quell were charged. They are at large."
    )
    told = {
        (text[m.start : m.end], m.entity, m.members)
        for m in found(text).mentions
        if m.form == "pronoun"
    }
    assert ("it", "white-house", ()) in told
    assert ("its", "orrin-co-ltd", ()) in told
    assert any(
        word == "They" and members == ("yuan-pask", "amir-quell") for word, _, members in told
    )


def test_a_network_that_the_title_names_has_that_firm() -> None:
    text = "The network sold motors for Orrin Vint Company."
    source = Source(
        id="doc-1", sha256="", raw_sha256="", media="text", title="The Orrin Vint network"
    )
    result = prepare(Kept(source=source, text=text)).found
    (group,) = [mention for mention in result.mentions if mention.members]
    assert group.members == ("orrin-vint-company",)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It paid Quell Technology (HK) Co., Limited there.", "Quell Technology (HK) Co., Limited"),
        ("It paid Quell Parts Sdn. Bhd. there.", "Quell Parts Sdn. Bhd."),
        ("It paid Quell Ind. Co., Ltd. there.", "Quell Ind. Co., Ltd."),
        ("It paid Quell Shipping S.A. there.", "Quell Shipping S.A."),
        (
            "It paid Design and Manufacturing of Lake Engines there.",
            "Design and Manufacturing of Lake Engines",
        ),
    ],
)
def test_the_name_of_a_firm_is_whole(text: str, whole: str) -> None:
    assert whole in names(text)


def test_a_name_of_a_lexicon_must_be_printed_as_a_name_and_stand_alone() -> None:
    known = KnownName(name="QUELL LAKE SHIPPING", schema="LegalEntity", id="list-7")
    lexicon = Lexicon.of([known])
    told = {one.name: one.note for one in found("It paid Quell Lake Shipping.", lexicon).named}
    assert told == {"Quell Lake Shipping": "named as list-7"}
    longer = found("It paid Quell Lake Shipping Agency Ltd there.", lexicon).named
    assert [one.name for one in longer] == ["Quell Lake Shipping Agency Ltd"]
    assert not found("They quell lake shipping there.", lexicon).named


def test_the_stop_of_an_abbreviated_form_is_the_name_s_though_a_list_prints_none() -> None:
    lexicon = Lexicon.of([KnownName(name="Quell Parts Co., Ltd", schema="Company", id="list-8")])
    text = "The firms are Quell Parts Co., Ltd. of Hong Kong and Vint Parts Co., Ltd. there."
    told = [one.name for one in found(text, lexicon).named if one.schema == "Company"]
    assert told == ["Quell Parts Co., Ltd.", "Vint Parts Co., Ltd."]


def test_the_company_is_the_one_of_which_the_sentences_speak() -> None:
    text = (
        "Orrin Lake AS rejects it. It is not true that Orrin Lake AS is controlled by Pask "
        "Shipping. In 2021 the company chartered a ship from Vint Maritime. The company did not "
        "know more."
    )
    quotes = [mention.span.quote for mention in thing(text, "Orrin Lake AS").mentions]
    assert quotes == ["Orrin Lake AS", "Orrin Lake AS", "the company", "The company"]


def test_a_role_before_a_comma_and_a_name_in_another_script() -> None:
    text = (
        "It denies that its former manager, Quillon Marbrook, acted. They charged Farzad Quell "
        "(\u0641\u0631\u0632\u0627\u062f \u06a9\u0648\u0644), the head of Pask Company."
    )
    assert names(text)["Quillon Marbrook"] == "Person"
    quell = thing(text, "Farzad Quell")
    assert quell.schema == "Person"
    assert quell.aliases == ("\u0641\u0631\u0632\u0627\u062f \u06a9\u0648\u0644",)


def test_an_agency_of_a_dateline_and_offices_without_a_name() -> None:
    text = "UTOPIA (QWN) - It left, customs officials in Germany said. Prosecutors in France agree."
    told = {one.name: (one.schema, one.country) for one in found(text).named}
    assert told["QWN"] == ("Company", None)
    assert told["customs officials"] == ("PublicBody", "DE")
    assert told["Prosecutors"] == ("PublicBody", "FR")


def test_what_a_body_calls_a_firm_goes_back_to_the_firm() -> None:
    text = "OFAC listed Orrin Lake Ltd, which it calls the main front company of Pask Group."
    told = {text[m.start : m.end]: m.entity for m in found(text).mentions}
    assert told["the main front company"] == "orrin-lake-ltd"
    assert told["it"] == "office-of-foreign-assets-control"


def test_a_firm_is_of_the_state_that_stands_before_it_and_no_other_firm() -> None:
    text = "OFAC listed Pask Company, the Russian firm Orrin Detal LLC and Swiss firm Quell SA."
    assert thing(text, "Orrin Detal LLC").country == "RU"
    assert thing(text, "Quell SA").country == "CH"
    assert [m.span.quote for m in thing(text, "Pask Company").mentions] == ["Pask Company"]


def test_a_surname_of_two_words_goes_back_to_its_person() -> None:
    text = "Reza Quellan Orrini, 52, left. Quellan Orrini owned a company, Pask Ltd."
    assert "Quellan Orrini" in thing(text, "Reza Quellan Orrini").aliases


def test_company_forms_with_stops_and_ships_that_bear_a_persons_name() -> None:
    text = (
        "Quell Sp. z o.o. of Poland, Orrin d.o.o. of Slovenia and Pask s.r.o. met. "
        "The vessels Rasul Quellov and Musa Orrin sailed."
    )
    told = names(text)
    assert {"Quell Sp. z o.o.", "Orrin d.o.o.", "Pask s.r.o."} <= {
        name for name, schema in told.items() if schema == "Company"
    }
    assert told["Rasul Quellov"] == told["Musa Orrin"] == "Vessel"


def test_letters_that_describe_a_noun_are_no_firm_of_the_list() -> None:
    text = "It bought motors from Quell AG, QRS modules sold by Orrin SA and pumps of Pask Ltd."
    assert "QRS" not in names(text)
    text = "Quell AG, Pask SA and CDE bought motors from Orrin GmbH."
    assert names(text)["CDE"] == "Company"


def test_an_intelligence_agency_of_a_state_and_its_letters() -> None:
    text = "Ukraine's military intelligence agency, known as HUR, said so. HUR knows more."
    agency = thing(text, "Ukraine's military intelligence agency")
    assert (agency.schema, agency.country) == ("PublicBody", "UA")
    assert len(agency.mentions) == 3


def test_a_former_name_goes_back_to_the_firm_and_listed_vessels_are_vessels() -> None:
    text = (
        "Quell LLC, formerly known as OrrinFlot LLC, owns four vessels: Pasky, Port Orrin-4, "
        "Skif V and Musa Pask. OrrinFlot left."
    )
    told = names(text)
    assert {told[ship] for ship in ("Pasky", "Port Orrin-4", "Skif V", "Musa Pask")} == {"Vessel"}
    assert len(thing(text, "Quell LLC").mentions) == 3


def test_a_firm_is_called_by_its_first_word_of_its_own() -> None:
    text = "Hongkong Quellmark Electron Limited and OOO Orrinsk met. Quellmark sold Orrinsk parts."
    assert len(thing(text, "Hongkong Quellmark Electron Limited").mentions) == 2
    assert len(thing(text, "OOO Orrinsk").mentions) == 2
