from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.model import (
    Citation,
    Considered,
    Decision,
    Finding,
    NotRun,
    Question,
    Record,
)
from holdpoint.report import decision_page, run_page, style_hash

Item = tuple[dict[str, Any] | None, Decision]

TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "a",
    "svg",
    "symbol",
    "circle",
    "path",
    "use",
    "rect",
    "line",
    "g",
    "text",
    "polygon",
    "defs",
    "clippath",
    "desc",
    "header",
    "p",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "main",
    "section",
    "article",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "div",
    "dl",
    "dt",
    "dd",
    "code",
    "pre",
    "details",
    "summary",
    "strong",
    "mark",
    "bdi",
    "br",
    "figure",
    "figcaption",
    "footer",
}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'></style><style>*{display:none}",
    "</title></svg><iframe>",
    "{{ 7 * 7 }}{% raw %}",
    "a\x00b\x1b[31mc\u202ed\ud800e",
    "javascript:alert(1)",
    "https://ok.example/?a=1&b=<x>",
    "x" * 300,
    "شرکت نمونه",
    "",
)


class Page(HTMLParser):
    """What a browser would see of a page, roughly."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of {tag} is there twice"
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def all(self, key: str) -> list[str]:
        return [attrs[key] for _, attrs in self.tags if key in attrs]


def check_page(html: str) -> Page:
    """No data became markup, nothing is fetched, nothing can run, every inner link lands."""
    page = Page(html)
    assert {tag for tag, _ in page.tags} <= TAGS
    for tag, attrs in page.tags:
        assert not [key for key in attrs if key.startswith("on")], tag
        assert "style" not in attrs, tag
        assert "src" not in attrs, tag
        assert tag == "a" or not attrs.get("href", "#").startswith("http"), tag
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    for href in page.all("href"):
        if href.startswith("#"):
            assert href[1:] in ids, href
        else:
            assert re.match(r"https?://[^\s]+$", href), href
    for key in ("aria-labelledby",):
        for names in page.all(key):
            assert set(names.split()) <= set(ids)
    html.encode("utf-8")
    return page


def test_a_run_is_one_page_that_asks_for_nothing(run: list[Item]) -> None:
    html = run_page(run, "Orders of the day")
    page = check_page(html)
    policy = next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script" not in policy
    assert "@import" not in html
    assert "url(" not in re.sub(r'clip-path="url\(#[a-z0-9-]+\)"', "", html)


def test_the_policy_admits_exactly_the_inlined_style(run: list[Item]) -> None:
    html = run_page(run)
    sheets = re.findall(r"<style>(.*?)</style>", html, flags=re.DOTALL)
    assert len(sheets) == 1
    assert "\r" not in sheets[0]
    digest = base64.b64encode(hashlib.sha256(sheets[0].encode()).digest()).decode()
    assert style_hash() == f"sha256-{digest}"
    assert f"style-src &#39;{style_hash()}&#39;" in html or f"style-src '{style_hash()}'" in html


def test_the_same_run_gives_the_same_bytes(run: list[Item]) -> None:
    assert run_page(run, "t") == run_page(run, "t")
    again = decision_page(run[1][1], run[1][0])
    assert again == decision_page(run[1][1], run[1][0])


def test_outcomes_are_told_in_words_and_counted(run: list[Item]) -> None:
    page = check_page(run_page(run))
    text = page.text
    assert "3 Block" in text
    assert "1 Hold" in text
    assert "1 Release" in text
    assert text.index("SO-10023") < text.index("SO-10022") < text.index("SO-10021")


def test_both_sides_of_a_match_and_what_differs(run: list[Item]) -> None:
    text = check_page(decision_page(run[1][1], run[1][0])).text
    for said in (
        "Kestrel Avionic Trading LLC",
        "KESTREL AVIATION TRADING CO.",
        "Identifier (registration)",
        "000111",
        "774-20",
        "differs 0.00",
        "agrees 1.00",
        "Warehouse 14, Al Quoz 3, Dubai",
        "the list gives none",
        "What would settle it",
        "Example blocking list",
        "of 2026-11-14",
        "property and dealings blocked",
        "Executive Order 13382",
        "Known from a secondary source",
        "Who owns 50 % or more of Kestrel Avionic Trading LLC",
        "route.corridor",
        "sha256:" + "5a" * 32,
        "shown above",
    ):
        assert said in text, said


def test_names_in_other_scripts_are_isolated(run: list[Item]) -> None:
    html = run_page(run)
    assert "<bdi>شرکت نمونه آسمان آبی</bdi>" in html
    assert 'lang="en"' in html
    assert 'class="skip" href="#main"' in html


def test_a_script_link_is_dropped_and_a_web_link_stays(run: list[Item]) -> None:
    html = run_page(run)
    assert "javascript:" not in html
    assert 'href="https://eur-lex.europa.eu/eli/reg/2014/269/oj"' in html


def test_a_rule_that_was_not_in_force_says_so(run: list[Item]) -> None:
    text = check_page(decision_page(run[4][1], run[4][0])).text
    assert "until 2026-10-01 inclusive" in text
    assert "Not in force on 2026-11-20." in text


def test_shares_are_told_per_regime_and_an_unknown_share_stays_unknown(run: list[Item]) -> None:
    text = check_page(decision_page(run[4][1], run[4][0])).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "60 to 85 %" in text
    assert "unknown, at most 85 %" in text
    assert "share unknown" in text
    assert "Sample Listed Person" in text
    assert "listed" in text


def test_an_unknown_kind_of_evidence_is_shown_as_keys_and_values(run: list[Item]) -> None:
    text = check_page(decision_page(run[4][1], run[4][0])).text
    assert "Export statistics" in text
    assert "Months" in text
    assert "1, 2, 3" in text


def test_unknown_is_shown_as_unknown_and_none_as_none(run: list[Item]) -> None:
    held = decision_page(run[1][1], run[1][0])
    assert '<bdi>End use</bdi></dt><dd><span class="unknown">unknown</span>' in held
    assert "Not stated: owners." in check_page(held).text
    assert "<bdi>none</bdi>" in decision_page(run[0][1], run[0][0])


def test_a_decision_without_its_order_is_still_readable(run: list[Item]) -> None:
    for _, decision in run:
        text = check_page(decision_page(decision)).text
        assert "The order itself is not at hand" in text
    assert "Party 2" in check_page(decision_page(run[2][1])).text


def test_an_empty_run_is_a_page_too() -> None:
    assert "No order was screened in this run." in check_page(run_page([])).text


def test_sources_are_listed_once_with_their_dates(run: list[Item]) -> None:
    text = check_page(run_page(run)).text
    assert text.count("Example official journal annex 2") == 0
    assert "5120 (2 refused)" in text
    assert text.count("18342") == 1


def hostile_text() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=20))


JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), hostile_text()
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(hostile_text(), inner, max_size=3)
    ),
    max_leaves=8,
)
KINDS = [
    "list_matches",
    "goods_lists",
    "ownership",
    "place_listings",
    "corridors",
    "sites",
    "places",
    "odd",
]
KEYS = [
    "parts",
    "pairs",
    "explanation",
    "settle",
    "entity",
    "listed_name",
    "score",
    "list_date",
    "source",
    "url",
    "basis",
    "order_side",
    "list_side",
    "holders",
    "percent",
    "candidates",
    "matched",
    "legs",
    "lat",
    "lon",
    "name",
    "left",
    "right",
    "verdict",
    "code",
    "fits",
    "resolved",
    "end",
    "text",
    "path",
    "same_party",
    "in_force",
    "tier",
]


@st.composite
def evidence(draw: st.DrawFn) -> dict[str, Any]:
    row: dict[str, Any] = draw(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6))
    inner = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4)
    nested = ("parts", "pairs", "holders", "candidates", "matched")
    if draw(st.booleans()):
        row[draw(st.sampled_from(nested))] = draw(st.lists(inner, max_size=2))
    subjects = st.sampled_from(["parties[0]", "route[0]", "items[9]", "a..b[", ""])
    return {"kind": draw(st.sampled_from(KINDS)), "subject": draw(subjects), **row}


@given(
    texts=st.lists(hostile_text(), min_size=4, max_size=4),
    entries=st.lists(evidence(), max_size=3),
    transaction=st.one_of(
        st.none(),
        st.dictionaries(
            st.sampled_from(["parties", "items", "route", "payment", "value", "id"]),
            st.one_of(JSON, st.lists(st.dictionaries(st.sampled_from([*KEYS, "from"]), JSON))),
            max_size=4,
        ),
    ),
)
@settings(deadline=None, max_examples=80)
def test_no_data_becomes_markup(
    texts: list[str], entries: list[dict[str, Any]], transaction: dict[str, Any] | None
) -> None:
    a, b, c, d = texts
    finding = Finding(
        rule=a,
        title=b,
        outcome="hold",
        status="unknown",
        subjects=(c, "parties[0]"),
        explanation=d,
        evidence=tuple(entries),
        citations=(Citation(title=a, locator=b, url=c, in_force=(d, None), basis=a),),
        clears_if=b,
        rule_text=c,
    )
    decision = Decision(
        transaction=a,
        outcome="hold",
        as_of="2026-11-20",
        summary=b,
        findings=(finding,),
        questions=(Question(field=c, ask=d, because=(a, "x")),),
        not_run=(NotRun(check=a, why=b),),
        considered=(Considered(subject=c, entity=d, score=0.5, why_not=a, name=b),),
        record=Record(engine=a, snapshot=b, rules=c, policy=d, input=a, decision=b),
        sources=({"title": a, "url": b, "list_date": c},),
    )
    html = run_page([(transaction, decision)], title=d)
    check_page(html)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", html)


@pytest.mark.parametrize("text", [t for t in HOSTILE if "<" in t])
def test_hostile_text_is_shown_as_it_was_written(text: str, run: list[Item]) -> None:
    order, decision = run[0]
    assert order is not None
    order["parties"][0]["name"] = text
    assert re.sub(r"\s+", " ", text) in check_page(decision_page(decision, order)).text
