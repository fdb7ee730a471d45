"""A store that was killed at any moment serves the old or the new edition, whole."""

from __future__ import annotations

from pathlib import Path

from benchmarks.kills import killed


def test_a_killed_build_or_activation_leaves_one_whole_edition(tmp_path: Path) -> None:
    assert killed(8, tmp_path) == []
