"""A country that only says which firm, ship or person is meant is a fact of that, and no thing."""

from __future__ import annotations

import pytest

from holdpoint.disclosures import keep_document, read_kept
from holdpoint.model import Named, Reading


def read(text: str) -> Reading:
    return read_kept(keep_document(text, published="2024-03-05"))


def places(text: str) -> set[str]:
    return {one.name for one in read(text).entities if one.schema in {"Country", "City"}}


def thing(text: str, schema: str) -> Named:
    (one,) = [one for one in read(text).entities if one.schema == schema and one.resolved]
    return one


@pytest.mark.parametrize(
    ("text", "schema", "country"),
    [
        ("India-based Quellmar Shipping Ltd. sold the motors.", "Company", "IN"),
        ("The Oman-based engine maker Quellmar Works Co., Ltd. paid.", "Company", "OM"),
        ("Its owner sold the motors to Quellmar Trade Ltd. of Hong Kong.", "Company", "HK"),
        ("The motors left aboard the Palau-flagged vessel QUELL STAR.", "Vessel", "PW"),
        ("It is a front for Iran's Ministry of Lakes.", "PublicBody", "IR"),
        ("The office lies in Dubai, UAE.", "City", "AE"),
    ],
)
def test_a_seat_a_flag_or_an_owner_is_a_fact_of_what_it_qualifies(
    text: str, schema: str, country: str
) -> None:
    assert thing(text, schema).country == country
    assert not {one for one in read(text).entities if one.schema == "Country"}


@pytest.mark.parametrize(
    "text",
    [
        "The office designated five firms and two individuals based in Iran, China and the UAE.",
        "It paid through three front companies in the UAE.",
        "It named firms based in Iran, the People's Republic of China (PRC), and Turkey.",
        "Tehran-based Quellmar Trade Ltd. paid for U.S.-made motors.",
        "Quellmar Trade Ltd. used its Hong Kong affiliate and U.S. persons.",
    ],
)
def test_the_seat_of_those_without_a_name_is_no_thing(text: str) -> None:
    assert places(text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quellmar Trade Ltd. shipped the motors to Iran.", "Iran"),
        ("Iran-based Quellmar Trade Ltd. ships for Iran.", "Iran"),
        ("China, Iran and the UAE wrote to the office.", "China"),
        ("Quellmar Trade Ltd. is located in Turkey.", "T\u00fcrkiye"),
        ("Quellmar Trade Ltd., a trader in Turkey, sold the motors.", "T\u00fcrkiye"),
        ("It names two persons that support Iran's drone programme.", "Iran"),
        ("Prosecutors in Germany charged Quellmar Trade Ltd.", "Germany"),
        ("The motors left for Dubai, Iran and China.", "Iran"),
    ],
)
def test_a_country_that_acts_or_is_meant_stays(text: str, name: str) -> None:
    assert name in places(text)


def test_every_end_and_speaker_of_a_claim_stays() -> None:
    reading = read(
        "Iran-based Quellmar Trade Ltd. supplied motors to Russia-based Tamber Works OAO.\n\n"
        "Both firms are located in Iran, prosecutors in China said."
    )
    ids = {one.id for one in reading.entities}
    for claim in reading.claims:
        assert {claim.subject, *claim.roles.values()} <= ids
        assert claim.object is None or claim.object in ids
