"""The company's settings: what they change, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdpoint.errors import PolicyError
from holdpoint.screening import load_policy


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "policy.yaml"
    path.write_text(text, "utf-8")
    return path


def test_what_is_not_set_is_the_default(tmp_path: Path) -> None:
    own = load_policy(_file(tmp_path, "id: mine\nmatching: {hold_from: 0.8}\n"))
    assert (own.id, own.hold_from, own.route) == ("mine", 0.8, load_policy().route)
    assert own.digest != load_policy().digest


def test_rule_packs_are_found_beside_the_policy(tmp_path: Path) -> None:
    assert load_policy(_file(tmp_path, "rules: [own.yaml]\n")).rules == (tmp_path / "own.yaml",)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("id: x\nmaching: {}\n", 2, "maching"),
        ("matching:\n  hold_from: high\n", 2, "matching.hold_from"),
        ("matching:\n  hold_from: 1.5\n", 2, "matching.hold_from"),
        ("jurisdictions: [US, Atlantis]\n", 1, "jurisdictions"),
        ("route: 15\n", 1, "route"),
        ("route:\n  port_km: 0\n", 2, "route.port_km"),
        ("route:\n  near_km: 501\n", 2, "route.near_km"),
        ("route:\n  detour_ratio: 1\n", 2, "route.detour_ratio"),
        ("route:\n  sea_kn: fast\n", 2, "route.sea_kn"),
        ("route:\n  sea_kn: .nan\n", 2, "route.sea_kn"),
        ("route:\n  river_kn: 31\n", 2, "route.river_kn"),
        ("route:\n  gap_hold_hours: 5\n", 2, "route.gap_hold_hours"),
        ("track:\n  gap_hold: 5\n", 2, "track.gap_hold"),
        ("track:\n  gap_hold: -1\n", 2, "track.gap_hold"),
        ("track:\n  gap_held: 15\n", 2, "track.gap_held"),
        ("track: 15\n", 1, "track"),
        ("- a\n", 1, None),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, field: str | None
) -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy(_file(tmp_path, text))
    problem = caught.value.problems[0]
    assert (problem.file, problem.line, problem.field) == ("policy.yaml", line, field)
    assert problem.remedy
