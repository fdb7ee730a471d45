"""Parts of a rule that bear dates: citations, windows, parameters, lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import Any, cast, get_args

from holdpoint.law._compile import Compiler
from holdpoint.law._dates import is_day
from holdpoint.law._doc import Doc, Path, Raw
from holdpoint.law._lists import BASES, ListTable, read_list
from holdpoint.law._operands import scalar
from holdpoint.law._rule import Cite, Dated, Parameter, State, Window

_shipped = cache(read_list)
"""A list of the product is read once, however many rules use it."""
_CITE_KEYS = ("title", "locator", "url", "read", "basis", "note")


@dataclass(slots=True)
class PartReader:
    """Reads the dated parts of one rule.

    Attributes:
        doc: The pack.
        at: Where the rule stands in it.
        folders: Where lists may lie, the first before the second.
    """

    doc: Doc
    at: Path
    folders: tuple[FilePath, ...]

    def cite(self, raw: Raw, path: Path) -> Cite:
        parts = self.doc.mapping(raw, path, "A citation")
        self.doc.keys(parts, path, _CITE_KEYS, "a citation")
        basis = self.doc.choice(parts.get("basis"), (*path, "basis"), BASES, "The basis")
        read = parts.get("read")
        if read is not None and not is_day(str(read)):
            self.doc.fault((*path, "read"), "This is no date.", "Write YYYY-MM-DD.", value=read)
        return Cite(
            title=self.doc.text(parts.get("title"), (*path, "title"), "The title of the citation"),
            locator=parts.get("locator"),
            url=parts.get("url"),
            read=read,
            basis=basis,
            note=parts.get("note"),
        )

    def windows(self, parts: Mapping[str, Any]) -> tuple[Window, ...]:
        if ("in_force" in parts) == ("windows" in parts):
            self.doc.fault(
                self.at,
                "A rule needs either `in_force` or `windows`.",
                "Write `in_force: {from: YYYY-MM-DD, until: null}`.",
            )
            return ()
        if "in_force" in parts:
            path: Path = (*self.at, "in_force")
            span = self.doc.mapping(parts["in_force"], path, "`in_force`")
            self.doc.keys(span, path, ("from", "until"), "`in_force`")
            return (self._window("in_force", span, path),)
        path = (*self.at, "windows")
        out: list[Window] = []
        for index, raw in enumerate(self.doc.rows(parts["windows"], path, "`windows`")):
            here = (*path, index)
            span = self.doc.mapping(raw, here, "A window")
            self.doc.keys(span, here, ("state", "from", "until", "cite", "banner"), "a window")
            state = self.doc.choice(
                span.get("state"), (*here, "state"), get_args(State), "The state"
            )
            out.append(self._window(cast("State", state), span, here))
            self._in_order(out, here)
        return tuple(out)

    def _window(self, state: State, span: Mapping[str, Any], path: Path) -> Window:
        for key in ("from", "until"):
            if key not in span:
                self.doc.fault(
                    path, f"The window has no `{key}`.", "Write a date, or null: not verified."
                )
            elif span[key] is not None:
                scalar(self.doc, span[key], (*path, key), "date")
        start, until = span.get("from"), span.get("until")
        if start is not None and until is not None and until < start:
            self.doc.fault((*path, "until"), "The window ends before it begins.", "Mend the dates.")
        cite = None if span.get("cite") is None else self.cite(span["cite"], (*path, "cite"))
        return Window(state=state, start=start, until=until, cite=cite, banner=span.get("banner"))

    def _in_order(self, windows: list[Window], path: Path) -> None:
        if len(windows) < 2:  # noqa: PLR2004 - a pair
            return
        before, after = windows[-2:]
        if before.until is None or after.start is None or after.start <= before.until:
            self.doc.fault(
                path,
                "This window does not come after the one before it.",
                "Put windows in order of days; they may not overlap.",
            )

    def values(self, raw: Raw) -> dict[str, Any]:
        if raw is None:
            return {}
        path = (*self.at, "parameters")
        out = {}
        for name, spec in self.doc.mapping(raw, path, "`parameters`").items():
            here = (*path, name)
            parts = self.doc.mapping(spec, here, "A parameter")
            self.doc.keys(parts, here, ("values",), "a parameter")
            dated = self.doc.mapping(
                parts.get("values"), (*here, "values"), "The values of a parameter"
            )
            for day, value in dated.items():
                self._dated(day, value, (*here, "values", day))
            out[name] = dated
        return out

    def _dated(self, day: str, raw: Raw, path: Path) -> None:
        if not is_day(day):
            self.doc.fault(
                path, "This value bears no date.", "Write `YYYY-MM-DD: {value, cite}`.", value=day
            )
        parts = self.doc.mapping(raw, path, "A dated value")
        self.doc.keys(parts, path, ("value", "cite"), "a dated value")
        for key in ("value", "cite"):
            if parts.get(key) is None:
                self.doc.fault(
                    path, f"The value has no `{key}`.", "Every value is dated and cited."
                )

    def parameters(self, values: Mapping[str, Any], compiler: Compiler) -> tuple[Parameter, ...]:
        out = []
        for name, dated in values.items():
            here = (*self.at, "parameters", name)
            if name not in compiler.kinds:
                self.doc.fault(here, f"The parameter '{name}' is not used.", f"Use it as ${name}.")
                continue
            kind, many = compiler.kinds[name]
            rows = []
            for day, spec in sorted(dated.items()):
                path = (*here, "values", day)
                if (
                    not isinstance(spec, dict)
                    or spec.get("value") is None
                    or spec.get("cite") is None
                ):
                    continue
                raw = spec["value"]
                if many != isinstance(raw, list):
                    wants = "a list of values" if many else "one value"
                    self.doc.fault(path, f"Here the rule wants {wants}.", "Write it so.")
                    continue
                at = (*path, "value")
                value = (
                    [scalar(self.doc, v, at, kind) for v in raw]
                    if many
                    else scalar(self.doc, raw, at, kind)
                )
                rows.append(Dated(day, value, self.cite(spec["cite"], (*path, "cite"))))
            out.append(Parameter(name=name, values=tuple(rows)))
        return tuple(out)

    def lists(self, raw: Raw) -> dict[str, ListTable]:
        out: dict[str, ListTable] = {}
        if raw is None:
            return out
        path = (*self.at, "lists")
        for name, spec in self.doc.mapping(raw, path, "`lists`").items():
            here = (*path, name)
            parts = self.doc.mapping(spec, here, "A list")
            self.doc.keys(parts, here, ("use", "key", "match"), "a list")
            use = self.doc.text(parts.get("use"), (*here, "use"), "`use`")
            key = self.doc.text(parts.get("key"), (*here, "key"), "`key`")
            match = self.doc.choice(
                parts.get("match"), (*here, "match"), ("exact", "prefix", "loose"), "`match`"
            )
            file = self._find(use)
            if file is None:
                self.doc.fault(
                    (*here, "use"),
                    "There is no such list.",
                    "Put it beside the pack, in lists/.",
                    value=use,
                )
            else:
                ours = file.is_relative_to(self.folders[-1])
                table, faults = (_shipped if ours else read_list)(
                    file, name=use, key=key, prefix=match == "prefix", loose=match == "loose"
                )
                self.doc.problems += faults
                if table is not None:
                    out[name] = table
        return out

    def _find(self, use: str) -> FilePath | None:
        if not use or use.startswith("/") or ".." in FilePath(use).parts:
            return None
        return next((folder / use for folder in self.folders if (folder / use).is_file()), None)
