from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import re
import time
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report._readings import (
    CLAIMS,
    ENTITIES,
    EXHIBITS,
    REVIEWS,
    SOURCE,
    TEXT,
    named,
    place,
    reading,
)

from holdpoint.model import Check, ReadClaim, Span
from holdpoint.report import KnowledgeChange, document_page
from holdpoint.report._marked import Quoted, marked_text

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e\x00\x1b[31m\"'><svg onload=alert(2)>"


class Page(HTMLParser):
    """What of a page a test asks for: ids, links within, text by element, and all tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._quiet = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        row = dict(attrs)
        self.tags.append((tag, row))
        self._quiet += tag in {"script", "style"}
        if row.get("id"):
            self.ids.append(row["id"] or "")
        if tag == "a" and row.get("href"):
            self.links.append(row["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.words.append(data)

    @property
    def said(self) -> str:
        return " ".join("".join(self.words).split())


def page_of(**more: Any) -> str:
    values: dict[str, Any] = {"reviews": REVIEWS, "interactive_map": False, **more}
    return document_page(values.pop("of", None) or reading(), **values)


def test_every_claim_leads_to_its_words_and_back() -> None:
    page = Page(page_of())
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert [target for target in inside if target not in page.ids] == []
    assert len(page.ids) == len(set(page.ids))
    for number, claim in enumerate(CLAIMS, 1):
        assert f"claim-{number}" in page.ids
        for part in range(1, len(claim.spans) + 1):
            assert f"q{number}-{part}" in page.ids
            assert f"q{number}-{part}" in inside


def test_the_text_is_there_word_for_word() -> None:
    text = re.search(r'<div class="text"[^>]*>(.*?)</div>', page_of(), re.DOTALL)
    assert text
    plain = re.sub(r'<a class="ref [^>]*>\d+</a>', "", text[1])
    plain = html.unescape(re.sub(r"<[^>]+>", "", plain.replace("</p>", "\n")))
    assert plain.split() == TEXT.split()


def test_a_hedge_stands_in_words_before_the_claim() -> None:
    page = Page(page_of()).said
    assert "alleged: alleged workshop" in page
    assert "possible: alleged workshop" in page
    assert "denied: Kestrel Example Rotors" in page
    assert "Hedged: can hold an order, never block one" in page
    assert "“could be” (possibility)" in page
    assert "2025-01-01 to 2025-03-31, a quarter: “early next year”" in page


def test_who_said_it_is_told_from_the_publisher_to_the_speaker() -> None:
    page = Page(page_of()).said
    assert "Harbour Wire in its own voice" in page
    assert "“said”, as told, by a statement, 2024-03-15" in page
    assert (
        "All claims come from 3 origins: Valmera (by Trade Ministry of Valmera, Jane Roe)" in page
    )


def test_homonyms_are_shown_and_none_is_taken() -> None:
    page = Page(page_of()).said
    assert "2 places of this name stand; none was taken" in page
    assert "Amirabad, Tehran (town, IR" in page
    assert "taken: Makhachkala (town, RU" in page


def test_a_route_is_drawn_in_the_direction_told_and_doubt_is_drawn_as_doubt() -> None:
    page = page_of()
    assert page.count('<path class="line corridor"') == 2 * 2  # on the screen and on paper
    assert page.count('<path class="line maybe"') == 2 * 2
    said = Page(page).said
    assert "Makhachkala to Seshcha" in said
    assert "Seshcha to Makhachkala" not in said
    assert "Amirabad → Makhachkala via Caspian Sea, mode not stated" in said


def test_a_town_and_its_port_are_one_point_of_the_map_and_two_in_the_table() -> None:
    near = dataclasses.replace(
        ENTITIES[7],
        chosen=None,
        candidates=(
            place("IRAMD", "Amirabad port", "IR", 36.85, 53.37),
            place("amirabad", "Amirabad", "IR", 36.80, 53.40),
        ),
    )
    assert near.id == "amirabad"
    page = page_of(of=reading(entities=(*ENTITIES[:7], near, *ENTITIES[8:])))
    assert page.count('<path class="line corridor"') == 3 * 2
    assert 'class="line maybe"' not in page
    assert "2 places of this name stand; none was taken" in Page(page).said


def test_conflicts_changes_reviews_and_notes_are_told() -> None:
    changes = (
        KnowledgeChange(
            kind="added", subject="Corridor X", after="watched", claims=(CLAIMS[4].id,)
        ),
    )
    page = Page(page_of(changes=changes)).said
    assert "Conflict location: conflict" in page
    assert "contradicts" in page
    assert "Corridor X" in page
    assert "accepted by m.keller on 2024-03-18; source B (usually reliable)" in page
    assert "2 proposed claims were refused: quote not in the text" in page
    assert "No issuer is named in the header." in page
    assert "What changed in the knowledge" not in Page(page_of()).said
    assert "Nothing: no claim" in Page(page_of(changes=())).said


def test_the_page_lets_in_its_own_scripts_and_styles_only() -> None:
    page = page_of(interactive_map=True)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    for kind, name in (("script", "script-src"), ("style", "style-src")):
        allowed = re.search(rf"{name} ([^;]*)", policy[1])
        assert allowed
        for body in re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed[1]
    parsed = Page(page)
    assert not any(key.startswith("on") or key == "style" for _, row in parsed.tags for key in row)


def test_a_document_full_of_scripts_stays_words() -> None:
    text = f"{HOSTILE} said that {HOSTILE} owns it."
    span = Span(start=0, end=len(HOSTILE), quote=HOSTILE)
    told = dataclasses.replace(
        CLAIMS[0], spans=(span,), value=HOSTILE, predicate=HOSTILE, subject=HOSTILE, note=HOSTILE,
        hedges=(), amounts=(), roles={HOSTILE: HOSTILE}, goods=(HOSTILE,), extractor=HOSTILE,
    )  # fmt: skip
    thing = dataclasses.replace(ENTITIES[2], id=HOSTILE, name=HOSTILE, schema=HOSTILE,
                                aliases=(HOSTILE,), note=HOSTILE, mentions=())  # fmt: skip
    url = f"javascript:{HOSTILE}"
    source = dataclasses.replace(SOURCE, title=HOSTILE, publisher=HOSTILE, url=url)
    check = Check(check=HOSTILE, verdict=HOSTILE, explanation=HOSTILE, spans=(span,))
    page = page_of(
        of=reading(text=text, claims=(told,), entities=(thing,), source=source, checks=(check,),
                   links=(), notes=(HOSTILE,), rejected={HOSTILE: 1}, times=(), amounts=()),
        exhibits=[dataclasses.replace(EXHIBITS[0], title=HOSTILE, site=HOSTILE, issuer=HOSTILE)],
        changes=[KnowledgeChange(kind="added", subject=HOSTILE, after=HOSTILE)],
    )  # fmt: skip
    parsed = Page(page)
    kinds = [tag for tag, _ in parsed.tags]
    assert kinds.count("script") == 1
    assert "img" not in kinds
    assert not any(key.startswith("on") for _, row in parsed.tags for key in row)
    assert not any((row.get("href") or "").startswith("javascript") for _, row in parsed.tags)
    assert "\u202e" not in page
    assert "\x00" not in page
    assert "\x1b" not in page


def test_nothing_found_is_said_to_be_no_finding() -> None:
    empty = reading(claims=(), entities=(), links=(), checks=(), times=(), amounts=())
    page = Page(page_of(of=empty)).said
    assert "No claim was found in this text. That is no finding" in page
    assert "no map is drawn" in page


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert page_of() == page_of()
    assert page_of(reviews=dict(enumerate(REVIEWS)) and {r.claim: r for r in REVIEWS}) == page_of()


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("ab \n<&\u202e"), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=6),
)
def test_marks_never_lose_or_change_a_word(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [(a, b) for a, b in ends if a < b <= len(text)]
    quotes = [
        Quoted(start=a, end=b, claim=n, part=1, tone="firm", label="x")
        for n, (a, b) in enumerate(spans, 1)
    ]
    marked = str(marked_text(text, quotes))
    plain = re.sub(r'<a class="ref [^>]*>\d+</a>', "", marked)
    plain = html.unescape(re.sub(r"<[^>]+>", "", plain)).replace("[U+202E]", "\u202e")
    assert "".join(plain.split()) == "".join(text.split())
    for number in range(1, len(spans) + 1):
        assert marked.count(f'id="q{number}-1"') == 1
        assert marked.count(f'href="#claim-{number}"') == 1


def big(number: int, *, nested: bool) -> ReadClaim:
    start = number * (200 if nested else 400)
    end = 1_000_000 - start if nested else start + 300
    quote = BIG[start:end]
    return dataclasses.replace(
        CLAIMS[number % 8],
        id=f"claim-{number:016x}",
        spans=(Span(start=start, end=end, quote=quote),),
    )


BIG = (TEXT * 2000)[:1_000_000]


@pytest.mark.slow
@pytest.mark.parametrize("nested", [False, True], ids=["one after another", "one in another"])
def test_a_long_text_with_two_thousand_claims_is_a_page_in_seconds(nested: bool) -> None:
    claims = tuple(big(number, nested=nested) for number in range(2000))
    start = time.process_time()
    page = page_of(of=reading(text=BIG, claims=claims, links=(), checks=()))
    assert time.process_time() - start < 20
    assert len(page) < 16_000_000
    assert page.count('<li class="claim ') == 2000


def test_a_thing_that_the_reading_does_not_know_goes_by_its_id() -> None:
    told = dataclasses.replace(CLAIMS[1], subject="nobody-knows")
    assert "nobody-knows" in Page(page_of(of=reading(claims=(told,)))).said


def test_a_right_to_left_name_is_kept_apart() -> None:
    thing = named("x", "Company", "شرکت نمونه")
    page = page_of(of=reading(entities=(*ENTITIES, thing)))
    assert "<bdi>شرکت نمونه</bdi>" in page
