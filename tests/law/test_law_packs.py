"""The packs of the product: every example, every citation, and silence where it is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from holdpoint.law import Rule, check, complete, coverage, load_rulebook, run_examples
from holdpoint.law._lists import BASES
from holdpoint.law._rule import MAY_BLOCK
from holdpoint.model._entity import Measure

BOOK = load_rulebook()
DAY = date(2026, 11, 20)
FACTS = Path(__file__).parents[2].parent / "shared" / "facts" / "rules.yaml"


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_does_what_its_examples_say(rule: Rule) -> None:
    assert run_examples(rule) == ()
    assert coverage(rule) == ()


def test_check_finds_nothing() -> None:
    assert check() == ()


def test_there_are_enough_rules_of_every_authority() -> None:
    law = [rule for rule in BOOK.rules if rule.kind == "law"]
    assert len(law) >= 70
    assert {rule.regime for rule in law} == {"US", "EU", "UK", "UN", "JP", "UA"}


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_is_cited_and_blocks_only_on_law_that_was_read(rule: Rule) -> None:
    assert rule.cite.basis in BASES
    if rule.kind == "law":
        assert rule.cite.url
        assert rule.cite.url.startswith("https://")
    if rule.outcome == "block":
        assert rule.kind == "law"
        assert rule.cite.basis in MAY_BLOCK
        assert rule.cite.read is not None
    for excuse in rule.unless:
        assert excuse.cite.title
    for parameter in rule.parameters:
        assert all(dated.cite.title for dated in parameter.values)


@pytest.mark.parametrize("rule", [r for r in BOOK.rules if r.kind == "law"], ids=lambda r: r.id)
def test_a_rule_of_law_is_shown_at_work_from_all_sides(rule: Rule) -> None:
    """At least four examples; on the last day of a window and the day after, where it has one."""
    assert len(rule.examples) >= 4
    days = {example.as_of for example in rule.examples}
    ends = [w.until for w in rule.windows if w.until is not None]
    starts = [w.start for w in rule.windows if w.start is not None]
    assert not ends or days & {*ends, *starts}


def test_no_rule_leans_on_inferred_goods() -> None:
    for rule in BOOK.rules:
        assert "INFERRED" not in str(rule.source["when"])


PLAIN = {
    "role": "buyer",
    "name": "Example Buyer",
    "type": "company",
    "owners": [],
    "founded": "2010-06-22",
    "age_days": 6000.0,
}
GOODS = {"description": "hydraulic valves", "hs_code": "848120", "eccn": "EAR99"}
CHIPS = [
    {
        "list": name,
        "code": "853690",
        "item_code": "853690",
        "tier": "3.A",
        "fits": True,
        "in_force": True,
    }
    for name in ("CHPL", "EU_833_ANNEX_XL", "EAR_746_SUPP7")
]
CLEAN: dict[str, dict[str, Any]] = {
    "everything stated, a partner country": {
        "exporter_country": "DE",
        "destination_country": "FR",
        "licences": [],
        "payment": {"method": "wire", "payer": "Example Buyer", "payer_country": "FR"},
        "end_use": {"statement": "Machines built in Lyon", "certificate": False},
        "parties": [{**PLAIN, "country": "FR"}],
        "items": [{**GOODS, "us_jurisdiction": False, "high_priority": False}],
        "route": [
            {
                "from": "Stuttgart",
                "to": "Lyon",
                "places": [
                    {"end": "from", "text": "Stuttgart", "verdict": "none"},
                    {"end": "to", "text": "Lyon", "verdict": "one", "country": "FR"},
                ],
            }
        ],
    },
    "high-priority goods to a partner, nothing else said": {
        "exporter_country": "US",
        "destination_country": "JP",
        "parties": [{**PLAIN, "country": "JP", "owners": None}],
        "items": [{"hs_code": "853690", "us_jurisdiction": True, "goods_lists": CHIPS}],
    },
    "plain goods to a hub": {
        "exporter_country": "DE",
        "destination_country": "AE",
        "parties": [{**PLAIN, "country": "AE", "owners": None, "age_days": None}],
        "items": [{"description": "office chairs", "hs_code": "940310"}],
    },
    "high-priority goods to a third country that is no hub, with the clause": {
        "exporter_country": "DE",
        "destination_country": "PK",
        "answers": {"no_reexport_clause": True},
        "parties": [{**PLAIN, "country": "PK"}],
        "items": [{"description": "cable lugs", "hs_code": "853690", "goods_lists": CHIPS}],
    },
    "no code, an ordinary destination": {
        "exporter_country": "GB",
        "destination_country": "BR",
        "parties": [{**PLAIN, "country": "BR"}, {"role": "carrier", "name": "Example Line"}],
        "items": [{"description": "garden tools"}],
    },
    "US content not stated, nobody listed": {
        "exporter_country": "DE",
        "destination_country": "CN",
        "parties": [{**PLAIN, "country": "CN"}],
        "items": [{"description": "packaging machine", "hs_code": "842230"}],
    },
    "an exporter that is not stated, goods without any code": {
        "destination_country": "BR",
        "parties": [{**PLAIN, "country": "BR"}],
        "items": [{"description": "garden tools"}],
    },
    "a licence to make something harmless": {
        "exporter_country": "DE",
        "destination_country": "FR",
        "parties": [{**PLAIN, "country": "FR"}],
        "items": [{"description": "Licence to manufacture garden tools"}],
    },
    "an address in Ukraine, US goods": {
        "exporter_country": "US",
        "destination_country": "UA",
        "parties": [{**PLAIN, "country": "UA", "address": None}],
        "items": [{**GOODS, "us_jurisdiction": True}],
    },
    "payer and bank named, a licence shown": {
        "exporter_country": "NL",
        "destination_country": "ZA",
        "licences": [{"regime": "EU", "number": "X-1"}],
        "parties": [{**PLAIN, "country": "ZA"}],
        "screened": [
            {"role": "payer", "name": "Example Finance", "country": None, "wrong_numbers": "none"},
            {"role": "bank", "name": "Example Bank", "wrong_numbers": "none"},
        ],
        "items": [GOODS],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_order_is_silent(name: str) -> None:
    view = complete(CLEAN[name], as_of=DAY.isoformat(), regime=None)
    assert [(r.rule.id, r.explanation) for r in BOOK.evaluate(view, DAY)] == []


LISTINGS = (
    ("US/OFAC", "blocking"),
    ("US/OFAC", "transaction_ban"),
    ("US/BIS", "licence_requirement"),
    ("US/BIS", "denial_order"),
    ("US/BIS", "unverified"),
    ("US/BIS", "military_end_user"),
    ("US/State", "debarment"),
    ("US/State", "nonproliferation"),
    ("EU", "asset_freeze"),
    ("EU", "trade_restriction"),
    ("EU", "transport_ban"),
    ("EU", "information"),
    ("UK", "asset_freeze"),
    ("UK", "transport_ban"),
    ("UN", "asset_freeze"),
    ("JP", "licence_requirement"),
    ("UA", "asset_freeze"),
    ("company", "private"),
    ("company", "is_informed"),
)


@pytest.mark.parametrize(("authority", "measure"), LISTINGS)
@pytest.mark.parametrize("jurisdictions", [["US", "EU", "UK", "UN"], []], ids=["all", "none"])
def test_a_sure_listing_is_never_passed_over(
    authority: str, measure: str, jurisdictions: list[str]
) -> None:
    results = _listed(authority, measure, jurisdictions)
    assert any(result.outcome != "release" for result in results)


def _listed(authority: str, measure: str, jurisdictions: list[str]) -> tuple[Any, ...]:
    row = {
        "authority": authority,
        "measure": measure,
        "list": "A list",
        "listed_name": "EXAMPLE",
        "in_force": True,
        "same_party": True,
    }
    view = complete(
        {
            "jurisdictions": jurisdictions,
            "destination_country": "FR",
            "items": [{**GOODS, "us_jurisdiction": True}],
            "parties": [{**PLAIN, "country": "FR"}],
            "screened": [{"role": "buyer", "name": "Example", "list_matches": [row]}],
        },
        as_of=DAY.isoformat(),
        regime=None,
    )
    return BOOK.evaluate(view, DAY)


def test_every_measure_of_the_model_is_named_by_some_rule() -> None:
    text = " ".join(str(rule.source["when"]) for rule in BOOK.rules)
    assert [measure for measure in get_args(Measure) if measure not in text] == []


def test_dates_agree_with_the_facts() -> None:
    if not FACTS.exists():
        pytest.skip("the facts that came with the design are not beside this checkout")
    facts = {rule["id"]: rule for rule in yaml.safe_load(FACTS.read_text("utf-8"))["rules"]}
    pairs = {
        "us.ofac.50-percent": "US-OFAC-50PCT",
        "us.ear.746-7-supp7": "US-EAR-746.7-SUPP7",
        "us.ear.746-8-ccl": "US-EAR-746.8-CCL",
        "eu.2023-1529.annex-ii": "EU-2023-1529-ART2",
        "eu.2023-1529.asset-freeze": "EU-2023-1529-ART3",
        "eu.2023-1529.port-ban": "EU-2023-1529-ART2A",
        "eu.833.5ae": "EU-833-ART5AE",
        "eu.833.12g": "EU-833-12G",
        "eu.833.zone-ban": "EU-833-SEZ",
        "uk.iran.schedule-4": "UK-IRAN-TRADE",
        "uk.iran.schedule-4-user": "UK-IRAN-TRADE",
        "us.ear.fdp-iran": "US-EAR-FDP-IRAN",
        "us.ear.744-8-sdn": "US-EAR-744.8",
        "us.ear.746-8-software": "US-EAR-746.8-SW",
        "eu.2023-1529.annex-ii-user": "EU-2023-1529-ART2",
        "eu.833.annex-xxiii": "EU-833-ART3K",
        "eu.833.12ga": "EU-833-12GA",
        "eu.267.snapback": "EU-267-SNAPBACK",
        "un.snapback.goods": "UN-SNAPBACK",
        "un.2231.missile-goods": "UN-2231-B4",
        "jp.catch-all": "JP-CATCHALL-2025",
    }
    for ours, theirs in pairs.items():
        assert BOOK.rule(ours).in_force[0] == facts[theirs]["from"], ours
    assert BOOK.rule("un.2231.missile-goods").in_force[1] == facts["UN-2231-B4"]["to"]
    scopes = [w["from"] for w in facts["US-EAR-FDP-IRAN"]["windows"] if "scope" in w["state"]]
    (categories,) = BOOK.rule("us.ear.fdp-iran").parameters
    assert [dated.start for dated in categories.values] == scopes
    spans = [(w["from"], w["to"]) for w in facts["US-EAR-AFFILIATES-50"]["windows"]]
    assert [(w.start, w.until) for w in BOOK.rule("us.bis.affiliates-50").windows] == spans
