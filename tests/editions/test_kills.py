"""Whoever is killed at any moment leaves the old or the new edition, whole."""

from __future__ import annotations

from pathlib import Path

from benchmarks.kills import killed, killed_again, killed_updates, killed_watches


def test_a_killed_build_or_activation_leaves_one_whole_edition(tmp_path: Path) -> None:
    assert killed(8, tmp_path).faults == []


def test_a_killed_build_that_takes_over_leaves_one_whole_edition(tmp_path: Path) -> None:
    assert killed_again(8, tmp_path).faults == []


def test_a_killed_update_leaves_the_shelf_as_it_was_or_with_one_edition_more(
    tmp_path: Path,
) -> None:
    assert killed_updates(8, tmp_path).faults == []


def test_a_killed_watch_leaves_one_whole_edition_and_whole_reports(tmp_path: Path) -> None:
    assert killed_watches(4, tmp_path).faults == []
