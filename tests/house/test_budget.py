"""The house stays small: limits on modules and functions, and on what starting costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))


def _p90(values: list[int]) -> int:
    return sorted(values)[int(len(values) * 0.9)]


def _function_lengths(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text("utf-8"))
    return [
        (f"{path.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_modules_stay_small() -> None:
    sizes = {path.name: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: n for name, n in sizes.items() if n > 500} == {}
    assert _p90(list(sizes.values())) <= 350


def test_functions_stay_small() -> None:
    lengths = [pair for path in MODULES for pair in _function_lengths(path)]
    assert [pair for pair in lengths if pair[1] > 80] == []
    assert _p90([n for _, n in lengths]) <= 30


def _names(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.ClassDef]:
    found = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return [node for node in found if not node.name.startswith("_")]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_public_names_are_documented(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "the module says nothing about itself"
    assert [node.name for node in _names(tree.body) if not ast.get_docstring(node)] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, holdpoint; print(sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = ("pydantic", "typer", "rich", "jinja2", "openpyxl", "rapidfuzz", "yaml", "pyarrow")
    assert [name for name in heavy if f"'{name}'" in run.stdout] == []


def test_a_build_loads_nothing_that_fetches_or_screens() -> None:
    code = "import sys; from holdpoint.editions import Shelf; print(sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = ("httpx", "holdpoint.screening", "holdpoint.law", "holdpoint.goods")
    assert [name for name in heavy if f"'{name}'" in run.stdout] == []


def test_no_mark_of_unfinished_work() -> None:
    marks = ("TODO", "FIXME", "XXX", "raise NotImplementedError")
    hits = [
        f"{path.name}: {mark}"
        for path in MODULES
        for mark in marks
        if mark in path.read_text("utf-8")
    ]
    assert hits == []
