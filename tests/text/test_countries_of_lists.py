import csv
import gzip
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.text import (
    country_code,
    country_codes,
    country_name,
    is_former,
    may_begin_country,
)

SHARED = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("IR", "IR"),
        ("irn", "IR"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Region: Iran", "IR"),
        ("Iranian", "IR"),
        ("ایران", "IR"),
        ("Иран", "IR"),
        ("Korea, North", "KP"),
        ("DPRK", "KP"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("Korea, Republic of", "KR"),
        ("Russian Federation", "RU"),
        ("Russian Federation (as at November 2010)", "RU"),
        ("РФ", "RU"),
        ("Region: Crimea", "UA"),
        ("Hong Kong", "HK"),
        ("China, Hong Kong Special Administrative Region", "HK"),
        ("U.A.E.", "AE"),
        ("Palestinian", "PS"),
        ("Region: Gaza", "PS"),
        ("Burma", "MM"),
        ("Myanmar/Burma", "MM"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo (Democratic Republic)", "CD"),
        ("Republic of the Congo", "CG"),
        ("Virgin Islands, British", "VG"),
        ("Côte d'Ivoire", "CI"),
        ("Cote d Ivoire", "CI"),
        ("USSR (now Belarus)", "BY"),
        ("former USSR Currently Russia", "RU"),
        ("Possibly Ethiopian", "ET"),
        ("(1) Afghanistan (2) Afghanistan", "AF"),
        ("UK", "GB"),
        ("Kosovo", "XK"),
        ("South Sudan", "SS"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
    ],
)
def test_every_spelling_of_a_country_gives_its_code(text: str, code: str) -> None:
    assert country_code(text) == code


def test_codes_that_read_like_words_stay_codes_only_in_capitals() -> None:
    assert country_code("NO") == "NO"
    assert country_code("NA") == "NA"
    assert country_code("no") is None
    assert country_code("na") is None
    assert country_code("Norway") == "NO"


@pytest.mark.parametrize(
    "text", [None, "", "Moscow", "undetermined", "Congolese", "Dominican", "Atlanta, Georgia"]
)
def test_what_names_no_single_country_is_unknown(text: str | None) -> None:
    assert country_code(text) is None


def test_several_countries_are_all_given_but_none_is_chosen() -> None:
    assert country_codes("(1) Libya (2) Syria (3) Syria") == ("LY", "SY")
    assert country_codes("Russian, Ukrainian") == ("RU", "UA")
    assert country_codes("a) French, b) Tunisian") == ("FR", "TN")
    assert country_codes("Ukrainian and/or Russian") == ("UA", "RU")
    assert country_code("Russian, Ukrainian") is None


def test_former_states_are_marked() -> None:
    assert country_code("USSR") == "SU"
    assert is_former("SU")
    assert not is_former("RU")


def test_a_code_has_a_name_and_an_unknown_one_is_shown_as_it_is() -> None:
    assert country_name("IR") == "Iran"
    assert country_name("ir") == "Iran"
    assert country_name("ZZ") == "ZZ"
    assert country_name(None) == "unknown"


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=80)
def test_any_text_gives_a_code_or_nothing(text: str) -> None:
    code = country_code(text)
    assert code is None or (len(code) == 2 and code.isupper())


def _rows(path: Path) -> list[list[str]]:
    if not path.exists():
        pytest.skip(f"shared list {path.name} is not here")
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("latin-1")
    return list(csv.reader(io.StringIO(text)))


def test_every_country_of_the_ofac_address_file_is_known_or_is_a_region() -> None:
    rows = _rows(SHARED / "lists" / "us_ofac_sdn" / "sdn_addresses_2026-08-02.csv.gz")
    spellings = {row[4].strip() for row in rows if len(row) > 4} - {"-0-", "undetermined"}
    unknown = {text for text in spellings if country_code(text) is None}
    assert unknown <= {
        "Region: Kafia Kingi",
        "Region: Kashmir",
        "Region: Jammu and Kashmir",
        "Region: Commonwealth of Independent States",
    }
    assert len(spellings) > 150


def test_every_country_of_the_un_list_is_known() -> None:
    path = SHARED / "lists" / "un" / "un_consolidated_2026-08-01.xml.gz"
    if not path.exists():
        pytest.skip(f"shared list {path.name} is not here")
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    found = set(re.findall(r"<(?:COUNTRY|COUNTRY_OF_ISSUE|ISSUING_COUNTRY)>([^<]+)<", text))
    assert {name for name in found if country_code(name) is None} <= {"na"}


def test_our_codes_are_those_of_iso() -> None:
    rows = _rows(SHARED / "reference" / "iso" / "country_codes.csv")
    head = [name.lstrip("\ufeffï»¿") for name in rows[0]]
    two, three = head.index("ISO3166-1-Alpha-2"), head.index("ISO3166-1-Alpha-3")
    for row in rows[1:]:
        assert country_code(row[two]) == row[two]
        assert country_code(row[three]) == row[two]
        assert country_name(row[two]) != row[two]


@pytest.mark.parametrize(
    "text", ["?", "-", "--", "", " ", ".", "()", "\u2013", "/", "the", "of", "0"]
)
def test_signs_without_a_word_name_no_country(text: str) -> None:
    assert country_code(text) is None
    assert country_codes(text) == ()


_OF_PHRASES = st.sampled_from(
    [
        "Iran",
        "Islamic",
        "Republic",
        "of",
        "the",
        "and",
        "People's",
        "Korea",
        "former",
        "Hong",
        "Kong-based",
        "Moscow",
        "Trading",
        "Quell",
        "possibly",
        "born",
        "in",
        "Virgin",
        "Islands",
        "Guinea-Bissau",
        "Cote",
        "d'Ivoire",
        "UAE",
        "An",
        "Saint",
        "States",
        "Ministry",
    ]
)


@given(st.lists(_OF_PHRASES, min_size=1, max_size=6))
def test_words_that_begin_no_country_name_none(words: list[str]) -> None:
    if not may_begin_country(words[0]):
        assert country_code(" ".join(words).replace(" '", "'")) is None


@pytest.mark.parametrize("name", ["Iran", "Hong Kong", "People's Republic of China", "U.S.", "UK"])
def test_a_country_begins_with_its_first_word(name: str) -> None:
    assert may_begin_country(name.split(maxsplit=1)[0])
    assert may_begin_country(name.split("'", maxsplit=1)[0].split(maxsplit=1)[0])


def test_few_words_begin_a_country() -> None:
    words = [
        "Ministry",
        "Trading",
        "Moscow",
        "Anna",
        "Bearing",
        "Drone",
        "Notice",
        "Quell",
        "Orrin",
        "Logistics",
    ]
    assert [word for word in words if may_begin_country(word)] == []
