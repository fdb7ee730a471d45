"""The table of provisions: every fact of law has a rule, or a reason why data cannot decide it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from holdpoint.errors import LawError
from holdpoint.law import Provision, Rule, load_rulebook, provisions
from holdpoint.law._provisions import read_provisions

BOOK = load_rulebook()
IDS = {rule.id for rule in BOOK.rules}
FACTS = Path(__file__).parents[2].parent / "shared" / "facts" / "rules.yaml"
DOCS = Path(__file__).parents[2] / "docs" / "reference"
HEAD = "provision,authority,citation,rules,says\n"


@pytest.mark.parametrize("one", provisions(), ids=lambda one: one.provision)
def test_a_provision_names_rules_that_are_there(one: Provision) -> None:
    assert [name for name in one.rules if name not in IDS] == []
    assert one.rules or len(one.says) > 30


@pytest.mark.parametrize("one", provisions(), ids=lambda one: one.provision)
def test_an_answer_that_the_table_names_is_asked_by_a_rule_of_the_row(one: Provision) -> None:
    named = set(re.findall(r"answers\.\w+", one.says))
    read = {path for rule in one.rules for path in BOOK.rule(rule).reads}
    assert named <= read


def test_every_fact_has_its_row_and_no_row_is_invented() -> None:
    if not FACTS.exists():
        pytest.skip("the facts that came with the design are not beside this checkout")
    facts = yaml.safe_load(FACTS.read_text("utf-8"))["rules"]
    wanted = {fact["id"].lower().replace(".", "-") for fact in facts}
    assert {one.provision for one in provisions()} == wanted


def test_no_rule_of_law_blocks_on_a_fact_that_nobody_read() -> None:
    """A provision known from a summary alone has no rule that blocks on its own citation."""
    if not FACTS.exists():
        pytest.skip("the facts that came with the design are not beside this checkout")
    facts = yaml.safe_load(FACTS.read_text("utf-8"))["rules"]
    unread = {f["id"].lower().replace(".", "-") for f in facts if f["basis"] != "read"}
    blocking = {
        (one.provision, name)
        for one in provisions()
        if one.provision in unread
        for name in one.rules
        if BOOK.rule(name).outcome == "block"
    }
    # Their legal text was read later than the facts were written, as their own citations say.
    read_since = {
        "us.bis.entity-list",
        "us.bis.denied-persons",
        "us.ofac.sdn",
        "us.ofac.50-percent",
        "un.asset-freeze",
        "eu.asset-freeze",
        "uk.asset-freeze",
    }
    assert {name for _, name in blocking} <= read_since
    assert all(BOOK.rule(name).cite.read for name in read_since)


def test_every_rule_of_law_stands_for_a_provision_or_a_list() -> None:
    named = {name for one in provisions() for name in one.rules}
    others = [r.id for r in BOOK.rules if r.kind == "law" and r.id not in named]
    lists_of_other_measures = {
        "us.ofac.menu-based",
        "us.ofac.sectoral-note",
        "eu.transaction-ban",
        "eu.other-listing",
        "uk.other-listing",
        "un.other-listing",
        "us.ear.country-chart",
    }
    assert set(others) <= lists_of_other_measures


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("x,US,15 CFR 1,,\n", "coverage.csv:2: x names no rule"),
        ("x,US,,us.ofac.sdn,\n", "coverage.csv:2: needs a name"),
        ("x,US,15 CFR 1, us,us,us\n", "coverage.csv:2: the row has not 5 fields"),
        ("x,US,15 CFR 1\n", "coverage.csv:2: the row has not 5 fields"),
        ("x,US,a,b,\nx,US,a,b,\n", "coverage.csv:3: x stands there twice"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(row: str, wrong: str) -> None:
    with pytest.raises(LawError, match=re.escape(wrong)):
        list(read_provisions(HEAD + row, "coverage.csv"))


def test_other_columns_are_refused() -> None:
    with pytest.raises(LawError, match="columns must be"):
        list(read_provisions("id,rules\n", "coverage.csv"))


def test_the_page_shows_every_row() -> None:
    page = (DOCS / "coverage.md").read_text("utf-8")
    assert [one.provision for one in provisions() if f"`{one.provision}`" not in page] == []


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_pack_has_a_page_that_tells_its_rules_in_full(
    rule: Rule, pages: dict[str, str]
) -> None:
    page = pages[rule.pack]
    assert f"`{rule.id}`" in page
    assert rule.clears_if in page
    assert all(example.name in page for example in rule.examples)
    if rule.cite.url:
        assert rule.cite.url in page


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in (DOCS / "packs").glob("*.md")}


def test_the_page_of_grounds_shows_every_one_with_its_citation() -> None:
    from holdpoint.screening import grounds

    page = (DOCS / "jurisdictions.md").read_text("utf-8")
    assert page.count("\n| ") - 1 == len(grounds())
    assert [one.name for one in grounds() if one.cite["title"] not in page] == []
