from __future__ import annotations

import csv
import dataclasses
import io
import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report._readings import CLAIMS, REVIEWS, SOURCE, TEXT, claim, reading

from holdpoint.model import Review
from holdpoint.report import claims_feed, claims_to_csv, claims_to_json

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_of_the_table_says_who_said_what_how_surely_and_where() -> None:
    rows = table("".join(claims_to_csv([reading()], REVIEWS)))
    assert len(rows) == len(CLAIMS)
    by_id = {row["claim"]: row for row in rows}
    row = by_id[CLAIMS[2].id]
    assert row["subject"] == "alleged workshop"
    assert row["modality"] == "possible"
    assert row["hedges"] == "could be (possibility)"
    assert row["hedged"] == "yes"
    assert row["attribution"] == "Harbour Wire > Trade Ministry of Valmera > Jane Roe"
    assert row["origin"] == "Valmera"
    assert (row["valid_from"], row["valid_to"]) == ("2025-01-01", "2025-03-31")
    start, end = map(int, row["offsets"].split(":"))
    assert TEXT[start:end] == row["quote"]
    assert by_id[CLAIMS[4].id]["legs"].startswith("Amirabad → Makhachkala via Caspian Sea, mode")
    assert by_id[CLAIMS[0].id]["review"] == "accepted"
    assert by_id[CLAIMS[1].id]["review"] == "unreviewed"


def test_no_claims_give_the_heading_alone() -> None:
    text = "".join(claims_to_csv([]))
    assert text.startswith("claim,predicate,")
    assert text.count("\r\n") == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    value = start + 'HYPERLINK("http://evil.example","x")'
    hostile = dataclasses.replace(
        CLAIMS[0], value=value, subject=value, goods=(value,), extractor=value
    )
    rows = table("".join(claims_to_csv([reading(claims=(hostile,))])))
    for column in ("value", "subject", "goods", "extractor"):
        assert rows[0][column] == "'" + value, column


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_comes_back_from_the_table(text: str) -> None:
    told = dataclasses.replace(CLAIMS[0], value=text)
    row = table("".join(claims_to_csv([reading(claims=(told,))])))[0]
    assert row["value"].removeprefix("'") in (text, text.removeprefix("'"))
    assert not row["value"].startswith(("=", "+", "-", "@"))


def test_json_names_the_things_and_keeps_every_field_of_the_claim() -> None:
    rows = claims_to_json([reading()], REVIEWS)
    first = rows[0]
    assert first["subject"] == {
        "id": "kestrel-example-rotors",
        "name": "Kestrel Example Rotors",
        "schema": "Company",
    }
    assert {field.name for field in dataclasses.fields(CLAIMS[0])} <= set(first)
    assert first["hedged"] is True
    assert first["source"]["sha256"] == SOURCE.sha256
    assert first["review"]["by"] == "m.keller"
    assert json.loads(json.dumps(rows)) == rows


def test_the_feed_tells_of_accepted_claims_only_newest_first() -> None:
    text = claims_feed([reading()], REVIEWS, title="Claims", author="Acme", as_of="2024-04-01")
    feed = ET.fromstring(text)
    entries = feed.findall("a:entry", ATOM)
    assert [e.findtext("a:updated", namespaces=ATOM) for e in entries] == [
        "2024-03-19T00:00:00Z",
        "2024-03-18T00:00:00Z",
    ]
    assert feed.findtext("a:updated", namespaces=ATOM) == "2024-03-19T00:00:00Z"
    for element in (feed, *entries):
        for needed in ("id", "title", "updated"):
            assert len(element.findall(f"a:{needed}", ATOM)) == 1
    assert feed.findtext("a:author/a:name", namespaces=ATOM) == "Acme"
    content = entries[1].findtext("a:content", namespaces=ATOM) or ""
    assert "“Kestrel Example Rotors has supplied" in content
    assert "Origin: Valmera" in content
    assert "B2" in content
    link = entries[0].find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == SOURCE.url


def test_ids_of_the_feed_stay_when_other_things_change() -> None:
    def ids(*reviews: Review, as_of: str = "2024-04-01") -> list[str]:
        feed = claims_feed([reading()], reviews, title="C", author="A", as_of=as_of)
        return [e.text or "" for e in ET.fromstring(feed).iter("{http://www.w3.org/2005/Atom}id")]

    later = dataclasses.replace(REVIEWS[0], at="2025-01-01", reliability="A")
    assert ids(REVIEWS[0]) == ids(later, as_of="2026-01-01")
    assert len(set(ids(*REVIEWS))) == 3
    assert all(one.startswith("urn:uuid:") for one in ids(*REVIEWS))


def test_one_claim_of_two_readings_is_one_entry() -> None:
    feed = claims_feed(
        [reading(), reading()], REVIEWS, title="C", author="A", as_of="2024-04-01"
    )  # fmt: skip
    assert feed.count("<entry>") == 2


def test_a_feed_without_entries_says_for_which_day_it_holds() -> None:
    feed = claims_feed([reading()], (), title="C", author="A", as_of="2024-04-01T10:00:00+02:00")
    assert "<updated>2024-04-01T08:00:00Z</updated>" in feed
    assert "<entry>" not in feed


def test_a_hostile_text_stays_text_in_the_feed() -> None:
    bad = "]]></content><script>alert(1)</script>\x00\x1b\ufffe\u202e&"
    told = dataclasses.replace(CLAIMS[0], value=bad, predicate='x"><script>')
    source = dataclasses.replace(SOURCE, title=bad, url="javascript:alert(1)")
    text = claims_feed(
        [reading(claims=(told,), source=source)],
        [dataclasses.replace(REVIEWS[0], reason=bad)],
        title=bad,
        author=bad,
        as_of="2024-04-01",
    )
    feed = ET.fromstring(text)
    assert {element.tag.split("}")[1] for element in feed.iter()} <= {
        "feed", "id", "title", "updated", "author", "name", "generator", "rights", "entry",
        "category", "content", "link",
    }  # fmt: skip
    assert "javascript" not in text
    assert "\u202e" not in text


def test_a_day_that_is_none_is_refused() -> None:
    for day in ("2024-13-01", "yesterday", "2024-03-18T10:00:00"):
        review = dataclasses.replace(REVIEWS[0], at=day)
        with pytest.raises(ValueError, match="ISO 8601"):
            claims_feed([reading()], [review], title="C", author="A", as_of="2024-04-01")


def test_a_correction_is_told_and_what_it_replaced_is_not() -> None:
    new = claim(99, "supplies", "kestrel-example-rotors", None, quote="engines", value="engines")
    corrected = Review(claim=CLAIMS[0].id, state="corrected", replaced_by=new.id)
    accepted = Review(claim=new.id, state="accepted", at="2024-03-20")
    feed = claims_feed(
        [reading(claims=(*CLAIMS, new))],
        [corrected, accepted],
        title="C",
        author="A",
        as_of="2024-04-01",
    )
    assert feed.count("<entry>") == 1
    assert new.id in feed
