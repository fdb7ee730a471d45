"""Files of orders, written and read in one go."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from holdpoint.intake import read_transactions
from holdpoint.model import Problem, Transaction


class Read(NamedTuple):
    """What came of a file."""

    orders: list[Transaction]
    problems: list[Problem]

    @property
    def faults(self) -> list[tuple[int | None, str | None, str]]:
        """Line, field and reason of everything fatal."""
        return [(p.line, p.field, p.reason) for p in self.problems if p.fatal]

    @property
    def warnings(self) -> list[tuple[str | None, str]]:
        """Field and reason of everything that stops nothing."""
        return [(p.field, p.reason) for p in self.problems if not p.fatal]


def read_all(path: Path) -> Read:
    found = list(read_transactions(path))
    return Read(
        [one for one in found if isinstance(one, Transaction)],
        [one for one in found if isinstance(one, Problem)],
    )


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str | bytes], Read]:
    """Writes a file of the given name and content, and reads it."""

    def run(name: str, content: str | bytes) -> Read:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_all(path)

    return run


@pytest.fixture
def read_path() -> Callable[[Path], Read]:
    return read_all


@pytest.fixture
def order() -> dict[str, Any]:
    """A small sound order; the firms are invented."""
    return {
        "id": "SO-1",
        "parties": [{"role": "buyer", "name": "Quillmark Instruments Ltd", "country": "GB"}],
        "items": [{"description": "Thermocouple", "hs_code": "9025.19"}],
    }


@pytest.fixture
def line(order: dict[str, Any]) -> Callable[..., str]:
    """The small order as a line of JSON, with some fields changed."""

    def make(**changes: Any) -> str:
        return json.dumps({**order, **changes})

    return make
