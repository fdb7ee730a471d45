"""Every `console` and `python` block of the README and the guides does what it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _blocks(kind: str) -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        blocks = re.findall(
            rf"^```{kind}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
        found += [(f"{page.name}-{i}", block) for i, block in enumerate(blocks)]
    return found


def _sessions(block: str) -> list[tuple[str, list[str]]]:
    """Commands of a block, each with the lines that it is said to print."""
    out: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out.append((line[2:].split("  #")[0], []))
        elif line.strip():
            out[-1][1].append(line)
    return out


def _folded(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "examples", here / "examples")
    return here


@pytest.mark.parametrize(("name", "block"), _blocks("console"), ids=lambda v: v[:12])
def test_console_blocks(name: str, block: str, folder: Path) -> None:
    for command, lines in _sessions(block):
        words = shlex.split(command)
        if words[0] != "holdpoint":
            assert words[0] == "make", f"{name}: only make and holdpoint stand in the documents"
            continue
        run = subprocess.run(
            [sys.executable, "-m", "holdpoint", *words[1:]],
            capture_output=True,
            text=True,
            cwd=folder,
            env=dict(os.environ),
            check=False,
        )
        printed = _folded(run.stdout + run.stderr)
        assert "Traceback" not in printed, command
        assert run.returncode in (0, 1) or "broken" in command, (command, run.stderr)
        for line in lines:
            for piece in filter(None, map(_folded, line.split("…"))):
                assert piece in printed, (command, piece)


@pytest.mark.parametrize(("name", "block"), _blocks("python"), ids=lambda v: v[:12])
def test_python_blocks(name: str, block: str, folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", block],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    assert run.returncode == 0, (name, run.stderr)
