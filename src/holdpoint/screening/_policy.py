"""The company's own settings: thresholds, jurisdictions, extra rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from holdpoint.errors import PolicyError, UnreadableInputError
from holdpoint.files import YamlText, digest, plain, read_bytes, read_yaml
from holdpoint.model import Problem

_KNOWN = {
    (): {"id", "title", "jurisdictions", "matching", "route", "rules"},
    ("matching",): {"consider_from", "hold_from", "candidates", "keep_refused"},
    ("route",): {"port_km", "base_km"},
}
_REGIMES = ("US", "EU", "UK", "UN", "JP", "UA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a company may set for itself.

    Attributes:
        jurisdictions: Regimes applied to orders that name none.
        consider_from: Probability (0 to 1) below which a candidate is not kept.
        hold_from: Probability from which a resemblance holds the order.
        candidates: Candidates compared in full for each name.
        keep_refused: Refused candidates kept in the decision for each name.
        port_km: Radius around a port of a watched corridor.
        base_km: Radius around an air base or another site.
        rules: Paths of the company's own rule packs.
    """

    id: str
    title: str
    jurisdictions: tuple[str, ...]
    consider_from: float
    hold_from: float
    candidates: int
    keep_refused: int
    port_km: float
    base_km: float
    rules: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        """Hash of the settings; the rule packs have a hash of their own."""
        settings = {key: value for key, value in plain(self).items() if key != "rules"}
        return digest(settings)


def load_policy(path: Path | None = None) -> Policy:
    """Read a policy file; what it does not set is taken from the default policy.

    Args:
        path: YAML file, or ``None`` for the default.

    Raises:
        PolicyError: A setting is unknown, out of range, or not a number; all problems at once.
    """
    base = read_yaml(
        (files("holdpoint.screening") / "policy.yaml").read_text("utf-8"), "policy.yaml"
    )
    if path is None:
        return _policy(base.value, Path())
    try:
        own = read_yaml(read_bytes(path).decode("utf-8-sig"), path.name)
    except UnreadableInputError as error:
        raise PolicyError(str(error), error.problems) from error
    except UnicodeDecodeError:
        raise PolicyError(f"{path.name}: is not UTF-8. Save it so.") from None
    problems = _unknown_keys(own)
    if problems:
        raise PolicyError("\n".join(map(str, problems)), problems)
    merged = dict(base.value)
    for key, value in (own.value or {}).items():
        merged[key] = {**merged[key], **value} if isinstance(value, dict) else value
    try:
        return _policy(merged, path.parent)
    except _SettingError as error:
        problem = Problem(
            file=path.name,
            line=own.line(error.path),
            field=".".join(error.path),
            value=str(error.value)[:80],
            reason=error.reason,
            remedy=error.remedy,
        )
        raise PolicyError(str(problem), [problem]) from error


class _SettingError(Exception):
    def __init__(self, path: tuple[str, ...], value: object, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.path, self.value, self.reason, self.remedy = path, value, reason, remedy


def _unknown_keys(doc: YamlText) -> list[Problem]:
    if not isinstance(doc.value, dict):
        return [_problem(doc, (), "a policy is a set of settings.", "Start from `id: my-policy`.")]
    out = []
    for where, known in _KNOWN.items():
        part: Any = doc.value
        for step in where:
            part = part.get(step, {})
        if not isinstance(part, dict):
            out.append(_problem(doc, where, "must hold settings.", "Indent them below it."))
            continue
        out += [
            _problem(doc, (*where, key), "no such setting.", f"Known: {', '.join(sorted(known))}.")
            for key in part
            if key not in known
        ]
    return out


def _problem(doc: YamlText, path: tuple[str, ...], reason: str, remedy: str) -> Problem:
    return Problem(
        file=doc.name,
        line=doc.line(path),
        field=".".join(path) or None,
        reason=reason,
        remedy=remedy,
    )


def _policy(values: Mapping[str, Any], folder: Path) -> Policy:
    matching, route = values["matching"], values["route"]
    regimes = values["jurisdictions"]
    if not isinstance(regimes, list) or any(regime not in _REGIMES for regime in regimes):
        raise _SettingError(
            ("jurisdictions",), regimes, "not a list of regimes.", f"Use {', '.join(_REGIMES)}."
        )
    consider = _number(matching, ("matching", "consider_from"), 0, 1)
    hold = _number(matching, ("matching", "hold_from"), consider, 1)
    packs = values["rules"] or []
    if not isinstance(packs, list) or not all(isinstance(name, str) for name in packs):
        raise _SettingError(("rules",), packs, "not a list of packs.", "Write `rules: [own.yaml]`.")
    for key in ("id", "title"):
        if not isinstance(values[key], str):
            raise _SettingError((key,), values[key], "not a text.", "Put it in quotes.")
    return Policy(
        id=values["id"],
        title=values["title"],
        jurisdictions=tuple(regimes),
        consider_from=consider,
        hold_from=hold,
        candidates=_whole(matching, ("matching", "candidates"), 1, 100),
        keep_refused=_whole(matching, ("matching", "keep_refused"), 0, 100),
        port_km=_number(route, ("route", "port_km"), 0, 500),
        base_km=_number(route, ("route", "base_km"), 0, 500),
        rules=tuple(folder / str(name) for name in packs),
    )


def _number(values: Mapping[str, Any], path: tuple[str, str], low: float, high: float) -> float:
    text = values[path[1]]
    try:
        number = float("" if isinstance(text, bool) else text)
    except (TypeError, ValueError):
        raise _SettingError(path, text, "not a number.", f"Use {low} to {high}.") from None
    if not low <= number <= high:
        raise _SettingError(path, text, f"must lie between {low} and {high}.", "Change it.")
    return number


def _whole(values: Mapping[str, Any], path: tuple[str, str], low: int, high: int) -> int:
    number = _number(values, path, low, high)
    if number != int(number):
        raise _SettingError(path, number, "not a whole number.", f"Use {low} to {high}.")
    return int(number)
