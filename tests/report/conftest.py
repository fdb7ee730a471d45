"""A small run as the rules would leave it: invented parties, public places and acts."""

from __future__ import annotations

from typing import Any

import pytest

from holdpoint.model import (
    Citation,
    Considered,
    Decision,
    Finding,
    NotRun,
    Outcome,
    Question,
    Record,
)

AS_OF = "2026-11-20"
Item = tuple[dict[str, Any] | None, Decision]

SOURCES: tuple[dict[str, Any], ...] = (
    {
        "id": "example-sdn",
        "title": "Example blocking list",
        "publisher": "Example Treasury",
        "list_date": "2026-11-14",
        "date_basis": "inside the file",
        "read": 18342,
        "refused": 0,
        "url": "https://lists.example.org/blocking.csv",
    },
    {
        "id": "example-eu",
        "title": "Example official journal annex",
        "publisher": "Example Council",
        "list_date": "2026-08-01",
        "date_basis": "file name",
        "read": 5120,
        "refused": 2,
        "url": None,
    },
)


def record(seed: str) -> Record:
    return Record(
        engine="holdpoint 0.1.0",
        snapshot="sha256:" + "5a" * 32,
        rules="sha256:" + "b7" * 32,
        policy="sha256:" + "0c" * 32,
        input="sha256:" + (seed * 64)[:64],
        decision="sha256:" + (seed * 64)[:64][::-1],
    )


def decision(
    order: str,
    outcome: Outcome,
    summary: str,
    *findings: Finding,
    questions: tuple[Question, ...] = (),
    not_run: tuple[NotRun, ...] = (),
    considered: tuple[Considered, ...] = (),
    seed: str = "1f",
) -> Decision:
    return Decision(
        transaction=order,
        outcome=outcome,
        as_of=AS_OF,
        summary=summary,
        findings=findings,
        questions=questions,
        not_run=not_run,
        considered=considered,
        record=record(seed),
        sources=SOURCES,
    )


def clean_order() -> Item:
    order = {
        "id": "SO-10021",
        "date": AS_OF,
        "exporter_country": "DE",
        "destination_country": "NO",
        "jurisdictions": ["US", "EU"],
        "value": {"amount": 1840, "currency": "EUR"},
        "incoterm": "DAP",
        "parties": [
            {"role": "buyer", "name": "Fjordlys Instrument AS", "country": "NO", "owners": []},
        ],
        "items": [
            {
                "line": 1,
                "description": "Bench power supply, 60 V",
                "hs_code": "850440",
                "eccn": "EAR99",
                "quantity": 4,
                "unit": "pcs",
                "value": 1840,
                "origin": "DE",
            }
        ],
        "route": [
            {
                "mode": "road",
                "from": "DEHAM",
                "to": "NOOSL",
                "depart": "2026-11-24",
                "places": [
                    place("from", "DEHAM", [("Hamburg", "DE", 53.55, 10.0, 5.0)]),
                    place("to", "NOOSL", [("Oslo", "NO", 59.91, 10.75, 5.0)]),
                ],
            }
        ],
        "end_use": {"statement": "Calibration bench", "certificate": True},
    }
    refused = Considered(
        subject="parties[0]",
        entity="example-sdn:9001",
        name="FJORDLYS MARITIME",
        score=0.6213,
        why_not="'instrument' and 'maritime' are different trades and the country differs",
    )
    found = decision(
        "SO-10021",
        "release",
        "Released: no rule fired and nothing needed is unknown.",
        considered=(refused,),
        seed="a1",
    )
    return order, found


def place(
    end: str, text: str, candidates: list[tuple[str, str, float, float, float]]
) -> dict[str, Any]:
    return {
        "end": end,
        "text": text,
        "verdict": "one" if len(candidates) == 1 else "several",
        "candidates": [
            {"name": n, "country": c, "lat": a, "lon": o, "uncertainty_km": r, "why": "by name"}
            for n, c, a, o, r in candidates
        ],
    }


def resemblance() -> Item:
    order = {
        "id": "SO-10022",
        "date": AS_OF,
        "exporter_country": "DE",
        "destination_country": "AE",
        "value": {"amount": 48200, "currency": "EUR"},
        "parties": [
            {
                "role": "buyer",
                "name": "Kestrel Avionic Trading LLC",
                "country": "AE",
                "address": "Warehouse 14, Al Quoz 3, Dubai",
                "identifiers": {"registration": "000111"},
            }
        ],
        "items": [{"line": 1, "description": "Pressure sensors", "hs_code": "902620"}],
    }
    match = {
        "kind": "list_matches",
        "subject": "parties[0]",
        "entity": "example-sdn:41207",
        "listed_name": "KESTREL AVIATION TRADING CO.",
        "matched_name": "KESTREL AVIATION TRADING CO.",
        "query_name": "Kestrel Avionic Trading LLC",
        "list": "SDN",
        "authority": "US/OFAC",
        "measure": "blocking",
        "programmes": ["NPWMD", "IFSR"],
        "legal_basis": "Executive Order 13382",
        "listed_on": "2022-09-08",
        "in_force": True,
        "same_party": None,
        "score": 0.8734,
        "list_date": "2026-11-14",
        "source": "example-sdn",
        "source_title": "Example blocking list",
        "url": "https://lists.example.org/blocking.csv",
        "basis": "official",
        "parts": [
            {
                "name": "name",
                "verdict": "unknown",
                "score": 0.8912,
                "left": "Kestrel Avionic Trading LLC",
                "right": "KESTREL AVIATION TRADING CO.",
                "note": "one word is near, the company form differs",
            },
            {
                "name": "country",
                "verdict": "agree",
                "score": 1.0,
                "left": "AE",
                "right": "AE",
                "note": None,
            },
            {
                "name": "identifier:registration",
                "verdict": "contradict",
                "score": 0.0,
                "left": "000111",
                "right": "774-20",
                "note": "registers may differ",
            },
            {
                "name": "address",
                "verdict": "unknown",
                "score": None,
                "left": "Warehouse 14, Al Quoz 3, Dubai",
                "right": None,
                "note": "the list gives none",
            },
        ],
        "pairs": [
            {"query": "kestrel", "listed": "kestrel", "how": "equal", "score": 1.0},
            {"query": "avionic", "listed": "aviation", "how": "spelling", "score": 0.8},
            {"query": "trading", "listed": "trading", "how": "equal", "score": 1.0},
            {"query": "llc", "listed": "co", "how": "company_form", "score": 0.6},
        ],
        "explanation": (
            "Two of three weighted words are equal and one is near; the country agrees; the "
            "registration numbers differ."
        ),
        "settle": [
            "the buyer's trade licence with its register and number",
            "the address on the list entry's own register extract",
        ],
        "order_side": {"type": "company", "founded": None},
        "list_side": {"type": "company", "also known as": "KAT Company; Kestrel Air"},
    }
    finding = Finding(
        rule="us.ofac.sdn-resembles",
        title="A party resembles a blocked person",
        outcome="hold",
        status="unknown",
        subjects=("parties[0]",),
        explanation=(
            "Buyer 'Kestrel Avionic Trading LLC' resembles 'KESTREL AVIATION TRADING CO.' on the "
            "SDN list (score 0.87); the facts do not settle whether they are one."
        ),
        evidence=(match,),
        citations=(
            Citation(
                title="31 CFR 544.201",
                locator="(a)",
                url="https://www.ecfr.gov/current/title-31/section-544.201",
                in_force=("2009-03-20", None),
                basis="secondary",
            ),
        ),
        clears_if="a named person records why the two are different",
        rule_text=(
            "id: us.ofac.sdn-resembles\ntitle: A party resembles a blocked person\n"
            "outcome: hold\nwhen:\n  any screened:\n    list_matches: {same_party: unknown}\n"
        ),
    )
    missing = Finding(
        rule="hp.facts.owners",
        title="The owners of the buyer are not stated",
        outcome="hold",
        status="unknown",
        subjects=("parties[0]",),
        explanation="Nothing is said about who owns the buyer, so the 50 % tests cannot be done.",
        evidence=(match,),
        citations=(Citation(title="Company policy", locator="section 4", basis="official"),),
    )
    found = decision(
        "SO-10022",
        "hold",
        "Held: the buyer resembles a blocked company, and its owners are not stated.",
        finding,
        missing,
        questions=(
            Question(
                field="parties[0].owners",
                ask="Who owns 50 % or more of Kestrel Avionic Trading LLC, directly or indirectly?",
                because=("hp.facts.owners",),
            ),
            Question(
                field="parties[0].identifiers.registration",
                ask="Which register issued number 000111? Please send the trade licence.",
                because=("us.ofac.sdn-resembles",),
            ),
        ),
        not_run=(
            NotRun(check="ownership", why="who owns parties[0] is not stated"),
            NotRun(check="route.corridor", why="no route is given"),
        ),
        seed="2b",
    )
    return order, found


def listed_party() -> Item:
    order = {
        "id": "SO-10023",
        "date": AS_OF,
        "exporter_country": "NL",
        "destination_country": "KZ",
        "parties": [
            {"role": "buyer", "name": "Steppe Relay TOO", "country": "KZ", "owners": []},
            {
                "role": "end_user",
                "name": "ООО «Северный Зимородок»",
                "country": "RU",
                "address": "г. Вымышленск, ул. Примерная, 1",
                "identifiers": {"inn": "7707083893"},
            },
            {"role": "consignee", "name": "شرکت نمونه آسمان آبی", "country": "IR"},
        ],
        "items": [
            {
                "line": 1,
                "description": "Processors and controllers",
                "hs_code": "8542310000",
                "quantity": 500,
                "unit": "pcs",
                "value": 12000,
                "origin": "US",
            }
        ],
        "payment": {"method": "wire", "payer": "Steppe Relay TOO", "payer_country": "KZ"},
    }
    cyrillic = {
        "kind": "list_matches",
        "subject": "parties[1]",
        "entity": "example-eu:112",
        "listed_name": "OOO Severny Zimorodok",
        "matched_name": "Северный Зимородок",
        "query_name": "ООО «Северный Зимородок»",
        "list": "Reg (EU) 269/2014 Annex I",
        "authority": "EU",
        "measure": "asset_freeze",
        "programmes": ["UKR"],
        "legal_basis": "Council Regulation (EU) No 269/2014",
        "listed_on": "2024-02-23",
        "in_force": True,
        "same_party": True,
        "score": 0.9931,
        "list_date": "2026-08-01",
        "source_title": "Example official journal annex",
        "basis": "read",
        "parts": [
            {
                "name": "name",
                "verdict": "agree",
                "score": 1.0,
                "left": "ООО «Северный Зимородок»",
                "right": "Северный Зимородок",
                "note": "all weighted words agree",
            },
            {
                "name": "identifier:inn",
                "verdict": "agree",
                "score": 1.0,
                "left": "7707083893",
                "right": "7707083893",
                "note": "check digit valid",
            },
        ],
        "pairs": [
            {"query": "severnyi", "listed": "severnyi", "how": "equal", "score": 1.0},
            {"query": "zimorodok", "listed": "zimorodok", "how": "equal", "score": 1.0},
        ],
        "explanation": "The names agree word for word and the tax number is the same.",
        "settle": [],
        "order_side": {"address": "г. Вымышленск, ул. Примерная, 1"},
        "list_side": {"address": "Vymyshlensk, Primernaya 1"},
    }
    persian = {
        "kind": "list_matches",
        "subject": "parties[2]",
        "entity": "example-sdn:5150",
        "listed_name": "ASEMAN ABI SAMPLE COMPANY",
        "matched_name": "نمونه آسمان آبی",
        "query_name": "شرکت نمونه آسمان آبی",
        "list": "SDN",
        "authority": "US/OFAC",
        "measure": "blocking",
        "in_force": True,
        "same_party": None,
        "score": 0.9012,
        "list_date": "2026-11-14",
        "source_title": "Example blocking list",
        "basis": "official",
        "parts": [
            {
                "name": "name",
                "verdict": "agree",
                "score": 0.97,
                "left": "شرکت نمونه آسمان آبی",
                "right": "نمونه آسمان آبی",
                "note": None,
            },
            {
                "name": "country",
                "verdict": "agree",
                "score": 1.0,
                "left": "IR",
                "right": "IR",
                "note": None,
            },
        ],
        "settle": ["the consignee's national identifier"],
    }
    goods = {
        "kind": "goods_lists",
        "subject": "items[0]",
        "list": "CHPL",
        "code": "854231",
        "tier": "Tier 1",
        "description": "Electronic integrated circuits: processors and controllers",
        "needs_description": False,
        "fits": True,
        "in_force": True,
        "valid_from": "2024-02-23",
        "valid_to": None,
        "basis": "read",
        "jurisdiction": "US",
        "item_code": "8542310000",
        "source": "Common high-priority list",
        "url": "https://www.bis.gov/",
    }
    freeze = Finding(
        rule="eu.269-2014.art2",
        title="No funds or economic resources for a listed party",
        outcome="block",
        status="met",
        subjects=("parties[1]",),
        explanation=(
            "End user 'ООО «Северный Зимородок»' is listed in Annex I since 2024-02-23 "
            "and the tax number agrees."
        ),
        evidence=(cyrillic,),
        citations=(
            Citation(
                title="Council Regulation (EU) No 269/2014",
                locator="Art 2(2)",
                url="https://eur-lex.europa.eu/eli/reg/2014/269/oj",
                in_force=("2014-03-17", None),
                basis="read",
            ),
        ),
        clears_if="an authorisation of the competent authority, or proof of another party",
        rule_text="id: eu.269-2014.art2\noutcome: block\n",
    )
    resembles = Finding(
        rule="us.ofac.sdn-resembles",
        title="A party resembles a blocked person",
        outcome="hold",
        status="unknown",
        subjects=("parties[2]",),
        explanation="Consignee 'شرکت نمونه آسمان آبی' resembles a blocked company (0.90).",
        evidence=(persian,),
        citations=(Citation(title="31 CFR 560.204", basis="not_verified"),),
    )
    priority = Finding(
        rule="us.bis.chpl-third-country",
        title="High-priority goods to a third country with a party in Russia",
        outcome="hold",
        status="met",
        subjects=("items[0]", "parties[1]"),
        explanation="HS 8542.31 is Tier 1 of the common high-priority list; the end user is in RU.",
        evidence=(goods,),
        citations=(
            Citation(
                title="BIS common high-priority list",
                url="javascript:alert(1)",
                in_force=("2024-02-23", None),
                basis="read",
            ),
        ),
    )
    found = decision(
        "SO-10023",
        "block",
        "Blocked: the end user is listed by the EU and its tax number agrees.",
        resembles,
        priority,
        freeze,
        questions=(
            Question(
                field="parties[2].identifiers",
                ask="What is the consignee's national identifier?",
                because=("us.ofac.sdn-resembles",),
            ),
        ),
        not_run=(NotRun(check="route", why="no route is given"),),
        seed="3c",
    )
    return order, found


AMIRABAD = ("Amirabad port", "IR", 36.855, 53.37, 9.0)
MAKHACHKALA = ("Makhachkala port", "RU", 42.985, 47.51, 4.0)
SESHCHA = ("Seshcha air base", "RU", 53.715, 33.339, 2.0)
AKHTARSK = ("Primorsko-Akhtarsk air base", "RU", 46.059, 38.24, 2.0)


def spot(row: tuple[str, str, float, float, float]) -> dict[str, Any]:
    return {"name": row[0], "lat": row[2], "lon": row[3], "uncertainty_km": row[4]}


def caspian() -> Item:
    order = {
        "id": "SO-10024",
        "date": AS_OF,
        "exporter_country": "IR",
        "destination_country": "RU",
        "parties": [{"role": "consignee", "name": "Sample Bearings Depot", "country": "RU"}],
        "items": [{"line": 1, "description": "Bearings", "hs_code": "848210"}],
        "route": [
            {
                "mode": "sea",
                "from": "IRAMD",
                "to": "Махачкала",
                "depart": "2026-11-21",
                "arrive": "2026-11-23",
                "vessel": {"name": "SAMPLE HERON", "imo": "9074729", "flag": "RU"},
                "places": [
                    place("from", "IRAMD", [AMIRABAD]),
                    place("to", "Махачкала", [MAKHACHKALA]),
                ],
            },
            {
                "mode": "rail",
                "from": "Makhachkala",
                "to": "Sescha",
                "places": [
                    place("from", "Makhachkala", [MAKHACHKALA]),
                    place("to", "Sescha", [SESHCHA]),
                ],
            },
        ],
    }
    corridor = {
        "kind": "corridors",
        "subject": "route",
        "corridor": "caspian_2023",
        "name": "Amirabad to Makhachkala and on to two air bases",
        "tier": "full",
        "direction": "forward",
        "stance": "reported",
        "certain": True,
        "source": "Disclosure of 9 June 2023, as reported",
        "source_date": "2023-06-09",
        "matched": [
            {"leg": 0, "place": "amirabad_port", "text": "IRAMD", "distance_km": 0.0},
            {"leg": 0, "place": "makhachkala_port", "text": "Махачкала", "distance_km": 2.1},
            {"leg": 1, "place": "seshcha_air_base", "text": "Sescha", "distance_km": 0.4},
        ],
        "legs": [
            {"from": spot(AMIRABAD), "to": spot(MAKHACHKALA)},
            {"from": spot(MAKHACHKALA), "to": spot(SESHCHA)},
            {"from": spot(MAKHACHKALA), "to": spot(AKHTARSK)},
        ],
    }
    listing = {
        "kind": "place_listings",
        "subject": "route[0]",
        "place": "makhachkala_port",
        "place_name": "Makhachkala port",
        "end": "to",
        "resolved": True,
        "authority": "EU",
        "act": "Reg (EU) 833/2014",
        "annex": "XLVII.A",
        "article": "5ae(1)(a)",
        "effect": "ban on transactions with the port",
        "in_force": True,
        "in_force_from": "2025-02-25",
        "basis": "read",
    }
    port = Finding(
        rule="eu.833-2014.art5ae",
        title="No transaction with a listed port",
        outcome="block",
        status="met",
        subjects=("route[0]",),
        explanation="Leg 1 ends at Makhachkala port, listed in Annex XLVII.A from 2025-02-25.",
        evidence=(listing,),
        citations=(
            Citation(
                title="Council Regulation (EU) No 833/2014",
                locator="Art 5ae(1)(a)",
                url="https://eur-lex.europa.eu/eli/reg/2014/833/oj",
                in_force=("2025-02-25", None),
                basis="read",
            ),
        ),
    )
    watch = Finding(
        rule="hp.route.caspian",
        title="The route is a reported corridor",
        outcome="hold",
        status="met",
        subjects=("route",),
        explanation="IRAMD, Махачкала and Sescha are the reported corridor, in order.",
        evidence=(corridor,),
        citations=(Citation(title="Company policy", locator="section 7", basis="secondary"),),
    )
    found = decision(
        "SO-10024",
        "block",
        "Blocked: the sea leg ends at Makhachkala, a port that the EU bans transactions with.",
        port,
        watch,
        seed="4d",
    )
    return order, found


def owned() -> Item:
    order = {
        "id": "SO-10025",
        "date": AS_OF,
        "exporter_country": "FR",
        "destination_country": "TR",
        "parties": [
            {
                "role": "buyer",
                "name": "Anadolu Örnek Elektronik A.Ş.",
                "country": "TR",
                "owners": [
                    {
                        "name": "Blue Heron Holding FZE",
                        "type": "company",
                        "country": "AE",
                        "percent": 60,
                        "owners": [
                            {"name": "Sample Listed Person", "type": "person", "percent": 100},
                        ],
                    },
                    {"name": "Employees' fund", "percent": 15},
                    {"name": "Not stated holder"},
                ],
            }
        ],
        "items": [{"line": 1, "description": "Oscilloscopes", "hs_code": "903020"}],
        "route": [
            {
                "mode": "sea",
                "from": "FRMRS",
                "to": "Amirabad",
                "places": [
                    place("from", "FRMRS", [("Marseille", "FR", 43.3, 5.37, 5.0)]),
                    place(
                        "to",
                        "Amirabad",
                        [
                            AMIRABAD,
                            ("Amir Abad Pt", "IR", 36.0833, 52.3667, 10.0),
                            ("Amirabad (Gulf)", "IR", 26.85, 54.3667, 10.0),
                        ],
                    ),
                ],
            }
        ],
    }
    holder = {
        "name": "Sample Listed Person",
        "entity": "example-sdn:777",
        "percent": 60.0,
        "path": ["Blue Heron Holding FZE"],
    }
    common: dict[str, Any] = {
        "kind": "ownership",
        "subject": "parties[0]",
        "holders": [holder],
        "listed_measure": "blocking",
        "same_party": True,
    }
    rows = tuple(
        {**common, "regime": regime, "percent": share, "percent_at_most": most, "test": test}
        | {"control": control}
        for regime, share, most, test, control in (
            ("US/OFAC", 60.0, 85.0, "50 % or more, holders added up", None),
            ("EU", 60.0, 85.0, "50 % or more, or control", True),
            ("UK", None, 85.0, "more than 50 %, or control; holders not added up", None),
        )
    )
    odd = {
        "kind": "export_statistics",
        "subject": "items[0]",
        "z": 3.4,
        "months": [1, 2, 3],
        "dry": True,
    }
    finding = Finding(
        rule="us.ofac.fifty-percent",
        title="A listed person owns half or more of the buyer",
        outcome="block",
        status="met",
        subjects=("parties[0]",),
        explanation="Sample Listed Person holds 60 % of the buyer through Blue Heron Holding FZE.",
        evidence=(*rows, odd),
        citations=(
            Citation(
                title="OFAC guidance on entities owned by blocked persons",
                in_force=("2014-08-13", "2026-10-01"),
                basis="read",
            ),
        ),
    )
    found = decision(
        "SO-10025",
        "block",
        "Blocked: a listed person owns 60 % of the buyer through a holding.",
        finding,
        seed="5e",
    )
    return order, found


def sample_items() -> list[Item]:
    return [clean_order(), resemblance(), listed_party(), caspian(), owned()]


@pytest.fixture
def run() -> list[Item]:
    return sample_items()
