"""The documents cannot lie: what they name is there, what is there they name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

ROOT = Path(__file__).parents[2]
DOCS = [
    path
    for path in sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md"))
    if path.name != "CHANGELOG.md"
]
COMMANDS = [
    ["screen"], ["match"], ["compare"], ["replay"], ["demo"], ["version"],
    ["questions"], ["place"], ["route"],
    ["track"], ["read"], ["claims", "page"],
    ["data", "build"], ["data", "list"], ["data", "diff"], ["data", "verify"], ["data", "export"],
    ["data", "activate"], ["data", "history"], ["rescreen"],
    ["claims", "add"], ["claims", "list"], ["claims", "show"], ["claims", "accept"],
    ["claims", "reject"], ["claims", "correct"], ["claims", "link"], ["claims", "attach"],
    ["claims", "verify"], ["claims", "export"], ["claims", "feed"],
    ["data", "update"], ["data", "sources"], ["data", "watch"],
    ["rules", "check"], ["rules", "list"], ["rules", "show"], ["rules", "test"],
]  # fmt: skip


@pytest.mark.parametrize("path", DOCS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", text)
    assert [t for t in targets if not (path.parent / t).exists()] == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_and_is_documented(command: list[str]) -> None:
    call = [sys.executable, "-m", "holdpoint", *command, "--help"]
    run = subprocess.run(call, capture_output=True, text=True, check=True)
    assert "Usage" in run.stdout
    text = "\n".join(path.read_text("utf-8") for path in DOCS)
    assert f"holdpoint {' '.join(command)}" in text


def test_generated_pages_are_current() -> None:
    call = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    run = subprocess.run(call, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_every_rule_is_documented() -> None:
    from holdpoint.law import load_rulebook

    page = (ROOT / "docs" / "reference" / "rules.md").read_text("utf-8")
    assert [rule.id for rule in load_rulebook().rules if f"`{rule.id}`" not in page] == []


def test_the_version_is_the_same_everywhere() -> None:
    import tomllib

    import holdpoint
    from holdpoint.screening import ENGINE

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == holdpoint.__version__
    assert f"holdpoint {holdpoint.__version__}" == ENGINE


def test_the_project_speaks_of_itself_alone() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    machine_path = re.compile(r"/(home|root|tmp)/\w")
    hits = [
        name
        for name in tracked
        if name.endswith((".py", ".md", ".yaml", ".toml", ".csv"))
        and (ROOT / name).is_file()
        and not name.startswith("tests/house/")
        and machine_path.search((ROOT / name).read_text("utf-8"))
    ]
    assert hits == []


def test_every_setting_of_the_policy_is_documented() -> None:
    from holdpoint.files import read_yaml

    text = (ROOT / "src" / "holdpoint" / "screening" / "policy.yaml").read_text("utf-8")
    page = (ROOT / "docs" / "guide" / "policy.md").read_text("utf-8")
    for key, value in read_yaml(text, "policy.yaml").value.items():
        names = [f"{key}.{inner}" for inner in value] if isinstance(value, dict) else [key]
        assert [name for name in names if f"`{name}`" not in page] == []


@pytest.mark.parametrize("command", ["match", "compare"])
def test_every_option_of_matching_is_documented(command: str) -> None:
    call = [sys.executable, "-m", "holdpoint", command, "--help"]
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    run = subprocess.run(call, capture_output=True, text=True, check=True, env=environment)
    options = set(re.findall(r"--[a-z][a-z-]+", run.stdout)) - {"--help"}
    assert options
    page = (ROOT / "docs" / "guide" / "matching.md").read_text("utf-8")
    assert sorted(option for option in options if f"`{option}" not in page) == []


def test_every_way_in_which_words_pair_is_documented() -> None:
    page = (ROOT / "docs" / "guide" / "matching.md").read_text("utf-8")
    source = (ROOT / "src" / "holdpoint" / "screening" / "_reasons.py").read_text("utf-8")
    told = re.search(r"``how``, which is (.*?)\n\n", source, re.DOTALL)
    assert told
    ways = re.findall(r"``(\w+)``", told.group(1))
    assert len(ways) > 5
    assert [way for way in ways if f"| `{way}` |" not in page] == []


def test_every_threshold_that_can_be_set_is_documented() -> None:
    from holdpoint.model import Measure
    from holdpoint.screening import load_policy

    page = (ROOT / "docs" / "guide" / "policy.md").read_text("utf-8")
    policy = load_policy()
    assert [name for name in policy.by_measure if f"`{name}`" not in page] == []
    assert [name for name in get_args(Measure) if name not in page] == []
    for threshold in (policy.consider_from, policy.hold_from):
        assert f"| {threshold:.2f} |" in page


def test_every_field_of_a_decision_is_documented() -> None:
    import dataclasses

    from holdpoint.model import Decision, Finding

    page = (ROOT / "docs" / "reference" / "decision.md").read_text("utf-8")
    names = [field.name for kind in (Decision, Finding) for field in dataclasses.fields(kind)]
    assert [name for name in names if f"`{name}`" not in page] == []
