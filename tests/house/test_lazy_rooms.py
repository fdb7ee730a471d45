"""Rooms that load a public name when it is first used."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import holdpoint

_SOURCE = Path(holdpoint.__file__).parent
ROOMS = ("disclosures", "editions", "files", "knowledge", "model", "places", "text")


def _told_to_the_type_checker(room: str) -> dict[str, str]:
    """Public names and their modules, as the imports say that only a type checker follows."""
    tree = ast.parse((_SOURCE / room / "__init__.py").read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        alias.name: node.module
        for node in imports
        if node.module is not None and node.module.startswith(f"holdpoint.{room}.")
        for alias in node.names
    }


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_that_of_the_module_that_the_type_checker_is_told(room: str) -> None:
    package = importlib.import_module(f"holdpoint.{room}")
    told = _told_to_the_type_checker(room)
    assert sorted(told) == sorted(package.__all__)
    for name, home in told.items():
        assert getattr(package, name) is getattr(importlib.import_module(home), name)


@pytest.mark.parametrize("room", ROOMS)
def test_a_name_that_a_room_does_not_have_is_an_error_that_says_so(room: str) -> None:
    package = importlib.import_module(f"holdpoint.{room}")
    with pytest.raises(AttributeError, match=f"holdpoint.{room}.*'no_such_name'"):
        _ = package.no_such_name


def test_reading_a_document_loads_neither_the_building_of_snapshots_nor_that_of_addresses() -> None:
    program = (
        "import sys, holdpoint\n"
        "holdpoint.open_snapshot()\n"  # built here, where it is not in the cache yet
        "for name in [m for m in sys.modules if m.startswith('holdpoint')]: del sys.modules[name]\n"
        "import holdpoint\n"
        "holdpoint.read_document(b'Quellmar Ltd. shipped engines to Iran on Friday.')\n"
        "print(*sorted(m for m in sys.modules if m.startswith('holdpoint.')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    loaded = set(done.stdout.split())
    assert "holdpoint.disclosures._relations" in loaded
    assert not loaded & {
        "holdpoint.knowledge._build",
        "holdpoint.knowledge._diff",
        "holdpoint.text._addresses",
        "holdpoint.model._transaction",
    }
