"""The nested form of an order whose rows were gathered, and which cell each part came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from holdpoint.intake import _phrases as phrases
from holdpoint.intake._flat import FlatOrder, Seen
from holdpoint.intake._scalars import BadCell, Refusal
from holdpoint.intake._shape import Reading
from holdpoint.intake._transaction import build
from holdpoint.model import Transaction

Places = dict[str, tuple[int | None, str]]
"""Line and column of a path of the nested form."""

_LAST = re.compile(r"[.\[][^.\[]*$")


def read_order(flat: FlatOrder) -> tuple[Transaction | None, Reading]:
    """The order that was gathered, or ``None`` with its problems in the reading."""
    places: Places = {}
    reading = Reading(file=flat.file, line=flat.line, where=finder(places, flat.line))
    for problem in flat.problems:
        reading.add(problem)
    mapping = Nesting(flat, reading, places).mapping()
    return build(mapping, reading, whole=not flat.torn), reading


class Nesting:
    """Makes the nested form of an order, and remembers which cell each path came from."""

    def __init__(self, flat: FlatOrder, reading: Reading, places: Places) -> None:
        self.flat, self.reading, self.places = flat, reading, places

    def mapping(self) -> dict[str, Any]:
        out: dict[str, Any] = {"id": self.flat.id}
        loose = dict(self.flat.order)
        route = {key: loose.pop((key,), None) for key in ("route", "depart", "arrive", "carrier")}
        self._add_order(out, loose)
        self._add_parties(out)
        if self.flat.items:
            out["items"] = [
                {
                    name: self._put(f"items[{i}].{name}", seen, seen.value)
                    for name, seen in item.items()
                }
                for i, item in enumerate(self.flat.items)
            ]
        self._add_route(out, route)
        if self.flat.answers:
            out["answers"] = {
                key: self._put(f"answers.{key}", seen, seen.value)
                for key, seen in self.flat.answers.items()
            }
        return out

    def _put(self, path: str, seen: Seen, value: Any) -> Any:  # noqa: ANN401 - any cell
        self.places[path] = (seen.line, seen.heading)
        return value

    def _split(self, path: str, seen: Seen, split: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - any cell
        """Take a cell apart; when it cannot be, say so and leave it unknown."""
        self.places[path] = (seen.line, seen.heading)
        if isinstance(seen.value, BadCell):
            self.reading.refuse(path, seen.value.reason, seen.value.remedy, seen.value)
            return None
        try:
            return split(seen.value)
        except Refusal as refusal:
            self.reading.refuse(path, refusal.reason, refusal.remedy)
            return None

    def _add_order(self, out: dict[str, Any], cells: Mapping[tuple[str, ...], Seen]) -> None:
        for path, seen in cells.items():
            if path == ("id",):
                self.places["id"] = (seen.line, seen.heading)
            elif path == ("jurisdictions",):
                out["jurisdictions"] = self._split("jurisdictions", seen, _words)
            elif path[0] == "licences":
                licence = out.setdefault("licences", [{}])[0]
                self.places.setdefault("licences[0].regime", (seen.line, "licence_regime"))
                licence[path[1]] = self._put(f"licences[0].{path[1]}", seen, seen.value)
            elif len(path) == 1:
                out[path[0]] = self._put(path[0], seen, seen.value)
            else:
                inner = out.setdefault(path[0], {})
                inner[path[1]] = self._put(".".join(path), seen, seen.value)
        value = out.get("value")
        if value and "amount" not in value:
            # The currency of the line values is known, the total is not; the model has no place
            # for the one without the other.
            self.reading.note("value.currency", value["currency"], "has no value beside it")
            del out["value"]

    def _add_parties(self, out: dict[str, Any]) -> None:
        parties = []
        for i, (role, block) in enumerate(self.flat.parties):
            path = f"parties[{i}]"
            cells = {**self._shared(role), **block}
            line = next(iter(block.values())).line
            self.places[f"{path}.name"] = (line, f"{role}_name")
            parties.append({"role": role, **self._party(path, cells)})
        if parties:
            out["parties"] = parties

    def _shared(self, role: str) -> dict[tuple[str, ...], Seen]:
        """Name and country of a payer or bank stand in the columns of the payment."""
        shared = {"payer": {"payer": "name", "payer_country": "country"}, "bank": {"bank": "name"}}
        return {
            (name,): self.flat.order["payment", source]
            for source, name in shared.get(role, {}).items()
            if ("payment", source) in self.flat.order
        }

    def _party(self, path: str, cells: Mapping[tuple[str, ...], Seen]) -> dict[str, Any]:
        party: dict[str, Any] = {}
        for inner, seen in cells.items():
            where = f"{path}.{'.'.join(inner)}"
            if inner[0] == "identifiers":
                kinds = party.setdefault("identifiers", {})
                kinds[inner[1]] = self._put(where, seen, seen.value)
            elif inner[0] == "owners":
                party["owners"] = self._split(where, seen, phrases.owners)
            elif inner[0] == "aliases":
                party["aliases"] = self._split(where, seen, _names)
            else:
                party[inner[0]] = self._put(where, seen, seen.value)
        return party

    def _add_route(self, out: dict[str, Any], cells: Mapping[str, Seen | None]) -> None:
        seen = cells["route"]
        legs = self._split("route", seen, phrases.route) if seen else None
        extras = [cell for cell in cells.values() if cell] + list(self.flat.vessel.values())
        if not extras or (seen and legs is None):
            return
        legs = legs or [{}]
        for name, at in (("depart", 0), ("arrive", len(legs) - 1)):
            cell = cells[name]
            if cell:
                legs[at][name] = self._put(f"route[{at}].{name}", cell, cell.value)
        carrier = cells["carrier"]
        for i, leg in enumerate(legs):
            if carrier:
                leg["carrier"] = self._put(f"route[{i}].carrier", carrier, carrier.value)
        self._add_vessel(legs)
        out["route"] = legs

    def _add_vessel(self, legs: list[dict[str, Any]]) -> None:
        """The ship sails the legs by sea or river; the legs of unknown mode when there are none."""
        if not self.flat.vessel:
            return
        afloat = [i for i, leg in enumerate(legs) if leg.get("mode") in ("sea", "river")]
        afloat = afloat or [
            i for i, leg in enumerate(legs) if leg.get("mode", "unknown") == "unknown"
        ]
        if not afloat:
            seen = next(iter(self.flat.vessel.values()))
            self.places["vessel"] = (seen.line, seen.heading)
            self.reading.refuse("vessel", "no leg goes by water.", "Put [sea] into the route.")
        for i in afloat:
            legs[i]["vessel"] = {
                name: self._put(f"route[{i}].vessel.{name}", seen, seen.value)
                for name, seen in self.flat.vessel.items()
            }


def finder(places: Places, line: int) -> Callable[[str], tuple[int | None, str]]:
    """Finds the cell of a path, or of the nearest thing around it."""

    def find(path: str) -> tuple[int | None, str]:
        part = path
        while part:
            if part in places:
                return places[part]
            part = _LAST.sub("", part) if _LAST.search(part) else ""
        return line, path

    return find


def _words(cell: Any) -> list[str]:  # noqa: ANN401 - any cell
    return phrases.several(cell, r";,|\s")


def _names(cell: Any) -> list[str]:  # noqa: ANN401 - any cell
    return phrases.several(cell, ";")
