"""`holdpoint goods`, as a person types it: a code, an ECCN, a description, and what is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from holdpoint.cli._main import app
from holdpoint.knowledge import build
from holdpoint.sources import read_source

HS = (
    "section,hscode,description,parent,level\n"
    "XVI,85,Electrical machinery,TOTAL,2\nXVI,8542,Circuits,85,4\nXVI,854231,Processors,8542,6\n"
)
HEAD = {"citation": "15 C.F.R.", "ecfrIssueDate": "2026-07-23", "source": {"url": ""}}
CCL = {
    **HEAD,
    "deepCategories": ["3"],
    "entries": [
        {
            "eccn": "3A001",
            "heading": "Electronic items",
            "reasonForControl": "NS, AT",
            "countryChart": [
                {"control": "NS applies to 3A001.a", "countryChart": "NS Column 2."},
                {"control": "AT applies to entire entry", "countryChart": "AT Column 1."},
            ],
            "licenceExceptionFlags": {"LVS": "$3000: 3A001.c."},
            "items": [{"paragraph": "a", "text": "General purpose integrated circuits"}],
        }
    ],
}
CHART = {
    **HEAD,
    "countries": {
        "China": {"marks": ["NS 2"], "footnotes": []},
        "Canada": {"marks": [], "footnotes": []},
    },
    "embargoed": {"Iran": {"pointer": "See part 746 of the EAR.", "footnotes": []}},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    (folder / "hs.csv").write_text(HS, "utf-8")
    (folder / "ccl.json").write_text(json.dumps(CCL), "utf-8")
    (folder / "chart.json").write_text(json.dumps(CHART), "utf-8")
    names = ("hs.csv", "ccl.json", "chart.json")
    build((e for name in names for e in read_source(folder / name)), out=folder / "store")
    return folder / "store"


@dataclass(frozen=True)
class Run:
    exit_code: int
    stdout: str
    stderr: str


Goods = Callable[..., Run]


@pytest.fixture
def goods(capfd: pytest.CaptureFixture[str]) -> Goods:
    """The command in this process, with what it writes to the file descriptors themselves."""

    def run(*arguments: str | Path) -> Run:
        code = app(["goods", *map(str, arguments)], standalone_mode=False)
        said = capfd.readouterr()
        return Run(code, said.out, said.err)

    return run


def test_a_code_shows_its_lists_with_dates_and_what_follows_for_the_destination(
    goods: Goods,
) -> None:
    run = goods("8542.31", "--destination", "AE")
    assert run.exit_code == 1
    for word in ("CHPL", "in force from 2024-02-23", "EAR_746_SUPP7", "us.flag.hub-high-priority"):
        assert word in run.stdout
    assert "data build" in run.stderr


def test_a_built_snapshot_gives_the_code_its_text(goods: Goods, store: Path) -> None:
    answer = json.loads(goods("854231", "--snapshot", store, "--json").stdout)
    assert [line["text"] for line in answer["explained"]][-1] == "Processors"
    assert answer["hs_code"] == "854231"


def test_a_harmless_code_is_on_no_list(goods: Goods) -> None:
    run = goods("9403.10")
    assert run.exit_code == 0
    assert "none of the goods lists" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["8542.99"], "8542.90"),
        (["8517.70"], "8517.71"),
        (["8542"], "6 digits"),
        (["--eccn", "3X001"], "3A001.a.2"),
        (["8542.31", "--destination", "Atlantis"], "--destination"),
        (["  "], "empty"),
        ([], "give one of them"),
        (["8542.31", "--eccn", "3A001"], "give one of them"),
        (["8542.31", "--as-of", "soon"], "--as-of"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_with_a_remedy(
    goods: Goods, arguments: list[str], remedy: str
) -> None:
    run = goods(*arguments)
    assert run.exit_code == 2
    assert remedy in run.stderr
    assert not run.stdout


@pytest.mark.parametrize(
    ("eccn", "country", "required", "code"),
    [
        ("3A001.a", "CN", True, 1),
        ("3A001.a", "CA", False, 0),
        ("3A001", "CN", None, 1),
        ("3A001.a", "IR", None, 1),
        ("EAR99", "CN", False, 0),
    ],
)
def test_an_eccn_is_asked_of_the_country_chart(
    goods: Goods, store: Path, eccn: str, country: str, required: bool | None, code: int
) -> None:
    arguments = ("--eccn", eccn, "--destination", country, "--snapshot", store)
    run = goods(*arguments)
    assert run.exit_code == code
    assert {True: "required", False: "none by", None: "unknown"}[required] in run.stdout
    assert "746" in run.stdout
    assert json.loads(goods(*arguments, "--json").stdout)["licence_required"] is required


def test_exceptions_and_reasons_are_shown_as_printed(goods: Goods, store: Path) -> None:
    run = goods("--eccn", "3A001.a.7", "-d", "CN", "--snapshot", store)
    assert "LVS (as printed): $3000: 3A001.c." in run.stdout
    assert "NS applies to 3A001.a" in run.stdout
    assert "3A001.a is the longest" in run.stdout


def test_without_the_list_the_licence_question_is_open_and_says_what_to_build(goods: Goods) -> None:
    run = goods("--eccn", "3A001", "--destination", "CN")
    assert run.exit_code == 1
    assert "unknown" in run.stdout
    assert "data build" in run.stderr


def test_a_munitions_category_is_recognised(goods: Goods) -> None:
    run = goods("--eccn", "USML XI(c)")
    assert run.exit_code == 1
    assert "ITAR" in run.stdout


def test_a_description_names_no_code_with_certainty(goods: Goods, store: Path) -> None:
    run = goods("general purpose integrated circuit", "--snapshot", store)
    assert run.exit_code in {0, 1}
    assert "3A001.a" in run.stdout
    assert "no classification" in run.stdout
    answer = json.loads(
        goods("general purpose integrated circuit", "--snapshot", store, "--json").stdout
    )
    assert answer["nearest_eccn"][0]["eccn"] == "3A001.a"


def test_a_description_says_what_it_is_likely_to_be_and_leaves_out_what_it_is_not(
    goods: Goods,
) -> None:
    run = goods("Zynq-7020 SoC FPGA module")
    assert run.exit_code == 1
    for word in ("FPGA / programmable logic", "CHPL", "8542.31", "Zynq", "> 0.99"):
        assert word in run.stdout
    assert "< 0.01" not in run.stdout


def test_goods_that_are_known_and_not_listed_are_no_matter(goods: Goods) -> None:
    run = goods("伺服电机")
    assert run.exit_code == 0
    assert "Servo motors" in run.stdout
    assert "8501.31" in run.stdout


def test_words_that_nothing_is_known_of_are_unknown_not_harmless(goods: Goods) -> None:
    run = goods("wooden chair")
    assert run.exit_code == 1
    assert "unknown" in run.stdout
    assert json.loads(goods("wooden chair", "--json").stdout)["listed"] is None


def test_a_description_that_is_too_long_says_so(goods: Goods) -> None:
    assert "was not read" in goods("FPGA " * 200).stdout


def test_a_hostile_description_steers_no_terminal(goods: Goods) -> None:
    run = goods("\x1b[31mFPGA\u202e module")
    assert "\x1b" not in run.stdout
    assert "\u202e" not in run.stdout
