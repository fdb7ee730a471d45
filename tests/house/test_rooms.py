"""Rooms that load their public names when they are first used give all of them."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

import holdpoint

ROOMS = sorted(
    f"holdpoint.{found.name}"
    for found in pkgutil.iter_modules(holdpoint.__path__)
    if found.ispkg and found.name not in {"cli", "starter"}
)


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_of_a_room_can_be_had(room: str) -> None:
    module = importlib.import_module(room)
    assert module.__all__
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name


def test_a_room_loads_only_what_is_asked_for() -> None:
    asked = (
        "import sys; from holdpoint.text import parse_date; "
        "print('holdpoint.text._han' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
