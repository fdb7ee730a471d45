"""The company's own settings: thresholds, jurisdictions, extra rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from holdpoint.errors import PolicyError, UnreadableInputError
from holdpoint.files import YamlText, digest, plain, read_bytes, read_yaml
from holdpoint.model import Measure, Problem
from holdpoint.screening._flag_policy import (
    SETTINGS,
    FlagPolicy,
    flag_faults,
    flag_policy,
    merged_flags,
)
from holdpoint.screening._list_ages import WHEN_STALE, ListPolicy
from holdpoint.screening._route_policy import (
    check_limits,
    known_settings,
    route_faults,
    route_settings,
    track_settings,
)
from holdpoint.screening._thresholds import Threshold, Thresholds

if TYPE_CHECKING:
    from holdpoint.places import CheckLimits, RouteSettings
    from holdpoint.tracks import TrackSettings

_NO_PART = ("rules", "activate")
_LIMITS = ("consider_from", "hold_from")
_OWN_LIMITS = ("by_measure", "by_list")
_KNOWN = {
    (): {
        "id",
        "title",
        "jurisdictions",
        "matching",
        "route",
        "track",
        "lists",
        "watch",
        "rules",
        "flags",
    },
    ("matching",): {*_LIMITS, *_OWN_LIMITS, "candidates", "keep_refused"},
    ("lists",): {"max_age_days", "when_stale", "by_list"},
    ("watch",): {"activate"},
    ("flags",): set(SETTINGS),
}
_MEASURES = get_args(Measure)
Activate = Literal["never", "when_nothing_changes", "always"]
"""When ``holdpoint data watch`` may put a snapshot in use by itself."""

_Word = TypeVar("_Word")
_ACTIVATE = get_args(Activate)
_MOST_DAYS = 36_500
_REGIMES = ("US", "EU", "UK", "UN", "JP", "UA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a company may set for itself.

    Attributes:
        jurisdictions: Regimes applied to orders that name none.
        consider_from: Probability (0 to 1) below which a candidate is not kept.
        hold_from: Probability from which a resemblance holds the order.
        by_measure: The same two for listings with a legal effect of :data:`Measure`.
        by_list: The same two for a list, by its name in lower case; comes before the measure.
        candidates: Candidates compared in full for each name.
        keep_refused: Refused candidates kept in the decision for each name.
        route: Radii round places and their uncertainties.
        checks: Limits of the checks of a route.
        track: Limits of the checks of a ship's track.
        flags: Weights of red flags.
        lists: How old a list may be.
        activate: When a watch may put a snapshot in use by itself. No part of a decision.
        rules: Paths of the company's own rule packs.
    """

    id: str
    title: str
    jurisdictions: tuple[str, ...]
    consider_from: float
    hold_from: float
    candidates: int
    keep_refused: int
    route: RouteSettings
    checks: CheckLimits
    track: TrackSettings
    flags: FlagPolicy
    lists: ListPolicy
    activate: Activate = "never"
    rules: tuple[Path, ...] = ()
    by_measure: Mapping[str, Threshold] = field(default_factory=dict)
    by_list: Mapping[str, Threshold] = field(default_factory=dict)

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds of every listing."""
        general = Threshold(consider_from=self.consider_from, hold_from=self.hold_from)
        return Thresholds(general=general, by_measure=self.by_measure, by_list=self.by_list)

    @property
    def digest(self) -> str:
        """Hash of the settings that decide; the rule packs have a hash of their own."""
        settings = {key: value for key, value in plain(self).items() if key not in _NO_PART}
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
    try:
        return _policy(_merged(base.value, own.value or {}), path.parent)
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


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The default policy with a company's settings laid over it.

    A company that sets a threshold sets it for all listings: what the default policy says of
    single measures then goes, unless the company says it again.
    """
    merged = dict(base)
    for key, value in own.items():
        merged[key] = {**merged[key], **value} if isinstance(value, dict) else value
    mine = (own.get("lists") or {}).get("by_list") or {}
    if isinstance(mine, dict):
        merged["lists"] = {**merged["lists"], "by_list": {**base["lists"]["by_list"], **mine}}
    merged["flags"] = merged_flags(base["flags"], own.get("flags") or {})
    mine = own.get("matching") or {}
    general = bool(set(_LIMITS) & set(mine))
    for group in _OWN_LIMITS:
        default = {} if general else base["matching"][group]
        merged["matching"][group] = {**default, **(mine.get(group) or {})}
    return merged


class _SettingError(Exception):
    def __init__(self, path: tuple[str, ...], value: object, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.path, self.value, self.reason, self.remedy = path, value, reason, remedy


def _unknown_keys(doc: YamlText) -> list[Problem]:
    if not isinstance(doc.value, dict):
        return [_problem(doc, (), "a policy is a set of settings.", "Start from `id: my-policy`.")]
    out = []
    groups = {(group,): {*names} for group, names in known_settings().items()}
    for where, known in (_KNOWN | groups).items():
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
    return out or list(_unknown_limits(doc))


def _unknown_limits(doc: YamlText) -> Iterator[Problem]:
    """What is wrong with the names below ``by_measure`` and ``by_list``."""
    for group in _OWN_LIMITS:
        rows = doc.value.get("matching", {}).get(group) or {}
        where: tuple[str, ...] = ("matching", group)
        if not isinstance(rows, dict):
            example = "unverified" if group == "by_measure" else "SDN"
            remedy = f"Write `{example}: {{hold_from: 0.80}}` below it."
            yield _problem(doc, where, "must hold settings.", remedy)
            continue
        for name, limits in rows.items():
            here = (*where, name)
            if group == "by_measure" and name not in _MEASURES:
                yield _problem(doc, here, "no such measure.", f"Known: {', '.join(_MEASURES)}.")
            elif not isinstance(limits, dict):
                remedy = "Write `{hold_from: 0.80}`, `consider_from`, or both."
                yield _problem(doc, here, "must hold settings.", remedy)
            else:
                known = f"Known: {', '.join(_LIMITS)}."
                for key in limits:
                    if key not in _LIMITS:
                        yield _problem(doc, (*here, key), "no such setting.", known)


def _problem(doc: YamlText, path: tuple[str, ...], reason: str, remedy: str) -> Problem:
    return Problem(
        file=doc.name,
        line=doc.line(path),
        field=".".join(path) or None,
        reason=reason,
        remedy=remedy,
    )


def _policy(values: Mapping[str, Any], folder: Path) -> Policy:
    matching = values["matching"]
    regimes = values["jurisdictions"]
    if not isinstance(regimes, list) or any(regime not in _REGIMES for regime in regimes):
        raise _SettingError(
            ("jurisdictions",), regimes, "not a list of regimes.", f"Use {', '.join(_REGIMES)}."
        )
    general = _threshold(matching, ("matching",), None)
    packs = values["rules"] or []
    if not isinstance(packs, list) or not all(isinstance(name, str) for name in packs):
        raise _SettingError(("rules",), packs, "not a list of packs.", "Write `rules: [own.yaml]`.")
    for where, value, reason, remedy in flag_faults(values["flags"]):
        raise _SettingError(("flags", *where), value, reason, remedy)
    for where, value, reason, remedy in route_faults(values):
        raise _SettingError(where, value, reason, remedy)
    for key in ("id", "title"):
        if not isinstance(values[key], str):
            raise _SettingError((key,), values[key], "not a text.", "Put it in quotes.")
    return Policy(
        id=values["id"],
        title=values["title"],
        jurisdictions=tuple(regimes),
        consider_from=general.consider_from,
        hold_from=general.hold_from,
        candidates=_whole(matching, ("matching", "candidates"), 1, 100),
        keep_refused=_whole(matching, ("matching", "keep_refused"), 0, 100),
        route=route_settings(values),
        checks=check_limits(values),
        track=track_settings(values),
        flags=flag_policy(values["flags"]),
        lists=_lists(values["lists"]),
        activate=_one_of(values["watch"], ("watch", "activate"), _ACTIVATE),
        rules=tuple(folder / str(name) for name in packs),
        by_measure=_group(matching, "by_measure", general),
        by_list=_group(matching, "by_list", general),
    )


def _lists(values: Mapping[str, Any]) -> ListPolicy:
    rows = values["by_list"]
    if not isinstance(rows, dict):
        raise _SettingError(
            ("lists", "by_list"), rows, "must hold settings.", "Write `us-ofac-sdn: 7` below it."
        )
    return ListPolicy(
        max_age_days=_whole(values, ("lists", "max_age_days"), 0, _MOST_DAYS),
        when_stale=_one_of(values, ("lists", "when_stale"), WHEN_STALE),
        by_list={
            name: _whole(rows, ("lists", "by_list", name), 0, _MOST_DAYS) for name in sorted(rows)
        },
    )


def _one_of(values: Mapping[str, Any], path: tuple[str, ...], known: Sequence[_Word]) -> _Word:
    """A word out of a few.

    Raises:
        _SettingError: It is another one.
    """
    value = values[path[-1]]
    for word in known:
        if word == value:
            return word
    raise _SettingError(path, value, "no such choice.", f"Use {', '.join(map(str, known))}.")


def _group(matching: Mapping[str, Any], group: str, general: Threshold) -> dict[str, Threshold]:
    """The thresholds below ``by_measure`` or ``by_list``; what a row leaves out is the general."""
    return {
        name.casefold(): _threshold(limits, ("matching", group, name), general)
        for name, limits in sorted(matching[group].items())
    }


def _threshold(
    values: Mapping[str, Any], path: tuple[str, ...], general: Threshold | None
) -> Threshold:
    """Two probabilities in their order.

    Raises:
        _SettingError: One is no probability, or a candidate would hold before it is considered.
    """
    found = dict.fromkeys(_LIMITS, 0.0)
    for key in _LIMITS:
        if key in values or general is None:
            found[key] = _number(values, (*path, key), 0, 1)
        else:
            found[key] = getattr(general, key)
    if found["hold_from"] < found["consider_from"]:
        key = "hold_from" if "hold_from" in values else "consider_from"
        low = found["consider_from"]
        high = found["hold_from"]
        raise _SettingError(
            (*path, key),
            values[key],
            f"a candidate would hold the order (from {high:g}) before it is considered "
            f"(from {low:g}).",
            "Let hold_from be the larger one.",
        )
    return Threshold(**found)


def _number(values: Mapping[str, Any], path: tuple[str, ...], low: float, high: float) -> float:
    text = values[path[-1]]
    try:
        number = float("" if isinstance(text, bool) else text)
    except (TypeError, ValueError):
        raise _SettingError(path, text, "not a number.", f"Use {low} to {high}.") from None
    if not low <= number <= high:
        raise _SettingError(path, text, f"must lie between {low} and {high}.", "Change it.")
    return number


def _whole(values: Mapping[str, Any], path: tuple[str, ...], low: int, high: int) -> int:
    number = _number(values, path, low, high)
    if number != int(number):
        raise _SettingError(path, number, "not a whole number.", f"Use {low} to {high}.")
    return int(number)
